"""The live view: what is next, what runs, what was spent, how fresh we are, who sleeps and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.schedule import table
from crawler.schedule.constraints import GONE_AFTER
from crawler.schedule.plan import Plan
from crawler.schedule.table import Row, moment
from pipelines.ledger.crawl import addresses
from pipelines.ledger.schedule import poison, runs
from pipelines.ledger.store import Ledger

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long after its publication we found what outlets published in the last day, in minutes."""

    items: int
    median: float | None = None
    nine_in_ten: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the schedule at one moment; moments are ISO 8601, UTC."""

    at: str
    daemon: bool
    budget: int
    spent_today: int
    next: tuple[Mapping[str, Any], ...]
    running: tuple[Mapping[str, Any], ...]
    asleep: tuple[Mapping[str, Any], ...]
    recent: tuple[Mapping[str, Any], ...]
    freshness: Freshness
    poison: tuple[str, ...]
    troubles: Mapping[str, int]


def report(ledger: Ledger, outlets: Mapping[str, object], budget: int, now: datetime) -> Report:
    """Look at the schedule of these outlets; nothing is changed."""
    with ledger.reading() as connection:
        rows = [row for name, row in table.rows(connection).items() if name in outlets]
        health = table.note(connection, "health") or {}
        asked = table.requests(connection, now - DAY, now)
        fresh = freshness(connection, now)
        going = table.running(connection)
        recent = _recent(connection)
        bad = connection.execute(sa.select(poison.c.url).where(poison.c.times > 1)).scalars().all()
    ahead = sorted((row for row in rows if row.run is None), key=lambda row: (row.due, row.outlet))
    ticked = moment(health["at"]) if health else None
    return Report(
        at=_iso(now),
        daemon=bool(ticked and abs(now - ticked) < timedelta(minutes=2)),
        budget=budget,
        spent_today=sum(asked),
        next=tuple(_next(row) for row in ahead if not _sleeps(row))[:20],
        running=tuple({"run": run.run, "outlets": run.outlets, "since": _iso(run.started)} for run in going),
        asleep=tuple(_next(row) for row in ahead if _sleeps(row)),
        recent=recent,
        freshness=fresh,
        poison=tuple(bad),
        troubles=health.get("troubles", {}),
    )


def forecast(plan: Plan, now: datetime, within: timedelta | None = None) -> list[Mapping[str, Any]]:
    """Say which outlet would be visited when, and why, the soonest first: all, or those due ``within``."""
    rows = sorted(plan.refresh(now).values(), key=lambda row: (row.due, row.outlet))
    return [_next(row) for row in rows if within is None or row.due <= now + within]


def freshness(connection: Connection, now: datetime) -> Freshness:
    """Measure the delay of the articles that were published, and found, in the last day."""
    query = sa.select(addresses.c.published, addresses.c.first).where(
        addresses.c.way == "article", addresses.c.published > now - DAY, addresses.c.first > now - DAY
    )
    delays = sorted(
        max(0.0, (first - published).total_seconds() / 60.0) for published, first in connection.execute(query)
    )
    if not delays:
        return Freshness(0)
    return Freshness(len(delays), round(delays[len(delays) // 2], 1), round(delays[len(delays) * 9 // 10], 1))


def _recent(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    query = sa.select(runs).where(runs.c.ended.is_not(None)).order_by(runs.c.ended.desc()).limit(5)
    return tuple(
        {
            "run": row.run,
            "outlets": len(row.outlets),
            "ended": _iso(row.ended),
            "status": row.status,
            "note": row.note,
        }
        for row in connection.execute(query)
    )


def _sleeps(row: Row) -> bool:
    return row.why in ("back-off", "Retry-After", "skipHours") or row.gone >= GONE_AFTER


def _next(row: Row) -> Mapping[str, Any]:
    return {
        "outlet": row.outlet,
        "due": _iso(row.due),
        "why": row.why,
        "last": _iso(row.asked) if row.asked else None,
    }


def _iso(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def told(seen: Report, now: datetime) -> str:
    """Put a report in lines for a terminal."""
    daemon = "runs" if seen.daemon else "not running"
    spent = f"{seen.spent_today} of {seen.budget} requests in the last day"
    lines = [f"{seen.at}  daemon {daemon}, {spent}", _fresh(seen.freshness)]
    lines += [f"running  {', '.join(run['outlets'])} since {run['since']}" for run in seen.running]
    lines += [f"next     {_line(row, now)}" for row in seen.next]
    lines += [f"asleep   {_line(row, now)}" for row in seen.asleep]
    lines += [
        f"ended    {run['run']}: {run['note'] or run['status']}" for run in seen.recent if run["status"]
    ]
    lines += [f"poison   {url}" for url in seen.poison]
    lines += [f"trouble  {name}: {times} times" for name, times in seen.troubles.items()]
    return "\n".join(lines)


def _fresh(seen: Freshness) -> str:
    if not seen.items:
        return "freshness: nothing published in the last day was found in it yet"
    most = f"9 of 10 within {seen.nine_in_ten} min"
    return f"freshness: {seen.items} items, half found within {seen.median} min, {most}"


def _line(row: Mapping[str, Any], now: datetime) -> str:
    wait = (datetime.fromisoformat(row["due"]) - now).total_seconds()
    when = "now" if wait <= 0 else f"in {wait / 60:.0f} min" if wait < 7200 else f"in {wait / 3600:.1f} h"
    return f"{row['outlet']:32} {when:12} {row['why']}"
