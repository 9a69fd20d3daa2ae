"""What a daemon does beside visits: publish, back up, tidy; each at times that a person can set."""

import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from crawler.configuration import Configuration
from pipelines.errors import GreenlitError
from pipelines.ledger import engine as door
from pipelines.ledger.crawl import outcomes
from pipelines.ledger.schedule import runs
from pipelines.ledger.store import Ledger

log = logging.getLogger(__name__)

KEPT_BACKUPS = 7
KEPT_OUTCOMES = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Housework:
    """The housework of one ledger; the fields are cron lines in UTC."""

    given: Configuration
    ledger: Ledger
    publish_at: str = "7,37 * * * *"
    backup_at: str = "47 3 * * *"
    tidy_at: str = "17 4 * * sun"

    def jobs(self) -> dict[str, tuple[str, Callable[[], None]]]:
        """Name each job with its times."""
        return {
            "publish": (self.publish_at, self.publish),
            "backup": (self.backup_at, self.backup),
            "tidy": (self.tidy_at, self.tidy),
        }

    def publish(self) -> None:
        """Write the feeds, in a child process of its own.

        Raises:
            GreenlitError: where that command failed, with its last line.
        """
        command = [sys.executable, "-m", "crawler", "publish"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no word"])[-1]
            raise GreenlitError(f"publish ended with status {done.returncode}: {said}")
        log.info("%s", done.stdout.strip())

    def backup(self) -> None:
        """Copy a SQLite ledger, while it is in use, to ``backup/`` beside it; a week of copies is kept."""
        address = door.parse(self.given.database)
        if address.get_backend_name() != "sqlite" or not address.database:
            log.info("no backup: PostgreSQL has pg_dump for that")
            return
        source = Path(address.database)
        folder = source.parent / "backup"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{source.stem}-{datetime.now(UTC):%Y%m%d}.sqlite"
        unfinished = target.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new, pages=1000)
        os.replace(unfinished, target)
        for stale in sorted(folder.glob(f"{source.stem}-*.sqlite"))[:-KEPT_BACKUPS]:
            stale.unlink()

    def tidy(self) -> None:
        """Forget outcomes and runs of more than two months ago, and give their space back."""
        until = datetime.now(UTC) - KEPT_OUTCOMES
        with self.ledger.transaction() as connection:
            connection.execute(sa.delete(outcomes).where(outcomes.c.asked < until))
            connection.execute(sa.delete(runs).where(runs.c.ended < until))
        address = door.parse(self.given.database)
        if address.get_backend_name() == "sqlite" and address.database:
            with closing(sqlite3.connect(address.database, timeout=30.0)) as connection:
                connection.execute("PRAGMA optimize")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
