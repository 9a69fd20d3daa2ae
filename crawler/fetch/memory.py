"""An end to what one crawl may take: a page that eats memory fails alone instead of the machine."""

import resource

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured


class MemoryLimit:
    """Extension: sets the process' address space when the spider opens (``MEMORY_LIMIT_MB``, 0 for none)."""

    def __init__(self, megabytes: int) -> None:
        self._bytes = megabytes << 20

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "MemoryLimit":
        """Make the extension where a limit is set."""
        megabytes = crawler.settings.getint("MEMORY_LIMIT_MB")
        if not megabytes:
            raise NotConfigured
        limit = cls(megabytes)
        crawler.signals.connect(limit.set, signal=signals.spider_opened)
        return limit

    def set(self) -> None:
        """Lower the soft limit, never above the hard one."""
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = self._bytes if hard == resource.RLIM_INFINITY else min(self._bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
