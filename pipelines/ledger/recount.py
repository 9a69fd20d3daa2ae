"""Facts and updates made anew from their claims: what the tables say is always what the claims say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from secrets import token_bytes
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from msgspec.json import encode
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Value
from pipelines.ledger import schema
from pipelines.ledger.change import Turn
from pipelines.ledger.dossier import Dossier, Warm
from pipelines.ledger.keys import Key, key
from pipelines.ledger.rows import delete_in, select_in, upsert
from pipelines.ledger.slots import MILESTONES
from pipelines.ledger.weigh import Verdict

PASSED = "passed"
"""The clock up to which dates are known to be here or gone."""


def recount(
    connection: Connection,
    facts: Iterable[Key],
    warm: Warm | None = None,
    fresh: Mapping[Key, Sequence[Any]] = MappingProxyType({}),
) -> None:
    """Weigh facts again and write what changed: their current values and their updates.

    Args:
        connection: The transaction that changed their claims.
        facts: Their keys.
        warm: Facts weighed before, where nothing but ``fresh`` was written since.
        fresh: The claims that are all that is new about a fact, by its key.
    """
    wanted, memory = set(facts), warm or Warm(0)
    until = clock(connection)
    rows, turns, cold = [], [], set(wanted)
    for fact, dossier in _dossiers(connection, wanted, memory, fresh):
        verdict = dossier.verdict(until)
        rows.append(fact_row(fact, dossier, verdict))
        turns.extend(update_rows(fact, verdict.turns))
        memory.keep(fact, dossier)
        cold.discard(fact)
    works = {row["work"] for row in rows} | _works_of(connection, cold)
    delete_in(connection, schema.facts.c.id, cold)
    upsert(connection, schema.facts, rows)
    _replace_updates(connection, wanted, turns)
    _stamp(connection, works)


def _works_of(connection: Connection, facts: Iterable[Key]) -> set[str]:
    c = schema.facts.c
    return {row.work for row in select_in(connection, sa.select(c.work), c.id, facts)}


def _stamp(connection: Connection, works: Iterable[str]) -> None:
    """Mark works as changed: not by a number, of which two writers could take the same."""
    stamp = token_bytes(8)
    upsert(connection, schema.stamps, [{"work": work, "stamp": stamp} for work in works])


def _dossiers(
    connection: Connection, facts: set[Key], warm: Warm, fresh: Mapping[Key, Sequence[Any]]
) -> Iterator[tuple[Key, Dossier]]:
    cold = []
    for fact in sorted(facts):
        known, added = warm.take(fact), fresh.get(fact, ())
        if known and added and known.follows(added):
            known.take(sorted(added, key=_order))
            yield fact, known
        else:
            cold.append(fact)
    for fact, claims in claims_of(connection, cold, whole=False):
        dossier = Dossier(claims[0])
        dossier.take(claims)
        yield fact, dossier


def _order(row: Any) -> tuple[datetime, Key, Key]:
    return row.said, row.article, row.key


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


def fact_row(fact: Key, dossier: Dossier, verdict: Verdict) -> dict[str, Any]:
    """Put a fact in a row."""
    row, value = dossier.first, verdict.value
    aspect = {"release": "", "production": MILESTONES.get(row.event), "cast": "cast"}
    return {
        "id": fact,
        "kind": row.kind,
        "work": row.work,
        "title": dossier.titles.best,
        "name": dossier.names.best or None,
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
        "changed": verdict.turns[-1].at if verdict.turns else dossier.last,
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
