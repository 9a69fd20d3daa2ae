"""Claims → facts and updates, kept in SQLite or PostgreSQL."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.ledger.store import Ledger


def open_ledger(url: str, *, thorough: bool = True) -> "Ledger":
    """Open the ledger at an SQLAlchemy address, made or migrated on first use; close it, or use ``with``.

    Without ``thorough`` a SQLite file is not read through for damage: for looking something up quickly.

    Raises:
        Misconfigured: for an address that is none, a missing driver, another program's file, a newer schema.
        LedgerError: for a database that is damaged, locked, full or out of reach.
    """
    # SQLAlchemy takes 0.3 s to import; the commands that keep nothing do without it.
    from pipelines.ledger.store import open_store

    return open_store(url, thorough=thorough)
