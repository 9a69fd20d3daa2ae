"""Facts and updates made anew from their claims: what the tables say is always what the claims say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from msgspec.json import encode
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Value
from pipelines.ledger import schema
from pipelines.ledger.change import Turn
from pipelines.ledger.keys import Key, fold, key
from pipelines.ledger.rows import delete_in, select_in, upsert
from pipelines.ledger.shown import shown
from pipelines.ledger.slots import MILESTONES, state
from pipelines.ledger.told import RANKS, Told
from pipelines.ledger.weigh import Verdict, weigh

PASSED = "passed"
"""The clock up to which dates are known to be here or gone."""


def recount(connection: Connection, facts: Iterable[Key]) -> None:
    """Weigh the given facts again and write what changed: their current values and their updates."""
    wanted = set(facts)
    until = clock(connection)
    rows, turns = [], []
    for fact, claims in claims_of(connection, wanted, whole=False):
        verdict = weigh(told_of(claims), until)
        rows.append(fact_row(fact, claims, verdict))
        turns.extend(update_rows(fact, verdict.turns))
    delete_in(connection, schema.facts.c.id, wanted - {row["id"] for row in rows})
    upsert(connection, schema.facts, rows)
    _replace_updates(connection, wanted, turns)


_SPOKEN = frozenset({"sentence", "start", "rules", "work_form", "person_form"})
"""Columns of a claim that decide nothing."""


def clock(connection: Connection) -> datetime | None:
    """Say up to when dates have been told to be here or gone."""
    query = sa.select(schema.clock.c.at).where(schema.clock.c.name == PASSED)
    return connection.execute(query).scalar()


def settle(connection: Connection, now: datetime) -> int:
    """Tell of every date that is here or gone by ``now``; returns how many facts that changed."""
    past = clock(connection)
    if past is None or now > past:
        upsert(connection, schema.clock, [{"name": PASSED, "at": now}])
    query = sa.select(schema.facts.c.id).where(schema.facts.c.passes <= now)
    due = set(connection.execute(query).scalars())
    recount(connection, due)
    return len(due)


def claims_of(
    connection: Connection, facts: Iterable[Key], *, whole: bool = True
) -> Iterator[tuple[Key, Sequence[Row[Any]]]]:
    """Read the claims of facts with their articles, in the order of publication.

    Without ``whole`` only what decides is read: no sentences, no headlines.
    """
    claims, articles = schema.claims, schema.articles
    columns = [column for column in claims.c if whole or column.name not in _SPOKEN]
    origin = [articles.c.id.label("article_id"), articles.c.url, articles.c.outlet, articles.c.wire]
    origin += [articles.c.official]
    shown_as = [articles.c.title.label("headline"), articles.c.language] if whole else []
    query = (
        sa.select(*columns, *origin, *shown_as)
        .join(articles, articles.c.key == claims.c.article)
        .order_by(claims.c.fact, claims.c.said, claims.c.article, claims.c.key)
    )
    rows = select_in(connection, query, claims.c.fact, facts)
    for fact, group in groupby(rows, key=lambda row: row.fact):
        yield fact, list(group)


def told_of(claims: Sequence[Row[Any]]) -> list[Told]:
    """Put claims of one fact, in the order of publication, on the scales' terms."""
    wires: dict[str, str] = {}
    return [
        Told(
            said=row.said,
            article=row.article,
            key=row.key,
            source=wires.setdefault(row.wire, _source(row)),
            event=row.event,
            state=state(row.kind, row.event, row.date),
            date=row.date,
            rank=RANKS[row.certainty],
            standing=2 if row.official else 1 if row.attribution else 0,
            speaker=fold(row.attribution) if row.attribution else "",
            found=row.found,
            until=row.until,
            platform=row.platform,
            role=row.role,
        )
        for row in claims
    ]


def _source(row: Row[Any]) -> str:
    """Name who tells it: the outlet, else the host, else the article. A wire is its first outlet."""
    if row.outlet:
        return str(row.outlet)
    host = urlsplit(row.url).hostname if row.url else None
    return host or str(row.article_id)


def fact_row(fact: Key, claims: Sequence[Row[Any]], verdict: Verdict) -> dict[str, Any]:
    """Put a fact in a row."""
    row, value = claims[0], verdict.value
    aspect = {"release": "", "production": MILESTONES.get(row.event), "cast": "cast"}
    return {
        "id": fact,
        "kind": row.kind,
        "work": row.work,
        "title": shown((claim.title, claim.said) for claim in claims),
        "name": shown((claim.name, claim.said) for claim in claims) or None,
        "season": None if row.season == 1 else row.season,
        "region": row.region if row.kind == "release" else None,
        "person": row.person,
        "aspect": aspect.get(row.kind, row.role or "crew"),
        "state": value.state if value else None,
        "event": value.event if value else None,
        "date": value.date if value else None,
        "platform": value.platform if value else None,
        "role": value.role if value else None,
        "certainty": value.certainty if value else None,
        "sources": verdict.sources,
        "beside": encode(list(verdict.beside)).decode(),
        "since": verdict.since,
        "passes": verdict.passes,
        "changed": verdict.turns[-1].at if verdict.turns else claims[-1].said,
    }


def update_rows(fact: Key, turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Number a fact's updates and give them ids that outlive a late telling of the same change."""
    seen: dict[tuple[object, ...], int] = {}
    rows = []
    for number, turn in enumerate(turns, 1):
        change = (turn.kind, *_core(turn.previous), *_core(turn.value), turn.against)
        nth = seen[change] = seen.get(change, 0) + 1
        rows.append(
            {
                "fact": fact,
                "id": key("update", fact, *change, nth),
                "number": number,
                "kind": turn.kind,
                "at": turn.at,
                "found": turn.found,
                "rule": turn.rule,
                "value": encode(turn.value).decode() if turn.value else None,
                "previous": encode(turn.previous).decode() if turn.previous else None,
                "days": turn.days,
                "nth": turn.nth,
                "claim": turn.claim,
                "against": turn.against,
            }
        )
    return rows


def _core(value: Value | None) -> tuple[str | None, ...]:
    return (value.state, value.date, value.certainty) if value else (None, None, None)


def _replace_updates(connection: Connection, facts: Iterable[Key], rows: Sequence[Mapping[str, Any]]) -> None:
    table = schema.updates
    there = {(row.fact, row.id): row for row in select_in(connection, sa.select(table), table.c.fact, facts)}
    wanted = {(row["fact"], row["id"]): row for row in rows}
    stale = [{"f": fact, "i": update} for fact, update in there.keys() - wanted.keys()]
    if stale:
        c = table.c
        connection.execute(
            sa.delete(table).where(c.fact == sa.bindparam("f"), c.id == sa.bindparam("i")), stale
        )
    upsert(
        connection, table, [row for at, row in wanted.items() if at not in there or _differs(there[at], row)]
    )


def _differs(old: Row[Any], new: Mapping[str, Any]) -> bool:
    return any(new[name] != value for name, value in old._mapping.items())  # noqa: SLF001 - SQLAlchemy's API
