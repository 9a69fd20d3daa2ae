"""The journey dressed for Scrapy: what the crawl hands over, and the stage that keeps it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, Self

from scrapy.crawler import Crawler
from sqlalchemy.engine import Connection

from pipelines.article.options import Layout
from pipelines.errors import LedgerError
from pipelines.ledger import open_ledger
from pipelines.ledger.store import Ledger
from pipelines.model import Page


class Along(Protocol):
    """What the crawl writes on the same transaction as what the page gave: its outcome and its validators."""

    def __call__(self, connection: Connection, outcome: str | None = None) -> None:
        """Write it; ``outcome`` replaces the crawl's own word (new, revised) where a step knows better."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One fetched page, with what its outlet's entry in the catalogue says about reading it.

    ``language`` is what the outlet writes in, ``names`` are its names, ``official`` is True for a maker's own
    newsroom, ``layouts`` say how its pages are built. ``along`` must be called on the transaction that keeps
    the page, ``kept`` once it is committed.
    """

    page: Page
    along: Along = field(repr=False)
    kept: Callable[[], None] = field(repr=False)
    language: str | None = None
    names: tuple[str, ...] = ()
    official: bool = False
    layouts: tuple[Layout, ...] = ()


class Keep:
    """Stage: one transaction per page. A ledger that fails closes the spider; Scrapy alone would carry on."""

    def __init__(self, crawler: Crawler, ledger: Ledger) -> None:
        self._crawler = crawler
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the ledger named by the setting ``GREENLIT_DATABASE``."""
        return cls(crawler, open_ledger(crawler.settings["GREENLIT_DATABASE"]))

    async def process_item(self, item: Reading) -> Reading:
        """Keep what the page gave and how its visit ended, together or not at all."""
        try:
            with self._ledger.transaction() as connection:
                item.along(connection)
        except LedgerError:
            engine = self._crawler.engine
            if engine is not None:
                await engine.close_spider_async(reason="ledger")
            raise
        item.kept()
        return item

    def close_spider(self) -> None:
        """Let go of the ledger."""
        self._ledger.close()
