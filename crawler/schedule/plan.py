"""The schedule of a catalogue's outlets: learns from every visit in the ledger, whoever made it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zlib import crc32

from sqlalchemy.engine import Connection

from crawler.catalogue import Outlet
from crawler.schedule import state as states
from crawler.schedule import table, today
from crawler.schedule.constraints import DAY, EXPECTED, FLOOR, constrained, floor
from crawler.schedule.learning import learn
from crawler.schedule.policy import LONGEST, Demand, due, foreseen, pull, pull_at
from crawler.schedule.rate import HOUR, Rate
from crawler.schedule.rates import Rates
from crawler.schedule.state import State
from crawler.schedule.table import Row, moment, seconds
from crawler.schedule.today import Today
from pipelines.ledger.store import Ledger

AT_ONCE = 20
"""So many newcomers are due at once, each further one a minute later."""

ARTICLES = timedelta(days=3)
NEWCOMER = Demand(pull(Rate(), 1.0, 2.0), 2.0, FLOOR / HOUR)
"""What an outlet asks of which nothing is known."""


@dataclass(slots=True)
class Plan:
    """The schedule of some outlets in an open ledger; ``a_day`` requests a day are to be spent."""

    ledger: Ledger
    outlets: Mapping[str, Outlet]
    a_day: int
    _rates: Rates = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._rates = Rates(self.outlets)

    def refresh(self, now: datetime) -> dict[str, Row]:
        """Learn from what was visited since, and set every outlet's due time; returns the rows.

        Doing it twice changes nothing.
        """
        with self.ledger.transaction() as connection:
            state = states.read(connection, self.a_day, now, [NEWCOMER] * len(self.outlets))
            self._enter(connection, now)
            learn(connection, self._rates, now)
            rows = {name: row for name, row in table.rows(connection).items() if name in self.outlets}
            self._regroup(connection, rows, state, now)
            moved = today.read(connection, now)
            self._book(connection, rows, state, moved)
            rows = self._dated(connection, rows, state, moved)
            states.write(connection, state, now)
        return rows

    def rate(self, row: Row) -> Rate:
        """Return what was learnt of an outlet."""
        return self._rates.of(row)

    def hosts(self, outlet: str) -> frozenset[str]:
        """Name the hosts that a visit of an outlet asks."""
        source = self.outlets[outlet]
        return frozenset(urlsplit(url).netloc for url in (source.home, *source.addresses))

    def _enter(self, connection: Connection, now: datetime) -> None:
        known = table.rows(connection)
        fresh = sorted(set(self.outlets) - set(known))
        later = [max(0, number - AT_ONCE + 1) for number in range(len(fresh))]
        table.join(
            connection,
            (
                Row(name, now + timedelta(minutes=wait), "new", cost=float(len(self.outlets[name].addresses)))
                for name, wait in zip(fresh, later, strict=True)
            ),
        )

    def _regroup(self, connection: Connection, rows: Mapping[str, Row], state: State, now: datetime) -> None:
        """Once a day, pool what the outlets of each language and country told."""
        self._rates.read(connection)
        if seconds(now) - state.grouped >= DAY:
            self._rates.regroup(connection, rows, now)
            state.grouped = seconds(now)

    def _book(self, connection: Connection, rows: Mapping[str, Row], state: State, moved: Today) -> None:
        """Once an hour, set what was spent against the budget and move the price."""
        hours = (seconds(moved.now) - state.booked) / HOUR
        if hours < 1.0:
            return
        spent, _ = table.requests(connection, moment(state.booked), moved.now)
        known = [row for row in rows.values() if row.learnt]
        articles = self._articles(connection, known, state, moved.now)
        looking = replace(state.budget, a_day=self.a_day - articles)
        booked_hours = min(hours, 24.0)
        then = foreseen([self._demand(row, moved, state.booked) for row in known], state.price)
        booked = looking.book(spent, then * booked_hours, booked_hours)
        if known:
            state.price = booked.price([self._demand(row, moved, None) for row in known])
        state.budget = replace(booked, a_day=float(self.a_day))
        state.booked = seconds(moved.now)

    def _articles(self, connection: Connection, known: list[Row], state: State, now: datetime) -> float:
        """Return the requests a day that articles take: asked for once each, whenever we look for them.

        What is expected in the first days, what was asked for later; at most four fifths of the budget, so
        that looking never stops.
        """
        _, asked = table.requests(connection, now - ARTICLES, now)
        days = ARTICLES.total_seconds() / DAY
        young = seconds(now) - state.begun < ARTICLES.total_seconds()
        wanted = 24.0 * sum(self.rate(row).level for row in known) if young else asked / days
        return min(0.8 * self.a_day, wanted)

    def _demand(self, row: Row, moved: Today, at: float | None) -> Demand:
        """Return what an outlet asks of the budget in the hour of ``at``, or over the week."""
        rate, weight = self.rate(row), moved.weight(row.outlet)
        shortest, _ = floor(moved.manners(row, self.hosts(row.outlet)))
        wish = pull(rate, weight, row.cost) if at is None else pull_at(rate, at, weight, row.cost)
        return Demand(wish, row.cost, shortest / HOUR, LONGEST / HOUR)

    def _dated(
        self, connection: Connection, rows: Mapping[str, Row], state: State, moved: Today
    ) -> dict[str, Row]:
        """Set when each outlet that was looked at before is due next, and why."""
        changed: dict[str, Row] = {}
        for row in rows.values():
            if row.asked is None or row.run is not None:
                continue
            at, why = self._next(row, state, moved)
            if why != row.why or abs(at - seconds(row.due)) > 1.0:
                changed[row.outlet] = replace(row, due=moment(at), why=why)
                table.change(connection, row.outlet, due=moment(at), why=why)
        return {**rows, **changed}

    def _next(self, row: Row, state: State, moved: Today) -> tuple[float, str]:
        since = min(seconds(row.asked), seconds(moved.now))
        weight, told = moved.weight(row.outlet), moved.told.get(row.outlet)
        wanted = due(self.rate(row), since, state.price * row.cost, weight)
        if told:
            wanted = min(wanted, seconds(told))
        then = constrained(wanted, since, moved.manners(row, self.hosts(row.outlet)), share(row.outlet))
        if told and then.why == EXPECTED:
            return then.at, "its hub told of news"
        if weight > 1.05 and then.why == EXPECTED:
            return then.at, f"a story that it tells, weight {weight:.1f}"
        return then.at, then.why


def share(name: str) -> float:
    """Return a number in [0, 1) that is the same for a name on every machine."""
    return crc32(name.encode()) % 997 / 997


def waiting(rows: Iterable[Row], now: datetime) -> list[Row]:
    """Return the outlets that are due and that nobody visits, the longest due first."""
    return sorted(
        (row for row in rows if row.due <= now and row.run is None), key=lambda row: (row.due, row.outlet)
    )
