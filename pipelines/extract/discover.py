"""Titles that stand without marks: capitalised runs that behave like a work, weighed by where they stand."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Reading
from pipelines.extract.tokens import Token
from pipelines.extract.words import Tail

ENOUGH = 3
_LONGEST_NUMBER = 2


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
        if line[first].folded not in reading.words.common or first < stop:
            start, end = line[first].start, line[stop].base
            yield Run(start, end, reading.whole[start:end], first, stop, line[stop].text.isdigit())
        index = last + 1


def _last(reading: Reading, line: list[Token], blocked: set[int], last: int) -> int:
    """Return the index of the last word of the run that begins at ``last``."""
    small = reading.words.small
    while last + 1 < len(line) and line[last].base == line[last].end:
        step = last + 1
        while step < len(line) and line[step].folded in small and not line[step].capital and step - last < 4:
            step += 1
        if step >= len(line) or not _joined(reading.whole, line, last, step) or line[step].start in blocked:
            break
        part = line[step]
        digits = part.text.isdigit() and len(part.text) <= _LONGEST_NUMBER and step == last + 1
        if not (part.capital or digits):
            break
        last = step
        if digits:
            break
    return last


def _trimmed(reading: Reading, line: list[Token], first: int, last: int) -> tuple[int, int]:
    """Cut the words off both ends that begin a sentence rather than a title."""
    small, common = reading.words.small, reading.words.common
    while first < last and line[first].folded in common:
        if line[first].folded in small and _inner(reading.whole, line, first):
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


def titles(reading: Reading, blocked: set[int], places: tuple[Hit, ...], enough: int = ENOUGH) -> set[str]:
    """Return the runs that behave like titles in the article, with at least ``enough`` to say so."""
    scores: dict[str, int] = defaultdict(int)
    around = Around(
        {hit.start: hit for hit in reading.hits("cues")},
        {hit.end: hit for hit in reading.hits("cues")},
        {hit.end for hit in reading.hits("jobs")},
        {hit.end: hit for hit in reading.hits("nouns")},
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
        if fold(text) in named or any(word in reading.words.companies for word in fold(text).split()):
            continue
        at = headline.find(text)
        if at >= 0:
            score += 2 + (2 if headline[at + len(text) : at + len(text) + 2] == ": " and at == 0 else 0)
        score += seen[text] >= 3
        if score >= enough + (seen[text] < 2 and at < 0) and not _part_of_name(text, parts):
            found.add(text)
    return found


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


def _weigh(reading: Reading, line: list[Token], run: Run, around: Around) -> int:
    """Return how much the run's neighbours speak for a work, less what they say for a person."""
    score = 3 if run.numbered else 0
    score += _weigh_before(reading, line, run, around)
    score += _weigh_after(reading, line, run, around)
    opener = reading.folded[run.end : run.end + 6]
    if opener.startswith((" (", ", ")) or opener.strip(" ,").split(" ")[0] in reading.words.who | {"as"}:
        score -= 2 if not opener.startswith(", ") else 1
    if run.last - run.first == 1 and not run.numbered:
        score -= 1
    return score


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
        following = [token.end for token in line[run.last + 2 : run.last + 8]]
        return 2 * any(end in around.nouns for end in following) if after.folded in reading.words.small else 0
    if rest != " ":
        return 0
    kinds = _kinds(around.cues.get(after.start))
    score = 2 * bool(kinds & {"release", "production"} and not kinds & {"cast", "crew"})
    return score + bool(_kinds(around.cues.get(after.end + 1)) & {"release", "production"})


def _kinds(hit: Hit | None) -> set[str]:
    if hit is None:
        return set()
    entries = [entry.cue if isinstance(entry, Tail) else entry for entry in hit.value]
    found = {entry.kind for entry in entries}
    return found | {
        "cast:before"
        for entry in entries
        if entry.kind == "cast" and entry.person == "before" and entry.role != "object"
    }
