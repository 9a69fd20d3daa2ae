"""Titles that stand without marks: capitalised runs that behave like a work, weighed by where they stand."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.tokens import Token

ENOUGH = 3
_LONGEST_NUMBER = 2
_LONGEST_LEAD = 8
_KINDS = ("series", "film", "noun", "anaphor", "sequel")
_BEHIND = ("noun", "series", "film", "head")
_FIRST_MARK = re.compile(r"[:,;|?!]| [-–—] ")
_NUMBERED = re.compile(r"\s+\d{1,2}$")
_BULLET = re.compile(r"\s*(?:[-*•–—·▪●◦]\s*|\d{1,2}[.)]\s+)?")
_PROSE = 420  # characters; a longer line without a bullet is a paragraph
_BARE_STOPS = (" ...", " …", ":", " —", " –", " |", "?")
_STOPS = (" ...", " …", " (", ":", ",", ".", "?", "!", " —", " –", " -", " |", " •")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words in a line, small words and a part's number inside it taken in."""

    start: int
    end: int
    text: str
    first: int
    last: int
    numbered: bool


def runs(reading: Reading, line: list[Token], blocked: set[int]) -> Iterator[Run]:
    """Yield the capitalised runs of a line of running text."""
    index = 0
    while index < len(line):
        if not line[index].capital or line[index].start in blocked:
            index += 1
            continue
        last = _last(reading, line, blocked, index)
        first, stop = _trimmed(reading, line, index, last)
        if line[first].folded not in reading.words.common or first < stop - line[stop].text.isdigit():
            start, end = line[first].start, line[stop].base
            yield Run(start, end, reading.whole[start:end], first, stop, line[stop].text.isdigit())
        index = last + 1


def _last(reading: Reading, line: list[Token], blocked: set[int], first: int) -> int:
    """Return the index of the last word of the run that begins at ``first``."""
    small, last = reading.words.small, first
    while last + 1 < len(line) and line[last].base == line[last].end:
        step = last + 1
        while step < len(line) and line[step].folded in small and not line[step].capital and step - last < 4:
            step += 1
        if step >= len(line) or not _joined(reading.whole, line, last, step) or line[step].start in blocked:
            break
        part = line[step]
        digits = part.text.isdigit() and len(part.text) <= _LONGEST_NUMBER and step == last + 1
        if not (part.capital or digits) or _parted(reading, line, blocked, first, last, step):
            break
        last = step
        if digits:
            break
    return last


def _parted(reading: Reading, line: list[Token], blocked: set[int], first: int, last: int, step: int) -> bool:
    """Say whether a person ends or begins here: "A B in Title", "Title: A B"."""
    between = line[last + 1].folded if step > last + 1 else ""
    if between in reading.words.inside and person_like(reading, line[first : last + 1]):
        return True
    if between in reading.words.ands and person_like(reading, line[first : last + 1]):
        return person_like(reading, line[step : _last(reading, line, blocked, step) + 1])
    if ":" not in reading.whole[line[last].end : line[step].start]:
        return False
    right = _last(reading, line, blocked, step)
    words = line[step : right + 1]
    return person_like(reading, words) or all(word.folded in reading.words.common for word in words)


def person_like(reading: Reading, words: list[Token]) -> bool:
    """Say whether a run has the shape of a person's name: two or three capitals, none of them common."""
    rare = all(word.capital and word.folded not in reading.words.common for word in words)
    return rare and 1 < len(words) < 4 and not any(_small(reading, word) for word in words)


def _small(reading: Reading, word: Token) -> bool:
    """Say whether a word is a small one of a title; where only the first has a capital, "Le" is a name's."""
    sentence = reading.words.pack.titles.case == "sentence"
    return word.folded in reading.words.small and not (word.capital and sentence)


def _trimmed(reading: Reading, line: list[Token], first: int, last: int) -> tuple[int, int]:
    """Cut the words off both ends that begin a sentence rather than a title."""
    small, common = reading.words.small, reading.words.common
    while first < last and line[first].folded in common:
        if line[first].capital and line[first].folded in small and _inner(reading.whole, line, first):
            break
        if line[first].folded in small and line[first].capital and first == 0 and last - first > 0:
            break
        first += 1
    while last > first and line[last].folded in small:
        last -= 1
    return first, last


def _inner(whole: str, line: list[Token], index: int) -> bool:
    """Say whether a capital stands inside a sentence, where only names have one."""
    if index == 0:
        return False
    gap = whole[line[index - 1].end : line[index].start]
    return not any(mark in gap for mark in '.!?:\n“"')


def _joined(whole: str, line: list[Token], left: int, right: int) -> bool:
    for index in range(left, right):
        gap = whole[line[index].end : line[index + 1].start]
        if gap not in (" ", "\u00a0", ": ", " & ", "-", "! "):
            return False
        if gap == ": " and line[index + 1].folded != "the" and index + 1 < right:
            return False
    return True


def titles(
    reading: Reading,
    blocked: set[int],
    places: tuple[Hit, ...],
    enough: int = ENOUGH,
    marked: Collection[str] = (),
) -> set[str]:
    """Return the runs that behave like titles in the article, with at least ``enough`` to say so."""
    scores: dict[str, int] = defaultdict(int)
    around = Around(
        {hit.start: hit for hit in reading.hits("cues")},
        {hit.end: hit for hit in reading.hits("cues")},
        {hit.end for hit in reading.hits("jobs")},
        {hit.end: hit for hit in reading.hits("nouns")},
        {hit.start for hit in reading.hits("jobs")},
        {hit.start: hit for hit in reading.hits("nouns")},
        {hit.end for hit in reading.hits("withs")},
    )
    headline = reading.article.title
    seen: dict[str, int] = defaultdict(int)
    for number in range(len(reading.lines)):
        line, loud = reading.line_tokens(number)
        if loud:
            continue
        for run in runs(reading, line, blocked):
            if len(run.text) < 3 or run.last - run.first > 7:
                continue
            seen[run.text] += 1
            scores[run.text] += _weigh(reading, line, run, around)
    named = {fold(reading.whole[hit.start : hit.end]) for hit in places}
    parts = _name_parts(reading, seen)
    found = set()
    for text, score in scores.items():
        if reading.words.places.issuperset(fold(text).split()):
            continue
        if fold(text) in named or any(word in reading.words.companies for word in fold(text).split()):
            continue
        at = headline.find(text)
        if at >= 0:
            score += 2 + (2 if headline[at + len(text) : at + len(text) + 2] == ": " and at == 0 else 0)
        score += seen[text] >= 3
        score += 4 * any(title in text for title in marked)
        if score >= enough + (seen[text] < 2 and at < 0) and not _part_of_name(text, parts):
            found.add(text)
    return found | set(_lead(reading, named))


def _lead(reading: Reading, named: set[str]) -> Iterator[str]:
    """Yield the name before a headline's colon where the text names it again: "Title: what we know"."""
    head, colon, _ = reading.article.title.partition(":")
    head = head.rstrip()
    words = head.split()
    if reading.words.pack.titles.case == "sentence":
        yield from _sentence_lead(reading, named)
    if not colon or not 0 < len(words) <= _LONGEST_LEAD or fold(head) in named or len(head) < 3:
        return
    named_again = head in reading.article.text
    small, common = reading.words.small, reading.words.common
    cased = all(word[:1].isupper() or word[:1].isdigit() or fold(word) in small for word in words)
    if named_again and cased and head[0].isupper() and not all(fold(word) in common for word in words):
        yield head


def _sentence_lead(reading: Reading, named: set[str]) -> Iterator[str]:
    """Yield the words before a headline's first mark, less a number, where the text has them with a capital.

    A title of which only the first word has a capital is told from a sentence by standing inside one.
    """
    whole = _FIRST_MARK.split(reading.article.title, maxsplit=1)[0].strip()
    head = _NUMBERED.sub("", whole)
    words = [fold(word) for word in head.split()]
    if not 1 < len(words) <= _LONGEST_LEAD or not head[0].isupper() or fold(head) in named:
        return
    if all(word in reading.words.common for word in words):
        return
    if _inside_sentence(reading.article.text, head):
        yield from (whole, head)


def _inside_sentence(text: str, words: str) -> bool:
    """Say whether ``words`` stand anywhere behind another word of the same sentence."""
    place = text.find(words)
    while place >= 0:
        end = place + len(words)
        if (
            text[max(0, place - 4) : place].rstrip(" ,('’")[-1:].isalnum()
            and not text[end : end + 1].isalnum()
        ):
            return True
        place = text.find(words, end)
    return False


def _name_parts(reading: Reading, seen: dict[str, int]) -> set[str]:
    """Return the words of the runs that have the shape of a person's name."""
    small = reading.words.small
    named = [text.split() for text in seen]
    return {
        word
        for words in named
        if 1 < len(words) < 4
        and not any(one.casefold() in small or one.isdigit() or ":" in one for one in words)
        for word in words
    }


def _part_of_name(text: str, parts: set[str]) -> bool:
    return " " not in text and text in parts


@dataclass(frozen=True)
class Around:
    """The words of the article's lists by where they begin or end."""

    cues: dict[int, Hit]
    ends: dict[int, Hit]
    jobs: set[int]
    nouns: dict[int, Hit]
    job_starts: set[int]
    noun_starts: dict[int, Hit]
    withs: set[int]


def _weigh(reading: Reading, line: list[Token], run: Run, around: Around) -> int:
    """Return how much the run's neighbours speak for a work, less what they say for a person."""
    score = 3 if run.numbered else 0
    score += _weigh_before(reading, line, run, around)
    score += _weigh_after(reading, line, run, around)
    opener = reading.folded[run.end : run.end + 6]
    if opener.startswith(" (") or opener.strip(" ,").split(" ")[0] in reading.words.who | {"as"}:
        score -= 2
    inner = line[run.first + 1 : run.last]
    if any(_small(reading, word) for word in inner) or ":" in run.text or "&" in run.text:
        return score + 2
    return score - (run.last - run.first == 1 and not run.numbered)


def _weigh_before(reading: Reading, line: list[Token], run: Run, around: Around) -> int:
    if not run.first:
        return 0
    before = line[run.first - 1]
    gap = reading.whole[before.end : run.start]
    if gap != " ":
        return -1 if gap == ", " else 0
    score = 2 * bool(_kinds(around.ends.get(before.end)) & {"release", "production", "cast:before"})
    score += 2 * (before.base < before.end)
    if before.end in around.jobs or before.folded in reading.words.first_words:
        score -= 3
    if before.end in around.withs and reading.words.pack.titles.case == "sentence":
        return -5
    if before.folded in reading.words.role_words or "played" in _kinds(around.ends.get(before.end)):
        return -5
    noun = around.nouns.get(before.end)
    if noun and noun.value in ("noun", "series", "film"):
        return score + 3
    return score + (before.folded in reading.words.inside)


def _weigh_after(reading: Reading, line: list[Token], run: Run, around: Around) -> int:
    if run.last + 1 >= len(line):
        return 0
    after = line[run.last + 1]
    rest = reading.whole[run.end : after.start]
    if rest.startswith(", "):
        if "cast:after" in _kinds(around.cues.get(after.start)):
            return 2
        if _apposed(reading, line, run, around):
            return 4
        following = [token.end for token in line[run.last + 2 : run.last + 8]]
        return 2 * any(end in around.nouns for end in following) if after.folded in reading.words.small else 0
    if rest != " ":
        return 0
    kinds = _kinds(around.cues.get(after.start))
    score = 2 * bool(kinds & {"release", "production"} and not kinds & {"cast", "crew"})
    noun = around.noun_starts.get(after.start)
    score += 2 * (after.start in around.job_starts or bool(noun and noun.value in _BEHIND))
    return score + bool(_kinds(around.cues.get(after.end + 1)) & {"release", "production"})


def _apposed(reading: Reading, line: list[Token], run: Run, around: Around) -> bool:
    """Say whether what follows a comma says at once what kind of work the run is: "Title, the new series"."""
    behind = line[run.last + 1 : run.last + 4]
    if reading.words.pack.titles.case != "sentence" or not behind or behind[0].capital:
        return False
    if run.first and _kinds(around.ends.get(line[run.first - 1].end)) & {"cast", "crew"}:
        return False
    nouns = (around.noun_starts.get(token.start) for token in behind)
    return any(noun is not None and noun.value in _KINDS for noun in nouns)


def _kinds(hit: Hit | None) -> set[str]:
    if hit is None:
        return set()
    entries = hit.value
    found = {str(entry.kind) for entry in entries}
    found |= {"played" for entry in entries if entry.role == "object"}
    return found | {
        "cast:before"
        for entry in entries
        if entry.kind == "cast" and entry.person == "before" and entry.role != "object"
    }


def heads(reading: Reading, blocked: set[int]) -> Iterator[tuple[int, int]]:
    """Yield where titles stand that open the lines of a list, a calendar or a round-up."""
    found, bullets = [], 0
    for number in range(1, len(reading.lines)):
        start, end = reading.lines[number]
        opened = _BULLET.match(reading.whole, start, end)
        begin = opened.end() if opened else start
        if begin == start and end - start > _PROSE:
            continue
        bullets += begin > start
        head = _head(reading, number, begin, end, blocked)
        if head is not None:
            found.append((begin > start, *head))
    if len(found) >= 3 or bullets >= 2:
        yield from ((start, end) for bulleted, start, end in found if bulleted or len(found) >= 3)


def _head(reading: Reading, number: int, begin: int, end: int, blocked: set[int]) -> tuple[int, int] | None:
    line, _ = reading.line_tokens(number)
    words = [token for token in line if token.start >= begin]
    if not words or words[0].start > begin + 1 or words[0].start in blocked:
        return None
    run = next((run for run in runs(reading, words, blocked) if run.first == 0), None)
    if run is None or len(run.text) < 3 or (run.text.isupper() and len(run.text.split()) == 1):
        return None
    if all(word.folded in reading.words.common for word in words[run.first : run.last + 1]):
        return None
    rest = reading.whole[run.end : end]
    bulleted = begin > reading.lines[number][0]
    closed = rest.startswith(_BARE_STOPS) or (end - begin <= 60 and rest.startswith(_STOPS))
    if not bulleted and rest and not closed:
        return None
    if (
        not bulleted
        and rest.startswith((",", " ("))
        and person_like(reading, words[run.first : run.last + 1])
    ):
        return None
    if any(hit.start - run.end <= 2 for hit in within(reading.hits("roles"), run.end, end)):
        return None
    if rest.startswith("?") and len(rest) == 1:
        return None
    return run.start, run.end
