"""Finding things again: works by spelling, updates by the beginning of their id, articles by address."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.facts import Fact, Telling
from pipelines.ledger import schema
from pipelines.ledger.keys import Key, article_key
from pipelines.ledger.names import name_forms
from pipelines.ledger.raw import clock_of, telling_at, telling_columns
from pipelines.ledger.shown import shown
from pipelines.ledger.timeline import weighed

if TYPE_CHECKING:
    from datetime import datetime

SHORTEST = 6
"""Characters of an update's id that are enough, if no other begins so."""


def works_spelt(connection: Connection, folded: Iterable[str]) -> frozenset[str]:
    """Find the works that somebody spells so, and of which something is known; forms folded."""
    query = (
        sa.select(name_forms.c.root)
        .where(name_forms.c.sort == "work", name_forms.c.folded.in_(sorted(set(folded))))
        .where(sa.exists().where(schema.facts.c.work == name_forms.c.root))
    )
    return frozenset(connection.execute(query).scalars())


def titles(connection: Connection) -> Mapping[str, str]:
    """Give every work of which something is known, with the title that it is shown by."""
    facts = schema.facts.c
    forms: dict[str, list[tuple[str | None, datetime]]] = {}
    for work, title, changed in connection.execute(sa.select(facts.work, facts.title, facts.changed)):
        forms.setdefault(work, []).append((title, changed))
    return {work: shown(forms[work]) for work in sorted(forms)}


def update_at(connection: Connection, beginning: str) -> tuple[Fact, str] | None:
    """Find an update by its id, or the beginning of it, and weigh its fact anew.

    Returns:
        The fact with its whole history, and the update's full id; None where no one update begins so.
    """
    padded = beginning.lower().ljust(32, "0"), beginning.lower().ljust(32, "f")
    try:
        low, high = (bytes.fromhex(text) for text in padded)
    except ValueError:
        return None
    table = schema.updates.c
    query = sa.select(table.fact, table.id).where(table.id >= low, table.id <= high).limit(2)
    found = connection.execute(query).all()
    if len(found) != 1 or len(beginning) < SHORTEST:
        return None
    facts = weighed(connection, [found[0].fact])
    return (facts[0], found[0].id.hex()) if facts else None


def tellings_of(connection: Connection, article: str) -> tuple[tuple[Telling, Key], ...]:
    """Read the claims of one article, each with the key of its fact, in the order of the text."""
    claims, articles = schema.claims, schema.articles
    query = (
        sa.select(claims.c.fact, *telling_columns(claims, articles))
        .join(articles, articles.c.key == claims.c.article)
        .where(claims.c.article == article_key(article))
        .order_by(claims.c.start, claims.c.kind, claims.c.event, claims.c.key)
    )
    clock = clock_of(connection)
    told = ((telling_at(row[1:], clock), row[0]) for row in connection.execute(query))
    return tuple((telling, fact) for telling, fact in told if telling)
