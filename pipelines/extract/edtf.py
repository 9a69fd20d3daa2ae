"""The part of EDTF (ISO 8601-2:2019 level 2) that release news needs: days, parts of a year, open ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# Sub-year grouping -> (precision, first month, last month). 24, winter, ends in the year that follows.
GROUPINGS: dict[int, tuple[str, int, int]] = {
    **{21 + i: ("season", 3 + 3 * i, 5 + 3 * i) for i in range(4)},
    **{33 + i: ("quarter", 1 + 3 * i, 3 + 3 * i) for i in range(4)},
    **{37 + i: ("third", 1 + 4 * i, 4 + 4 * i) for i in range(3)},
    **{40 + i: ("half", 1 + 6 * i, 6 + 6 * i) for i in range(2)},
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days: both ends inclusive, None where open; ``precision`` names its grain."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def stretch(edtf: str) -> Stretch:
    """Read ``2025``, ``2025-07``, ``2025-37``, ``2025-07-23``, ``a/b``, ``../a`` or ``a/..``.

    Raises:
        ValueError: the string is not of the subset or names no real day.

    Source:
        ISO 8601-2:2019 level 2, sub-year groupings 21-41.
    """
    if "/" in edtf:
        return _interval(edtf)
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 1:
        return Stretch(edtf, date(parts[0], 1, 1), date(parts[0], 12, 31), "year")
    if len(parts) == 3:
        day = date(*parts)
        return Stretch(edtf, day, day, "day")
    year, part = parts
    if part <= 12:
        return Stretch(edtf, date(year, part, 1), _last_day(year, part), "month")
    if part not in GROUPINGS:
        raise ValueError(f"{edtf}: {part} is no month and no grouping of months")
    precision, first, last = GROUPINGS[part]
    latest = _last_day(year + (last > 12), (last - 1) % 12 + 1)
    return Stretch(edtf, date(year, first, 1), latest, precision)


def _interval(edtf: str) -> Stretch:
    first, last = edtf.split("/")
    earliest = None if first == ".." else stretch(first).earliest
    latest = None if last == ".." else stretch(last).latest
    if earliest and latest and earliest > latest:
        raise ValueError(f"{edtf}: ends before it begins")
    return Stretch(edtf, earliest, latest, "interval")
