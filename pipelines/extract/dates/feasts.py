"""When a named feast falls: by the calendar, by Easter, or by a table of days."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec
from dateutil.easter import easter

from pipelines import vocabulary
from pipelines.vocabulary.sections.base import Section


class Feast(Section, frozen=True):
    """How one feast's day is found; exactly one of the keys is given.

    ``fixed`` is ``MM-DD``; ``weekday`` is ``MM-N-name``, the Nth (or ``last``) such weekday of the month;
    ``easter`` a distance in days from Western Easter Sunday; ``days`` the first day in each year, ISO.
    """

    fixed: str | None = None
    weekday: str | None = None
    easter: int | None = None
    days: tuple[date, ...] = ()


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def feasts() -> dict[str, Feast]:
    """Read ``vocabulary/feasts.toml`` once a process."""
    path = Path(vocabulary.__file__).parent / "feasts.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Feast])


def day_of(name: str, year: int) -> date | None:
    """Return the first day of the feast in ``year``, None where the table does not reach."""
    feast = feasts()[name]
    if feast.fixed is not None:
        return date.fromisoformat(f"{year}-{feast.fixed}")
    if feast.easter is not None:
        sunday: date = easter(year)
        return sunday + timedelta(days=feast.easter)
    if feast.weekday is not None:
        return _nth(feast.weekday, year)
    return next((day for day in feast.days if day.year == year), None)


def _nth(rule: str, year: int) -> date:
    month, nth, name = rule.split("-")
    weekday = _WEEKDAYS.index(name)
    first = date(year, int(month), 1)
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    days = [day for day in days if day.month == first.month]
    return days[-1] if nth == "last" else days[int(nth) - 1]
