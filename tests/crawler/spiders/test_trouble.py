"""What a crawl says when something is wrong: one line, the exit status, nothing half-written."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.crawler.world import Call, Crawl, World, article, rss, world

pytestmark = pytest.mark.slow


@pytest.fixture
def made() -> Iterator[World]:
    with world() as each:
        yield each


def furnish(made: World, crawl: Crawl, stories: int = 3, waits: Iterable[float] = repeat(0)) -> str:
    site, wait = made.site(), iter(waits)

    async def slowly(call: Call) -> None:
        await asyncio.sleep(next(wait))
        await call.send(article(f"The tale of {call.hit.path}", words=600))

    for number in range(stories):
        site.pages[f"/story-{number}"] = slowly
    site.page("/feed", rss(*(f"{site.base}/story-{number}" for number in range(stories))), kind="text/xml")
    crawl.outlet("reporter", site.base, rss=[f"{site.base}/feed"])
    return site.base


def test_a_dead_host_is_told_and_the_others_are_visited(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    base = furnish(made, crawl)
    with socket.socket() as unused:
        unused.bind(("127.99.0.1", 0))
        dead = f"http://127.99.0.1:{unused.getsockname()[1]}"
        crawl.outlet("dead", dead, rss=[f"{dead}/feed"])
        done = crawl.run()
    assert done.status == 1
    assert f"rss {dead}/feed: failed:connection" in done.out
    assert done.outcome(f"{base}/feed") == "new"
    assert done.err == ""


def test_a_malformed_catalogue_file_stops_everything_with_its_line(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    furnish(made, crawl)
    (tmp_path / "catalogue" / "en" / "wrong.toml").write_text(
        'name = "x"\nhome = "https://x.example"\nrs = []\n'
    )
    done = crawl.run()
    assert (done.status, done.out) == (2, "")
    assert "wrong.toml:3: unknown key 'rs'; did you mean rss?" in done.err
    assert len(done.err.splitlines()) == 1
    assert made.hits == []


def test_what_time_did_not_allow_is_read_in_the_next_run(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    base = furnish(made, crawl, stories=12, waits=chain(repeat(0.8, 11), repeat(0)))
    first = crawl.run("--minutes", "0.1", "--set", "CONCURRENT_REQUESTS=1")
    stories = [f"{base}/story-{number}" for number in range(12)]
    outcomes = {first.outcome(url) for url in stories}
    assert "deferred" in outcomes
    assert outcomes <= {"new", "deferred", None}
    crawl.run()
    assert {row["url"] for row in crawl.query("SELECT url FROM articles")} == set(stories)


def test_a_crawl_that_cannot_start_says_why(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    furnish(made, crawl)
    done = crawl.run("--set", "DOWNLOAD_TIMEOUT=soon")
    assert done.status == 1
    assert "crawl.log" in done.err + done.out
    assert "Traceback" not in done.err + done.out


def test_a_full_disk_is_one_line_and_the_ledger_stays_whole(made: World, tmp_path: Path) -> None:
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-m", "-r", "true"], check=False).returncode
    ):
        pytest.skip("needs user namespaces")
    crawl = Crawl(tmp_path)
    furnish(made, crawl, stories=60)
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [sys.executable, "-m", "crawler", "crawl", "--catalogue", str(tmp_path / "catalogue")]
    database = "import sqlite3, sys; database = sqlite3.connect(sys.argv[1]); "
    check = database + 'print(database.execute("PRAGMA integrity_check").fetchone()[0])'
    script = (
        f"mount -t tmpfs -o size=2600k tmpfs {disk} && {' '.join(command)}; echo status $?; "
        f"{sys.executable} -c '{check}' {disk}/greenlit.sqlite"
    )
    given = {"GREENLIT_DATA": str(disk), "GREENLIT_PRIVATE": "127.0.0.0/8"}
    done = subprocess.run(
        ["unshare", "-m", "-r", "sh", "-c", script],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "status 1" in done.stdout
    assert done.stdout.splitlines()[-1] == "ok"
    assert "Traceback" not in done.stderr
    assert "full" in done.stderr + done.stdout
