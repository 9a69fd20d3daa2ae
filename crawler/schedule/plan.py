"""The schedule of a catalogue's outlets: learns from every visit in the ledger, whoever made it."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from sqlalchemy.engine import Connection

from crawler.catalogue import Outlet
from crawler.fetch import outcome as ends
from crawler.schedule import table, urgency, watching
from crawler.schedule.constraints import DAY, EXPECTED, FLOOR, Manners, constrained, floor
from crawler.schedule.policy import LONGEST, Budget, Demand, due, foreseen, pull, pull_at
from crawler.schedule.rate import HOUR, Group, Rate, pool
from crawler.schedule.table import Row, Way, Wishes, moment, seconds
from pipelines.ledger.store import Ledger

log = logging.getLogger(__name__)

AT_ONCE = 20
"""So many newcomers are due at once, each further one a minute later."""

ANSWERED = frozenset({ends.NEW, ends.REVISED, ends.UNCHANGED})
JUMP = 60.0
LATE_NEWS = timedelta(days=1)
ABANDONED = timedelta(hours=2)
STORY = timedelta(hours=12)
NEAR = timedelta(hours=48)
STORIES = 200
"""No more works than this move outlets at a time, the newest."""

ARTICLES = timedelta(days=3)


@dataclass(slots=True)
class State:
    """What the plan keeps between two ticks: the budget, its price, and when things were last done."""

    budget: Budget
    price: float = 1.0
    clock: float = 0.0
    booked: float = 0.0
    grouped: float = 0.0
    begun: float = 0.0


@dataclass(frozen=True, slots=True)
class Today:
    """What every outlet's next visit depends on beside itself.

    ``weights`` are those of urgency, ``bare`` the outlets that give no validators, ``hosts`` until when
    each is not to be asked and how often it refused, ``told`` since when a hub's word of an outlet waits,
    ``wishes`` how outlets wish to be asked.
    """

    now: datetime
    weights: Mapping[str, float]
    bare: Collection[str]
    hosts: Mapping[str, tuple[datetime | None, int]]
    told: Mapping[str, datetime]
    wishes: Mapping[str, Wishes]


@dataclass(slots=True)
class Plan:
    """The schedule of some outlets in an open ledger; ``a_day`` requests a day are to be spent."""

    ledger: Ledger
    outlets: Mapping[str, Outlet]
    a_day: int
    _rates: dict[str, tuple[datetime | None, Rate]] = field(default_factory=dict, repr=False)
    _groups: dict[str, Group] = field(default_factory=dict, repr=False)

    def refresh(self, now: datetime) -> dict[str, Row]:
        """Learn from what was visited since, and set every outlet's due time; returns the rows.

        Doing it twice changes nothing. A clock that went back is noted and never waited out: what lies in the
        future only because the clock was wrong is taken as now.
        """
        with self.ledger.transaction() as connection:
            state = self._state(connection, now)
            self._enter(connection, now)
            self._learn(connection, now)
            rows = {name: row for name, row in table.rows(connection).items() if name in self.outlets}
            self._regroup(connection, rows, state, now)
            today = self._today(connection, now)
            self._book(connection, rows, state, today)
            rows = self._dated(connection, rows, state, today)
            state.clock = seconds(now)
            table.write_note(connection, "budget", asdict(state))
        return rows

    def rate(self, row: Row) -> Rate:
        """Return what was learnt of an outlet."""
        kept = self._rates.get(row.outlet)
        if kept is None or kept[0] != row.seen:
            rate = Rate.unpack(row.learnt) if row.learnt else Rate()
            group = self._group(row.outlet)
            if not row.learnt:
                rate.level = group.rate
            rate.reshape(group, rate.shaped)
            self._rates[row.outlet] = kept = (row.seen, rate)
        return kept[1]

    def hosts(self, outlet: str) -> frozenset[str]:
        """Name the hosts that a visit of an outlet asks."""
        source = self.outlets[outlet]
        return frozenset(urlsplit(url).netloc for url in (source.home, *source.addresses))

    def _state(self, connection: Connection, now: datetime) -> State:
        told = table.note(connection, "budget")
        at = seconds(now)
        if told is None:
            return State(Budget(float(self.a_day)), self._first_price(), at, at, 0.0, at)
        state = State(**(told | {"budget": Budget(**told["budget"])}))
        if state.budget.a_day != self.a_day:
            state.budget = Budget(float(self.a_day))
            state.booked = min(state.booked, at - HOUR)
        if at < state.clock - JUMP:
            log.warning("the clock went back by %.0f s: nothing is waited out", state.clock - at)
            state.booked, state.grouped = min(state.booked, at), min(state.grouped, at)
            for row in table.rows(connection).values():
                ahead = {n: now for n in ("asked", "seen") if (value := getattr(row, n)) and value > now}
                if ahead:
                    table.change(connection, row.outlet, **ahead)
        return state

    def _first_price(self) -> float:
        demands = [Demand(pull(Rate(), 1.0, 2.0), 2.0, FLOOR / HOUR) for _ in self.outlets]
        return Budget(float(self.a_day)).price(demands)

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

    def _learn(self, connection: Connection, now: datetime) -> None:
        known = table.rows(connection)
        for outlet, ways in table.visited(connection, now).items():
            # A way without an outcome is being asked right now, or was left so by a run that was killed.
            open_since = max((way.asked for way in ways if way.outcome is None), default=None)
            ended = [way for way in ways if way.outcome is not None]
            if outlet in self.outlets and ended and (open_since is None or now - open_since > ABANDONED):
                self._learn_of(connection, known[outlet], ended, now)

    def _learn_of(self, connection: Connection, row: Row, ways: list[Way], now: datetime) -> None:
        last = [way for way in ways if way.run == ways[-1].run]
        good = [way for way in last if way.outcome in ANSWERED]
        values: dict[str, Any] = {"asked": min(now, max(way.asked for way in last))}
        values["cost"] = 0.7 * row.cost + 0.3 * len(last)
        if good:
            values |= {"failures": 0, "gone": 0, "seen": min(now, max(way.ended or now for way in good))}
            rate = self._observed(connection, row, good, values["seen"])
            values["learnt"] = rate.pack()
            self._rates[row.outlet] = (values["seen"], rate)
        elif any(way.outcome == ends.GONE for way in last):
            values |= {"gone": row.gone + 1}
        elif not any(way.outcome in (ends.ASLEEP, ends.DEFERRED) for way in last):
            values |= {"failures": row.failures + 1}
        table.change(connection, row.outlet, **values)

    def _observed(self, connection: Connection, row: Row, good: list[Way], seen: datetime) -> Rate:
        """Return the outlet's rate after one visit, by whichever of the three models fits what it shows."""
        group, at = self._group(row.outlet), seconds(seen)
        told = table.items(connection, row.outlet, row.seen, seen)
        dates = [seconds(date) for date in told if date]
        rate = self.rate(row)
        if row.seen is None:
            rate = Rate()
            rate.first_contact(dates, at, group)
            rate.reshape(group, at)
            return rate
        window = max((way.found or 0 for way in good), default=0)
        overflow = 3 <= window <= len(told)
        if dates:
            recent = [date for date in dates if date > rate.until - LATE_NEWS.total_seconds()]
            undated = [0.0] * (len(told) - len(dates))
            rate.dated(recent + undated, at, group, overflow)
        elif told or window:
            rate.counted(len(told), at, group, overflow)
        else:
            rate.changed(any(way.outcome == ends.REVISED for way in good), at, group)
        return rate

    def _group(self, outlet: str) -> Group:
        return self._groups.get(self._group_name(outlet), Group())

    def _group_name(self, outlet: str) -> str:
        source = self.outlets[outlet]
        return f"group {source.language} {source.country or ''}".strip()

    def _regroup(self, connection: Connection, rows: Mapping[str, Row], state: State, now: datetime) -> None:
        """Once a day, pool what the outlets of each language and country told and reshape their weeks."""
        if not self._groups:
            self._read_groups(connection)
        if seconds(now) - state.grouped < 24 * HOUR:
            return
        members: dict[str, list[Row]] = {}
        for row in rows.values():
            if row.learnt:
                members.setdefault(self._group_name(row.outlet), []).append(row)
        for name, learnt in members.items():
            group = pool([self.rate(row) for row in learnt], self._groups.get(name, Group()))
            self._groups[name] = group
            told = {"rate": group.rate, "shape": list(group.shape), "marks": list(group.marks)}
            table.write_note(connection, name, told)
            for row in learnt:
                rate = self.rate(row)
                rate.reshape(group, seconds(now))
                table.change(connection, row.outlet, learnt=rate.pack())
        state.grouped = seconds(now)

    def _read_groups(self, connection: Connection) -> None:
        for name in {self._group_name(outlet) for outlet in self.outlets}:
            told = table.note(connection, name)
            if told:
                self._groups[name] = Group(told["rate"], tuple(told["shape"]), tuple(told["marks"]))

    def _book(self, connection: Connection, rows: Mapping[str, Row], state: State, today: Today) -> None:
        """Once an hour, set what was spent against the budget and move the price."""
        hours = (seconds(today.now) - state.booked) / HOUR
        if hours < 1.0:
            return
        spent, _ = table.requests(connection, moment(state.booked), today.now)
        known = [row for row in rows.values() if row.learnt]
        articles = self._articles(connection, known, state, today.now)
        looking = replace(state.budget, a_day=self.a_day - articles)
        booked_hours = min(hours, 24.0)
        then = foreseen([self._demand(row, today, state.booked) for row in known], state.price)
        booked = looking.book(spent, then * booked_hours, booked_hours)
        if known:
            state.price = booked.price([self._demand(row, today, None) for row in known])
        state.budget = replace(booked, a_day=float(self.a_day))
        state.booked = seconds(today.now)

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

    def _demand(self, row: Row, today: Today, at: float | None) -> Demand:
        """Return what an outlet asks of the budget in the hour of ``at``, or over the week."""
        rate, weight = self.rate(row), today.weights.get(row.outlet, 1.0)
        shortest, _ = floor(self._manners(row, today))
        wish = pull(rate, weight, row.cost) if at is None else pull_at(rate, at, weight, row.cost)
        return Demand(wish, row.cost, shortest / HOUR, LONGEST / HOUR)

    def _dated(
        self, connection: Connection, rows: Mapping[str, Row], state: State, today: Today
    ) -> dict[str, Row]:
        """Set when each outlet that was looked at before is due next, and why."""
        changed: dict[str, Row] = {}
        for row in rows.values():
            if row.asked is None or row.run is not None:
                continue
            at, why = self._next(row, state, today)
            if why != row.why or abs(at - seconds(row.due)) > 1.0:
                changed[row.outlet] = replace(row, due=moment(at), why=why)
                table.change(connection, row.outlet, due=moment(at), why=why)
        return {**rows, **changed}

    def _next(self, row: Row, state: State, today: Today) -> tuple[float, str]:
        since = min(seconds(row.asked), seconds(today.now))
        weight = today.weights.get(row.outlet, 1.0)
        wanted = due(self.rate(row), since, state.price * row.cost, weight)
        if row.outlet in today.told:
            wanted = min(wanted, seconds(today.told[row.outlet]))
        then = constrained(wanted, since, self._manners(row, today), share(row.outlet))
        if row.outlet in today.told and then.why == EXPECTED:
            return then.at, "its hub told of news"
        if weight > 1.05 and then.why == EXPECTED:
            return then.at, f"a story that it tells, weight {weight:.1f}"
        return then.at, then.why

    def _manners(self, row: Row, today: Today) -> Manners:
        mine = [today.hosts[host] for host in self.hosts(row.outlet) if host in today.hosts]
        wishes = today.wishes.get(row.outlet, Wishes())
        return Manners(
            validators=row.outlet not in today.bare,
            told=row.outlet in today.told,
            max_age=wishes.max_age,
            ttl=wishes.ttl,
            update_period=wishes.update_period,
            skip_hours=wishes.skip_hours,
            crawl_delay=wishes.crawl_delay,
            requests=row.cost,
            asleep=max((seconds(until) for until, _ in mine), default=0.0),
            refused_before=bool(mine),
            failures=row.failures,
            gone=row.gone,
        )

    def _today(self, connection: Connection, now: datetime) -> Today:
        stories = self._stories(connection, now)
        telling = table.tellers(connection, {story.work for story in stories}) if stories else {}
        weights = urgency.weights(stories, telling, seconds(now))
        return Today(
            now,
            weights,
            table.without_validators(connection),
            table.asleep(connection),
            table.told(connection),
            table.wishes(connection),
        )

    @staticmethod
    def _stories(connection: Connection, now: datetime) -> list[urgency.Story]:
        """Tell what moves: news of the last hours, and the dates of what is watched that are near.

        Moments are rounded to the hour, so that a tick does not turn every due time.
        """
        watched = watching.works(connection)
        half_life = {True: urgency.WATCHED, False: urgency.HALF_LIFE}
        broke = table.breaking(connection, now - STORY, now)[:STORIES]
        near = table.dated(connection, watched, now - NEAR, now + NEAR)
        moments = [(work, at, half_life[work in watched]) for work, at in broke]
        moments += [(work, at, urgency.WATCHED) for work, at in near]
        return [urgency.Story(work, round(seconds(at) / HOUR) * HOUR, fading) for work, at, fading in moments]


def share(name: str) -> float:
    """Return a number in [0, 1) that is the same for a name on every machine."""
    return crc32(name.encode()) % 997 / 997


def waiting(rows: Iterable[Row], now: datetime) -> list[Row]:
    """Return the outlets that are due and that nobody visits, the longest due first."""
    return sorted(
        (row for row in rows if row.due <= now and row.run is None), key=lambda row: (row.due, row.outlet)
    )
