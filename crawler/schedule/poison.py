"""A page that kills its parser: known by the mark that it leaves, and not read a third time."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from scrapy.crawler import Crawler
from sqlalchemy.engine import Connection

from crawler.fetch.revisit import MOST_RETRIES
from pipelines.ledger.crawl import addresses
from pipelines.ledger.schedule import poison
from pipelines.stages import Extract, Read, Reading, Stage

OUTCOME = "failed:poison"


@contextmanager
def marking(crawler: Crawler, item: Reading) -> Iterator[None]:
    """Say in a file which page is being read, for as long as the block lasts.

    A step holds the whole process, so that one page is marked at a time. A process that is killed for what a
    page makes it do leaves the mark behind; an error takes it away.
    """
    run = getattr(crawler.spider, "crawled", None)
    path = _path(Path(crawler.settings["GREENLIT_DATA"]), run.run if run else f"pid-{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(item.page.url, encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


class MarkedRead(Read):
    """Page → article, the page marked."""

    def step(self, item: Reading) -> Reading:
        """Read the article of the page."""
        with marking(self.crawler, item):
            return super().step(item)


class MarkedExtract(Extract):
    """Article → claims, the page marked."""

    def step(self, item: Reading) -> Reading:
        """Extract what the article claims."""
        with marking(self.crawler, item):
            return super().step(item)


def marked(folder: Path, run: str) -> str | None:
    """Take the mark that a run left, None where it left none."""
    path = _path(folder, run)
    try:
        url = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    path.unlink(missing_ok=True)
    return url or None


def blame(connection: Connection, url: str, run: str, now: datetime) -> bool:
    """Remember that a run died on a page; the second time it is poison and is not asked for again.

    Once is no proof: whoever kills a crawl at any moment hits some page. Returns whether it is poison now.
    """
    before = connection.execute(sa.select(poison.c.times).where(poison.c.url == url)).scalar()
    if before is None:
        outlet = connection.execute(sa.select(addresses.c.outlet).where(addresses.c.url == url)).scalar()
        connection.execute(sa.insert(poison).values(url=url, outlet=outlet, run=run, since=now, times=1))
        return False
    connection.execute(sa.update(poison).where(poison.c.url == url).values(times=before + 1, run=run))
    kept = {"outcome": OUTCOME, "failures": MOST_RETRIES + 1}
    connection.execute(sa.update(addresses).where(addresses.c.url == url).values(kept))
    return True


def _path(folder: Path, run: str) -> Path:
    return folder / f"reading-{run}"


MARKED: Mapping[type[Stage], type[Stage]] = {Read: MarkedRead, Extract: MarkedExtract}
"""The stages that hold a page in their hands, and what the settings put in their place."""
