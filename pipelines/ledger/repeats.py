"""Sentences that an outlet repeats, kept in SQL: the ``Furniture`` that ``pipelines.article`` asks for."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from hashlib import blake2b
from struct import pack
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from pipelines.ledger.schema import metadata

ENOUGH = 3
"""Articles, after which a sentence is known well enough for ever."""
REMEMBERED = timedelta(days=60)
"""How long a sentence of fewer articles waits for the next."""
_BATCH = 500

repeats = sa.Table(
    "repeats",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),  # a hash of host and sentence
    sa.Column("one", sa.BigInteger, nullable=False),  # hashes of the ids of the articles that have it
    sa.Column("two", sa.BigInteger),
    sa.Column("three", sa.BigInteger),
    sa.Column("seen", sa.Date, nullable=False),  # when it was last met in a new article
    sqlite_with_rowid=False,
)
_waiting = repeats.c.three.is_(None)
sa.Index("repeats_waiting", repeats.c.seen, sqlite_where=_waiting, postgresql_where=_waiting)

Articles = tuple[int, ...]


class Repeats:
    """The sentences of every host, on one ledger.

    What is learnt is known at once, and written by ``keep`` on the transaction of the page that taught it: a
    page that is not kept leaves nothing behind for the next crawl.
    """

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading
        self._fresh: dict[int, Articles] = {}

    def counts(self, host: str, hashes: Collection[int]) -> dict[int, int]:
        """In how many articles of ``host`` each of the hashes was seen, ``ENOUGH`` at most."""
        keys = {_key(host, sentence): sentence for sentence in hashes}
        with self._reading() as connection:
            kept = _kept(connection, list(keys))
        return {
            sentence: count
            for key, sentence in keys.items()
            if (count := len(_joined(kept.get(key, ()), self._fresh.get(key, ()))))
        }

    def learn(self, host: str, article: str, hashes: Collection[int]) -> None:
        """Remember that the article with this id has these sentences."""
        number = _hash(article.encode("utf-8", "surrogatepass"))
        for sentence in hashes:
            key = _key(host, sentence)
            self._fresh[key] = _joined(self._fresh.get(key, ()), (number,))

    def keep(self, connection: Connection, today: date) -> None:
        """Write what was learnt since the last time; nothing of it is left to be written."""
        fresh, self._fresh = self._fresh, {}
        kept = _kept(connection, list(fresh))
        joined = {key: _joined(kept.get(key, ()), articles) for key, articles in fresh.items()}
        rows = [_row(key, a, today) for key, a in sorted(joined.items()) if a != kept.get(key)]
        if rows:
            insert: Any = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(repeats)
            changed = {name: insert.excluded[name] for name in ("one", "two", "three", "seen")}
            connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=changed), rows)

    def forget(self, connection: Connection, today: date) -> int:
        """Let go of sentences that too few articles had for too long; says how many."""
        old = repeats.delete().where(_waiting, repeats.c.seen < today - REMEMBERED)
        return connection.execute(old).rowcount


def _kept(connection: Connection, keys: Sequence[int]) -> dict[int, Articles]:
    found: dict[int, Articles] = {}
    for start in range(0, len(keys), _BATCH):
        asked = sa.select(repeats).where(repeats.c.key.in_(keys[start : start + _BATCH]))
        for key, *articles, _ in connection.execute(asked):
            found[key] = tuple(number for number in articles if number is not None)
    return found


def _joined(one: Iterable[int], other: Iterable[int]) -> Articles:
    return tuple(dict.fromkeys((*one, *other)))[:ENOUGH]


def _row(key: int, articles: Articles, seen: date) -> dict[str, Any]:
    one, two, three = (*articles, None, None)[:ENOUGH]
    return {"key": key, "one": one, "two": two, "three": three, "seen": seen}


def _key(host: str, sentence: int) -> int:
    return _hash(pack("<Q", sentence) + host.encode("utf-8", "surrogatepass"))


def _hash(what: bytes) -> int:
    return int.from_bytes(blake2b(what, digest_size=8).digest(), "big", signed=True)
