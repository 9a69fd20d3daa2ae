"""Titles that stand without marks: what is found of them, and how in scripts without capitals."""

from collections.abc import Sequence

from msgspec import Struct

from pipelines.extract.headings import headings
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Placed, Reading
from pipelines.extract.unmarked import unmarked
from pipelines.extract.works.work import Work

MANY = 3  # lines that a list has at least


class Bare(Struct, frozen=True):
    """The works found, the runs that are none, and whether the lines of a list open with one each."""

    works: list[Work]
    others: list[str]
    listed: bool


def uncased(
    reading: Reading,
    marked: Sequence[Work],
    seasons: tuple[Hit, ...],
    places: Sequence[Hit],
    dated: Sequence[Placed],
) -> Bare:
    """Find the titles that head paragraphs and, where none are marked, those beside a season or a noun."""
    heads = [Work(*place, reading.whole[slice(*place)]) for place in headings(reading, [*dated, *places])]
    spans = [(work.start, work.end) for work in marked]
    works = [one for one in heads if not any(a < one.end and one.start < b for a, b in spans)]
    told = any(work.start < reading.headline_end for work in marked)  # by the headline, in marks
    if not works and not told and (reading.words.given or not marked):
        taken = {place for hit in (*places, *dated) for place in range(hit.start, hit.end)}
        taken |= {place for start, end in spans for place in range(start, end)}
        bare = [Work(*place, reading.whole[slice(*place)]) for place in unmarked(reading, seasons, taken)]
        works = [one for one in bare if not marked or _told_again(reading, one, marked)]
    return Bare(works, [], len(heads) >= MANY)


def _told_again(reading: Reading, one: Work, marked: Sequence[Work]) -> bool:
    """Say whether a title without marks is named more than once, is no part of a marked one and no person."""
    known = any(one.title in work.title or work.title in one.title for work in marked)
    first, *_, last = (*fold(one.title).split(), "")
    person = first in reading.words.given or reading.words.forename(first) or last in reading.words.surnames
    return not (known or person) and reading.whole.count(one.title) > 1
