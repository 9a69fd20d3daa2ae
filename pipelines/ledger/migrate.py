"""Bring a database to the newest revision, once, under a lock."""

from importlib import import_module, resources

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.errors import Misconfigured

FOLDER = "pipelines.ledger.migrations.versions"
LOCK = 0x67726E6C  # "grnl": one migration at a time in PostgreSQL
HINT = "upgrade greenlit, or name another database in GREENLIT_DATABASE"


def revisions() -> list[str]:
    """Name every revision, oldest first; a revision's id is its module's name."""
    names = (entry.name for entry in resources.files(FOLDER).iterdir())
    return sorted(name.removesuffix(".py") for name in names if name[:1].isdigit() and name.endswith(".py"))


def current(connection: Connection) -> str | None:
    """Say which revision the database is at; None for a database without one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection, to: str | None = None) -> None:
    """Upgrade to revision ``to`` (the newest by default) inside the caller's transaction.

    Raises:
        Misconfigured: for a database that a newer greenlit wrote.
    """
    known = revisions()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    at = current(connection)
    if at == (to or known[-1]):
        return
    if at is not None and at not in known:
        raise Misconfigured(f"the database is at revision {at}, this greenlit knows {known[-1]}: {HINT}")
    _upgrade(connection, to or "head")


def _upgrade(connection: Connection, to: str) -> None:
    # Alembic takes 0.2 s to import and most runs find nothing to do.
    command, config = import_module("alembic.command"), import_module("alembic.config")
    settings = config.Config()
    settings.set_main_option("script_location", "pipelines:ledger/migrations")
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)
