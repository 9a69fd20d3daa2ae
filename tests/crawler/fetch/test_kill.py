"""What is left when a crawl is killed: nothing half-written, nothing lost behind a 304."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.world import Call, Crawl, World, article, rss, world

pytestmark = pytest.mark.slow
STORIES = 12


@pytest.fixture
def made() -> Iterator[World]:
    with world() as each:
        yield each


def furnish(made: World, crawl: Crawl) -> str:
    """An outlet with a feed that answers 304 ever after, and slow stories."""
    site = made.site()

    async def feed(call: Call) -> None:
        if call.hit.headers.get("if-none-match"):
            await call.send(b"", 304)
            return
        await call.send(rss(*(f"{site.base}/story-{n}" for n in range(STORIES))), kind="text/xml", ETag='"1"')

    async def slowly(call: Call) -> None:
        await asyncio.sleep(0.15)
        await call.send(article(f"The tale of {call.hit.path}"), ETag='"s"')

    site.pages["/feed"] = feed
    for number in range(STORIES):
        site.pages[f"/story-{number}"] = slowly
    crawl.outlet("reporter", site.base, rss=[f"{site.base}/feed"])
    return site.base


def killed(crawl: Crawl, made: World, run: str, after: int) -> int:
    """Start the crawl's child, kill it once so many stories were asked for; gives its exit status."""
    given = {"GREENLIT_DATA": str(crawl.folder), "GREENLIT_PRIVATE": "127.0.0.0/8"}
    catalogue = crawl.folder / "catalogue"
    command = [sys.executable, "-m", "scrapy", "crawl", "news", f"-acatalogue={catalogue}", f"-arun={run}"]
    environment = os.environ | given | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as child:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len([hit for hit in made.hits if "story" in hit.path]) < after:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        return child.wait()


def test_a_crawl_killed_twice_loses_no_story_behind_a_304(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    base = furnish(made, crawl)
    for run, after in enumerate((1, 6)):
        assert killed(crawl, made, str(run), after) == -signal.SIGKILL
        _half_way(crawl, str(run))
    done = crawl.run()
    assert done.status == 0
    assert done.outcome(f"{base}/feed") == "unchanged"
    kept = {row["url"] for row in crawl.query("SELECT url FROM articles")}
    assert kept == {f"{base}/story-{number}" for number in range(STORIES)}
    asked = [hit.path for hit in made.hits if "story" in hit.path]
    assert len(asked) <= STORIES + 4  # again: after a kill one that was being read and one on its way


def _half_way(crawl: Crawl, run: str) -> None:
    """What a kill leaves: validators with what the page gave, or not at all; rows that say what is open."""
    valid = "SELECT url FROM addresses WHERE etag IS NOT NULL AND way = 'article'"
    assert {row["url"] for row in crawl.query(valid)} == {
        row["url"] for row in crawl.query("SELECT url FROM articles")
    }
    (left,) = crawl.query(f"SELECT count(*) AS number FROM outcomes WHERE run = '{run}' AND outcome IS NULL")
    assert left["number"] > 0
