"""What every spider that fetches shares: one outcome for every address, whatever happens to it."""

from asyncio import Future, ensure_future
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import xxhash
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from sqlalchemy.engine import Connection
from twisted.python.failure import Failure

from crawler.catalogue import Outlet
from crawler.discover.address import resolved
from crawler.fetch import gate, to_page
from crawler.fetch import outcome as ends
from crawler.fetch.archive import Keeper
from crawler.fetch.crawled import Asked, Crawled, Ending, Known
from crawler.fetch.failure import of_failure
from crawler.fetch.reading import reading
from crawler.fetch.revisit import conditional, validator
from crawler.fetch.run import clock, run_id
from pipelines.errors import LedgerError
from pipelines.ledger import open_ledger
from pipelines.model import Page
from pipelines.stages import Along, Reading


class Visiting(Spider):
    """A spider whose every address is opened in the ledger before it is asked for, and ended once."""

    crawled: Crawled
    keeper: Keeper | None = None
    _closing: "Future[None] | None" = None  # kept, or it might be collected before it ran

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, *args: Any, run: str | None = None, keep: str | None = None, **kwargs: Any
    ) -> Self:
        """Open the ledger and begin the run; ``keep`` names a WARC that keeps what is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.keeper = Keeper(Path(keep)) if keep else None
        ledger = open_ledger(crawler.settings["GREENLIT_DATABASE"])
        spider.crawled = Crawled(ledger, run or run_id(), clock)
        crawler.signals.connect(spider.item_left, signal=signals.item_dropped)
        crawler.signals.connect(spider.item_broke, signal=signals.item_error)
        crawler.signals.connect(spider.answer_broke, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Begin with what the subclass wants to ask for."""
        for request in self.first():
            yield request

    def first(self) -> Iterator[Request]:
        """Give the requests of the start."""
        raise NotImplementedError

    def closed(self, reason: str) -> None:
        """End the run: every address must have its outcome by now."""
        try:
            lost = self.crawled.close(early=reason != "finished")
            if lost:
                self.logger.error("run %s does not add up: %d addresses are lost", self.crawled.run, lost)
        finally:
            self.crawled.ledger.close()
            if self.keeper:
                self.keeper.close()

    def keep(self, page: Page) -> None:
        """Keep a page in the archive, where there is one and the page does not forbid it."""
        if self.keeper and not gate.directives(page) & {"noarchive", "noindex", "none"}:
            self.keeper.keep(page)

    def requests(self, asked: list[Asked], outlet: Outlet | None, **meta: Any) -> Iterator[Request]:
        """Make the requests for addresses whose rows are open."""
        known = self.crawled.known(each.url for each in asked)
        for each in asked:
            url = resolved(each.url, each.url)
            if url is None:
                self.crawled.end(each.url, Ending("refused:address", "no http or https address of a host"))
                continue
            yield Request(
                url,
                callback=self.article if each.way == "article" else self.way_in,
                errback=self.failed,
                dont_filter=True,  # the rows already keep an address from being asked for twice
                priority=0 if each.way == "article" else 10,
                meta={
                    "asked": each,
                    "known": known.get(each.url),
                    "source": outlet,
                    **meta,
                },
            )

    def way_in(self, response: Response) -> Iterator[Any]:
        """Read a feed, a sitemap or a listing."""
        raise NotImplementedError

    def failed(self, failure: Failure) -> None:
        """Give a request without an answer its outcome."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome, detail = of_failure(failure.value)  # type: ignore[arg-type]
        self.crawled.end(request.meta["asked"].url, Ending(outcome, detail))

    def article(self, response: Response) -> Iterator[Reading]:
        """Hand a page on, unless it is unchanged, missing, forbidden or not the page."""
        asked, known = told(response)
        ending = without_page(response, known)
        if ending is not None:
            self.crawled.end(asked.url, ending)
            return
        page = to_page(response, asked.url, clock(), asked.outlet)
        self.keep(page)
        refusal = refused(page, known)
        if refusal is not None:
            self.crawled.end(asked.url, refusal)
            return
        good = ending_of(page, ends.REVISED if known and known.digest else ends.NEW, size=gate.letters(page))
        if known and known.digest == good.digest:
            self.crawled.end(asked.url, with_outcome(good, ends.UNCHANGED))
            return
        outlet: Outlet | None = response.meta["source"]
        yield reading(page, outlet, self._along(asked.url, good), lambda: self.crawled.ended(asked.url))

    def _along(self, url: str, good: Ending) -> Along:
        def along(connection: Connection, outcome: str | None = None) -> None:
            self.crawled.end_on(connection, url, with_outcome(good, outcome or good.outcome))

        return along

    def item_left(self, item: Any, exception: BaseException) -> None:
        """Give a page that a stage refused its outcome; its validators hold, for it was read."""
        reason = getattr(exception, "reason", None) or str(exception)
        page: Page = item.page
        self.crawled.end(page.url, ending_of(page, f"unreadable:{reason}"[:80], detail=str(exception)))

    def item_broke(self, item: Any, failure: Failure) -> None:
        """Give a page that a stage broke on its outcome."""
        self.crawled.end(item.page.url, Ending("failed:stage", str(failure.value)))

    def answer_broke(self, failure: Failure, response: Response) -> None:
        """Give an address whose answer our own code broke on its outcome; without a ledger the crawl ends."""
        if isinstance(failure.value, LedgerError):
            engine = self.crawler.engine
            if engine is not None and engine.spider is not None:
                self._closing = ensure_future(engine.close_spider_async(reason="ledger"))
            return
        asked, _ = told(response)
        self.crawled.end(
            asked.url, Ending("failed:spider", f"{type(failure.value).__name__}: {failure.value}")
        )


def told(response: Response) -> tuple[Asked, Known | None]:
    """What was known of the address that a response answers."""
    return response.meta["asked"], response.meta["known"]


def without_page(response: Response, known: Known | None) -> Ending | None:
    """End an answer that brings no page: an error, an empty body, or "not modified"."""
    outcome = ends.of_status(response.status)
    if outcome is not None:
        return Ending(outcome, f"status {response.status}", status=response.status, length=len(response.body))
    if response.status == 304:
        if known is None or not conditional(response):
            return Ending(ends.SUSPECT, "304 to an unconditional request", status=304)
        return Ending(ends.UNCHANGED, status=304, length=0)
    if not response.body.strip():
        return Ending(ends.SUSPECT, "empty", status=200, length=0)
    return None


def refused(page: Page, known: Known | None) -> Ending | None:
    """End a page that may not be kept, or is not the page."""
    kind = dict(page.headers).get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind and not kind.startswith("text/") and "html" not in kind:
        return ending_of(page, "unreadable:type", detail=kind)
    forbidden = gate.forbids(page)
    if forbidden:
        return ending_of(page, f"refused:{forbidden}")
    doubt = gate.suspicion(page, known.size if known else None)
    return Ending(ends.SUSPECT, doubt, status=page.status, length=len(page.body)) if doubt else None


def ending_of(
    page: Page, outcome: str, *, detail: str = "", size: int | None = None, found: int | None = None
) -> Ending:
    """End a good answer: its validators and its digest are kept."""
    headers = dict(reversed(page.headers))
    return Ending(
        outcome,
        detail=detail,
        status=page.status,
        length=len(page.body),
        found=found,
        answered=page.final_url,
        etag=validator(headers.get("etag")),
        modified=validator(headers.get("last-modified")),
        digest=xxhash.xxh3_128_digest(page.body),
        size=size,
    )


def with_outcome(ending: Ending, outcome: str) -> Ending:
    """The same ending by another name."""
    return replace(ending, outcome=outcome)
