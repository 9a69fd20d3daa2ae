"""Titles that stand alone on a line above what is said of them, in scripts without capitals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Placed, Reading

_BULLET = re.compile(r"\s*(?:[-*•–—·▪●◦■□▲▶◆]\s*|\d{1,2}(?:[.)]|-(?=\s))\s+)?")
_PARTS = re.compile(r" ?[:|(（]| [-–—] ?")
_DASH = re.compile(r" ?[-–—:|] ")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")
_STOPS = tuple(".।?!:,;…\"'”’")
_LONGEST = 40
_MOST_WORDS = 6
_PROSE = 50  # characters; what is said of a title is longer than it
_ENOUGH = 3  # headings that make a list; two where they are numbered


def headings(reading: Reading, told: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Yield the places of the titles that head the paragraphs or the lines of a list, where there are enough.

    ``told`` are the dates and services of the article: one of them stands behind a title on its own line.
    """
    found, loose, numbered = [], [], 0
    for number in range(1, len(reading.lines)):
        start, end = reading.lines[number]
        opened = _BULLET.match(reading.whole, start, end)
        begin = opened.end() if opened else start
        text = _alone(reading, number, begin, _undated(reading, begin, end, told))
        text = text or _opening(reading, begin, end, told)
        if text:
            found.append((begin, begin + len(text)))
            numbered += begin > start
        elif text := _parted(reading, begin, end):
            loose.append((begin, begin + len(text)))
            numbered += begin > start
    times = Counter(reading.whole[slice(*place)] for place in found + loose)
    found, loose = (
        [one for one in places if times[reading.whole[slice(*one)]] == 1] for places in (found, loose)
    )
    if (len(loose) >= _ENOUGH or numbered > 1) and 2 * len(found + loose) >= len(reading.lines) - 1:
        found = sorted(found + loose)
    if len(found) >= _ENOUGH or (found and numbered > 1):
        yield from found


def _alone(reading: Reading, number: int, begin: int, end: int) -> str:
    """Return the title that a line holds above a paragraph, or a numbered one above lines without one."""
    following, stop = reading.lines[number + 1] if number + 1 < len(reading.lines) else (0, 0)
    text = _BRACKETED.sub("", reading.whole[begin:end].rstrip())
    above = stop - following >= _PROSE
    counted = any(char.isdigit() for char in reading.whole[reading.lines[number][0] : begin])
    if not above and counted and stop:
        bullet = _BULLET.match(reading.whole, following, stop)
        above = bullet is None or bullet.end() == following
    return text if above and _heads(reading, text) else ""


def _undated(reading: Reading, begin: int, end: int, told: Sequence[Placed]) -> int:
    """Return where a line ends without the date or service that a dash parts from it: "Title - 9 May"."""
    parted = [mark.start() for mark in _DASH.finditer(reading.whole, begin, end)]
    return next((place for place in parted if any(place < one.start <= place + 4 for one in told)), end)


def _opening(reading: Reading, begin: int, end: int, told: Sequence[Placed]) -> str:
    """Return the title that opens a line on which a date or a service follows it: "Title (9 May): ..."."""
    parted = _PARTS.search(reading.whole, begin, end)
    text = reading.whole[begin : parted.start()] if parted else ""
    behind = any(parted.start() <= one.start < end for one in told) if parted else False
    if not behind:
        comma = reading.whole.find(", ", begin, end)
        behind = any(one.start == comma + 2 for one in told)
        text = reading.whole[begin:comma] if behind else ""
    return text if behind and not _named(reading, text) and _short(text) else ""


def _parted(reading: Reading, begin: int, end: int) -> str:
    """Return what a colon or a dash parts from the rest of a line, where it may be a title."""
    parted = _DASH.search(reading.whole, begin, end)
    text = _BRACKETED.sub("", reading.whole[begin : parted.start()]).partition(", ")[0] if parted else ""
    return text if parted and not _named(reading, text) and _heads(reading, text) else ""


def _named(reading: Reading, text: str) -> bool:
    """Say whether several words end like a person's name."""
    return " " in text and text.rpartition(" ")[2] in reading.words.surnames


def _heads(reading: Reading, text: str) -> bool:
    words = fold(text).split()
    plain = all(word in reading.words.common or word.isdigit() for word in words)
    return _short(text) and (not plain or (len(words) > 1 and words[-1].isdigit()))


def _short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not text.endswith(_STOPS)
