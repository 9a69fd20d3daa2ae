"""Titles that stand alone on a line above what is said of them, in scripts without capitals."""

import re
from collections.abc import Iterator

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading

_BULLET = re.compile(r"\s*(?:[-*•–—·▪●◦■□▲▶◆]\s*|\d{1,2}[.)]\s+)?")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")
_STOPS = tuple(".।?!:,;…\"'”’")
_LONGEST = 40
_MOST_WORDS = 6
_PROSE = 50  # characters; what is said of a title is longer than it
_ENOUGH = 3  # headings that make a list; two where they are numbered


def headings(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the places of the titles that head the paragraphs of a list; none where there are too few."""
    found, numbered = [], 0
    for number in range(1, len(reading.lines) - 1):
        start, end = reading.lines[number]
        opened = _BULLET.match(reading.whole, start, end)
        begin = opened.end() if opened else start
        text = _BRACKETED.sub("", reading.whole[begin:end].rstrip())
        following, stop = reading.lines[number + 1]
        if stop - following >= _PROSE and _heads(reading, text):
            found.append((begin, begin + len(text)))
            numbered += begin > start
    if len(found) >= _ENOUGH or numbered > 1:
        yield from found


def _heads(reading: Reading, text: str) -> bool:
    words = fold(text).split()
    if not text or len(text) > _LONGEST or len(words) > _MOST_WORDS or text.endswith(_STOPS):
        return False
    return not all(word in reading.words.common or word.isdigit() for word in words)
