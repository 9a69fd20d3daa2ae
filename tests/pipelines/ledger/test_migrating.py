"""Migrations: a new database has the tables that the code speaks of, and so has one from any revision."""

import ast
import importlib
import tomllib
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.ledger import engine as door
from pipelines.ledger import open_ledger
from pipelines.ledger.migrate import FOLDER, current, migrate, revisions
from pipelines.ledger.schema import metadata
from tests.pipelines.ledger.test_recording import NEWS, STORY, dump, record

for name in ("crawl", "names", "neighbours", "repeats"):
    importlib.import_module(f"pipelines.ledger.{name}")


RELEASED = tomllib.loads(Path(__file__).with_name("released.toml").read_text("utf-8"))


def shape(connection):
    """Every table with its columns, their nullability and its key, and the indexes."""
    inspector = sa.inspect(connection)
    return {
        table: (
            sorted((column["name"], column["nullable"]) for column in inspector.get_columns(table)),
            inspector.get_pk_constraint(table)["constrained_columns"],
            sorted((index["name"], tuple(index["column_names"])) for index in inspector.get_indexes(table)),
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_migrations_make_the_tables_that_the_code_speaks_of(url, tmp_path):
    with open_ledger(url) as ledger, ledger.reading() as connection:
        migrated = shape(connection)
    plain = sa.create_engine(f"sqlite:///{tmp_path / 'plain.sqlite'}")
    metadata.create_all(plain)
    with plain.connect() as connection:
        wanted = shape(connection)
    plain.dispose()
    assert {name: migrated.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("name", revisions())
def test_a_released_schema_never_changes(name, tmp_path):
    engine = door.connect(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with door.begin(engine, writes=True) as connection:
        migrate(connection, to=name)
        written = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").scalars()
        digest = sha256("\n".join(sorted(" ".join(one.split()) for one in written)).encode()).hexdigest()
    engine.dispose()
    assert RELEASED.get(name) == digest, f"databases of {name} exist: leave it, write another migration"


@pytest.mark.parametrize("name", revisions())
def test_a_migration_leans_on_nothing_that_changes(name):
    tree = ast.parse(files(FOLDER).joinpath(f"{name}.py").read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules <= {"alembic", "pipelines.ledger.migrations.columns"}


@pytest.mark.parametrize("start", revisions())
def test_a_database_of_any_revision_is_brought_to_the_newest(url, start):
    engine = door.connect(url)
    door.own(engine)
    with door.begin(engine, writes=True) as connection:
        migrate(connection, to=start)
    engine.dispose()
    with open_ledger(url) as ledger, ledger.reading() as connection:
        assert current(connection) == revisions()[-1]


@pytest.mark.parametrize("start", revisions())
def test_news_of_any_revision_is_kept_and_told_alike_by_the_newest(url, start, tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'new.sqlite'}") as new:
        record(new, *STORY)
        wanted, rows = dump(new), news(new)
    engine = door.connect(url)
    door.own(engine)
    with door.begin(engine, writes=True) as connection:
        migrate(connection, to=start)
        for table in NEWS:
            pour(connection, table, rows[table])
    engine.dispose()
    with open_ledger(url) as ledger:
        assert dump(ledger) == wanted
        record(ledger, *STORY)
        assert dump(ledger) == wanted


def news(ledger):
    """The rows of every table that holds news."""
    with ledger.reading() as connection:
        return {name: connection.execute(sa.select(metadata.tables[name])).mappings().all() for name in NEWS}


def pour(connection, name, rows):
    """Insert what an older table has columns for, as its own greenlit wrote it then."""
    there = {column["name"] for column in sa.inspect(connection).get_columns(name)}
    kept = [{key: value for key, value in row.items() if key in there} for row in rows]
    connection.execute(sa.insert(metadata.tables[name]), kept)


def test_revisions_are_one_line_in_the_order_of_their_numbers():
    before = None
    for name in revisions():
        module = importlib.import_module(f"{FOLDER}.{name}")
        assert (module.revision, module.down_revision) == (name, before)
        before = name
