"""The spider ``news``: visits catalogued outlets and reads what is new there."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.catalogue import BUNDLED, Outlet, load, select
from crawler.configuration import configuration
from crawler.discover import Found, Link, listing, rss, sitemap
from crawler.discover.address import site
from crawler.fetch import gate, paces, to_page
from crawler.fetch import outcome as ends
from crawler.fetch.child import introduced
from crawler.fetch.crawled import Asked, Ending
from crawler.fetch.guard import Guard
from crawler.fetch.handler import guard
from crawler.fetch.revisit import MOST_RETRIES, retried, worth
from crawler.fetch.run import clock
from crawler.fetch.websub import Subscriptions, handed_in, named, of_hub, subscribing
from crawler.spiders.visiting import Visiting, ending_of, told, without_page
from pipelines.errors import Refused
from pipelines.model import Page

MOST_ARTICLES = 100
MOST_KEPT = 300
MOST_WAITING = 1_000
MOST_MAPS = 12
DEEPEST_MAP = 2


class News(Visiting):
    """``scrapy crawl news``, ``-a outlet=en/example_reporter`` (several parted by commas) for some outlets.

    ``-a catalogue=FOLDER`` takes the outlets of that folder instead of the bundled ones, ``-a articles=3`` at
    most so many articles of each, ``-a ways=1`` so many feeds, sitemaps and listings.
    """

    name = "news"

    def __init__(
        self,
        outlet: str = "",
        catalogue: str | None = None,
        articles: str = str(MOST_ARTICLES),
        ways: str = "99",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._most_articles, self._most_ways = int(articles), int(ways)
        self.wanted = [name.strip() for name in outlet.split(",") if name.strip()]
        self.catalogue = catalogue
        self._asked: dict[str, int] = {}
        self._maps: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "News":
        """Load the outlets; a wrong file or name, or a live outlet and no contact, stops everything here."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        own = crawler.settings.get("GREENLIT_CATALOGUE")
        folders = [Path(spider.catalogue)] if spider.catalogue else [BUNDLED, *([Path(own)] if own else [])]
        spider.outlets = select(load(*folders), spider.wanted)
        introduced(configuration(), [url for outlet in spider.outlets for url in outlet.addresses])
        spider.callback = crawler.settings.get("GREENLIT_CALLBACK")
        spider.guard = guard(
            crawler.settings.get("GREENLIT_PRIVATE"), crawler.settings.get("GREENLIT_CONTACT")
        )
        spider.subscriptions = Subscriptions(spider.crawled.ledger, clock)
        return spider

    outlets: tuple[Outlet, ...] = ()
    callback: str | None  # where hubs reach us; without it they are left alone
    guard: Guard
    subscriptions: Subscriptions

    def first(self) -> Iterator[Request]:
        """Ask for every way in of every outlet, then for what earlier visits left."""
        for outlet in self.outlets:
            ways = {"rss": outlet.rss, "sitemap": outlet.sitemaps, "listing": outlet.listings}
            asked = [
                Asked(url, way, outlet.id) for way, urls in ways.items() for url in urls[: self._most_ways]
            ]
            told = self.subscriptions.waiting(outlet.rss)
            yield from self.requests(self.crawled.ask(asked), outlet, told=told)
            yield from self._subscribe(outlet.rss, outlet)
            now = clock()
            left = [
                known
                for known in self.crawled.waiting(outlet.id, MOST_RETRIES, MOST_WAITING)
                if retried(known, now)
            ]
            yield from self._articles([Link(each.url, each.published, each.listed) for each in left], outlet)

    def way_in(self, response: Response) -> Iterator[Request]:
        """Read the links of a way in and ask for those that are worth it."""
        asked, known = told(response)
        page = to_page(response, asked.url, clock(), response.meta["source"].id)
        ending = without_page(response, known)
        handed = handed_in(response.meta)
        if handed is None:
            paces.answered(self.crawled.ledger, asked, response)
        if ending is None and handed is None:
            self.keep(page)
        if ending is None and known and known.digest and known.digest == ending_of(page, "").digest:
            ending = ending_of(page, ends.UNCHANGED)
        if ending is not None:
            self.crawled.end(asked.url, ending)
        else:
            yield from self._links(response, page)
        if handed is not None:
            self.subscriptions.read(asked.url, handed)

    def _links(self, response: Response, page: Page) -> Iterator[Request]:
        """Read a way in that is new or changed; what is not what it should be keeps the old state."""
        asked, known = told(response)
        outlet: Outlet = response.meta["source"]
        try:
            found = _read(asked.way, page)
        except Refused as problem:
            self.crawled.end(asked.url, _refusal(page, problem))
            return
        size = len(found.links) + len(found.maps)
        if known and known.size and not size:
            detail = f"no entries where there were {known.size}"
            self.crawled.end(
                asked.url, Ending(ends.SUSPECT, detail, status=page.status, length=len(page.body))
            )
            return
        outcome = ends.REVISED if known and known.digest else ends.NEW
        links = [each for each in found.links if self._belongs(each, outlet)]
        other = len(found.links) - len(links)
        detail = f"{other} links of other sites left alone" if other else ""
        good = ending_of(page, outcome, detail=detail, size=size, found=len(links))
        if handed_in(response.meta):
            good = of_hub(good)
        paces.read(self.crawled.ledger, asked, found.pace)
        self.crawled.end_way(asked.url, good, _newest(links)[:MOST_KEPT], outlet.id)
        yield from self._articles(links, outlet)
        yield from self._further(found, outlet, response.meta.get("depth_of_map", 0) + 1)
        if asked.way == "rss" and not handed_in(response.meta):
            yield from self._follow(found, page, outlet)

    def _follow(self, found: Found, page: Page, outlet: Outlet) -> Iterator[Request]:
        """Ask the hub that a feed names to tell us of what is new, where the user gave us a callback."""
        if not self.callback:
            return
        hub = named(found, page, self.guard)
        if hub is None:
            self.subscriptions.forget(page.url)
            return
        self.subscriptions.note(page.url, outlet.id, *hub)
        yield from self._subscribe([page.url], outlet)

    def _subscribe(self, feeds: Iterable[str], outlet: Outlet) -> Iterator[Request]:
        """Ask for the subscriptions of these feeds that are due, or near the end of their lease."""
        if not self.callback:
            return
        for each in self.subscriptions.due(feeds):
            for asked in self.crawled.ask([Asked(each.address, "hub", outlet.id)]):
                self.subscriptions.asked(each.feed)
                # A hub is no page that a crawler reads: its publisher sends subscribers there.
                meta = {"asked": asked, "known": None, "source": outlet, "exempt": True}
                yield subscribing(each, self.callback, self.subscribed, self.failed, meta)

    def subscribed(self, response: Response) -> None:
        """Put down how a hub took our wish."""
        asked, _ = told(response)
        good = 200 <= response.status < 300
        outcome = ends.SUBSCRIBED if good else ends.of_status(response.status) or "failed:hub"
        self.crawled.end(asked.url, Ending(outcome, status=response.status, length=len(response.body)))

    def _articles(self, links: list[Link], outlet: Outlet) -> Iterator[Request]:
        known = self.crawled.known(each.url for each in links)
        now = clock()
        wanted = [each for each in links if worth(known.get(each.url), each, now)]
        room = self._most_articles - self._asked.get(outlet.id, 0)
        asked = self.crawled.ask(
            Asked(each.url, "article", outlet.id, each.newest, each.published)
            for each in _newest(wanted)[: max(room, 0)]
        )
        self._asked[outlet.id] = self._asked.get(outlet.id, 0) + len(asked)
        yield from self.requests(asked, outlet)

    def _further(self, found: Found, outlet: Outlet, depth: int) -> Iterator[Request]:
        """Ask for the maps of a sitemap index, two levels deep and a dozen an outlet."""
        if depth > DEEPEST_MAP:
            return
        room = MOST_MAPS - self._maps.get(outlet.id, 0)
        maps = [url for url in found.maps if site(url) == site(outlet.home)][: max(room, 0)]
        self._maps[outlet.id] = self._maps.get(outlet.id, 0) + len(maps)
        asked = self.crawled.ask(Asked(url, "sitemap", outlet.id) for url in maps)
        yield from self.requests(asked, outlet, depth_of_map=depth)

    def _belongs(self, link: Link, outlet: Outlet) -> bool:
        return site(link.url) in {site(url) for url in (outlet.home, *outlet.addresses)}


def _read(way: str, page: Page) -> Found:
    if way == "rss":
        kind = dict(page.headers).get("content-type", "")
        return rss.read(page.body, page.final_url, page.fetched, kind)
    if way == "sitemap":
        return sitemap.read(page.body, page.final_url, page.fetched)
    return listing.read(page.body, page.final_url, page.fetched)


def _refusal(page: Page, problem: Refused) -> Ending:
    """An answer that is not what the way in should give keeps the old state."""
    doubt = gate.suspicion(page) if problem.reason == "page" else None
    outcome = problem.reason if problem.reason in ("hostile", ends.TOO_LARGE) else ends.SUSPECT
    return Ending(outcome, doubt or str(problem), status=page.status, length=len(page.body))


def _newest(links: list[Link]) -> list[Link]:
    """The newest first; those without a time keep their order and come last."""
    timed = sorted(
        (each for each in links if each.newest), key=lambda each: each.newest or clock(), reverse=True
    )
    return timed + [each for each in links if not each.newest]
