"""The daemon's clock and its housework, in this process."""

import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from crawler.configuration import Configuration
from crawler.fetch.child import Visit
from crawler.schedule import housework
from crawler.schedule.daemon import Daemon
from crawler.schedule.housework import Housework
from crawler.schedule.jobs import JOBS, NEVER
from crawler.schedule.lock import Lock
from crawler.schedule.visits import Ended, Visits
from pipelines.errors import LedgerError, Misconfigured
from pipelines.ledger import open_ledger
from pipelines.ledger.crawl import outcomes
from tests.crawler.schedule.conftest import World, soon


class Counting(Visits):
    """Counts its ticks and visits nobody."""

    def tick(self, now: datetime):
        TICKS.append(now)
        if FAULTS:
            raise LedgerError(FAULTS.pop())
        return []


TICKS: list[datetime] = []
FAULTS: list[str] = []


@pytest.fixture
def daemon(world: World, tmp_path: Path) -> Daemon:
    TICKS.clear()
    FAULTS.clear()
    given = Configuration(data=tmp_path, database=f"sqlite:///{tmp_path / 'greenlit.sqlite'}")
    housework = Housework(given, world.ledger, dict.fromkeys(JOBS, NEVER))
    return Daemon(Counting(world.plan, given), Lock(given.database), housework, every=1)


def stopped_after(daemon: Daemon, story: Callable[[], None]) -> None:
    def tell() -> None:
        try:
            story()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    teller = threading.Thread(target=tell)
    teller.start()
    daemon.run()
    teller.join()


@pytest.mark.parametrize("jump", [-3600, 3600], ids=["back", "forward, as after a suspend"])
def test_a_clock_set_by_an_hour_stops_no_tick(daemon: Daemon, jump: int) -> None:
    seen = []

    def story() -> None:
        soon(lambda: len(TICKS) >= 2)
        with time_machine.travel(datetime.now(UTC).timestamp() + jump, tick=True):
            before = len(TICKS)
            seen.append(soon(lambda: len(TICKS) >= before + 3, 10))
            seen.append(len(TICKS) - before < 15)
        before = len(TICKS)
        seen.append(soon(lambda: len(TICKS) >= before + 3, 10))

    stopped_after(daemon, story)
    assert seen == [True, True, True]


def test_a_ledger_that_is_away_puts_a_tick_off_and_ends_nothing(daemon: Daemon) -> None:
    FAULTS.extend(["connection refused"] * 2)
    stopped_after(daemon, lambda: soon(lambda: len(TICKS) >= 4))
    assert daemon.health.troubles["tick put off"] == 2
    assert len(TICKS) >= 4


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-11-01"])
def test_summer_time_moves_nothing(
    daemon: Daemon, zone: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        daemon.housework = replace(daemon.housework, times={"digest": "30 2 * * *", "tidy": "15 * * * *"})
        daemon.set_up()
        start = datetime.fromisoformat(f"{day}T00:00:00Z")
        fired: dict[str, list[datetime]] = {"digest": [], "tidy": []}
        for name, times in fired.items():
            trigger, at = daemon.scheduler.get_job(name).trigger, start
            while at < start + timedelta(days=1):
                at = trigger.get_next_fire_time(None, at)
                times.append(at)
                at += timedelta(minutes=1)
        assert [f"{at:%H:%M %z}" for at in fired["digest"][:1]] == ["02:30 +0000"]
        assert len(fired["tidy"]) == 25  # the next day's first is the last of them
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_wrong_cron_line_is_refused_with_an_example(daemon: Daemon) -> None:
    daemon.housework = replace(daemon.housework, times={"publish": "at noon"})
    with pytest.raises(Misconfigured, match=r"--publish-at 'at noon'.*example"):
        daemon.run()


def test_a_tick_that_finds_news_while_the_daemon_ends_does_not_hold_it_up(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    found = Ended("run", 0, (Visit("en/busy", {"new": 1}, ()),))

    def tick(visits: Visits, now: datetime) -> list[Ended]:
        TICKS.append(now)
        asked.wait(60)
        time.sleep(1.5)  # the scheduler is ending by now
        return [found]

    monkeypatch.setattr(Counting, "tick", tick)
    monkeypatch.setattr(Housework, "publish", lambda self: None)
    daemon.housework = replace(daemon.housework, times={"publish": "0 0 1 1 *"})

    def story() -> None:
        soon(lambda: bool(TICKS))
        asked.set()

    ended = threading.Timer(60, lambda: os._exit(1))  # a deadlock would hold the whole suite
    ended.start()
    stopped_after(daemon, story)
    ended.cancel()


def test_news_are_published_at_once(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Ended("run", 0, (Visit("en/busy", {"new": 1}, ()),))
    published = threading.Event()
    monkeypatch.setattr(Counting, "tick", lambda visits, now: [found])
    monkeypatch.setattr(Housework, "publish", lambda self: published.set())
    daemon.housework = replace(daemon.housework, times={"publish": "0 0 1 1 *"})
    stopped_after(daemon, lambda: published.wait(30))
    assert published.is_set()


def test_work_in_hand_does_not_hold_up_the_end(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Housework, "publish", lambda self: self._run("60"))
    monkeypatch.setattr(housework, "COMMAND", ("sleep", "60"))
    daemon.housework = replace(daemon.housework, times={"publish": "* * * * *"})
    began = time.monotonic()

    def story() -> None:
        soon(lambda: bool(TICKS))
        daemon.scheduler.modify_job("publish", next_run_time=datetime.now(UTC))
        soon(lambda: bool(daemon.housework.children))

    stopped_after(daemon, story)
    assert time.monotonic() - began < 40
    assert daemon.health.troubles["publish failed"] == 1


@pytest.fixture
def work(world: World, tmp_path: Path) -> Housework:
    database = f"sqlite:///{tmp_path / 'greenlit.sqlite'}"
    return Housework(Configuration(data=tmp_path, database=database, feeds=tmp_path / "feeds"), world.ledger)


def test_what_is_never_to_be_done_is_no_job(work: Housework) -> None:
    assert list(work.jobs()) == list(JOBS)
    assert list(replace(work, times={"backup": "1 2 * * *", "digest": NEVER}).jobs()) == ["backup"]


def test_a_backup_is_a_whole_ledger_and_a_week_is_kept(work: Housework, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    for day in range(9):
        (tmp_path / "backup" / f"greenlit-2020010{day}.sqlite").touch()
    work.backup()
    copies = sorted((tmp_path / "backup").iterdir())
    assert len(copies) == 7
    with sqlite3.connect(copies[-1]) as copy:
        assert copy.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_of_postgresql_is_one_that_can_be_restored(postgres, tmp_path: Path) -> None:
    url = postgres.make()
    with open_ledger(url) as ledger:
        Housework(Configuration(data=tmp_path, database=url), ledger).backup()
    [dump] = (tmp_path / "backup").iterdir()
    listed = subprocess.run(["pg_restore", "--list", dump], capture_output=True, text=True, check=True)
    assert "TABLE DATA public alembic_version" in listed.stdout


def test_what_is_old_is_forgotten_and_its_space_given_back(
    world: World, work: Housework, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    with world.ledger.transaction() as connection:
        old = {"way": "article", "detail": "x" * 500, "run": "old", "asked": now - timedelta(days=61)}
        connection.execute(
            sa.insert(outcomes), [old | {"url": f"https://a.example/{n}"} for n in range(2000)]
        )
    world.visited("en/busy", now)
    work.vacuum()
    before = (tmp_path / "greenlit.sqlite").stat().st_size
    work.tidy()
    work.vacuum()
    assert (tmp_path / "greenlit.sqlite").stat().st_size < before / 2
    with world.ledger.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(outcomes)).scalar() == 1


def test_each_digest_begins_where_the_last_one_ended(
    work: Housework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREENLIT_DATA", str(tmp_path))
    with time_machine.travel("2026-03-04T06:05:00Z", tick=False):
        work.digest()
    with time_machine.travel("2026-03-06T06:05:00Z", tick=False):
        called: list[tuple[str, ...]] = []
        monkeypatch.setattr(Housework, "_run", lambda _, *told: called.append(told))
        work.digest()
    assert called[0][:3] == ("digest", "--since", "2026-03-04T06:05:00Z")
    assert [path.suffix for path in (tmp_path / "feeds" / "digest").iterdir()] == [".txt"]
