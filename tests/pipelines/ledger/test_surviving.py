"""What happens to the ledger and the feeds when the process dies or the disk is full."""

import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from pipelines.errors import LedgerError
from pipelines.ledger import open_ledger
from pipelines.publish import publish
from tests.pipelines.ledger.saying import day, say
from tests.pipelines.ledger.test_recording import STORY, dump, record

FILL = """
import sys
from pipelines.ledger import open_ledger
from tests.pipelines.ledger.test_recording import STORY, record
print("ready", flush=True)
with open_ledger(sys.argv[1]) as ledger:
    for one in STORY:
        record(ledger, one)
"""


def killed_after(url, seconds):
    """Fill a ledger in a child process and kill it; True if it died of that."""
    root = os.getcwd()
    command = [sys.executable, "-c", FILL, url]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root})
    child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    child.stdout.close()
    return child.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_a_killed_run_and_its_repetition_are_one_uninterrupted_run(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'whole.sqlite'}") as whole:
        for one in STORY:
            record(whole, one)
        wanted = dump(whole)
    deaths = 0
    for turn in range(6):
        url = f"sqlite:///{tmp_path / f'killed{turn}.sqlite'}"
        deaths += killed_after(url, 0.1 * turn)
        with open_ledger(url) as ledger:
            for one in STORY:
                record(ledger, one)
            assert dump(ledger) == wanted
    assert deaths


@pytest.fixture
def small_files():
    """Let no file grow beyond half a megabyte; what a write then raises is what a full disk raises."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, old)


def test_a_disk_that_fills_up_keeps_what_was_there(tmp_path, small_files):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    with open_ledger(url) as ledger:
        record(ledger, *STORY)
        before = dump(ledger)
    with open_ledger(url) as ledger:
        small_files(200_000)
        many = [say("2024-03-01", "joins", who=f"Person {n}", text=f"{n} " * 2000) for n in range(2000)]
        with pytest.raises(LedgerError, match=r"ledger\.sqlite: "):
            record(ledger, *many)
    small_files(resource.RLIM_INFINITY)
    with open_ledger(url) as ledger:
        assert dump(ledger) == before
        record(ledger, *many[:5])


def test_feeds_that_do_not_fit_leave_the_old_ones_whole(tmp_path, small_files):
    folder = tmp_path / "feeds"
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger:
        record(ledger, *STORY)
        with ledger.source() as source:
            publish(source, folder)
        before = {path: path.read_bytes() for path in folder.rglob("*.*")}
        record(ledger, say("2024-09-09", "renewed", season=5))
        ledger.settle(day("2025-01-01"))
        small_files(1000)
        with ledger.source() as source, pytest.raises(LedgerError, match="the old file is untouched"):
            publish(source, folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path in before} == before
    assert not list(folder.rglob(".tmp-*"))
