"""The schedule's rows: read and written in the ledger, one short transaction each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.ledger.crawl import addresses, hosts, outcomes, paces
from pipelines.ledger.schedule import notes, runs, schedule
from pipelines.ledger.schema import articles, claims, facts
from pipelines.ledger.websub import subscriptions


@dataclass(frozen=True, slots=True)
class Row:
    """One outlet's place in the schedule; see the table for what each column means."""

    outlet: str
    due: datetime
    why: str
    seen: datetime | None = None
    asked: datetime | None = None
    failures: int = 0
    gone: int = 0
    cost: float = 2.0
    learnt: bytes | None = None
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One visit of a batch of outlets, running or ended."""

    run: str
    outlets: tuple[str, ...]
    started: datetime
    until: datetime
    host: str
    pid: int | None = None
    ended: datetime | None = None
    status: int | None = None
    note: str | None = None


def seconds(moment: datetime | None) -> float:
    """Return the epoch seconds of a moment, 0 where there is none."""
    return moment.timestamp() if moment else 0.0


def moment(time: float) -> datetime:
    """Return the aware moment of epoch seconds."""
    return datetime.fromtimestamp(time, UTC)


def rows(connection: Connection) -> dict[str, Row]:
    """Read every outlet's row."""
    columns = [schedule.c[name] for name in Row.__dataclass_fields__]
    return {row.outlet: Row(*row) for row in connection.execute(sa.select(*columns))}


def join(connection: Connection, newcomers: Iterable[Row]) -> None:
    """Add outlets that are not in the schedule yet."""
    values = [{name: getattr(row, name) for name in Row.__dataclass_fields__} for row in newcomers]
    if values:
        connection.execute(sa.insert(schedule), values)


def change(connection: Connection, outlet: str, **values: Any) -> None:
    """Change what the schedule says of one outlet."""
    connection.execute(sa.update(schedule).where(schedule.c.outlet == outlet).values(**values))


def claim(connection: Connection, run: Run) -> tuple[str, ...]:
    """Take those of the run's outlets that nobody visits now, and write the run; returns whom it got."""
    taken = connection.execute(
        sa.update(schedule)
        .where(schedule.c.outlet.in_(run.outlets), schedule.c.run.is_(None))
        .values(run=run.run)
        .returning(schedule.c.outlet)
    ).scalars()
    mine = tuple(sorted(taken))
    if mine:
        values = {name: getattr(run, name) for name in Run.__dataclass_fields__} | {"outlets": list(mine)}
        connection.execute(sa.insert(runs).values(values))
    return mine


def started(connection: Connection, run: str, pid: int) -> None:
    """Note the process that a run became."""
    connection.execute(sa.update(runs).where(runs.c.run == run).values(pid=pid))


def release(connection: Connection, run: str, now: datetime, status: int | None, note: str | None) -> None:
    """End a run and let go of its outlets."""
    connection.execute(sa.update(schedule).where(schedule.c.run == run).values(run=None))
    ending = {"ended": now, "status": status, "note": note}
    connection.execute(sa.update(runs).where(runs.c.run == run, runs.c.ended.is_(None)).values(ending))


def running(connection: Connection) -> list[Run]:
    """Read the runs that have not ended."""
    columns = [runs.c[name] for name in Run.__dataclass_fields__]
    query = sa.select(*columns).where(runs.c.ended.is_(None)).order_by(runs.c.started)
    return [Run(row.run, tuple(row.outlets), *row[2:]) for row in connection.execute(query)]


def note(connection: Connection, name: str) -> Any:
    """Read one note, None where there is none."""
    return connection.execute(sa.select(notes.c.value).where(notes.c.name == name)).scalar()


def write_note(connection: Connection, name: str, value: Any) -> None:
    """Write one note over the one that was."""
    done = connection.execute(
        sa.update(notes).where(notes.c.name == name).values(value=value).returning(notes.c.name)
    )
    if done.first() is None:
        connection.execute(sa.insert(notes).values(name=name, value=value))


@dataclass(frozen=True, slots=True)
class Way:
    """How one way in of an outlet answered in one run."""

    outlet: str
    run: str
    outcome: str | None
    asked: datetime
    ended: datetime | None
    found: int | None


def visited(connection: Connection, now: datetime) -> dict[str, list[Way]]:
    """Read how each outlet's ways in answered since the schedule last looked, by outlet."""
    since = sa.or_(schedule.c.asked.is_(None), outcomes.c.asked > schedule.c.asked)
    columns = (outcomes.c[name] for name in Way.__dataclass_fields__)
    query = (
        sa.select(*columns)
        .join(schedule, schedule.c.outlet == outcomes.c.outlet)
        .where(outcomes.c.way.in_(("rss", "sitemap", "listing")), since, outcomes.c.asked <= now)
        .order_by(outcomes.c.asked)
    )
    found: dict[str, list[Way]] = {}
    for row in connection.execute(query):
        found.setdefault(row.outlet, []).append(Way(*row))
    return found


def items(
    connection: Connection, outlet: str, after: datetime | None, until: datetime
) -> list[datetime | None]:
    """Read when the articles that an outlet listed in a stretch were published; None where it did not say."""
    query = sa.select(addresses.c.published).where(
        addresses.c.outlet == outlet, addresses.c.way == "article", addresses.c.first <= until
    )
    if after is not None:
        query = query.where(addresses.c.first > after)
    return list(connection.execute(query).scalars())


def without_validators(connection: Connection) -> set[str]:
    """Name the outlets with a way in that answers without an ETag or a Last-Modified."""
    query = sa.select(addresses.c.outlet).where(
        addresses.c.way != "article",
        addresses.c.etag.is_(None),
        addresses.c.modified.is_(None),
        addresses.c.digest.is_not(None),
    )
    return {outlet for outlet in connection.execute(query).scalars() if outlet}


def asleep(connection: Connection) -> dict[str, tuple[datetime | None, int]]:
    """Read until when each host is not to be asked, and how often in a row it refused."""
    query = sa.select(hosts.c.host, hosts.c.asleep, hosts.c.refusals)
    return {row.host: (row.asleep, row.refusals) for row in connection.execute(query)}


def told(connection: Connection) -> dict[str, datetime]:
    """Read of which outlets a hub told something that nobody has read, and since when."""
    since = sa.func.min(subscriptions.c.told)
    query = sa.select(subscriptions.c.outlet, since).where(subscriptions.c.told.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query.group_by(subscriptions.c.outlet))}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an outlet's ways in wish to be asked: the longest of each (seconds), every hour that one skips."""

    max_age: float = 0.0
    ttl: float = 0.0
    update_period: float = 0.0
    crawl_delay: float = 0.0
    skip_hours: frozenset[int] = frozenset()


def wishes(connection: Connection) -> dict[str, Wishes]:
    """Read what outlets wish, by outlet; those that say nothing are left out."""
    found: dict[str, Wishes] = {}
    for row in connection.execute(sa.select(paces)):
        mine = found.get(row.outlet, Wishes())
        found[row.outlet] = Wishes(
            max(mine.max_age, row.max_age),
            max(mine.ttl, row.ttl),
            max(mine.update_period, row.period),
            max(mine.crawl_delay, row.delay),
            mine.skip_hours | frozenset(row.skip),
        )
    return found


def requests(connection: Connection, since: datetime, until: datetime) -> tuple[int, int]:
    """Count the requests in a stretch: for ways in and robots.txt, and for articles."""
    article = sa.func.coalesce(sa.func.sum(sa.case((outcomes.c.way == "article", 1), else_=0)), 0)
    query = sa.select(sa.func.count(), article).where(
        outcomes.c.asked >= since,
        outcomes.c.asked < until,
        sa.or_(outcomes.c.outcome.is_(None), outcomes.c.outcome.not_in(("deferred", "asleep"))),
    )
    every, for_articles = connection.execute(query).one()
    return int(every) - int(for_articles), int(for_articles)


def breaking(connection: Connection, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
    """Read which works have news of the last hours, and when, the newest first."""
    changed = sa.func.max(facts.c.changed)
    query = (
        sa.select(facts.c.work, changed)
        .where(facts.c.changed > since, facts.c.changed <= until)
        .group_by(facts.c.work)
        .order_by(changed.desc(), facts.c.work)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def dated(
    connection: Connection, works: Collection[str], since: datetime, until: datetime
) -> list[tuple[str, datetime]]:
    """Read which of these works have a date in a stretch, and when."""
    query = sa.select(facts.c.work, facts.c.passes).where(
        facts.c.work.in_(works), facts.c.passes > since, facts.c.passes <= until
    )
    return [(row[0], row[1]) for row in connection.execute(query)] if works else []


def tellers(connection: Connection, works: Collection[str]) -> Mapping[str, dict[str, int]]:
    """Count, by work and outlet, the claims that outlets made so far."""
    found: dict[str, dict[str, int]] = {}
    query = (
        sa.select(claims.c.work, articles.c.outlet, sa.func.count())
        .join(articles, articles.c.key == claims.c.article)
        .where(claims.c.work.in_(works), articles.c.outlet.is_not(None))
        .group_by(claims.c.work, articles.c.outlet)
    )
    for work, outlet, told in connection.execute(query):
        found.setdefault(work, {})[outlet] = told
    return found
