"""Rows in bulk: upserts that mean the same in SQLite and PostgreSQL, and selections by many keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from pipelines.ledger.keys import Key

CHUNK = 500


def chunks(keys: Iterable[bytes] | Iterable[str]) -> Iterator[list[bytes | str]]:
    """Cut keys into sorted pieces that fit a statement's parameters."""
    rest: Iterator[bytes | str] = iter(sorted(set(keys)))  # type: ignore[type-var]
    while piece := list(islice(rest, CHUNK)):
        yield piece


def select_in(
    connection: Connection,
    query: sa.Select[Any],
    column: sa.ColumnElement[Any],
    keys: Iterable[bytes] | Iterable[str],
) -> Iterator[Row[Any]]:
    """Run ``query`` for the rows whose ``column`` is one of ``keys``."""
    for piece in chunks(keys):
        yield from connection.execute(query.where(column.in_(piece))).all()


def delete_in(connection: Connection, column: sa.Column[bytes], keys: Iterable[Key]) -> None:
    """Delete the rows whose ``column`` is one of ``keys``."""
    for piece in chunks(keys):
        connection.execute(sa.delete(column.table).where(column.in_(piece)))


def upsert(
    connection: Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    keep: Mapping[str, str] | None = None,
) -> None:
    """Write rows by primary key: new ones are added, known ones replaced.

    ``keep`` names the columns that are not simply replaced: ``min`` keeps the lesser, ``old`` what was there.
    """
    if not rows:
        return
    # A dialect takes long to import, and one ledger speaks one.
    statement = import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)
    kept = keep or {}
    least = sa.func.least if connection.dialect.name == "postgresql" else sa.func.min
    values = {
        column.name: least(column, statement.excluded[column.name])
        if kept.get(column.name) == "min"
        else statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key and kept.get(column.name) != "old"
    }
    primary = [column.name for column in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in primary))
    if values:
        statement = statement.on_conflict_do_update(index_elements=primary, set_=values)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=primary)
    connection.execute(statement, ordered)
