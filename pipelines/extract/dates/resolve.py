"""The parts of one date, as read, to the stretch of days that they name."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pipelines.extract.dates.feasts import day_of
from pipelines.extract.edtf import stretch

Direction = Literal["past", "future"]
PARTS: Mapping[str, int] = {"early": 37, "mid": 38, "late": 39}
_MONTHS = 92  # days in which a weekday and a day of the month are looked for together
_DISTANCE: Mapping[str, int] = {"last": -1, "this": 0, "next": 1, "following": 1}


class Atom(Struct):
    """One date's parts as they stand in a text: offsets, and what each word said.

    ``parts`` maps a part's name to its value: ``year``, ``month``, ``day``, ``number`` (a day without a
    mark), ``weekday``, ``season``, ``half``, ``quarter``, ``part``, ``unit``, ``near``, ``feast``, ``years``,
    ``months_away``, ``weeks``, ``days`` (distances), ``this_year``, ``next_year`` (codes), ``bound``.
    ``strong`` counts the parts that are a date alone; ``joined`` is how the atom hangs on the one before.
    """

    start: int
    end: int
    parts: dict[str, int | str] = {}
    strong: int = 0
    joined: str = ""

    def number(self, name: str) -> int | None:
        """Return a part that is a number, None where it is missing."""
        value = self.parts.get(name)
        return None if value is None else int(value)


class Reading(Struct, frozen=True):
    """What an atom says: EDTF, and whether its year was inferred from the day of publication."""

    edtf: str
    inferred: bool = False


def direction(atom: Atom) -> Direction | None:
    """Say which way the words themselves look: "last March" back, "next March" ahead, "March" neither."""
    near = atom.parts.get("near")
    if near == "last" or atom.parts.get("bound") == "since":
        return "past"
    return "future" if near in ("this", "next", "following") else None


def read(atom: Atom, published: date | None, looking: Direction) -> Reading | None:
    """Resolve an atom, looking ahead of or behind ``published`` where its words leave the year open.

    Returns None where nothing complete is named, or where only a publication date would tell.
    """
    looking = direction(atom) or looking
    try:
        reading = _exact(atom, published, looking)
        if reading is not None:
            stretch(reading.edtf)
    except (ValueError, OverflowError):
        return None
    return _open(atom, reading) if reading else None


def _open(atom: Atom, reading: Reading) -> Reading:
    bound = atom.parts.get("bound")
    if bound == "before":
        if atom.parts.get("part") == "late" and reading.edtf.endswith("-39"):
            return replace(reading, edtf=reading.edtf[:4])
        return replace(reading, edtf=f"../{reading.edtf}")
    if bound == "not_before":
        return replace(reading, edtf=f"{reading.edtf}/..")
    return reading


def _exact(atom: Atom, published: date | None, looking: Direction) -> Reading | None:
    parts = atom.parts
    if "month" in parts:
        return _month(atom, published, looking)
    if published is not None and (away := _away(atom, published, looking)):
        return away
    for name in ("season", "quarter", "half"):
        if name in parts:
            return _grouping(atom, int(parts[name]), published, looking)
    if "feast" in parts:
        return _feast(atom, published, looking)
    year = _year(atom, published)
    if year is None:
        return None
    if "part" in parts and parts.get("unit") in (None, "year"):
        return Reading(f"{year}-{PARTS[str(parts['part'])]}")
    return Reading(f"{year}")


def _year(atom: Atom, published: date | None) -> int | None:
    """The year that the words name, by number or by its distance; None where they leave it open."""
    if (year := atom.number("year")) is not None:
        return year
    if published is None:
        return None
    if (years := atom.number("years")) is not None:
        return published.year + years
    if atom.parts.get("unit") == "year":
        near = atom.parts.get("near")
        if near is not None:
            return published.year + _DISTANCE[str(near)]
        if "part" in atom.parts:
            return published.year
    return None


def _month(atom: Atom, published: date | None, looking: Direction) -> Reading | None:
    month = int(atom.parts["month"])
    day = atom.number("day") or atom.number("number")
    tail = f"-{month:02}" if day is None else f"-{month:02}-{day:02}"
    year = _year(atom, published)
    if year is not None:
        return Reading(f"{year}{tail}")
    strict = atom.parts.get("near") in ("last", "next", "following") and day is None
    return _infer(lambda year: f"{year}{tail}", published, looking, strict=strict)


def _infer(
    build: Callable[[int], str | None], published: date | None, looking: Direction, *, strict: bool = False
) -> Reading | None:
    """The nearest stretch on the side looked to; unless ``strict`` also the one that holds the day."""
    if published is None:
        return None
    step = 1 if looking == "future" else -1
    for year in range(published.year - step, published.year + 9 * step, step):
        built = build(year)
        if built is not None and _fits(built, published, looking, strict):
            return Reading(built, inferred=True)
    return None


def _fits(edtf: str, published: date, looking: Direction, strict: bool) -> bool:
    try:
        named = stretch(edtf)
    except ValueError:
        return False  # 29 February of a common year
    earliest, latest = named.earliest or date.min, named.latest or date.max
    if looking == "future":
        return earliest > published if strict else latest >= published
    return latest < published if strict else earliest <= published


def _grouping(atom: Atom, code: int, published: date | None, looking: Direction) -> Reading | None:
    year = _year(atom, published)
    if year is not None:
        return Reading(f"{year}-{code}")
    if published is None:
        return None
    near = atom.parts.get("near")
    if near in ("this", "following"):
        return Reading(f"{published.year + _DISTANCE[str(near)]}-{code}")
    return _infer(
        lambda year: f"{year}-{code}", published, looking, strict=near in ("last", "next", "following")
    )


def _feast(atom: Atom, published: date | None, looking: Direction) -> Reading | None:
    name = str(atom.parts["feast"])

    def month(year: int) -> str | None:
        day = day_of(name, year)
        return None if day is None else day.isoformat()[:7]

    year = _year(atom, published)
    if year is not None:
        named = month(year)
        return Reading(named) if named else None
    return _infer(month, published, looking)


def _away(atom: Atom, published: date, looking: Direction) -> Reading | None:
    """What is said by its distance from the day of publication: "tomorrow", "next week", ``来月5日``."""
    parts = atom.parts
    if (days := atom.number("days")) is not None:
        return Reading((published + timedelta(days=days)).isoformat())
    for name, shift in (("this_year", 0), ("next_year", 1)):
        if name in parts:
            year = atom.number("year") or published.year + shift
            return Reading(f"{year}-{int(parts[name]):02}")
    months = _distance(atom, "months_away", "month")
    if months is not None:
        return _months_away(atom, published, months)
    if (day := atom.number("day")) is not None:
        return _bare_day(atom, day, published, looking)
    weeks = _distance(atom, "weeks", "week")
    if "weekday" in parts:
        return _weekday(atom, weeks, published, looking)
    if weeks is None:
        return _weekend(atom, published)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=weeks)
    return Reading(f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}")


def _distance(atom: Atom, name: str, unit: str) -> int | None:
    if (distance := atom.number(name)) is not None:
        return distance
    if atom.parts.get("unit") != unit:
        return None
    near = atom.parts.get("near")
    if near is not None:
        return _DISTANCE[str(near)]
    return 0 if "part" in atom.parts and unit == "month" else None


def _months_away(atom: Atom, published: date, months: int) -> Reading:
    index = published.year * 12 + published.month - 1 + months
    month = f"{index // 12}-{index % 12 + 1:02}"
    day = atom.number("day")
    return Reading(month if day is None else f"{month}-{day:02}")


def _bare_day(atom: Atom, day: int, published: date, looking: Direction) -> Reading | None:
    """A day without a month: of the month of publication, or the nearest on the side looked to."""
    if "near" not in atom.parts and looking == "future":
        return Reading(f"{published.isoformat()[:7]}-{day:02}", inferred=True)
    step = 1 if looking == "future" else -1
    for months in range(0, 3 * step, step):
        reading = _months_away(atom, published, months)
        if _fits(reading.edtf, published, looking, strict=False):
            return replace(reading, inferred=True)
    return None


def _weekday(atom: Atom, weeks: int | None, published: date, looking: Direction) -> Reading:
    weekday = int(atom.parts["weekday"])
    if weeks is not None:
        monday = published - timedelta(days=published.weekday())
        return Reading((monday + timedelta(weeks=weeks, days=weekday)).isoformat())
    if (day := atom.number("number")) is not None and (met := _met(weekday, day, published, looking)):
        return Reading(met.isoformat(), inferred=True)
    ahead = (weekday - published.weekday()) % 7
    if ahead == 0 and atom.parts.get("near") in ("next", "following", "last"):
        ahead = 7
    distance = ahead if looking == "future" else (ahead - 7 if 0 < ahead < 7 else -ahead)
    return Reading((published + timedelta(days=distance)).isoformat(), inferred="near" not in atom.parts)


def _met(weekday: int, day: int, published: date, looking: Direction) -> date | None:
    """Return the nearest date of which both are said: "Friday 14"; None where no month around has it."""
    step = 1 if looking == "future" else -1
    for distance in range(_MONTHS):
        one = published + timedelta(days=step * distance)
        if one.day == day and one.weekday() == weekday:
            return one
    return None


def _weekend(atom: Atom, published: date) -> Reading | None:
    near = atom.parts.get("near")
    if atom.parts.get("unit") != "weekend" or near is None:
        return None
    saturday = published - timedelta(days=published.weekday() - 5) + timedelta(weeks=_DISTANCE[str(near)])
    return Reading(f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}")
