"""Where a sentence steps aside: brackets, dashes, and what commas set apart behind a name or a title."""

import re
from collections.abc import Iterable, Iterator

from pipelines.extract.reading import Reading

Span = tuple[int, int]

_BRACKETED = re.compile(r"\([^()\n]*\)|（[^（）\n]*）|\[[^\[\]\n]*\]")
_DASHED = re.compile(r" [—–] [^—–\n]{1,160} [—–] |—[^—\n]{1,160}—")
_QUOTES = "\"'”’»"
_LONGEST = 180  # characters between two commas
_LEAST = 2  # words of what is set apart behind a mention


def asides(
    reading: Reading, start: int, end: int, mentions: Iterable[Span], names: Iterable[int]
) -> list[Span]:
    """Return the asides of the stretch in reading order; none overlap.

    ``mentions`` are the spans of names, titles and seasons: a comma behind one of them opens an aside that
    the next comma closes. ``names`` are the places where persons begin: there a comma goes on with a list.
    """
    whole = reading.whole
    found = [match.span() for match in _BRACKETED.finditer(whole, start, end)]
    found += [match.span() for match in _DASHED.finditer(whole, start, end)]
    begun = frozenset(names)
    for mention in mentions:
        comma = _comma_behind(whole, mention[1])
        if comma is not None and (closed := _closing(reading, comma, end, begun)) is not None:
            found.append((comma, closed))
    return list(_apart(sorted(found)))


def _comma_behind(whole: str, place: int) -> int | None:
    """Return where a comma stands right behind a mention, or inside the marks that close it."""
    if whole[place : place + 2] == ", ":
        return place
    inside = whole[place - 1 : place] in tuple(_QUOTES) and whole[place - 2 : place - 1] == ","
    return place - 1 if inside and whole[place : place + 1] == " " else None


def _closing(reading: Reading, comma: int, end: int, begun: frozenset[int]) -> int | None:
    """Return where the comma that closes an aside stands; None where the first one opens no aside."""
    whole, ands = reading.whole, reading.words.ands
    first = comma + 2
    if first in begun or _word(reading.folded, first) in ands:
        return None
    place = whole.find(",", first, min(end, first + _LONGEST))
    while place > 0 and (whole[place + 1 : place + 2].isdigit() or place + 2 in begun):
        place = whole.find(",", place + 1, min(end, first + _LONGEST))
    if place < 0 or len(whole[first:place].split()) < _LEAST:
        return None
    return None if _word(reading.folded, place + 2) in ands else place + 1


def _word(folded: str, place: int) -> str:
    return folded[place : place + 24].split(" ")[0].rstrip(",.;:")


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans that begin behind all before them."""
    reached = -1
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end
