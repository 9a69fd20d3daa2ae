"""The spider ``detect``: finds the ways into an outlet from its home page, for ``greenlit new outlet``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from scrapy import Request
from scrapy.http import Response

from crawler.discover import Found, listing, rss, sitemap
from crawler.discover.address import site
from crawler.discover.autodetect import Candidates, candidates
from crawler.fetch import outcome as ends
from crawler.fetch import to_page
from crawler.fetch.crawled import Asked, Ending
from crawler.fetch.run import clock
from crawler.spiders.visiting import Visiting, ending_of, told, without_page
from pipelines.errors import Refused
from pipelines.ledger.crawl import robots
from pipelines.model import Page

MOST_FEEDS = 8
MOST_MAPS = 5
FEW = 5


class Detect(Visiting):
    """``-a home=https://reporter.example -a to=found.json``: tries what the page names and what is usual."""

    name = "detect"

    def __init__(self, home: str = "", to: str = "detected.json", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.home = home
        self._to = Path(to)
        self._found: dict[str, Any] = {
            "name": "",
            "language": None,
            "rss": [],
            "sitemaps": [],
            "listings": [],
        }

    def first(self) -> Iterator[Request]:
        """Ask for the home page."""
        yield from self.requests(self.crawled.ask([Asked(self.home, "listing")]), None)

    def way_in(self, response: Response) -> Iterator[Request]:
        """Read the home page, or one of the addresses that it led to."""
        asked, known = told(response)
        page = to_page(response, asked.url, clock())
        ending = without_page(response, known)
        if ending is None:
            try:
                yield from self._read(asked, page)
            except Refused as problem:
                ending = Ending(ends.SUSPECT, str(problem), status=page.status)
        self.crawled.end(asked.url, ending or ending_of(page, ends.NEW))

    def closed(self, reason: str) -> None:
        """Hand over what was found."""
        self._to.write_text(json.dumps(self._found), encoding="utf-8")
        super().closed(reason)

    def _read(self, asked: Asked, page: Page) -> Iterator[Request]:
        if asked.way == "rss":
            kind = dict(page.headers).get("content-type", "")
            self._note("rss", page, rss.read(page.body, page.final_url, page.fetched, kind), 1)
        elif asked.way == "sitemap":
            self._note("sitemaps", page, sitemap.read(page.body, page.final_url, page.fetched), 1)
        else:
            self._note("listings", page, listing.read(page.body, page.final_url, page.fetched), FEW)
            yield from self._lead(page)

    def _note(self, way: str, page: Page, found: Found, few: int) -> None:
        own = [each for each in found.links if site(each.url) == site(self.home)]
        if len(own) + len(found.maps) >= few:
            self._found[way].append(
                {
                    "url": page.url,
                    "links": len(own),
                    "dated": sum(each.newest is not None for each in own),
                    "maps": len(found.maps),
                }
            )

    def _lead(self, page: Page) -> Iterator[Request]:
        links = [value for name, value in page.headers if name == "link"]
        leads: Candidates = candidates(page.body, page.final_url, links, self._robots(page.final_url))
        self._found |= {"name": leads.name, "language": leads.language}
        asked = [Asked(url, "rss") for url in leads.rss[:MOST_FEEDS]]
        asked += [Asked(url, "sitemap") for url in leads.sitemaps[:MOST_MAPS]]
        yield from self.requests(self.crawled.ask(asked), None)

    def _robots(self, url: str) -> str:
        """The robots.txt that was read before the home page."""
        origin = "/".join(url.split("/")[:3])
        with self.crawled.ledger.reading() as connection:
            body = connection.execute(sa.select(robots.c.body).where(robots.c.origin == origin)).scalar()
        return (body or b"").decode("utf-8", "replace")
