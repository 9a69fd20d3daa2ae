"""What later decisions change in what is written: which names are one, which articles are one telling."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipelines.ledger import schema
from pipelines.ledger.keys import Key, article_key
from pipelines.ledger.rows import select_in, upsert
from pipelines.ledger.slots import Slot, slot
from pipelines.model import Claim, Evidence, Identified


def reroot(connection: Connection, roots: Mapping[str, str]) -> set[Key]:
    """Give the claims made in these spellings the works and persons that they now lead to.

    Args:
        roots: Ids of spellings, and the id of the work or person that each stands for from now on.

    Returns:
        Every fact that lost or gained a claim.
    """
    c, found = schema.claims.c, dict[tuple[Key, Key], Row[Any]]()
    for column in (c.work_form, c.person_form):
        rows = select_in(connection, sa.select(schema.claims), column, roots)
        found |= {(row.fact, row.key): row for row in rows}
    moved = [(row, _place(row, roots)) for row in found.values()]
    moved = [(row, place) for row, place in moved if place.id != row.fact]
    statement = sa.delete(schema.claims).where(c.fact == sa.bindparam("f"), c.key == sa.bindparam("k"))
    if moved:
        connection.execute(statement, [{"f": row.fact, "k": row.key} for row, _ in moved])
    upsert(
        connection,
        schema.claims,
        [
            {**row._asdict(), "fact": place.id, "work": place.work, "person": _person(row, roots)}
            for row, place in moved
        ],
    )
    return {fact for row, place in moved for fact in (row.fact, place.id)}


def regroup(connection: Connection, groups: Mapping[str, str]) -> set[Key]:
    """Move articles into other near-duplicate groups; both are ids. Returns the facts that they speak of."""
    table = schema.articles
    keys = {article: article_key(article) for article in groups}
    rows = [{"k": keys[article], "w": group} for article, group in groups.items()]
    if not rows:
        return set()
    connection.execute(
        sa.update(table).where(table.c.key == sa.bindparam("k")).values(wire=sa.bindparam("w")), rows
    )
    query = sa.select(schema.claims.c.fact).distinct()
    moved = select_in(connection, query, schema.claims.c.article, keys.values())
    return {row.fact for row in moved}


def _place(row: Row[Any], roots: Mapping[str, str]) -> Slot:
    claim = Claim(
        article="",
        kind=row.kind,
        event=row.event,
        work=row.title,
        certainty=row.certainty,
        evidence=Evidence(row.start, row.start, ""),
        season=row.season,
        region=row.region,
        person=row.name,
        role=row.role,
    )
    return slot(Identified(claim, roots.get(row.work_form, row.work), _person(row, roots)))


def _person(row: Row[Any], roots: Mapping[str, str]) -> str | None:
    person: str | None = row.person
    return roots.get(row.person_form, person) if row.person_form else person
