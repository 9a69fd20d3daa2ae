"""Facts as they stand, with all their tellings: as they were weighed last, not weighed again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.facts import Fact, Telling, Update, Value
from pipelines.ledger import schema
from pipelines.ledger.dossier import source_from
from pipelines.ledger.keys import Key
from pipelines.ledger.raw import (
    FACT,
    TELLING,
    UPDATE,
    Clock,
    beside_from,
    clock_of,
    raw,
    telling_at,
    telling_columns,
    update_with,
)
from pipelines.ledger.rows import select_in

_Told = dict[Key, dict[Key, Telling]]
"""Tellings by the fact and their own key."""


def standing(connection: Connection, ids: Iterable[Key]) -> Iterator[Fact]:
    """Read facts by id, in no order, with their updates and, in the order of publication, their tellings."""
    wanted, clock = sorted(set(ids)), clock_of(connection)
    tellings = _tellings(connection, wanted, clock)
    updates = _updates(connection, wanted, tellings, clock)
    facts = schema.facts.c
    query: sa.Select[Any] = sa.select(*(raw(facts[name]) for name in (*FACT, "title", "name")))
    rows: Iterable[Sequence[Any]] = select_in(connection, query, facts.id, wanted)
    for row in rows:
        key, kind, work, season, region, person, aspect, state, event, certainty, *answer = row
        date, platform, role, sources, beside, since, title, name = answer
        yield Fact(
            id=key.hex(),
            kind=kind,
            work=work,
            title=title,
            season=season,
            region=region,
            person=person,
            name=name,
            aspect=aspect,
            value=Value(state, event, certainty, date, platform, role) if state else None,
            since=clock(since) if since else None,
            sources=sources,
            updates=updates.get(key, ()),
            tellings=tuple(tellings.get(key, {}).values()),
            beside=beside_from(beside),
        )


def _tellings(connection: Connection, facts: Sequence[Key], clock: Clock) -> _Told:
    claims, articles = schema.claims, schema.articles
    columns = [raw(claims.c.fact), *telling_columns(claims, articles), raw(articles.c.wire)]
    query = (
        sa.select(*(column.label(f"_{place}") for place, column in enumerate(columns)))
        .join(articles, articles.c.key == claims.c.article)
        .order_by(claims.c.fact, claims.c.said, claims.c.article, claims.c.key)
    )
    found: _Told = {}
    wires: dict[tuple[Key, str], str] = {}
    for row in select_in(connection, query, claims.c.fact, facts):
        fact, (key, article, url, outlet, *_), wire = row[0], row[1 : TELLING + 1], row[-1]
        source = wires.setdefault((fact, wire), outlet or source_from(url, article))
        if telling := telling_at(row[1:-1], clock, source):
            found.setdefault(fact, {})[key] = telling
    return found


def _updates(
    connection: Connection, facts: Sequence[Key], tellings: Mapping[Key, Mapping[Key, Telling]], clock: Clock
) -> dict[Key, tuple[Update, ...]]:
    c = schema.updates.c
    query: sa.Select[Any] = sa.select(*(raw(c[name]) for name in (*UPDATE, "claim", "against")))
    query = query.order_by(c.fact, c.number)
    found: dict[Key, tuple[Update, ...]] = {}
    rows: Iterable[Sequence[Any]] = select_in(connection, query, c.fact, facts)
    for row in rows:
        told = tellings.get(row[0], {})
        update = update_with(row[: len(UPDATE)], told.get(row[-2]), told.get(row[-1]), clock)
        found[row[0]] = (*found.get(row[0], ()), update)
    return found
