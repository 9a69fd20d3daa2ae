"""Connections: SQLite and PostgreSQL behind one door; what they raise becomes one line of advice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from pipelines.errors import LedgerError, Misconfigured

APPLICATION_ID = 0x67726E6C  # "grnl" in a SQLite header: this file is ours
BUSY_MS = 30_000
WRITES = "greenlit_writes"
RESTORE = "restore it from a backup, or move it away to start anew"
EXAMPLE = "example: sqlite:///data/greenlit.sqlite or postgresql://user@host/name"
POSTGRES = 150000
WRITERS = 0x6772_6E6C_0001
"""The advisory lock of PostgreSQL that a writing transaction holds."""

MAPPED = 2**31
"""Bytes of a SQLite file that are mapped at most."""


def connect(url: str) -> Engine:
    """Make an engine for ``url``; a SQLite file's folder is made, nothing else is touched.

    Raises:
        Misconfigured: for an address that is none, another kind of database, or a missing driver.
    """
    address = parse(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    try:
        engine = sa.create_engine(address, pool_pre_ping=True)
    except ModuleNotFoundError as missing:
        raise Misconfigured("PostgreSQL needs its driver: pip install 'greenlit[postgres]'") from missing
    sa.event.listen(engine, "connect", _in_utc)
    return engine


def parse(url: str) -> URL:
    """Read a database address; PostgreSQL is always spoken to through psycopg 3.

    Raises:
        Misconfigured: for anything but a SQLite or PostgreSQL address.
    """
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as problem:
        raise Misconfigured(f"GREENLIT_DATABASE={url!r} is no database address; {EXAMPLE}") from problem
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return address.set(drivername="sqlite+pysqlite")
    raise Misconfigured(f"GREENLIT_DATABASE: {backend} is not supported; {EXAMPLE}")


def describe(engine: Engine) -> str:
    """Name the database as a person would, without its password."""
    return engine.url.database or ":memory:" if _is_sqlite(engine) else engine.url.render_as_string()


@contextmanager
def wrapped(engine: Engine) -> Iterator[None]:
    """Turn what a database raises into a LedgerError of one line.

    Raises:
        LedgerError: for anything that the database refused, with what to do about it.
    """
    own = engine.dialect.loaded_dbapi.Error  # what is read from the driver's own cursor raises it bare
    try:
        yield
    except (DBAPIError, own) as problem:
        reason = " ".join(str(getattr(problem, "orig", problem)).split())
        raise LedgerError(f"{describe(engine)}: {reason}{_advice(reason)}") from problem


@contextmanager
def begin(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Open one transaction; a writing one takes the write lock at once, not half-way.

    Two writers that weigh one fact at once would each miss what the other one tells, so PostgreSQL has one
    writer at a time too: SQLite by its file, PostgreSQL by an advisory lock that ends with the transaction.
    """
    with wrapped(engine), engine.connect() as connection:
        connection.execution_options(**{WRITES: writes})
        with connection.begin():
            if writes and not _is_sqlite(engine):
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            yield connection


def check(engine: Engine, *, thorough: bool = True) -> None:
    """Refuse a database that is broken, too old or somebody else's.

    Raises:
        LedgerError: for a corrupt file or a server that does not answer.
        Misconfigured: for a file of another program, or PostgreSQL before 15.
    """
    with begin(engine, writes=False) as connection:
        if _is_sqlite(engine):
            _check_sqlite(connection, describe(engine), thorough=thorough)
            return
        version = int(connection.execute(sa.text("SHOW server_version_num")).scalar_one())
    if version < POSTGRES:
        raise Misconfigured(f"{describe(engine)}: PostgreSQL {version // 10000} is too old; 15 is needed")


def _check_sqlite(connection: Connection, name: str, *, thorough: bool) -> None:
    owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if owner != APPLICATION_ID and (owner or tables):
        raise Misconfigured(f"{name} is another program's database; name a new file in GREENLIT_DATABASE")
    if not thorough:
        return
    verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if verdict != "ok":
        raise LedgerError(f"{name} is damaged ({' '.join(verdict.split())}); {RESTORE}")


def _sqlite(address: URL) -> Engine:
    name = address.database
    if name and name != ":memory:":
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise Misconfigured(
                f"{Path(name).parent}: {problem.strerror}; name another database"
            ) from problem
    engine = sa.create_engine(address, connect_args={"timeout": BUSY_MS / 1000, "isolation_level": None})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # Only reading pragmas here: a foreign file must not be changed before `check` has seen it.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    if writes is not None:  # `own` works outside a transaction
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _in_utc(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def own(engine: Engine) -> None:
    """Mark a new SQLite file as ours and switch it to a write-ahead log."""
    if not _is_sqlite(engine):
        return
    with wrapped(engine), engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def read_whole(connection: Connection) -> None:
    """Prepare a connection that will read all of a ledger: SQLite maps its file instead of copying pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA mmap_size={MAPPED}")


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _advice(reason: str) -> str:
    said = reason.lower()
    return next((f"; {advice}" for sign, advice in ADVICE.items() if sign in said), "")


ADVICE = {
    "database is locked": "another greenlit is writing: wait for it, or stop it",
    "disk is full": "free some space and run it again; nothing was half-written",
    "no space left": "free some space and run it again; nothing was half-written",
    "not a database": "name another file in GREENLIT_DATABASE",
    "malformed": RESTORE,
    "unable to open": "check that the folder exists and can be written to",
    "readonly": "check the file's permissions",
    "connection": "check that the server runs and that the address is right",
}
