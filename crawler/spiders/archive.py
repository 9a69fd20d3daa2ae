"""The spider ``archive``: the pages of a WARC, through the same steps as those of the web."""

from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from scrapy import Spider
from sqlalchemy.engine import Connection

from crawler.configuration import configuration
from crawler.discover.address import site
from crawler.fetch.archive import pages
from crawler.fetch.reading import by_site, reading
from crawler.fetch.run import outlets_of
from pipelines.errors import Misconfigured
from pipelines.stages import Reading


class Archive(Spider):
    """``scrapy crawl archive -a file=news.warc.gz`` (several parted by spaces; ``-a limit=9`` for a part)."""

    name = "archive"
    # No archive needs the network, so there is none.
    custom_settings = {  # noqa: RUF012
        "DOWNLOAD_HANDLERS": dict.fromkeys(("file", "data", "ftp", "s3", "http", "https")),
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.fetch.robots.Robots": None,
            "crawler.fetch.revisit.Conditional": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        },
    }

    def __init__(self, file: str = "", limit: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not file.split():
            raise Misconfigured("no archive; example: scrapy crawl archive -a file=news.warc.gz")
        self._files = [Path(name) for name in file.split()]
        self._limit = int(limit) if limit else None
        # An archived page of a catalogued outlet is read as its own.
        self._outlets = by_site(outlets_of(configuration()))

    async def start(self) -> AsyncIterator[Reading]:
        """Hand one page after the other on."""
        for each in islice(self._readings(), self._limit):
            yield each

    def _readings(self) -> Iterator[Reading]:
        for path in self._files:
            for page in pages(path):
                yield reading(page, self._outlets.get(site(page.url)), _nothing_along, lambda: None)


def _nothing_along(connection: Connection, outcome: str | None = None) -> None:
    """Nobody was asked for an archived page, so there is no outcome to write."""
