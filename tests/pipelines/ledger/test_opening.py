"""Opening a ledger: what is made, what is refused, and what the refusal says."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.errors import LedgerError, Misconfigured
from pipelines.ledger import open_ledger
from pipelines.ledger.migrate import revisions
from pipelines.ledger.schema import metadata


def at(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_new_ledger_has_every_table_at_the_newest_revision(tmp_path):
    with open_ledger(at(tmp_path / "deep" / "new.sqlite")) as ledger, ledger.reading() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        assert set(metadata.tables) <= tables
        assert (
            connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == revisions()[-1]
        )


def test_a_sqlite_ledger_is_ours_durable_and_write_ahead(tmp_path):
    with open_ledger(at(tmp_path / "new.sqlite")) as ledger, ledger.reading() as connection:
        pragmas = ("application_id", "synchronous", "journal_mode")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas] == [
            0x67726E6C,
            2,
            "wal",
        ]


def test_opening_twice_migrates_once(tmp_path):
    for _ in range(2):
        open_ledger(at(tmp_path / "new.sqlite")).close()


def test_another_programs_file_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "notes.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (line)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Misconfigured, match="another program"):
        open_ledger(at(path))
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("Not a database, a story of some length. " * 200)
    with pytest.raises(LedgerError, match="not a database; name another file") as problem:
        open_ledger(at(path))
    assert "\n" not in str(problem.value)


def test_a_damaged_file_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "new.sqlite"
    open_ledger(at(path)).close()
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 : 4096 * 4] = b"\x5a" * 8192
    path.write_bytes(raw)
    with pytest.raises(LedgerError, match="restore it from a backup") as problem:
        open_ledger(at(path))
    assert "\n" not in str(problem.value)


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "new.sqlite"
    open_ledger(at(path)).close()
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999_future'")
    newer.close()
    with pytest.raises(Misconfigured, match="upgrade greenlit"):
        open_ledger(at(path))


@pytest.mark.parametrize("url", ["greenlit.sqlite", "mysql://host/name", "", "sqlite"])
def test_an_address_that_is_none_is_refused_with_an_example(url):
    with pytest.raises(Misconfigured, match="example: sqlite:///"):
        open_ledger(url)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="file"):
        open_ledger(at(tmp_path / "file" / "new.sqlite"))


def fill(ledger, then=None):
    with ledger.transaction() as connection:
        connection.execute(sa.text("INSERT INTO clock VALUES ('a', '2024-01-01T00:00:00.000000Z')"))
        if then:
            raise then


def test_a_failed_transaction_leaves_nothing(tmp_path):
    with open_ledger(at(tmp_path / "new.sqlite")) as ledger:
        with pytest.raises(RuntimeError):
            fill(ledger, RuntimeError())
        with ledger.reading() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM clock")).scalar() == 0


def test_a_locked_ledger_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ledger.engine.BUSY_MS", 50)
    url = at(tmp_path / "new.sqlite")
    with (
        open_ledger(url) as first,
        open_ledger(url) as second,
        first.transaction(),
        pytest.raises(LedgerError, match="locked; another greenlit is writing"),
    ):
        fill(second)
