"""The spider ``page``: reads given addresses."""

from collections.abc import Iterator
from typing import Any

from scrapy import Request

from crawler.fetch.crawled import Asked
from crawler.spiders.visiting import Visiting


class GivenPages(Visiting):
    """``scrapy crawl page -a url=https://reporter.example/story`` (several parted by spaces)."""

    name = "page"

    def __init__(self, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._urls = url.split()

    def first(self) -> Iterator[Request]:
        """Ask for every address, changed or not since the last time."""
        asked = self.crawled.ask(Asked(url, "article") for url in self._urls)
        yield from self.requests(asked, None)
