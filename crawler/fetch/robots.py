"""robots.txt as RFC 9309 has it: what cannot be reached is "no", what was read holds for a day.

Source:
    RFC 9309, section 2.3.1: 4xx allows, 5xx and no answer disallow, five redirects, 24 hours, 500 KiB.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.discover.address import resolved
from crawler.fetch.crawled import Asked, Crawled, Ending
from crawler.fetch.failure import BROKEN, Declined, of_failure
from crawler.fetch.handler import guard
from crawler.fetch.outcome import DEFERRED, GONE, NEW
from pipelines.ledger.crawl import robots

AGENT = "greenlit"
LARGEST = 512 << 10
HOLDS = timedelta(hours=24)
STANDS_IN = timedelta(days=30)
PATIENCE = 300.0
AT_ONCE = 0.001  # seconds; with none at all Scrapy sends a host everything that waits for it


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows. ``parser`` is None where nothing is allowed; ``delay`` in seconds."""

    parser: ProtegoRobotParser | None
    delay: float = 0.0
    outcome: str = "refused:robots"
    why: str = ""

    def allow(self, url: str) -> bool:
        """Say whether our agent may ask for ``url``."""
        return self.parser is not None and self.parser.allowed(url, AGENT)


class Robots:
    """Downloader middleware: asks for robots.txt before anything else and does what it says."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._crawled: Crawled = crawler.spider.crawled  # type: ignore[union-attr]
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        self._requests: Counter[str] = Counter()
        settings = crawler.settings
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._guard = guard(settings.get("GREENLIT_PRIVATE"), settings.get("GREENLIT_CONTACT"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Robots":
        """Make the middleware for one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass that robots.txt allows.

        Raises:
            Declined: ``refused:address`` where a redirect leads to no web address, ``asleep``,
                ``refused:robots``, or ``deferred`` where Crawl-delay leaves no time for it.
        """
        if resolved(request.url, request.url) is None:
            raise Declined("refused:address", "no http or https address of a host")
        parts = urlsplit(request.url)
        self._crawled.hosts.check(parts.netloc)
        self._pace(request.url, AT_ONCE)
        if request.meta.get("exempt"):
            return
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            outlet = request.meta.get("source")
            name = outlet.id if outlet else None
            self._rules[origin] = asyncio.ensure_future(self._load(origin, name))
        rules = await asyncio.shield(self._rules[origin])
        self._crawled.hosts.check(parts.netloc)
        if not rules.allow(request.url):
            raise Declined(rules.outcome, rules.why or f"{origin}/robots.txt")
        request.meta["crawl_delay"] = rules.delay
        self._wait(origin, request.url, rules.delay)

    def _wait(self, origin: str, url: str, delay: float) -> None:
        """Keep to Crawl-delay from the second request on: robots.txt itself is not one to wait after."""
        self._requests[origin] += 1
        if delay <= self._delay or self._requests[origin] == 1:
            return
        if self._requests[origin] * delay > PATIENCE:
            raise Declined(DEFERRED, f"Crawl-delay {delay:g} s leaves no time in this run")
        self._pace(url, delay)

    def _pace(self, url: str, delay: float) -> None:
        """Set the gap between two requests to a host; what the user allowed needs none."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        downloader = self._crawler.engine.downloader
        if delay == AT_ONCE and not self._guard.allows(host, parts.port or 80):
            return
        if downloader.per_slot_settings.get(host, {}).get("delay", 0.0) >= delay:
            return
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1, "jitter": 0.0}
        if host in downloader.slots:
            downloader.slots[host].delay = delay

    async def _load(self, origin: str, outlet: str | None) -> Rules:
        now = self._crawled.clock()
        kept = self._kept(origin)
        if kept is not None and now - kept[1] < HOLDS:
            return self._read(kept[0])
        url = f"{origin}/robots.txt"
        self._crawled.ask([Asked(url, "robots", outlet)])
        meta = {"exempt": True, "max_retry_times": 0}
        request = Request(url, callback=NO_CALLBACK, meta=meta, priority=1000, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except BROKEN as problem:
            outcome, detail = of_failure(problem)
            self._crawled.end(url, Ending(outcome, detail))
            return self._unreachable(kept, now, outcome, detail)
        return self._answered(origin, response, kept, now)

    def _answered(
        self, origin: str, response: Response, kept: tuple[bytes, datetime] | None, now: datetime
    ) -> Rules:
        status, url = response.status, f"{origin}/robots.txt"
        if 200 <= status < 300:
            body, outcome = response.body[:LARGEST], NEW
        elif 400 <= status < 500 and status != 429:
            body, outcome = b"", GONE
        else:
            self._crawled.end(url, Ending(f"failed:http_{status}", status=status))
            return self._unreachable(kept, now, "refused:robots", f"status {status}")
        self._keep(origin, body, status, now)
        self._crawled.end(url, Ending(outcome, status=status, length=len(response.body)))
        return self._read(body)

    def _read(self, body: bytes) -> Rules:
        parser = ProtegoRobotParser(body, self._crawler.spider)
        delay = parser.rp.crawl_delay(AGENT) or 0.0
        return Rules(parser, min(max(float(delay), 0.0), 86_400.0))

    def _unreachable(
        self, kept: tuple[bytes, datetime] | None, now: datetime, outcome: str, why: str
    ) -> Rules:
        if kept is not None and now - kept[1] < STANDS_IN:
            return self._read(kept[0])
        return Rules(None, outcome=outcome, why=f"robots.txt unreachable: {why}")

    def _kept(self, origin: str) -> tuple[bytes, datetime] | None:
        with self._crawled.ledger.reading() as connection:
            row = connection.execute(sa.select(robots).where(robots.c.origin == origin)).first()
        return (row.body, row.fetched) if row else None

    def _keep(self, origin: str, body: bytes, status: int, now: datetime) -> None:
        with self._crawled.ledger.transaction() as connection:
            connection.execute(sa.delete(robots).where(robots.c.origin == origin))
            connection.execute(sa.insert(robots).values(origin=origin, body=body, status=status, fetched=now))
