"""The open ledger: transactions that any room can write in, and the verbs of this one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self

from sqlalchemy.engine import Connection, Engine

from pipelines.ledger import engine as door
from pipelines.ledger import recount
from pipelines.ledger.dossier import Warm
from pipelines.ledger.migrate import current, migrate, revisions
from pipelines.ledger.reader import Reader
from pipelines.ledger.record import Record
from pipelines.ledger.regroup import regroup, reroot
from pipelines.ledger.write import write


class Ledger:
    """An open ledger. Close it, or use it as a context manager.

    Every method may raise LedgerError: the database was locked, full, damaged or out of reach, and nothing of
    the transaction was kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._memory = Memory()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open the one write transaction of a page: an SQLAlchemy Core connection for ``with``.

        Everything written on it, by whichever room, is kept together when the block ends and forgotten
        together when it raises. In SQLite the write lock is taken at once.
        """
        try:
            with door.begin(self._engine, writes=True) as connection:
                yield connection
        except BaseException:
            self._memory.warm.clear()
            raise

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a read transaction: one consistent view of the ledger for as long as the block lasts."""
        return door.begin(self._engine, writes=False)

    def record(
        self,
        connection: Connection,
        records: Sequence[Record],
        *,
        roots: Mapping[str, str] = MappingProxyType({}),
        groups: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Write readings of articles and make their facts and updates anew, inside the caller's transaction.

        Writing the same again changes nothing. The order of arrival does not matter.

        Args:
            connection: That of ``transaction``.
            records: Readings, of one article or of many.
            roots: Spellings that lead to another work or person now (ids), for claims written before.
            groups: Articles that belong to another near-duplicate group now (ids), written before.
        """
        self._memory.check(connection)
        written = write(connection, records)
        touched = reroot(connection, roots) | regroup(connection, groups)
        fresh = {fact: claims for fact, claims in written.fresh.items() if fact not in touched}
        recount.recount(connection, written.facts | touched, self._memory.warm, fresh)

    @contextmanager
    def source(self) -> Iterator[Reader]:
        """Read what the feeds are made of, as it stands at this moment."""
        with self.reading() as connection:
            door.read_whole(connection)
            yield Reader(connection)

    def settle(self, now: datetime) -> int:
        """Tell of every date that is here or gone by ``now``; returns how many facts that changed."""
        with self.transaction() as connection:
            self._memory.warm.clear()
            return recount.settle(connection, now)


class Memory:
    """Facts kept warm between transactions, for as long as nobody else writes."""

    def __init__(self) -> None:
        self.warm = Warm()
        self._seen: object = None

    def check(self, connection: Connection) -> None:
        """Forget everything where another connection, or another process, may have written since.

        SQLite counts the commits of others (``data_version``); PostgreSQL does not, and is never trusted.
        """
        if connection.dialect.name != "sqlite":
            self.warm.clear()
            return
        version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        seen = (connection.connection.dbapi_connection, version)
        if seen != self._seen:
            self.warm.clear()
            self._seen = seen


def open_store(url: str, *, thorough: bool = True) -> Ledger:
    """Open, check and migrate; see ``pipelines.ledger.open_ledger``."""
    engine = door.connect(url)
    try:
        door.check(engine, thorough=thorough)
        door.own(engine)
        with door.begin(engine, writes=False) as connection:
            stale = current(connection) != revisions()[-1]
        if stale:
            with door.begin(engine, writes=True) as connection:
                migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine)
