"""The spider, end to end, as a child process against the bundled newsroom."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom, serve
from tests.crawler.world import Said, greenlit

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


def crawl(room: Newsroom, folder: Path, *arguments: str, **environment: str) -> Said:
    room.write_catalogue(folder / "catalogue")
    given = {"GREENLIT_DATA": str(folder), "GREENLIT_PRIVATE": "127.0.0.1"} | environment
    return greenlit("crawl", "--catalogue", str(folder / "catalogue"), *arguments, **given)


def outcomes(folder: Path, way: str = "article") -> Counter[str]:
    """The outcomes of the last run."""
    with sqlite3.connect(folder / "greenlit.sqlite") as database:
        last = "SELECT outcome FROM outcomes WHERE way = ? AND run = (SELECT max(run) FROM outcomes)"
        return Counter(outcome for (outcome,) in database.execute(last, (way,)))


def test_a_page_is_fetched_again_only_when_it_changed(room: Newsroom, tmp_path: Path) -> None:
    room.day = 1
    first = crawl(room, tmp_path)
    assert (first.status, first.err) == (0, "")
    assert set(outcomes(tmp_path)) == {"new"}
    pages = outcomes(tmp_path)["new"]
    asked = len(room.log())

    assert crawl(room, tmp_path).status == 0
    assert outcomes(tmp_path) == Counter()
    assert len(room.log()) - asked == 4  # one way in for each outlet, robots.txt is remembered

    room.day = 2
    assert crawl(room, tmp_path).status == 0
    assert outcomes(tmp_path)["revised"] == 1
    assert pages > 20


def test_an_outlet_alone_is_visited_where_it_is_named(room: Newsroom, tmp_path: Path) -> None:
    before = len(room.log())
    assert crawl(room, tmp_path, "ko/hwamyeon_ilbo").status == 0
    assert {asked.outlet for asked in room.log()[before:]} == {"ko/hwamyeon_ilbo"}


def test_loopback_is_not_crawled_unless_it_is_allowed_by_name(room: Newsroom, tmp_path: Path) -> None:
    before = len(room.log())
    done = crawl(room, tmp_path, GREENLIT_PRIVATE="10.0.0.0/8", GREENLIT_CONTACT="crawler@example.org")
    assert done.status == 1
    assert "refused:address" in done.out
    assert len(room.log()) == before


def test_live_crawling_needs_a_contact_address(room: Newsroom, tmp_path: Path) -> None:
    done = crawl(room, tmp_path, GREENLIT_PRIVATE="10.0.0.0/8")
    assert done.status == 2
    assert "GREENLIT_CONTACT=" in done.err
    assert "Traceback" not in done.err


def test_an_unknown_outlet_is_one_line_and_status_2(room: Newsroom, tmp_path: Path) -> None:
    done = crawl(room, tmp_path, "ko/hwamyeon_ilb")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "greenlit: no outlet 'ko/hwamyeon_ilb'; "
        "did you mean ko/hwamyeon_ilbo? `greenlit outlets` lists them\n"
    )
