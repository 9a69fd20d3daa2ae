"""Tellings as the scales see them, and the support that several of them give to one value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from pipelines.edtf import Window, passes, window
from pipelines.ledger.keys import Key
from pipelines.model import Certainty

RANKS: dict[Certainty, int] = {"denied": -1, "rumoured": 0, "expected": 1, "reported": 2, "official": 3}
CERTAINTIES = {rank: certainty for certainty, rank in RANKS.items()}
OFFICIAL, REPORTED, DENIED = 3, 2, -1

EXPLICIT = frozenset({
    "delayed", "brought_forward", "renewed", "cancelled", "filming", "paused", "joins", "returns", "exits"
})  # fmt: skip
"""Events that speak of a change, and are not merely a state of things repeated."""

PLANS = frozenset({"scheduled", "filming", "wrapped"})
"""States that may lie ahead of the telling: their date will be here or gone one day."""

ValueKey = tuple[str, str | None]
"""State and EDTF date."""


class Told(NamedTuple):
    """One claim on the scales.

    ``source`` is equal for claims that count as one. ``standing`` is 2 in a maker's own outlet, 1 where a
    speaker is named, else 0; ``speaker`` is folded, empty where nobody is named. ``dropped`` is when it was
    found that it was edited away, at ``until``.
    """

    said: datetime
    article: Key
    key: Key
    source: str
    event: str
    state: str
    date: str | None
    rank: int
    standing: int
    speaker: str
    found: datetime
    until: datetime | None = None
    platform: str | None = None
    role: str | None = None
    dropped: datetime | None = None


@dataclass(slots=True)
class Support:
    """What stands behind one value: its tellings, in the order of publication."""

    state: str
    date: str | None
    tellings: list[Told] = field(default_factory=list)
    rank: int = DENIED
    standing: int = 0
    sources: set[str] = field(default_factory=set)
    denied: datetime | None = None

    def add(self, told: Told) -> None:
        """Lay one more telling on this side."""
        self.tellings.append(told)
        self.sources.add(told.source)
        if told.rank > self.rank:
            self.rank, self.standing = told.rank, told.standing
        elif told.rank == self.rank:
            self.standing = max(self.standing, told.standing)

    @property
    def window(self) -> Window | None:
        """The days of its date; None where it has none."""
        return None if self.date is None else window(self.date)

    @property
    def alive(self) -> bool:
        """May it be believed? After a denial only an official word or a second source brings it back."""
        return self.denied is None or self.rank == OFFICIAL or len(self.sources) > 1

    @property
    def best(self) -> Told:
        """The telling that speaks for it: the most certain, explicit, of best standing, the latest."""
        return max(self.tellings, key=lambda t: (t.rank, t.event in EXPLICIT, t.standing, t.said, t.key))

    def since(self, moment: datetime) -> set[str]:
        """Name the sources that told it after ``moment``."""
        return {told.source for told in self.tellings if told.said > moment}

    def passing(self) -> datetime | None:
        """Say when its plan is here or gone; None for no date, and for what was no plan when first told."""
        dates, first = self.window, self.tellings[0].said
        if dates is None or self.state not in PLANS:
            return None
        begun = dates.first is None or dates.first <= first.date()
        day = None if begun and self.state != "scheduled" else passes(dates)
        if day is None:
            return None
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return moment if moment > first else None

    def expired(self, at: datetime) -> bool:
        """Was it a plan whose last day was over by then?"""
        dates = self.window
        return bool(self.passing() and dates and dates.last and dates.last < at.date())


def first_of(values: Iterable[str | None]) -> str | None:
    """Pick the value told most often, the earliest among equals; None where nobody gives one."""
    counts: dict[str, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: counts[value], default=None)
