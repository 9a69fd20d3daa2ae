"""Everything that the feeds are made of, read from the tables as they stand, in one consistent view."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from msgspec.json import Decoder
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Fact, Telling, Update, Value
from pipelines.ledger import schema
from pipelines.ledger.rows import select_in
from pipelines.ledger.shown import shown
from pipelines.ledger.timeline import value_from

WORKS = 200
"""Works whose facts are read at once."""

_ROWS = 2000
_values = Decoder(list[Value]).decode
_AFTER_ORIGIN = (
    "event", "certainty", "attribution", "date", "platform", "role", "title", "name", "sentence", "start",
    "rules", "said", "found", "until",
)  # fmt: skip
_UPDATE = ("id", "number", "kind", "at", "found", "rule", "value", "previous", "days", "nth")


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

    def found(self, since: datetime, until: datetime) -> Iterator[tuple[Fact, Update]]:
        """Every update that we came to know of after ``since`` and by ``until``, work by work."""
        found, facts = schema.updates.c.found, schema.facts.c
        query = _updates().where(found > since, found <= until)
        query = query.order_by(
            facts.work, schema.updates.c.at, schema.updates.c.fact, schema.updates.c.number
        )
        for row in self._rows(query):
            yield self._fact(row), _update(row)

    def dated(self) -> Iterator[Fact]:
        """Every release with its updates, by fact id."""
        query = _updates().where(schema.facts.c.kind == "release")
        rows = self._rows(query.order_by(schema.updates.c.fact, schema.updates.c.number))
        for _, group in groupby(rows, key=lambda row: row.id):
            history = list(group)
            yield self._fact(history[0], tuple(map(_update, history)))

    def stories(self) -> Iterator[tuple[Fact, ...]]:
        """All facts of one work after another, by title."""
        works = sorted(self._titles, key=lambda work: (self._titles[work].casefold(), work))
        for start in range(0, len(works), WORKS):
            chosen = works[start : start + WORKS]
            told = self._stories(chosen)
            yield from (told[work] for work in chosen if work in told)

    def _stories(self, works: list[str]) -> dict[str, tuple[Fact, ...]]:
        facts = schema.facts
        found = {row.id: row for row in select_in(self._connection, sa.select(facts), facts.c.work, works)}
        history: dict[bytes, list[Update]] = {}
        query = _updates().order_by(schema.updates.c.fact, schema.updates.c.number)
        for row in select_in(self._connection, query, schema.updates.c.fact, found):
            history.setdefault(row.id, []).append(_update(row))
        stories: dict[str, list[Fact]] = {}
        for key in sorted(found):
            stories.setdefault(found[key].work, []).append(
                self._fact(found[key], tuple(history.get(key, ())))
            )
        return {work: tuple(story) for work, story in stories.items()}

    def _fact(self, row: Row[Any], updates: tuple[Update, ...] = ()) -> Fact:
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
            beside=tuple(_values(row.beside)) if row.beside != "[]" else (),
        )

    def _shown(self, entity: sa.Column[Any], form: sa.Column[Any]) -> Mapping[str, str]:
        query = sa.select(entity, form, schema.facts.c.changed).where(entity.is_not(None)).order_by(entity)
        rows = groupby(self._connection.execute(query).all(), key=lambda row: row[0])
        return {one: shown((text, changed) for _, text, changed in group) for one, group in rows}

    def _rows(self, query: sa.Select[Any]) -> Iterator[Row[Any]]:
        streamed = self._connection.execute(query, execution_options={"yield_per": _ROWS})
        for part in streamed.partitions():
            yield from part


def telling_columns(claims: Any, articles: Any) -> list[sa.ColumnElement[Any]]:
    """Name the columns that make a telling, in the order that ``telling_at`` takes them."""
    origin = (articles.c.id, articles.c.url, articles.c.outlet, articles.c.title, articles.c.language)
    return [claims.c.key, *origin, *(claims.c[name] for name in _AFTER_ORIGIN)]


def telling_at(values: Sequence[Any]) -> Telling | None:
    """Make a telling of the values of ``telling_columns``; None where there is none."""
    key, article, url, outlet, headline, language, *said, rules, at, found, until = values
    if key is None:
        return None
    origin = (key.hex(), article, url, outlet, outlet or article, headline, language)
    told = (*origin, *said, tuple(rules.split()), at, found, until)
    return Telling(*told)


_WIDTH = 6 + len(_AFTER_ORIGIN)


def _updates() -> sa.Select[Any]:
    """Select updates: the fact's columns by name; then, by place, the update's and those of two tellings."""
    updates, facts, claims, articles = schema.updates, schema.facts, schema.claims, schema.articles
    other, printed = claims.alias("other"), articles.alias("printed")
    columns = [
        *(updates.c[name] for name in _UPDATE),
        *telling_columns(claims, articles),
        *telling_columns(other, printed),
    ]
    return (
        sa.select(*(column.label(f"_{place}") for place, column in enumerate(columns)), *facts.c)
        .join_from(updates, facts, facts.c.id == updates.c.fact)
        .outerjoin(claims, sa.and_(claims.c.fact == updates.c.fact, claims.c.key == updates.c.claim))
        .outerjoin(articles, articles.c.key == claims.c.article)
        .outerjoin(other, sa.and_(other.c.fact == updates.c.fact, other.c.key == updates.c.against))
        .outerjoin(printed, printed.c.key == other.c.article)
    )


def _update(row: Row[Any]) -> Update:
    name, number, kind, at, found, rule, value, previous, days, nth = row[: len(_UPDATE)]
    first, second = len(_UPDATE), len(_UPDATE) + _WIDTH
    return Update(
        id=name.hex(),
        fact=row.id.hex(),
        number=number,
        kind=kind,
        at=at,
        found=found,
        rule=rule,
        value=value_from(value),
        previous=value_from(previous),
        days=days,
        nth=nth,
        telling=telling_at(row[first:second]),
        against=telling_at(row[second : second + _WIDTH]),
    )


def _value(row: Row[Any]) -> Value | None:
    if row.state is None:
        return None
    return Value(row.state, row.event, row.certainty, row.date, row.platform, row.role)
