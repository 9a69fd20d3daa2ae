"""The daemon as a process of its own: kills at any moment, restarts, a second daemon."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.cli import run
from crawler.newsroom.server import Newsroom, serve
from crawler.schedule.lock import Lock
from tests.crawler.schedule.conftest import soon
from tests.crawler.schedule.process import greenlit, listens, query, schedule

pytestmark = pytest.mark.slow

NEW = "SELECT url FROM outcomes WHERE way = 'article' AND outcome = 'new'"
OPEN = "SELECT pid FROM runs WHERE ended IS NULL AND pid > 0"
UNENDED = "SELECT run FROM runs WHERE ended IS NULL"
UPDATES = "SELECT hex(fact), number, kind, rule FROM updates ORDER BY 1, 2"


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def whole(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that nobody disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    room.write_catalogue(folder / "catalogue")
    assert greenlit(folder, "crawl", "--due").returncode == 0
    return folder


def alike(killed: Path, whole: Path) -> None:
    once = query(killed, NEW)
    assert len(once) == len(set(once))
    assert set(once) == set(query(whole, NEW))
    assert query(killed, UPDATES) == query(whole, UPDATES)


def test_killed_at_any_moment_the_daemon_loses_and_repeats_nothing(
    room: Newsroom, whole: Path, tmp_path: Path
) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    moments: tuple[Callable[[], bool], ...] = (
        lambda: (tmp_path / "greenlit.sqlite").exists(),
        lambda: bool(query(tmp_path, "SELECT run FROM runs")),
        lambda: bool(query(tmp_path, "SELECT run FROM outcomes WHERE outcome IS NULL")),
        lambda: len(query(tmp_path, NEW)) > 3,
    )
    for moment in moments:
        with schedule(tmp_path) as daemon:
            assert soon(moment)
            daemon.send_signal(signal.SIGKILL)
            daemon.wait()
    with schedule(tmp_path) as daemon:
        assert soon(lambda: len(query(tmp_path, NEW)) == len(query(whole, NEW)))
        assert soon(lambda: listens(daemon))
        assert soon(lambda: not query(tmp_path, UNENDED))
        daemon.terminate()
        assert daemon.wait(120) == 0
    alike(tmp_path, whole)
    state = json.loads(greenlit(tmp_path, "status", "--json").stdout)
    assert (state["running"], len(state["next"])) == ([], 4)


def test_a_killed_visit_is_made_again_and_nothing_is_told_twice(
    room: Newsroom, whole: Path, tmp_path: Path
) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    with schedule(tmp_path):
        assert soon(lambda: len(query(tmp_path, NEW)) > 3)
        for (pid,) in query(tmp_path, OPEN):
            os.killpg(pid, signal.SIGKILL)
        assert soon(lambda: bool(query(tmp_path, "SELECT 1 FROM runs WHERE status = -9")))
        assert not query(tmp_path, "SELECT url FROM outcomes WHERE outcome IS NULL")
    assert greenlit(tmp_path, "crawl").returncode == 0
    alike(tmp_path, whole)


def test_the_second_daemon_is_refused_in_one_line(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    monkeypatch.setenv("GREENLIT_DATA", str(tmp_path))
    monkeypatch.setenv("GREENLIT_PRIVATE", "127.0.0.1")
    with Lock(f"sqlite:///{tmp_path / 'greenlit.sqlite'}"):
        assert run(["schedule", "--catalogue", str(tmp_path / "catalogue")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"greenlit: another greenlit schedule (process {os.getpid()})")
    assert said.count("\n") == 1
