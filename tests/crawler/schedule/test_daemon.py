"""The daemon as a process: kills, restarts, clocks that are set, a database that goes away."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from crawler.configuration import Configuration
from crawler.newsroom.server import Newsroom, serve
from crawler.schedule.daemon import Daemon
from crawler.schedule.housework import Housework
from crawler.schedule.lock import Lock
from crawler.schedule.visits import Visits
from pipelines.errors import LedgerError, Misconfigured
from tests.crawler.schedule.conftest import World

NEVER = "0 0 1 1 *"


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
    housework = Housework(given, world.ledger, NEVER, NEVER, NEVER)
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


def soon(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("jump", [-3600, 3600])
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


def test_a_wrong_cron_line_is_refused_with_an_example(daemon: Daemon) -> None:
    daemon.housework = Housework(daemon.housework.given, daemon.housework.ledger, "at noon", NEVER, NEVER)
    with pytest.raises(Misconfigured, match=r"--publish-at 'at noon'.*example"):
        daemon.run()


def test_a_backup_is_a_whole_ledger_and_a_week_is_kept(world: World, tmp_path: Path) -> None:
    given = Configuration(data=tmp_path, database=f"sqlite:///{tmp_path / 'greenlit.sqlite'}")
    (tmp_path / "backup").mkdir()
    for day in range(9):
        (tmp_path / "backup" / f"greenlit-2020010{day}.sqlite").touch()
    work = Housework(given, world.ledger)
    work.backup()
    work.tidy()
    copies = sorted((tmp_path / "backup").iterdir())
    assert len(copies) == 7
    with sqlite3.connect(copies[-1]) as copy:
        assert copy.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


def environment(folder: Path, url: str | None = None) -> dict[str, str]:
    given = {
        "GREENLIT_DATA": str(folder),
        "GREENLIT_PRIVATE": "127.0.0.1",
        "GREENLIT_FEEDS": str(folder / "feeds"),
    }
    return os.environ | given | ({"GREENLIT_DATABASE": url} if url else {})


def greenlit(folder: Path, *arguments: str, url: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "crawler", *arguments, "--catalogue", str(folder / "catalogue")]
    return subprocess.run(
        command, env=environment(folder, url), capture_output=True, text=True, check=False, timeout=120
    )


@contextmanager
def schedule(folder: Path, url: str | None = None) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "crawler", "schedule", "--every", "1"]
    command += ["--catalogue", str(folder / "catalogue")]
    with (folder / "daemon.log").open("a") as log:
        process = subprocess.Popen(command, env=environment(folder, url), stderr=log, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def listens(process: "subprocess.Popen[str]") -> bool:
    """Say whether a process has a handler for SIGTERM by now."""
    [caught] = [
        line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if "SigCgt" in line
    ]
    return bool(int(caught.split()[1], 16) & 1 << signal.SIGTERM - 1)


def told(folder: Path) -> Counter[str]:
    """How often each address brought something new, by outcome rows."""
    with sqlite3.connect(folder / "greenlit.sqlite") as database:
        rows = "SELECT url FROM outcomes WHERE way = 'article' AND outcome = 'new'"
        return Counter(url for (url,) in database.execute(rows))


def ledger_of(folder: Path) -> set[tuple[str, ...]]:
    with sqlite3.connect(folder / "greenlit.sqlite") as database:
        rows = "SELECT hex(fact), number, kind, rule FROM updates ORDER BY 1, 2"
        return {tuple(map(str, row)) for row in database.execute(rows)}


@pytest.mark.slow
def test_killed_at_any_moment_the_daemon_loses_and_repeats_nothing(room: Newsroom, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for folder in (whole, killed):
        folder.mkdir()
        room.write_catalogue(folder / "catalogue")
    assert greenlit(whole, "crawl", "--due").returncode == 0
    for moment in (1.5, 3.0, 4.0, 5.0):
        with schedule(killed) as daemon:
            time.sleep(moment)
            daemon.send_signal(signal.SIGKILL)
            daemon.wait()
    with schedule(killed) as daemon:
        assert soon(lambda: len(told(killed)) == len(told(whole)), 90)
        assert soon(lambda: listens(daemon))
        daemon.terminate()
        assert daemon.wait(60) == 0
    assert max(told(killed).values()) == 1
    assert ledger_of(killed) == ledger_of(whole)
    state = {}

    def put_down() -> bool:
        assert greenlit(killed, "crawl", "--due").returncode == 0
        state.update(json.loads(greenlit(killed, "status", "--json").stdout))
        return state["running"] == []

    assert soon(put_down, 60)
    assert len(state["next"]) == 4


@pytest.mark.slow
def test_a_killed_visit_is_made_again_and_nothing_is_told_twice(room: Newsroom, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for folder in (whole, killed):
        folder.mkdir()
        room.write_catalogue(folder / "catalogue")
    assert greenlit(whole, "crawl", "--due").returncode == 0
    with schedule(killed):
        for _ in range(3):
            soon(lambda: bool(children(killed)), 30)
            time.sleep(2.0)
            for pid in children(killed):
                os.killpg(pid, signal.SIGKILL)
            with sqlite3.connect(killed / "greenlit.sqlite", timeout=30) as database:
                time.sleep(2.0)
                database.execute("UPDATE schedule SET failures = 0 WHERE run IS NULL")
    with sqlite3.connect(killed / "greenlit.sqlite", timeout=30) as database:
        database.execute(
            "UPDATE schedule SET failures = 0, asked = NULL, due = '2000-01-01T00:00:00.000000Z'"
        )
    assert greenlit(killed, "crawl").returncode == 0
    assert set(told(killed)) == set(told(whole))
    assert ledger_of(killed) == ledger_of(whole)


def children(folder: Path) -> list[int]:
    if not (folder / "greenlit.sqlite").exists():
        return []
    try:
        with sqlite3.connect(folder / "greenlit.sqlite", timeout=30) as database:
            query = "SELECT pid FROM runs WHERE ended IS NULL AND pid IS NOT NULL"
            return [pid for (pid,) in database.execute(query)]
    except sqlite3.OperationalError:  # not migrated yet
        return []


@pytest.mark.slow
def test_the_second_daemon_is_refused_in_one_line(room: Newsroom, tmp_path: Path) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    with schedule(tmp_path) as first:
        assert soon(lambda: (tmp_path / "greenlit.sqlite.daemon").exists(), 30)
        time.sleep(1.0)
        second = greenlit(tmp_path, "schedule")
        assert second.returncode == 1
        assert second.stderr.startswith(f"greenlit: another greenlit schedule (process {first.pid})")
        assert second.stderr.count("\n") == 1


class Proxy:
    """A proxy in front of a socket of PostgreSQL's that can go away and come back."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder, self.target = folder, target
        self.open: list[socket.socket] = []
        self.listener: socket.socket | None = None

    def start(self) -> None:
        path = self.folder / ".s.PGSQL.5432"
        path.unlink(missing_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        threading.Thread(target=self._serve, args=(self.listener,), daemon=True).start()

    def stop(self) -> None:
        if self.listener is not None:
            self.listener.close()
        (self.folder / ".s.PGSQL.5432").unlink(missing_ok=True)
        for each in self.open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.target / ".s.PGSQL.5432"))
            self.open += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                sink.sendall(part)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
        source.close()


@pytest.mark.slow
def test_a_database_that_goes_away_is_waited_for(room: Newsroom, postgres, tmp_path: Path) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    url = postgres.make()
    front = Path(tempfile.mkdtemp(prefix="proxy-"))  # a socket's path must be short
    proxy = Proxy(front, postgres.socket)
    proxy.start()
    away = url.replace(f"host={postgres.socket}", f"host={front}")
    import sqlalchemy as sa

    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))

    def new() -> int:
        with engine.connect() as connection:
            query = "SELECT count(*) FROM outcomes WHERE way = 'article' AND outcome = 'new'"
            return int(connection.execute(sa.text(query)).scalar_one())

    def once() -> bool:
        with engine.connect() as connection:
            query = "SELECT count(*) = count(DISTINCT url) FROM outcomes WHERE outcome = 'new'"
            return bool(connection.execute(sa.text(query)).scalar_one())

    try:
        with schedule(tmp_path, away) as daemon:
            log = tmp_path / "daemon.log"
            assert soon(lambda: "visits en/" in log.read_text(), 40)
            time.sleep(2.0)
            proxy.stop()
            assert soon(lambda: "tick put off" in log.read_text(), 30), log.read_text()
            time.sleep(5.0)
            assert daemon.poll() is None
            proxy.start()
            with engine.connect() as connection:
                connection.execute(sa.text("UPDATE schedule SET failures = 0"))
                connection.commit()
            room.write_catalogue(tmp_path / "catalogue")
            second = greenlit(tmp_path, "schedule", url=url)
            assert soon(lambda: second.returncode == 1, 1), second.stderr
            assert soon(lambda: new() > 0 or "abandoned" in log.read_text(), 60)
        assert greenlit(tmp_path, "crawl", url=url).returncode == 0
        assert new() == 29
        assert once()
    finally:
        proxy.stop()
        engine.dispose()
        front.rmdir()
