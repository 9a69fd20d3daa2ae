"""The near-copy index in SQL: what ``pipelines.dedupe`` asks for, the same in SQLite and PostgreSQL."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from struct import pack, unpack
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from pipelines.ledger.schema import metadata
from pipelines.model import Trace

NEAR = 40  # postings of one key that are looked at before and after an article: what bounds the work
MOST = 64  # neighbours that are compared
_BATCH = 500

traces = sa.Table(
    "traces",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),  # a hash of the id
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("published", sa.BigInteger, nullable=False),
    sa.Column("exact", sa.LargeBinary(16), nullable=False),
    sa.Column("words", sa.LargeBinary(16), nullable=False),
    sa.Column("keys", sa.LargeBinary, nullable=False),
    sa.Column("sketch", sa.LargeBinary, nullable=False),
    sa.Column("names", sa.LargeBinary, nullable=False),
    sa.Column("furniture", sa.LargeBinary, nullable=False),
    sa.Column("parent", sa.BigInteger),
    sa.Column("score", sa.Float),
)
_copied = traces.c.parent.is_not(None)
sa.Index("traces_by_exact", traces.c.exact)
sa.Index("traces_by_parent", traces.c.parent, sqlite_where=_copied, postgresql_where=_copied)

wordings = sa.Table(
    "wordings",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("published", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

sentences = sa.Table(
    "sentences",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

TABLES = (traces, wordings, sentences)

# Asked several times for every article: written once, as building them anew costs more than running them.
_HOLDERS = sa.text(
    "SELECT first.key, traces.article FROM (SELECT key, article, row_number() OVER"
    " (PARTITION BY key ORDER BY article) AS n FROM sentences WHERE key IN :keys) AS first"
    " JOIN traces ON traces.number = first.article WHERE first.n <= 4"
).bindparams(sa.bindparam("keys", expanding=True))
_PARENT = sa.text(
    "SELECT above.article, traces.score FROM traces JOIN traces AS above ON above.number = traces.parent"
    " WHERE traces.number = :number"
)
_ADOPT = sa.text("UPDATE traces SET parent = :parent, score = :score WHERE number = :number")
_GROUP = sa.text(
    "WITH RECURSIVE up (parent, article) AS (SELECT parent, article FROM traces WHERE number = :number"
    " UNION ALL SELECT t.parent, t.article FROM traces AS t JOIN up ON t.number = up.parent)"
    " SELECT article FROM up WHERE parent IS NULL"
)
_BELOW = sa.text(
    "WITH RECURSIVE down (number, article) AS (SELECT number, article FROM traces WHERE number = :number"
    " UNION ALL SELECT t.number, t.article FROM traces AS t JOIN down ON t.parent = down.number)"
    " SELECT article FROM down"
)


class Neighbours:
    """The near-copy index on one connection; nothing is kept unless the caller's transaction is.

    Of the articles filed under one key only the nearest ``NEAR`` published before and after are met: work per
    article does not grow with the archive. A copy further away is found through those between.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        self._insert: Any = insert

    def trace(self, article: str) -> Trace | None:
        """The trace kept of an article; None for one never seen."""
        found = self._traces([_number(article)])
        return found[0] if found else None

    def keep(self, trace: Trace) -> None:
        """Keep a trace, replacing the one of the same article."""
        number, old = _number(trace.article), self.trace(trace.article)
        if old:
            self._forget(number, old)
        row = {
            "number": number,
            "article": trace.article,
            "published": trace.published,
            "exact": trace.exact,
            "words": trace.words,
            "keys": _packed(trace.keys),
            "sketch": trace.sketch,
            "names": trace.names,
            "furniture": _packed(trace.furniture),
        }
        kept = self._insert(traces).values(row)
        rest = {name: value for name, value in row.items() if name != "number"}
        self._connection.execute(kept.on_conflict_do_update(index_elements=["number"], set_=rest))
        filed = [{"key": key, "published": trace.published, "article": number} for key in set(trace.keys)]
        said = [{"key": key, "article": number} for key in set(trace.furniture)]
        for table, rows in ((wordings, filed), (sentences, said)):
            if rows:
                self._connection.execute(self._insert(table).on_conflict_do_nothing(), rows)

    def neighbours(self, trace: Trace, window: int) -> Sequence[Trace]:
        """Other articles of the same text, or with two of its keys and within ``window`` seconds of it."""
        if not trace.keys:
            return []
        number = _number(trace.article)
        values = {f"k{place}": key for place, key in enumerate(trace.keys)}
        values |= {"at": trace.published, "from": trace.published - window, "to": trace.published + window}
        rows = self._connection.execute(_met(len(trace.keys)), values)
        shared = Counter(row[0] for row in rows)
        least = 2 if len(trace.keys) >= 4 else 1
        near = [(-times, other) for other, times in shared.items() if times >= least and other != number]
        same = sa.select(traces.c.number).where(traces.c.exact == trace.exact, traces.c.number != number)
        alike = self._connection.scalars(same.order_by(traces.c.published, traces.c.number).limit(MOST))
        return self._traces({*alike, *(other for _, other in sorted(near)[:MOST])})

    def furnished(self, sentences_: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """The articles that hold each watched sentence; of more than four, any four."""
        held: dict[int, list[str]] = {}
        wanted = sorted(set(sentences_))
        for keys in (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH)):
            for key, article in self._connection.execute(_HOLDERS, {"keys": keys}):
                held.setdefault(key, []).append(article)
        return held

    def parent(self, article: str) -> tuple[str, float] | None:
        """The article it copies and how alike they are; None for a first telling."""
        row = self._connection.execute(_PARENT, {"number": _number(article)}).first()
        return (row[0], row[1]) if row else None

    def adopt(self, article: str, parent: str | None, score: float) -> Sequence[str]:
        """Set the parent; return every article whose group changed by it, itself among them."""
        number = _number(article)
        if parent is None and self.parent(article) is None:
            return []
        before = self.group(article)
        chosen = {"number": number, "parent": _number(parent) if parent else None, "score": score}
        self._connection.execute(_ADOPT, chosen)
        if self.group(article) == before:
            return []
        return list(self._connection.scalars(_BELOW, {"number": number}))

    def group(self, article: str) -> str:
        """The first article of its group; itself where it is the first or unknown."""
        return self._connection.scalar(_GROUP, {"number": _number(article)}) or article

    def prune(self, before: int) -> int:
        """Forget the keys of articles published before a moment, and say how many: their copies have been.

        The traces stay, so that groups do; an older article that arrives later finds no copies among them.
        """
        old = sa.select(traces.c.number).where(traces.c.published < before)
        self._connection.execute(sentences.delete().where(sentences.c.article.in_(old)))
        gone = wordings.delete().where(wordings.c.published < before).returning(wordings.c.article)
        return len(set(self._connection.scalars(gone)))

    def _traces(self, numbers: Collection[int]) -> list[Trace]:
        query = sa.select(traces).where(traces.c.number.in_(sorted(numbers)))
        return [
            Trace(
                row.article,
                row.published,
                row.exact,
                row.words,
                _unpacked(row.keys),
                row.sketch,
                row.names,
                _unpacked(row.furniture),
            )
            for row in self._connection.execute(query.order_by(traces.c.article))
        ]

    def _forget(self, number: int, old: Trace) -> None:
        for table, keys in ((wordings, old.keys), (sentences, old.furniture)):
            here = table.delete().where(table.c.key.in_(keys), table.c.article == number)
            self._connection.execute(here)


def _number(article: str) -> int:
    digest = blake2b(article.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _packed(values: Sequence[int]) -> bytes:
    return pack(f"<{len(values)}q", *values)


def _unpacked(blob: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(blob) // 8}q", blob)


@cache
def _met(keys: int) -> sa.TextClause:
    """The nearest postings of so many keys, before and after: one bounded index scan each."""
    halves = (("BETWEEN :from AND :at", "DESC"), ("> :at AND published <= :to", "ASC"))
    scans = (
        f"SELECT * FROM (SELECT article FROM wordings WHERE key = :k{place} AND published {range_}"  # noqa: S608
        f" ORDER BY published {order}, article {order} LIMIT {NEAR}) AS s{place}{order}"
        for place in range(keys)
        for range_, order in halves
    )
    return sa.text(" UNION ALL ".join(scans))
