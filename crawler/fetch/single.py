"""Given addresses as pages, fetched as politely and safely as in a crawl, and kept nowhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.crawler import Crawler

from crawler.configuration import Configuration
from crawler.fetch.archive import Keeper, pages
from crawler.fetch.child import Order, crawl, introduced
from crawler.fetch.run import run_id
from crawler.fetch.runs import rows, settle
from pipelines.errors import Refused
from pipelines.journey import Reading
from pipelines.ledger import open_ledger
from pipelines.model import Page

ASKED = "asked.txt"
STAGES = '{"crawler.fetch.single.HandOver": 0}'


class HandOver:
    """Stage: hands pages over in the file named by the setting ``PAGES_FILE``, and ends their addresses."""

    def __init__(self, crawler: Crawler) -> None:
        self._ledger = crawler.spider.crawled.ledger  # type: ignore[union-attr]
        path = Path(crawler.settings["PAGES_FILE"])
        self._keeper = Keeper(path)
        self._asked = path.with_name(ASKED).open("a", encoding="utf-8")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "HandOver":
        """Make the stage of one crawl."""
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Hand one page over."""
        self._keeper.keep(item.page)
        self._asked.write(item.page.url + "\n")
        with self._ledger.transaction() as connection:
            item.along(connection)
        item.kept()
        return item

    def close_spider(self) -> None:
        """Close the file."""
        self._keeper.close()
        self._asked.close()


def fetched(given: Configuration, urls: Iterable[str]) -> Iterator[Page | Refused]:
    """Fetch addresses, robots.txt and all; yield a page for each, or why there is none, in their order.

    Raises:
        Misconfigured: a live host, and no contact address.
    """
    wanted = list(dict.fromkeys(urls))
    introduced(given, wanted)
    with TemporaryDirectory(prefix="greenlit-") as folder:
        told, database = Path(folder) / "pages.warc.gz", f"sqlite:///{folder}/single.sqlite"
        settings = (f"GREENLIT_DATABASE={database}", f"PAGES_FILE={told}", f"ITEM_PIPELINES={STAGES}")
        order = Order(run_id(), "page", {"url": " ".join(wanted)}, 10, settings)
        with open_ledger(database) as ledger:
            crawl(order, given)
            settle(ledger, order.run)
            ended = {row["url"]: row for row in rows(ledger, order.run)}
        answers = _handed_over(told)
        for url in wanted:
            yield answers.get(url) or _why_not(url, ended.get(url))


def _handed_over(path: Path) -> dict[str, Page]:
    """The pages by the addresses that were asked for; an archive only knows those that answered."""
    if not path.exists():
        return {}
    asked = path.with_name(ASKED).read_text(encoding="utf-8").splitlines()
    return {url: replace(page, url=url) for url, page in zip(asked, pages(path), strict=True)}


def _why_not(url: str, row: dict[str, Any] | None) -> Refused:
    if row is None:
        return Refused("lost", f"{url}: the crawl ended before its turn")
    return Refused(row["outcome"], f"{url} {row['detail'] or ''}".strip())
