"""Everything that an article mentions, and the places that are part of no name."""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.extract import dates, places, seasons
from pipelines.extract.dates import Window
from pipelines.extract.draft import Mentions
from pipelines.extract.reading import Hit, Reading, Row
from pipelines.extract.works import find

_COUNTED = re.compile(r"\d+$")
_NUMBER = re.compile(r" ?[-–—,(:] ?\d")
PARTS = ("part", "chapter", "sequel", "volume")  # these belong to a film's title more often than to a series

_AHEAD = 20  # years


def mention(reading: Reading) -> Mentions:
    """Find everything that the article mentions, but for persons."""
    pack, whole = reading.words.pack, reading.whole
    counted = tuple(seasons.seasons(whole, pack))
    taken = {place for one in counted if one.number for place in range(one.start, one.end)}
    dated = Row(
        one
        for one in dates.windows(_uncounted(whole, counted), reading.published, pack)
        if (one.start not in taken or one.end - 1 not in taken)  # Portuguese "segunda": a Monday or a second
        and not _remote(one, reading.published)
    )
    parted = not any(one.number is not None and one.kind not in PARTS for one in counted)
    numbers = Row(
        Hit(one.start, one.end, one.number)
        for one in counted
        if one.number is not None and _serial(whole, one, parted) and not _in_date(dated, one.start, one.end)
    )
    named = Row(
        Hit(one.start, one.end, whole[one.start : one.end])
        for one in places.platforms(whole)
        if not one.ambiguous
        or _capital_alone(whole, one.start, one.end)
        or _agent(reading, one.start, one.end)
    )
    works = find(reading, numbers, named, dated)
    titled = {place for work in works.mentions for place in range(work.start, work.end)}
    lands = Row(
        Hit(one.start, one.end, one.code)
        for one in places.regions(whole, pack)
        if one.start not in titled or one.end - 1 not in titled
    )
    days = Row(one for one in dated if one.start not in titled or one.end - 1 not in titled)
    return Mentions(works, numbers, days, named, lands)


def _uncounted(whole: str, counted: Sequence[seasons.Season]) -> str:
    """Blank the numbers of seasons behind which another number stands: "season 3 - 10 May" is no stretch."""
    for one in counted:
        number = _COUNTED.search(whole, one.start, one.end)
        if number and _NUMBER.match(whole, one.end):
            whole = whole[: number.start()] + "·" * len(number[0]) + whole[one.end :]
    return whole


def _remote(one: Window, published: date | None) -> bool:
    """Say whether a bare year is too far ahead to be when anything comes out: it is part of a title."""
    return (
        one.precision == "year"
        and published is not None
        and one.edtf[:4].isdigit()
        and int(one.edtf[:4]) - published.year > _AHEAD
    )


def _serial(whole: str, one: seasons.Season, parted: bool) -> bool:
    """Say whether a number counts seasons; parts do in small letters where an article has only parts."""
    if one.kind not in PARTS:
        return True
    return (
        parted and one.kind in ("part", "volume") and whole[one.word].islower() and whole[one.start].islower()
    )


def _in_date(dated: Sequence[Window], start: int, end: int) -> bool:
    """Say whether a season's number is the day of a date ("season, 13 November")."""
    days = [date for date in dated if date.precision == "day"]
    return any(start < date.start < end < date.end or date.start <= start < end < date.end for date in days)


def _agent(reading: Reading, start: int, end: int) -> bool:
    """Say whether a name opens the headline and a verb follows: "*Fox* Orders Title"."""
    following = reading.folded[end + 1 : reading.headline_end].split(" ", 1)[0]
    opens = start == 0 or reading.whole.endswith(": ", 0, start)
    return opens and reading.whole[end : end + 1] == " " and following in reading.words.acts


def _capital_alone(whole: str, start: int, end: int) -> bool:
    """Say whether a name that is also a common word stands as one: no other capital beside it."""
    if not whole[start].isupper() or whole[:start].rstrip(" \"“‘'")[-1:] in ("", ".", "!", "?", "\n"):
        return False
    before, after = whole[max(0, start - 14) : start], whole[end : end + 2]
    named = before.endswith(" ") and before.split()[-1:] and before.split()[-1][0].isupper()
    return not named and not (after[:1] == " " and after[1:].isupper())


def stops(reading: Reading, mentions: Mentions) -> list[tuple[int, int]]:
    """Return the places that are part of no person's name."""
    spans = [(work.start, work.end) for work in (*mentions.works.mentions, *mentions.works.characters)]
    for hits in (
        mentions.seasons,
        mentions.platforms,
        mentions.dates,
        reading.hits("jobs"),
        reading.hits("cues"),
    ):
        spans += [(hit.start, hit.end) for hit in hits]
    if reading.words.pack.names.shape != "cased":
        for name in ("nouns", "hedges", "speech", "negation", "roles", "parts", "breaks", "blocks"):
            spans += [(hit.start, hit.end) for hit in reading.hits(name)]
    return spans
