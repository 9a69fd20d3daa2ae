"""Commands that take an address: fetched as politely as in a crawl, and kept nowhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.fetch.archive import Keeper
from pipelines.model import Page
from tests.crawler.commands.test_outlets import SENTENCE, greenlit
from tests.crawler.fetch.test_archive import NOW
from tests.crawler.world import World, article, world

STORY = article("Hollow Crown renewed").replace("<article>", f"<article><p>{SENTENCE}</p>")


@pytest.fixture
def made() -> Iterator[World]:
    with world() as each:
        yield each


@pytest.mark.slow
def test_an_address_is_read_and_a_missing_one_is_one_line(made: World, tmp_path: Path) -> None:
    site = made.site()
    site.page("/story", STORY)
    site.page("/moved", "", status=301, Location="/story")
    addresses = [f"{site.base}/{name}" for name in ("moved", "missing")]
    done = greenlit("read", *addresses, folder=tmp_path)
    (read,) = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, read["title"]) == (1, "Hollow Crown renewed")
    assert [line.split(": ")[1] for line in done.err.splitlines()] == [f"{site.base}/missing"]
    assert made.asked(site)[0] == "/robots.txt"


@pytest.mark.slow
def test_an_address_that_is_not_in_the_ledger_is_explained_live(made: World, tmp_path: Path) -> None:
    site = made.site()
    site.page("/story", STORY)
    done = greenlit("explain", f"{site.base}/story", folder=tmp_path)
    assert done.status == 0, done.err
    assert "Hollow Crown" in done.out
    assert "renewed" in done.out


def test_an_address_of_a_live_host_needs_a_contact(tmp_path: Path) -> None:
    done = greenlit("read", "https://reporter.example/story", folder=tmp_path)
    assert done.status == 2
    assert "GREENLIT_CONTACT=" in done.err


@pytest.mark.slow
def test_an_archive_is_ingested(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Keeper(path) as keeper:
        for number, body in enumerate((STORY, "<html><p>Nothing</p></html>")):
            url = f"https://reporter.example/story-{number}"
            keeper.keep(Page(url, url, NOW, body.encode(), 200, (("content-type", "text/html"),)))
    done = greenlit("ingest", str(path), "--json", folder=tmp_path)
    told = json.loads(done.out)
    assert (done.status, told["articles"], told["unreadable"]) == (0, 1, 1)
    assert told["claims"] >= 1
    missing = greenlit("ingest", str(tmp_path / "none.warc.gz"), folder=tmp_path)
    assert (missing.status, len(missing.err.splitlines())) == (2, 1)
