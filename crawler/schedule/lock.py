"""Exactly one daemon a ledger: a lock that a killed process frees."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from pipelines.errors import GreenlitError
from pipelines.ledger import engine as door

KEY = 0x6772_6E6C_0007
"""The advisory lock of PostgreSQL that stands for "the daemon of this database"."""


class Taken(GreenlitError):
    """Another daemon works on the ledger; or ours lost its lock and may not go on."""


class Lock:
    """The daemon's lock on a ledger; a context manager.

    On SQLite it is a lock on a file beside the database, on PostgreSQL an advisory lock that lives as long as
    its connection. Both end with the process, however it ends.

    Raises:
        Taken: where another process holds it, naming that process where it is known.
    """

    def __init__(self, url: str) -> None:
        self._address = door.parse(url)
        self._url = url
        self._file: int | None = None
        self._engine: sa.Engine | None = None
        self._connection: sa.Connection | None = None

    def __enter__(self) -> Self:
        self.hold()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def hold(self) -> None:
        """Take the lock, or make sure that it is still ours: a database that was away has forgotten it."""
        if self._address.get_backend_name() == "sqlite":
            self._hold_file()
        else:
            self._hold_connection()

    def _hold_file(self) -> None:
        name = self._address.database
        if self._file is not None or not name or name == ":memory:":
            return
        path = Path(f"{name}.daemon")
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            owner = os.pread(opened, 20, 0).decode("ascii", "replace").strip()
            os.close(opened)
            raise Taken(_refusal(name, f" (process {owner})" if owner else "")) from problem
        os.ftruncate(opened, 0)
        os.pwrite(opened, str(os.getpid()).encode(), 0)
        self._file = opened

    def _hold_connection(self) -> None:
        if self._connection is not None and self._alive(self._connection):
            return
        self._let_go()
        self._engine = door.connect(self._url)
        name = door.describe(self._engine)
        with door.wrapped(self._engine):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            got = connection.execute(sa.select(sa.func.pg_try_advisory_lock(KEY))).scalar()
        if not got:
            connection.close()
            raise Taken(_refusal(name, ""))
        self._connection = connection

    @staticmethod
    def _alive(connection: sa.Connection) -> bool:
        try:
            connection.execute(sa.text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _refusal(name: str, whom: str) -> str:
    return (
        f"another greenlit schedule{whom} works on {name}: stop it first, or name another GREENLIT_DATABASE"
    )
