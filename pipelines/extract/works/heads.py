"""Titles that open the lines of a list, where only their first word need have a capital."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.extract.reading import Placed, Reading, within
from pipelines.extract.tokens import Token
from pipelines.extract.works.around import BEHIND, KINDS

_BULLET = re.compile(r"\s*(?:[-*•–—·▪●◦■]\s*|\d{1,2}[.)º]\s+)?[«“\"']?")
_PARTS = re.compile(r"[»”\"']?(?: ?[(|:/]| [-–—]|[.,]) ?|[»”\"']?$")
_MOST_WORDS = 8
_BRIEF = 4  # words of a title that a full stop ends
_PLAIN = 3  # words of a title that may all be common ones
_FEW = 2  # lines that make one where the headline says so
_ENOUGH = 3  # lines that make a list
_REACH = 30  # characters behind a title that hold its date
_WITH = 8  # characters in which a word that introduces a cast stands
_OPENS = 8  # characters before a date that opens its line
_PROSE = 20  # characters of a line that says something of the title above it
_SAID = 48  # characters behind a title that say what it is


class Near(NamedTuple):
    """Where an article names seasons, dates and platforms."""

    seasons: Sequence[Placed]
    dates: Sequence[Placed]
    platforms: Sequence[Placed]


def listed(reading: Reading, near: Near) -> list[str]:
    """Return the titles that open lines which go on with when they come out or what they are."""
    found = [one for number in range(1, len(reading.lines)) if (one := _head(reading, number, near))]
    texts = [text for text, _ in found]
    when = sum(told == "dated" for _, told in found) + _headed(reading, near.dates)
    few = len(found) < (_FEW if _calendar(reading) else _ENOUGH) or len(set(texts)) < len(texts)
    if few or (when < _ENOUGH and not _calendar(reading)):
        return []
    return texts


def calendar(reading: Reading) -> bool:
    """Say whether the article is a list of releases: its headline or its first lines say so."""
    lead = reading.lines[min(2, len(reading.lines) - 1)][1]
    return any(hit.value == "calendar" for hit in within(reading.hits("breaks"), 0, lead))


def _calendar(reading: Reading) -> bool:
    """Say whether the headline says that the article is a list of releases."""
    return any(hit.value == "calendar" for hit in within(reading.hits("breaks"), 0, reading.headline_end))


def _headed(reading: Reading, dated: Sequence[Placed]) -> int:
    """Return how many lines hold nothing but a date."""
    return sum(
        any(end - start - (one.end - one.start) <= 4 for one in within(dated, start, end))
        for start, end in reading.lines[1:]
    )


def _head(reading: Reading, number: int, near: Near) -> tuple[str, str] | None:
    """Return the title that opens a line and how it is told; None where it opens with something else."""
    start, end = reading.lines[number]
    bullet = _BULLET.match(reading.whole, start, end)
    begin = bullet.end() if bullet else start
    parted = _PARTS.search(reading.whole, begin, end)
    if parted is None or (parted.end() >= end and reading.whole[end - 1] in ".!?:;"):
        return None
    season = within(near.seasons, begin, parted.start())
    stop = season[-1].start if season and season[-1].end == parted.start() else parted.start()
    text = reading.whole[begin:stop].rstrip()
    words = [word for word in reading.line_tokens(number)[0] if begin <= word.start < stop]
    if not text or not _titled(reading, words, begin, stop):
        return None
    dates = within(near.dates, begin, end)
    if dates and dates[-1].start < stop:  # no title, but "Saturday Fever: 3 May" is
        return None
    if "." in parted.group() and len(words) > _BRIEF:
        return None
    told = _told(reading, number, parted.end(), near)
    if told == "said" and (_person(reading, words) or _tells(reading, begin, stop)):
        return None
    return (text, told) if told else None


def _titled(reading: Reading, words: Sequence[Token], start: int, stop: int) -> bool:
    """Say whether a line's opening may be a title: short, and no label."""
    if not 0 < len(words) <= _MOST_WORDS or not (words[0].capital or words[0].text[0].isdigit()):
        return False
    if len(words) < _PLAIN and all(word.folded in reading.words.common for word in words):
        return False
    labels = [hit for hit in reading.hits("nouns") if hit.value in (*BEHIND, "anaphor")]
    labels = [*labels, *reading.hits("jobs"), *reading.hits("cues")]
    return not any(hit.start == start and hit.end >= min(stop, words[-1].start) for hit in labels)


def _person(reading: Reading, words: Sequence[Token]) -> bool:
    names = len(words) in (2, 3) and all(
        word.capital and word.folded not in reading.words.small for word in words
    )
    return names and reading.words.forename(words[0].folded)


def _tells(reading: Reading, start: int, stop: int) -> bool:
    """Say whether a line's opening is a sentence's: a cue stands in it."""
    found = within(reading.hits("cues"), start, stop)
    return any(not cue.weak for hit in found for cue in hit.value)


def _told(reading: Reading, number: int, place: int, near: Near) -> str:
    """Say what tells the title before ``place``: a date behind it or above it, else what it is."""
    end = reading.lines[number][1]
    if place >= end:
        return _under(reading, number, near.dates)
    behind = min(end, place + _SAID)
    counted = any(one.start - place <= _REACH for one in within(near.seasons, place, behind))
    if any(one.start - place <= (_SAID if counted else _REACH) for one in within(near.dates, place, end)[:1]):
        return "dated"
    shown = any(one.start - place <= _OPENS for one in within(near.platforms, place, behind))
    if counted or (shown and _calendar(reading)):
        return "said"
    if any(hit.value in KINDS for hit in within(reading.hits("nouns"), place, behind)):
        return "said"
    withs = within(reading.hits("withs"), place, place + _WITH)
    return "said" if withs or any(_crew(reading, place, behind)) else ""


def _crew(reading: Reading, place: int, end: int) -> Iterator[str]:
    """Yield what credits someone behind a title: a cue of cast or crew, "of" and a capital."""
    for hit in within(reading.hits("cues"), place, end):
        yield from (cue.id for cue in hit.value if cue.kind in ("cast", "crew") and not cue.weak)
    first, _, rest = reading.whole[place:end].partition(" ")
    if first in reading.words.of and rest[:1].isupper():
        yield first


def _under(reading: Reading, number: int, dated: Sequence[Placed]) -> str:
    """Say what the line under one that stands alone tells: its date or, in a calendar, who made it."""
    if number + 1 >= len(reading.lines):
        return ""
    start, end = reading.lines[number + 1]
    if any(one.start - start <= _OPENS for one in within(dated, start, end)[:1]):
        return "dated"
    if not _calendar(reading) or end - start < _PROSE or _label(reading, *reading.lines[number]):
        return ""
    dates = bool(within(dated, start, end))
    return "dated" if dates else "said" if any(_crew(reading, start, end)) else ""


def _label(reading: Reading, start: int, end: int) -> bool:
    """Say whether a line that stands alone is a heading: it asks, or names a kind of work or of news."""
    text = reading.whole[start:end]
    return text.endswith(("?", ":")) or any(
        within(reading.hits(name), start, end) for name in ("nouns", "jobs", "speech")
    )
