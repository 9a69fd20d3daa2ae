"""The demo's two days: the running newsroom is crawled by the real spider, as ``greenlit crawl`` does it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.catalogue import load
from crawler.configuration import PREFIX, Configuration, configuration
from crawler.fetch.child import Order, crawl, visits
from crawler.newsroom.server import Asked, Newsroom
from crawler.progress import Progress
from pipelines.errors import GreenlitError
from pipelines.ledger import open_ledger

LISTS = ("/rss.xml", "/atom.xml", "/sitemap-news.xml", "/latest/", "/robots.txt")


@dataclass(frozen=True, slots=True)
class Tally:
    """What one crawl asked of the newsroom, from the newsroom's own log. ``sent`` counts bytes of bodies."""

    requests: int
    articles: int
    unchanged: int
    sent: int
    seconds: float


def folder_for(data: Path) -> Path:
    """Make the demo's own folder anew below ``data``; only what a demo left there is removed."""
    folder = data.resolve() / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("greenlit.sqlite*"), *folder.glob("catalogue/*/*.toml")):
        old.unlink()
    return folder


@contextmanager
def settings_for(folder: Path, room: Newsroom) -> Iterator[Configuration]:
    """Give the demo settings of its own: no contact is set, so the guard lets only loopback through."""
    before = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    own = {
        f"{PREFIX}DATA": str(folder),
        f"{PREFIX}FEEDS": str(folder / "feeds"),
        f"{PREFIX}PRIVATE": ",".join(site.base.removeprefix("http://") for site in room.sites),
    }
    try:
        for name in before:
            del os.environ[name]
        os.environ.update(own)
        yield configuration()
    finally:
        for name in own:
            os.environ.pop(name, None)
        os.environ.update(before)


def visit(room: Newsroom, given: Configuration, day: int) -> Tally:
    """Crawl the newsroom as it is on ``day``.

    Raises:
        GreenlitError: where the crawl fails, or any outlet's visit does; names the first problem.
    """
    room.day = day
    before, started = len(room.log()), time.monotonic()
    catalogue = given.data / "catalogue"
    room.write_catalogue(catalogue)
    # The newsroom is on this machine: nobody is spared by waiting between requests.
    order = Order(f"demo-{day}", "news", {"catalogue": str(catalogue)}, 2.0, ("DOWNLOAD_DELAY=0",))
    with Progress(f"requests on day {day}") as progress:
        status = crawl(order, given, lambda: progress.step(len(room.log()) - before - progress.count))
    with open_ledger(given.database) as ledger:
        told = visits(ledger, order.run, load(catalogue).values())
    problems = [problem for visit in told for problem in visit.problems]
    if status or problems:
        why = problems[0] if problems else f"exit status {status}"
        raise GreenlitError(f"the demo's crawl failed: {why}; see {given.data / 'crawl.log'}")
    return _tally(room.log()[before:], time.monotonic() - started)


def _tally(log: tuple[Asked, ...], seconds: float) -> Tally:
    return Tally(
        requests=len(log),
        articles=_articles(log),
        unchanged=sum(asked.status == 304 for asked in log),
        sent=sum(asked.sent for asked in log),
        seconds=seconds,
    )


def _articles(log: tuple[Asked, ...]) -> int:
    return sum(asked.status == 200 and asked.path not in LISTS for asked in log)
