"""What visits teach: how each outlet answered since the schedule last looked, whoever visited it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from crawler.fetch import outcome as ends
from crawler.schedule import table
from crawler.schedule.rate import Rate
from crawler.schedule.rates import Rates
from crawler.schedule.table import Row, Way, seconds

ANSWERED = frozenset({ends.NEW, ends.REVISED, ends.UNCHANGED})
LATE_NEWS = timedelta(days=1)
ABANDONED = timedelta(hours=2)


def learn(connection: Connection, rates: Rates, now: datetime) -> None:
    """Learn from what ended by ``now``; a second look learns nothing more."""
    known = table.rows(connection)
    for outlet, ways in table.visited(connection, now).items():
        # A way without an outcome is being asked right now, or was left so by a run that was killed.
        open_since = max((way.asked for way in ways if way.outcome is None), default=None)
        ended = [way for way in ways if way.outcome is not None]
        if outlet in rates.outlets and ended and (open_since is None or now - open_since > ABANDONED):
            _learn_of(connection, rates, known[outlet], ended, now)


def _learn_of(connection: Connection, rates: Rates, row: Row, ways: list[Way], now: datetime) -> None:
    last = [way for way in ways if way.run == ways[-1].run]
    good = [way for way in last if way.outcome in ANSWERED]
    values: dict[str, Any] = {"asked": min(now, max(way.asked for way in last))}
    values["cost"] = 0.7 * row.cost + 0.3 * len(last)
    if good:
        values |= {"failures": 0, "gone": 0, "seen": min(now, max(way.ended or now for way in good))}
        rate = _observed(connection, rates, row, good, values["seen"])
        values["learnt"] = rate.pack()
        rates.keep(row.outlet, values["seen"], rate)
    elif any(way.outcome == ends.GONE for way in last):
        values |= {"gone": row.gone + 1}
    elif not any(way.outcome in (ends.ASLEEP, ends.DEFERRED) for way in last):
        values |= {"failures": row.failures + 1}
    table.change(connection, row.outlet, **values)


def _observed(connection: Connection, rates: Rates, row: Row, good: list[Way], seen: datetime) -> Rate:
    """Return the outlet's rate after one visit, by whichever of the three models fits what it shows."""
    group, at = rates.group(row.outlet), seconds(seen)
    told = table.items(connection, row.outlet, row.seen, seen)
    dates = [seconds(date) for date in told if date]
    rate = rates.of(row)
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
