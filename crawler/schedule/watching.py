"""The titles that somebody watches, in the ledger, so that a running daemon knows them at its next tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.identify.fold import fold
from pipelines.ledger import look
from pipelines.ledger.schedule import watched
from pipelines.ledger.schema import facts


@dataclass(frozen=True, slots=True)
class Watched:
    """One title: the works that are spelt so, none before its first news, and the next date of theirs."""

    title: str
    since: datetime
    works: frozenset[str]
    next: datetime | None


def add(connection: Connection, title: str, now: datetime) -> bool:
    """Watch a title from now on; returns False where it was watched already."""
    if _row(connection, title):
        return False
    values = {"folded": fold(title), "title": " ".join(title.split()), "since": now}
    connection.execute(sa.insert(watched).values(values))
    return True


def remove(connection: Connection, title: str) -> bool:
    """Watch a title no longer; returns False where it was not watched."""
    known = _row(connection, title)
    connection.execute(sa.delete(watched).where(watched.c.folded == fold(title)))
    return known


def works(connection: Connection) -> frozenset[str]:
    """Name the works that are watched, of which something is known."""
    titles = connection.execute(sa.select(watched.c.folded)).scalars().all()
    return look.works_spelt(connection, titles) if titles else frozenset()


def rows(connection: Connection) -> Sequence[Watched]:
    """Read what is watched, by title."""
    query = sa.select(watched).order_by(watched.c.folded)
    found = []
    for row in connection.execute(query).all():
        mine = look.works_spelt(connection, [row.folded])
        ahead = sa.select(sa.func.min(facts.c.passes)).where(facts.c.work.in_(mine))
        found.append(Watched(row.title, row.since, mine, connection.execute(ahead).scalar()))
    return found


def _row(connection: Connection, title: str) -> bool:
    query = sa.select(watched.c.folded).where(watched.c.folded == fold(title))
    return connection.execute(query).first() is not None
