"""Everything that the feeds are made of, read from the tables as they stand, in one consistent view."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Fact, Telling, Update, Value
from pipelines.ledger import schema
from pipelines.ledger.rows import select_in
from pipelines.ledger.shown import shown
from pipelines.ledger.timeline import telling_of

WORKS = 200
"""Works whose facts are read at once."""

_ROWS = 2000


class Reader:
    """The feeds' source: see ``pipelines.publish.source``. Lives as long as its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._titles = self._shown(schema.facts.c.work, schema.facts.c.title)
        self._names = self._shown(schema.facts.c.person, schema.facts.c.name)

    def updates(self, newest: int | None = None) -> Iterator[tuple[Fact, Update]]:
        """Every update with its fact, the oldest first; or only the newest so many, the newest first."""
        at, fact, number = schema.updates.c.at, schema.updates.c.fact, schema.updates.c.number
        query = _updates()
        if newest is None:
            query = query.order_by(at, fact, number)
        else:
            query = query.order_by(at.desc(), fact.desc(), number.desc()).limit(newest)
        for row in self._rows(query):
            yield self._fact(row), _update(row)

    def dated(self) -> Iterator[Fact]:
        """Every release with its updates, by fact id."""
        query = _updates().where(schema.facts.c.kind == "release")
        rows = self._rows(query.order_by(schema.updates.c.fact, schema.updates.c.number))
        for _, group in groupby(rows, key=attrgetter("fact")):
            history = list(group)
            yield self._fact(history[0], updates=tuple(_update(row) for row in history))

    def stories(self) -> Iterator[tuple[Fact, ...]]:
        """All facts of one work after another, by title."""
        works = sorted(self._titles, key=lambda work: (self._titles[work].casefold(), work))
        for start in range(0, len(works), WORKS):
            told = self._stories(works[start : start + WORKS])
            yield from (told[work] for work in works[start : start + WORKS] if work in told)

    def _stories(self, works: list[str]) -> dict[str, tuple[Fact, ...]]:
        facts, claims = schema.facts, schema.claims
        found = {row.id: row for row in select_in(self._connection, sa.select(facts), facts.c.work, works)}
        updates: dict[bytes, list[Update]] = {}
        history = _updates().order_by(schema.updates.c.fact, schema.updates.c.number)
        for row in select_in(self._connection, history, schema.updates.c.fact, found):
            updates.setdefault(row.fact, []).append(_update(row))
        tellings: dict[bytes, list[Telling]] = {}
        query = _tellings().order_by(claims.c.fact, claims.c.said, claims.c.key)
        for row in select_in(self._connection, query, claims.c.fact, found):
            tellings.setdefault(row.fact, []).append(telling_of(row, row.outlet or row.article_id))
        stories: dict[str, list[Fact]] = {}
        for key in sorted(found):
            fact = self._fact(found[key], tuple(updates.get(key, ())), tuple(tellings.get(key, ())))
            stories.setdefault(fact.work, []).append(fact)
        return {work: tuple(story) for work, story in stories.items()}

    def _fact(
        self, row: Row[Any], updates: tuple[Update, ...] = (), tellings: tuple[Telling, ...] = ()
    ) -> Fact:
        return Fact(
            id=row.id.hex(),
            kind=row.kind,
            work=row.work,
            title=self._titles[row.work],
            season=row.season,
            region=row.region,
            person=row.person,
            name=self._names.get(row.person) if row.person else None,
            aspect=row.aspect,
            value=_value(row),
            since=row.since,
            sources=row.sources,
            updates=updates,
            tellings=tellings,
            beside=tuple(Value(**one) for one in row.beside),
        )

    def _shown(self, entity: sa.Column[Any], form: sa.Column[Any]) -> Mapping[str, str]:
        query = sa.select(entity, form, schema.facts.c.changed).where(entity.is_not(None)).order_by(entity)
        rows = groupby(self._connection.execute(query), key=lambda row: row[0])
        return {one: shown((text, changed) for _, text, changed in group) for one, group in rows}

    def _rows(self, query: sa.Select[Any]) -> Iterator[Row[Any]]:
        return iter(self._connection.execute(query, execution_options={"yield_per": _ROWS}))


def _updates() -> sa.Select[Any]:
    updates, facts, claims, articles = schema.updates, schema.facts, schema.claims, schema.articles
    other, printed = claims.alias("other"), articles.alias("printed")
    own = [column.label(f"u_{column.name}") for column in updates.c if column.name != "fact"]
    return (
        sa.select(
            updates.c.fact,
            *own,
            *facts.c,
            *telling_columns(claims, articles, "t_"),
            *telling_columns(other, printed, "a_"),
        )
        .join(facts, facts.c.id == updates.c.fact)
        .outerjoin(claims, sa.and_(claims.c.fact == updates.c.fact, claims.c.key == updates.c.claim))
        .outerjoin(articles, articles.c.key == claims.c.article)
        .outerjoin(other, sa.and_(other.c.fact == updates.c.fact, other.c.key == updates.c.against))
        .outerjoin(printed, printed.c.key == other.c.article)
    )


def _tellings() -> sa.Select[Any]:
    claims, articles = schema.claims, schema.articles
    query = sa.select(claims.c.fact, *telling_columns(claims, articles, ""))
    return query.join(articles, articles.c.key == claims.c.article)


_OWN = (
    "key", "event", "certainty", "attribution", "date", "platform", "role", "title", "name", "sentence",
    "start", "rules", "said", "found", "until",
)  # fmt: skip
_ORIGIN = {"article_id": "id", "url": "url", "outlet": "outlet", "headline": "title", "language": "language"}


def telling_columns(claims: Any, articles: Any, prefix: str) -> list[sa.Label[Any]]:
    """Name the columns that make a telling, each with a prefix."""
    own = [claims.c[name].label(prefix + name) for name in _OWN]
    return own + [articles.c[name].label(prefix + label) for label, name in _ORIGIN.items()]


def _telling(row: Row[Any], prefix: str) -> Telling | None:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    if values[f"{prefix}key"] is None:
        return None
    plain = {name: values[prefix + name] for name in (*_OWN, *_ORIGIN)}
    return telling_of(SimpleNamespace(**plain), plain["outlet"] or plain["article_id"])


def _update(row: Row[Any]) -> Update:
    return Update(
        id=row.u_id.hex(),
        fact=row.fact.hex(),
        number=row.u_number,
        kind=row.u_kind,
        at=row.u_at,
        found=row.u_found,
        rule=row.u_rule,
        value=Value(**row.u_value) if row.u_value else None,
        previous=Value(**row.u_previous) if row.u_previous else None,
        days=row.u_days,
        nth=row.u_nth,
        telling=_telling(row, "t_"),
        against=_telling(row, "a_"),
    )


def _value(row: Row[Any]) -> Value | None:
    if row.state is None:
        return None
    return Value(row.state, row.event, row.certainty, row.date, row.platform, row.role)
