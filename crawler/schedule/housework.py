"""What a daemon does beside visits: publish, digest, back up, tidy, at times that a person can set."""

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from crawler.configuration import Configuration
from crawler.fetch.run import clock
from crawler.schedule import table
from crawler.schedule.jobs import JOBS, NEVER
from pipelines.errors import GreenlitError
from pipelines.ledger import engine as door
from pipelines.ledger.crawl import outcomes
from pipelines.ledger.schedule import runs
from pipelines.ledger.store import Ledger

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "crawler")
KEPT_BACKUPS = 7
KEPT_OUTCOMES = timedelta(days=60)
LONGEST_JOB = 1800.0
LONGEST_DIGEST = timedelta(days=7)
WORTH_A_VACUUM = 0.1
"""The share of free pages from which on a SQLite file is written anew."""


@dataclass(frozen=True, slots=True)
class Housework:
    """The housework of one ledger; ``times`` are cron lines in UTC, or ``never``, by job."""

    given: Configuration
    ledger: Ledger
    times: Mapping[str, str] = field(default_factory=lambda: {name: at for name, (at, _) in JOBS.items()})
    children: "list[subprocess.Popen[str]]" = field(default_factory=list, repr=False)
    stopping: threading.Event = field(default_factory=threading.Event, repr=False)

    def jobs(self) -> dict[str, tuple[str, Callable[[], None]]]:
        """Name each job that is to be done with its times."""
        works = {
            "publish": self.publish,
            "digest": self.digest,
            "backup": self.backup,
            "tidy": self.tidy,
            "vacuum": self.vacuum,
        }
        return {name: (at, works[name]) for name, at in self.times.items() if at != NEVER}

    def stop(self) -> None:
        """Ask the command that runs to end, and start no other: what they write is whole or not there."""
        self.stopping.set()
        for child in list(self.children):
            child.terminate()

    def _run(self, *arguments: str) -> None:
        command = [*COMMAND, *arguments]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child:
            self.children.append(child)
            if self.stopping.is_set():
                child.terminate()
            try:
                said, problem = child.communicate(timeout=LONGEST_JOB)
            except subprocess.TimeoutExpired:
                child.kill()
                raise GreenlitError(f"{arguments[0]} took over {LONGEST_JOB / 60:.0f} minutes") from None
            finally:
                self.children.remove(child)
        if child.returncode:
            last = (problem.strip().splitlines() or ["no word"])[-1]
            raise GreenlitError(f"{arguments[0]} ended with status {child.returncode}: {last}")
        log.info("%s", said.strip())

    def publish(self) -> None:
        """Write the feeds, in a child process of its own.

        Raises:
            GreenlitError: where that command failed, with its last line.
        """
        self._run("publish")

    def digest(self) -> None:
        """Write what we came to know since the last digest, at most a week of it, to ``digest/``.

        Raises:
            GreenlitError: as ``publish`` does; the next digest then covers this one's time too.
        """
        now = clock()
        with self.ledger.reading() as connection:
            last = table.note(connection, "digest")
        since = max(table.moment(last), now - LONGEST_DIGEST) if last else now - timedelta(days=1)
        self._run(
            "digest", "--since", f"{since:%Y-%m-%dT%H:%M:%SZ}", "--into", str(self.given.feeds / "digest")
        )
        with self.ledger.transaction() as connection:
            table.write_note(connection, "digest", int(now.timestamp()))

    def backup(self) -> None:
        """Copy the ledger, while it is in use, to ``backup/`` in the data folder; a week of copies is kept.

        Raises:
            GreenlitError: for PostgreSQL where ``pg_dump`` is missing or failed.
        """
        address = door.parse(self.given.database)
        folder = self.given.data / "backup"
        folder.mkdir(parents=True, exist_ok=True)
        sqlite = address.get_backend_name() == "sqlite"
        name, ending = (Path(address.database or "").stem, "sqlite") if sqlite else (address.database, "dump")
        target = folder / f"{name}-{clock():%Y%m%d}.{ending}"
        unfinished = target.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        (_copy if sqlite else _dump)(address, unfinished)
        os.replace(unfinished, target)
        for stale in sorted(folder.glob(f"{name}-*.{ending}"))[:-KEPT_BACKUPS]:
            stale.unlink()

    def tidy(self) -> None:
        """Forget outcomes and runs of more than two months ago."""
        until = clock() - KEPT_OUTCOMES
        with self.ledger.transaction() as connection:
            connection.execute(sa.delete(outcomes).where(outcomes.c.asked < until))
            connection.execute(sa.delete(runs).where(runs.c.ended < until))

    def vacuum(self) -> None:
        """Give the space of what was forgotten back, and bring the planner's figures up to date.

        A SQLite file is written anew only where a tenth of it is free, and the disk has room for the copy:
        it is locked meanwhile, and visits wait.
        """
        address = door.parse(self.given.database)
        if address.get_backend_name() != "sqlite":
            engine = door.connect(self.given.database)
            with door.wrapped(engine), engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    sa.text("VACUUM (ANALYZE)")
                )
            engine.dispose()
            return
        with closing(sqlite3.connect(address.database or "", timeout=30.0, isolation_level=None)) as file:
            file.execute("PRAGMA optimize")
            if _worth_it(file, Path(address.database or "")):
                file.execute("VACUUM")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(address: sa.URL, target: Path) -> None:
    with (
        closing(sqlite3.connect(address.database or "")) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=1000)


def _dump(address: sa.URL, target: Path) -> None:
    if shutil.which("pg_dump") is None:
        raise GreenlitError("no backup: pg_dump is not installed; install it, or give --backup-at never")
    plain = address.set(drivername="postgresql", password=None).render_as_string()
    command = ["pg_dump", "--format=custom", f"--file={target}", f"--dbname={plain}"]
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise GreenlitError(f"pg_dump ended with status {done.returncode}: {said}")


def _worth_it(file: sqlite3.Connection, path: Path) -> bool:
    pages, free = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    room = shutil.disk_usage(path.parent).free > 2 * path.stat().st_size
    return bool(room and free > WORTH_A_VACUUM * pages)
