"""Arithmetic on EDTF dates: what days a date covers, and how one date relates to another.

Source:
    ISO 8601-2:2019 level 2, the forms of docs/claims.md: years, months, days, sub-year groupings 21-24 and
    33-41, and intervals of these, open at either end.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Relation = Literal["same", "narrowed", "widened", "later", "earlier"]

GROUPINGS: Mapping[int, tuple[int, int]] = {
    **{21 + n: (3 + 3 * n, 3) for n in range(4)},  # seasons of the northern half; winter ends in February
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},  # quarters
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},  # quadrimesters: early, mid, late
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},  # halves
}
"""Sub-year groupings: the first month and how many months."""

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FIRST, _LAST = 1, 9998  # years whose windows have a day before and after


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a date may mean, both ends inclusive; None is an open end."""

    first: date | None
    last: date | None

    @property
    def exact(self) -> bool:
        """Is it a single day?"""
        return self.first is not None and self.first == self.last

    @property
    def days(self) -> int | None:
        """How many days it covers; None where an end is open."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1

    def within(self, other: "Window") -> bool:
        """Is every day of this window one of the other's?"""
        return _low(other) <= _low(self) and _high(self) <= _high(other)

    def meets(self, other: "Window") -> bool:
        """Have the two a day in common?"""
        return _low(self) <= _high(other) and _low(other) <= _high(self)


@lru_cache(maxsize=65536)
def window(text: str) -> Window:
    """Read an EDTF date as the days that it covers.

    Raises:
        ValueError: for any text that is not one of the forms above, or an interval that runs backwards.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _part(text)
    start = None if first == ".." else _part(first).first
    end = None if last == ".." else _part(last).last
    if (start is None and end is None) or (start and end and end < start):
        raise ValueError(f"{text!r} is no interval of dates")
    return Window(start, end)


def relation(old: Window, new: Window) -> Relation:
    """Say how a new date relates to the one that it stands beside.

    A window inside the other is narrower, one around it wider. Of two that only overlap or lie apart, the new
    one is later or earlier: as neither holds the other, both of its ends lie on the same side.
    """
    if old == new:
        return "same"
    if new.within(old):
        return "narrowed"
    if old.within(new):
        return "widened"
    return "later" if (_low(new), _high(new)) > (_low(old), _high(old)) else "earlier"


def shift(old: Window, new: Window) -> int | None:
    """Count the days from one date to another: between the first days, or the last where a start is open.

    Negative is earlier. None where no two ends can be compared.
    """
    if old.first and new.first:
        return (new.first - old.first).days
    return (new.last - old.last).days if old.last and new.last else None


def passes(dates: Window) -> date | None:
    """Say on which day the date is here (a single day) or gone (after a window); None if it never is."""
    if dates.exact:
        return dates.first
    return dates.last + timedelta(days=1) if dates.last else None


def _part(text: str) -> Window:
    found = _PART.fullmatch(text)
    if not found or not _FIRST <= int(found[1]) <= _LAST:
        raise ValueError(f"{text!r} is no EDTF date; examples: 2025, 2025-06, 2025-06-24, 2025-21, 2025-40")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        single = date(year, month, day)
        return Window(single, single)
    if not found[2]:
        return _months(year, 1, 12)
    if month in GROUPINGS:
        return _months(year, *GROUPINGS[month])
    if found[3] or not 1 <= month <= 12:
        raise ValueError(f"{text!r} is no EDTF date: there is no month or part of a year {found[2]}")
    return _months(year, month, 1)


def _months(year: int, month: int, count: int) -> Window:
    over, last = divmod(month + count - 2, 12)
    end = date(year + over, last + 1, monthrange(year + over, last + 1)[1])
    return Window(date(year, month, 1), end)


def _low(dates: Window) -> date:
    return dates.first or date.min


def _high(dates: Window) -> date:
    return dates.last or date.max
