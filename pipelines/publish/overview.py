"""What several feeds show of the whole ledger, read once: the newest updates, the releases with a date."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pipelines.edtf import Window, window
from pipelines.facts import Fact, Update, Value
from pipelines.publish.source import Source

NEWEST = 200
BACK = timedelta(days=400)
"""How long before the newest update a release may lie."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release with its date: the value that is shown, and whether it no longer holds."""

    fact: Fact
    value: Value
    dates: Window
    lost: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The newest updates, the newest first; the releases from ``BACK`` before them on, by date.

    ``titles`` is how many works there are.
    """

    newest: tuple[tuple[Fact, Update], ...] = ()
    releases: tuple[Release, ...] = field(default=(), repr=False)
    titles: int = 0

    @property
    def at(self) -> datetime | None:
        """The publication time of the newest update; None where there is none."""
        return self.newest[0][1].at if self.newest else None

    @property
    def coming(self) -> Iterator[Release]:
        """The releases that lay ahead then."""
        today = self.at.date() if self.at else date.max
        for release in self.releases:
            ahead = release.value.state == "scheduled" and (release.dates.last or date.min) >= today
            if ahead and not release.lost and not _passed(release):
                yield release


def read(source: Source, titles: int) -> Overview:
    """Read what the feeds have in common."""
    newest = tuple(source.updates(NEWEST))
    if not newest:
        return Overview()
    since = (newest[0][1].at - BACK).date()
    stopped = source.cancelled()
    found = (release for fact in source.dated() if (release := release_of(fact, stopped)))
    recent = [release for release in found if release.dates.last and release.dates.last >= since]
    return Overview(newest, tuple(sorted(recent, key=_order)), titles)


def release_of(fact: Fact, cancelled: Set[tuple[str, int | None]] = frozenset()) -> Release | None:
    """Find the official or reported date of a release, or the last one that it lost; None for neither.

    The date of a ``cancelled`` season is lost. A series that is cancelled may still show what is made of it.
    """
    if fact.value and _sure(fact.value):
        stopped = fact.season is not None and (fact.work, fact.season) in cancelled
        lost = stopped and fact.value.state == "scheduled"
        return Release(fact, fact.value, _window(fact.value), lost)
    told = (value for update in reversed(fact.updates) for value in (update.value, update.previous))
    last = next((value for value in told if value and _sure(value)), None)
    return Release(fact, last, _window(last), lost=True) if last else None


def _sure(value: Value) -> bool:
    sure = value.certainty in ("official", "reported") and value.state in ("scheduled", "released")
    return sure and value.date is not None and window(value.date).last is not None


def _window(value: Value) -> Window:
    return window(value.date or "")


def _order(release: Release) -> tuple[object, ...]:
    first, last = release.dates.first, release.dates.last
    return last, first is None, first, release.fact.id


def _passed(release: Release) -> bool:
    return any(update.kind == "passed" and update.value == release.value for update in release.fact.updates)
