"""The journey dressed for Scrapy: each stage a few lines over one adapter, their order one tuple."""

from asyncio import Future, ensure_future
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy.engine import Connection

from pipelines import journey
from pipelines.article import Options
from pipelines.errors import LedgerError, Refused, Repeated
from pipelines.journey import Along, Gathered, Kept, Reading
from pipelines.ledger import open_ledger
from pipelines.ledger.repeats import Repeats

__all__ = ["STAGES", "Along", "Dropped", "Extract", "Keep", "Read", "Reading"]


class Dropped(DropItem):
    """A page that went no further; ``reason`` is one word and is counted."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message, log_level="DEBUG")
        self.reason = reason


class Stage:
    """One step on a page. What is refused is counted and dropped; a ledger that fails closes the spider."""

    _closing: "Future[None] | None" = None  # kept, or it might be collected before it ran

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the stage of one crawl."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Take one step.

        Raises:
            Dropped: the step refused the page, or the ledger failed.
        """
        try:
            return self.step(item)
        except Refused as refusal:
            self._count(f"greenlit/refused/{refusal.reason}")
            raise Dropped(refusal.reason, str(refusal)) from refusal
        except LedgerError:
            # Scrapy alone would log it and carry on, page after page. Closing waits for this page to be done
            # with, so it is not waited for here.
            if self.crawler.engine is not None and self.crawler.engine.spider is not None:
                self._closing = ensure_future(self.crawler.engine.close_spider_async(reason="ledger"))
            raise

    def step(self, item: Any) -> Any:
        """Make something new of the item."""
        raise NotImplementedError

    def _count(self, name: str, amount: int = 1) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(name, amount)


class Read(Stage):
    """Page → article. What it teaches of its host's furniture is kept with what the page gave."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ledger = open_ledger(crawler.settings["GREENLIT_DATABASE"], thorough=False)
        self._furniture = Repeats(self._ledger.reading)

    def step(self, item: Reading) -> Reading:
        """Read the article of the page."""
        options = Options(
            language=item.language, names=item.names, layouts=item.layouts, furniture=self._furniture
        )
        article = journey.read(item.page, options)
        if dropped := sum(int(one.value) for one in article.findings if one.field == "furniture"):
            self._count("greenlit/furniture", dropped)

        def along(connection: Connection, outcome: str | None = None) -> None:
            item.along(connection, outcome)
            self._furniture.keep(connection, item.page.fetched.date())

        return replace(item, article=article, along=along)

    def close_spider(self) -> None:
        """Forget the sentences that never came again, and let go of the ledger."""
        try:
            with self._ledger.transaction() as connection:
                self._furniture.forget(connection, datetime.now(UTC).date())
        finally:
            self._ledger.close()


class Extract(Stage):
    """Article → claims."""

    def step(self, item: Reading) -> Reading:
        """Extract what the article claims."""
        if item.article is None:
            raise TypeError("the stages are out of order: Extract needs an article")
        return replace(item, claims=journey.extract(item.article))


class Keep(Stage):
    """Article and claims → the ledger, together with how the visit ended, in one transaction."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ledger = open_ledger(crawler.settings["GREENLIT_DATABASE"])

    def step(self, item: Reading) -> Mapping[str, Any]:
        """Keep what the page gave; what comes out is for Scrapy's own exports."""
        if item.article is None or item.claims is None:
            raise TypeError("the stages are out of order: Keep needs an article and its claims")
        gathered = Gathered(item.article, item.claims, item.page.fetched, item.official)
        (kept,) = journey.keep(self._ledger, [gathered], [item.along])
        item.kept()
        if kept.repeated:
            raise Repeated("unchanged", kept.article.id)
        self._count("greenlit/articles")
        self._count("greenlit/claims", len(kept.claims))
        return exported(kept)

    def close_spider(self) -> None:
        """Tell of the dates that have passed, and let go of the ledger."""
        try:
            self._ledger.settle(datetime.now(UTC))
        finally:
            self._ledger.close()


STAGES: tuple[type[Stage], ...] = (Read, Extract, Keep)
"""Their order: what Scrapy's setting ITEM_PIPELINES is made of."""


def exported(kept: Kept) -> dict[str, Any]:
    """Put an article and its claims in plain values that every exporter of Scrapy can write."""
    article = asdict(kept.article)
    fields = ("id", "url", "outlet", "language", "published", "modified", "title", "authors")
    shown = {name: list(value) if isinstance(value := article[name], tuple) else value for name in fields}
    return {**shown, "claims": [{**asdict(one.claim), "work_id": one.work} for one in kept.claims]}
