"""Titles without marks in scripts without capitals: beside a season, behind a noun, in Latin letters."""

import re
from collections.abc import Iterator

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.tokens import Token
from pipelines.extract.works.genitive import genitives

_LATIN = re.compile(r"[A-Z][A-Za-z'’.&!-]*(?: (?:[A-Z][A-Za-z'’.&!-]*|\d{1,2}|of|the|and|in|to|a|for|with))*")
_LONGEST = 5  # words of a title
_SEASON = 12  # characters of a season before its number
_SHORT = 4  # letters of an abbreviation
_SCANNED = 6000  # characters in which a title is looked for again
_STOPS = " .,:;!-"
_PLAIN = 2  # words of a title of common words alone


def unmarked(reading: Reading, seasons: tuple[Hit, ...], blocked: set[int]) -> list[tuple[int, int]]:
    """Return where titles stand that something beside them gives away; for articles that mark none.

    Of two that overlap the longer is returned.
    """
    found: list[tuple[int, int]] = []
    every = [
        span
        for span in _candidates(reading, seasons, blocked)
        if any(char.isalpha() for char in reading.whole[slice(*span)])
    ]
    native = [span for span in every if not reading.whole[slice(*span)].isascii()]
    for start, end in sorted(
        native or [*every, *_latin(reading, blocked)], key=lambda span: span[0] - span[1]
    ):
        if not any(a < end and start < b for a, b in found):
            found.append((start, end))
    return found


def _candidates(reading: Reading, seasons: tuple[Hit, ...], blocked: set[int]) -> Iterator[tuple[int, int]]:
    yield from _lead(reading)
    if reading.words.owners:
        yield from genitives(reading, blocked)
    nouns = [hit for hit in reading.hits("nouns") if hit.value in ("noun", "series", "film", "anaphor")]
    kinds = tuple(reading.words.kinds) or ("\0",)
    for number, (start, end) in enumerate(reading.lines):
        words, _ = reading.line_tokens(number)
        for season in within(seasons, start, end):
            yield from _before(reading, words, season.start, blocked)
        for index, word in enumerate(words):
            counted = within(seasons, max(0, word.start - _SEASON), word.end)
            if word.text.isdigit() and len(word.text) < 3 and word.start not in blocked and not counted:
                numbered = _before(reading, words[:index], word.start, blocked)
                yield from ((first, word.end) for first, _ in numbered)
        for noun in within(nouns, start, end):
            yield from _after(reading, words, noun, blocked)
            if reading.folded[noun.start : noun.end].endswith(kinds):
                yield from _rare_before(reading, words, noun.start, blocked)


def _latin(reading: Reading, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised Latin words outside of brackets."""
    for match in _LATIN.finditer(reading.whole):
        start, end = match.span()
        if start in blocked or reading.whole[start - 1 : start] in ("(", "#", "@"):
            continue
        words = match.group().split()
        while words and (fold(words[-1]) in reading.words.common or words[-1].islower()):
            end -= len(words.pop()) + bool(words)
        text = reading.whole[start:end].rstrip(_STOPS)
        plain = [word for word in words if fold(word) not in reading.words.common]
        if plain and not (text.isupper() and len(text) <= _SHORT) and len(text) > 1:
            yield start, start + len(text)


def _lead(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield what stands before a headline's colon where the text names it again."""
    head, colon, _ = reading.article.title.partition(":")
    if head.isascii():
        return
    words = [word for word in fold(head).split() if not word.isdigit()]
    text = re.sub(r"\s*\d{1,2}$", "", head.strip())
    told = text and text in reading.article.text
    if colon and told and len(words) <= _LONGEST and any(word not in reading.words.common for word in words):
        yield 0, len(text)


def _before(reading: Reading, words: list[Token], place: int, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the title that ends right before ``place``: a run that is named again, else its rare words."""
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].end <= place), None)
    if last is None or not 0 < place - words[last].end <= 1:
        return
    first = best = last + 1
    rare = False
    while first and first > last + 1 - _LONGEST and _inner(reading, words[first - 1], blocked):
        if first <= last and reading.whole[words[first - 1].end : words[first].start] != " ":
            break
        first -= 1
        uncommon = words[first].folded not in reading.words.common
        rare = rare or uncommon
        if (uncommon and best == first + 1) or (
            rare and _again(reading, words[first].start, words[last].end)
        ):
            best = first
    opened = next((i for i in range(first, last) if words[i].folded in reading.words.articles), None)
    if opened is not None:
        best = opened  # "the Title 2"
    if rare and first and words[first - 1].folded in reading.words.kinds:
        best = first  # "the series Title 2": all between the noun and the number
    person = words[last].folded in reading.words.surnames and not _again(
        reading, words[last].start, place + _SEASON
    )
    if best <= last and not person:
        yield words[best].start, words[last].end


def _inner(reading: Reading, word: Token, blocked: set[int]) -> bool:
    """Say whether a word may be part of a title: no particle, noun of works or other mention."""
    return (
        word.start not in blocked
        and word.folded not in reading.words.name_endings
        and word.folded not in reading.words.kinds
    )


def _again(reading: Reading, start: int, end: int) -> bool:
    return reading.whole.count(reading.whole[start:end], 0, _SCANNED) > 1


def _rare_before(
    reading: Reading, words: list[Token], place: int, blocked: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield the one or two rare words right before a noun, where no surname ends them."""
    before = [word for word in words if word.end <= place and word.start not in blocked][-3:]
    rare = [word.folded not in reading.words.common for word in before]
    size = 0 if not rare or not rare[-1] else 1 if len(rare) < 2 or not rare[-2] else 2
    if size and place - before[-1].end == 1 and before[-1].folded not in reading.words.surnames:
        yield before[-size].start, before[-1].end


def _after(reading: Reading, words: list[Token], noun: Hit, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the words behind a noun, up to a particle, where all are rare or all stand together again."""
    place = noun.end
    index = next((i for i, word in enumerate(words) if word.start >= place), len(words))
    last, rare = index, 0
    while (
        last < len(words)
        and last - index < _LONGEST
        and _inner(reading, words[last], blocked)
        and not words[last].text.isdigit()
        and words[last].start - (words[last - 1].end if last > index else place) == 1
    ):
        rare += words[last].folded not in reading.words.common
        last += 1
    if last == len(words) or not (rare or _named_twice(reading, noun, words[index : last + 1])):
        return
    named = words[last - 1].folded in reading.words.surnames  # a person, unless the noun stands there again
    if named and not _again(reading, noun.start, words[last - 1].end):
        return
    rare = last - index if words[index].folded in reading.words.articles else rare
    ended = words[last].folded in reading.words.name_endings or words[last].text.isdigit()
    start, end = words[index].start, words[last - 1].end
    if ended and (rare == last - index or _again(reading, start, end)):
        yield start, end


def _named_twice(reading: Reading, noun: Hit, words: list[Token]) -> bool:
    """Say whether common words behind a noun stand behind it again, up to a particle that marks a noun."""
    return (
        len(words) > _PLAIN
        and words[-1].folded in reading.words.stoppers
        and _again(reading, noun.start, words[-2].end)
    )
