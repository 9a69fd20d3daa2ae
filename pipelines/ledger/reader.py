"""Everything that the feeds are made of, read from the tables as they stand, in one consistent view.

A ledger has hundreds of thousands of updates, each with a row of five tables: what makes them is written for
speed. Columns are read raw, by place, and decoded once; a fact is made once for all of its updates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Fact, Heading, Story, Update, Value
from pipelines.ledger import schema
from pipelines.ledger.names import name_forms
from pipelines.ledger.raw import FACT, UPDATE, beside_from, clock_of, raw, telling_columns, update_at
from pipelines.ledger.rows import select_in
from pipelines.ledger.shown import shown

WORKS = 200
"""Works whose facts are read at once."""

KEPT = 50_000
"""Facts that are kept for their next update."""

_ROWS = 2000


class Reader:
    """The feeds' source: see ``pipelines.publish.source``. Lives as long as its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._clock = clock_of(connection)
        self._titles = self._shown(schema.facts.c.work, schema.facts.c.title)
        self._names = self._shown(schema.facts.c.person, schema.facts.c.name)
        self._also = self._spellings()

    def updates(self, newest: int | None = None) -> Iterator[tuple[Fact, Update]]:
        """Every update with its fact, the oldest first; or only the newest so many, the newest first."""
        at, fact, number = schema.updates.c.at, schema.updates.c.fact, schema.updates.c.number
        query = _told()
        if newest is None:
            query = query.order_by(at, fact, number)
        else:
            query = query.order_by(at.desc(), fact.desc(), number.desc()).limit(newest)
        yield from self._with_facts(query)

    def found(self, since: datetime, until: datetime) -> Iterator[tuple[Fact, Update]]:
        """Every update that we came to know of after ``since`` and by ``until``, work by work."""
        c, facts = schema.updates.c, schema.facts.c
        query = _told().where(c.found > since, c.found <= until)
        yield from self._with_facts(query.order_by(facts.work, c.at, c.fact, c.number))

    def dated(self) -> Iterator[Fact]:
        """Every release with its updates, by fact id."""
        query = _told().where(schema.facts.c.kind == "release")
        rows = self._rows(query.order_by(schema.updates.c.fact, schema.updates.c.number))
        for _, group in groupby(rows, key=lambda row: row[0]):
            history = list(group)
            updates = tuple(update_at(row, self._clock) for row in history)
            yield self._fact(history[0][-len(FACT) :], updates)

    def cancelled(self) -> Set[tuple[str, int | None]]:
        """The works and seasons that are held to be cancelled."""
        c = schema.facts.c
        query = sa.select(c.work, c.season).where(c.state == "cancelled")
        return {(row.work, row.season) for row in self._connection.execute(query)}

    def works(self) -> tuple[Heading, ...]:
        """Every work of which something is known, by title."""
        c = schema.facts.c
        stamps = self._pairs(schema.stamps.c.work, schema.stamps.c.stamp)
        told = {work: blake2b(stamp, digest_size=10) for work, stamp in stamps}
        for work, person in self._pairs(c.work, c.person):
            if work in told:
                told[work].update(repr((self._names[person], self._also.get(person))).encode())
        return tuple(
            self._heading(work, told.get(work) or blake2b(digest_size=10))
            for work in sorted(self._titles, key=lambda work: (self._titles[work].casefold(), work))
        )

    def stories(self, works: Sequence[Heading]) -> Iterator[Story]:
        """All that is known of these works, one after another."""
        for start in range(0, len(works), WORKS):
            chosen = {heading.work: heading for heading in works[start : start + WORKS]}
            facts = self._stories(chosen)
            for work, heading in chosen.items():
                people = {fact.person for fact in facts[work] if fact.person}
                names = {person: self._also[person] for person in sorted(people & self._also.keys())}
                yield Story(heading, facts[work], names)

    def _with_facts(self, query: sa.Select[Any]) -> Iterator[tuple[Fact, Update]]:
        facts: dict[bytes, Fact] = {}
        for row in self._rows(query):
            if (known := facts.get(row[0])) is None:
                if len(facts) >= KEPT:
                    facts.clear()
                known = facts[row[0]] = self._fact(row[-len(FACT) :])
            yield known, update_at(row, self._clock)

    def _stories(self, works: Iterable[str]) -> dict[str, tuple[Fact, ...]]:
        c = schema.facts.c
        found = {row[0]: row for row in select_in(self._connection, _facts(), c.work, works)}
        history: dict[bytes, list[Update]] = {}
        query = _told(with_facts=False).order_by(schema.updates.c.fact, schema.updates.c.number)
        for row in select_in(self._connection, query, schema.updates.c.fact, found):
            history.setdefault(row[0], []).append(update_at(row, self._clock))
        stories: dict[str, list[Fact]] = {}
        for key in sorted(found):
            fact = self._fact(found[key], tuple(history.get(key, ())))
            stories.setdefault(fact.work, []).append(fact)
        return {work: tuple(story) for work, story in stories.items()}

    def _heading(self, work: str, told: Any) -> Heading:
        title, also = self._titles[work], self._also.get(work, ())
        told.update(repr((title, also)).encode())
        return Heading(work, title, also, told.hexdigest())

    def _pairs(self, one: Any, other: Any) -> Iterator[Sequence[Any]]:
        """Read two columns where both are filled, sorted: of each pair one row."""
        query: sa.Select[Any] = sa.select(raw(one), raw(other)).where(other.is_not(None)).distinct()
        yield from self._rows(query.order_by(one, other))

    def _fact(self, row: Sequence[Any], updates: tuple[Update, ...] = ()) -> Fact:
        key, kind, work, season, region, person, aspect, state, event, certainty, *answer = row
        date, platform, role, sources, beside, since = answer
        return Fact(
            id=key.hex(),
            kind=kind,
            work=work,
            title=self._titles[work],
            season=season,
            region=region,
            person=person,
            name=self._names.get(person) if person else None,
            aspect=aspect,
            value=Value(state, event, certainty, date, platform, role) if state else None,
            since=self._clock(since) if since else None,
            sources=sources,
            updates=updates,
            beside=beside_from(beside),
        )

    def _shown(self, entity: sa.Column[Any], form: sa.Column[Any]) -> Mapping[str, str]:
        query = sa.select(entity, form, schema.facts.c.changed).where(entity.is_not(None)).order_by(entity)
        rows = groupby(self._connection.execute(query).all(), key=lambda row: row[0])
        return {one: shown((text, changed) for _, text, changed in group) for one, group in rows}

    def _spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Give the other spellings of works and persons that have any, beside the one that is shown."""
        c = name_forms.c
        several = sa.select(c.root).group_by(c.root).having(sa.func.count() > 1)
        query = sa.select(c.root, c.name).where(c.root.in_(several)).order_by(c.root, c.published, c.name)
        also = {}
        for root, rows in groupby(self._connection.execute(query).all(), key=lambda row: row[0]):
            best = self._titles.get(root) or self._names.get(root)
            forms = dict.fromkeys(name for _, name in rows if name != best)
            also[root] = tuple(forms)
        return also

    def _rows(self, query: sa.Select[Any]) -> Iterator[Row[Any]]:
        streamed = self._connection.execute(query, execution_options={"yield_per": _ROWS})
        for part in streamed.partitions():
            yield from part


def _facts() -> sa.Select[Any]:
    return sa.select(*(raw(schema.facts.c[name]) for name in FACT))


def _told(*, with_facts: bool = True) -> sa.Select[Any]:
    """Select updates by place: an update's columns, those of its two tellings, those of its fact."""
    updates, facts, claims, articles = schema.updates, schema.facts, schema.claims, schema.articles
    other, printed = claims.alias("other"), articles.alias("printed")
    columns = [
        *(raw(updates.c[name]) for name in UPDATE),
        *telling_columns(claims, articles),
        *telling_columns(other, printed),
        *((raw(facts.c[name]) for name in FACT) if with_facts else ()),
    ]
    start = updates.join(facts, facts.c.id == updates.c.fact) if with_facts else updates
    return (
        sa.select(*(column.label(f"_{place}") for place, column in enumerate(columns)))
        .select_from(start)
        .outerjoin(claims, sa.and_(claims.c.fact == updates.c.fact, claims.c.key == updates.c.claim))
        .outerjoin(articles, articles.c.key == claims.c.article)
        .outerjoin(other, sa.and_(other.c.fact == updates.c.fact, other.c.key == updates.c.against))
        .outerjoin(printed, printed.c.key == other.c.article)
    )
