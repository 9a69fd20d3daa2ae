"""What it costs to ask 120 unchanged feeds again: ours, plain Scrapy, and Scrapy with its own HTTP cache.

Every reader visits the same feeds on loopback three times: to know them, unchanged, and with ten changed.
Bytes are those of requests and answers together, as the servers count them. Ends with one line of JSON.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.world import Call, Crawl, Site, World, article, rss, world

FEEDS = 120
CHANGED = 10
DATE = "Thu, 01 Oct 2026 10:00:00 GMT"
PLAIN = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess


class Feeds(scrapy.Spider):
    name = "feeds"

    async def start(self):
        for url in sys.argv[2].split():
            yield scrapy.Request(url)

    def parse(self, response):
        print(response.url, "version 2" in response.text)


cache = {
    "HTTPCACHE_ENABLED": True,
    "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
    "HTTPCACHE_DIR": sys.argv[1],
}
settings = {
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    **(cache if sys.argv[1] else {}),
}
process = CrawlerProcess(settings)
process.crawl(Feeds)
process.start()
"""


@dataclass(frozen=True)
class Cost:
    """One recheck of the unchanged feeds, and how many changes the next one missed."""

    requests: int
    bytes: int
    stale: int


def feed(site: Site, version: list[int]) -> Callable[[Call], object]:
    """A feed of twenty stories with validators, as a newspaper's server sends it."""

    async def answer(call: Call) -> None:
        tag = f'"v{version[0]}"'
        if call.hit.headers.get("if-none-match") == tag:
            await call.send(b"", 304, "text/xml", ETag=tag, Last_Modified=DATE)
            return
        text = " A summary of some length that a feed repeats for every one of its stories." * 4
        stories = rss(site.base + "/story", extra=f"<description>version {version[0]}</description>")
        body = stories + f"<!--{text * 20}-->"
        await call.send(body, kind="text/xml", ETag=tag, Last_Modified=DATE)

    return answer


def main() -> None:
    """Measure the three and print the table."""
    with world() as made, tempfile.TemporaryDirectory() as folder:
        versions = [[1] for _ in range(FEEDS)]
        sites = [made.site() for _ in range(FEEDS)]
        for site, version in zip(sites, versions, strict=True):
            site.pages["/feed"] = feed(site, version)  # type: ignore[assignment]
            site.page("/story", article())
        costs = {
            "greenlit": cost(made, versions, ours(Path(folder), sites)),
            "scrapy": cost(made, versions, plain(Path(folder), sites, cached=False)),
            "scrapy, HTTP cache": cost(made, versions, plain(Path(folder), sites, cached=True)),
        }
    report(costs)


def cost(made: World, versions: list[list[int]], visit: Callable[[], set[str]]) -> Cost:
    """Visit three times: new, unchanged (what is measured), and with some feeds changed."""
    for version in versions:
        version[0] = 1
    visit()
    before = (len(made.hits), made.sent + made.received)
    visit()
    requests, size = len(made.hits) - before[0], made.sent + made.received - before[1]
    for version in versions[:CHANGED]:
        version[0] = 2
    return Cost(requests, size, CHANGED - len(visit()))


def ours(folder: Path, sites: list[Site]) -> Callable[[], set[str]]:
    """Greenlit's own crawl; gives the feeds whose change it saw."""
    crawl = Crawl(folder / "ours")
    for number, site in enumerate(sites):
        crawl.outlet(f"outlet_{number}", site.base, rss=[f"{site.base}/feed"])

    def visit() -> set[str]:
        done = crawl.run()
        return {url for url, row in done.rows.items() if row["outcome"] == "revised" and row["way"] == "rss"}

    return visit


def plain(folder: Path, sites: list[Site], *, cached: bool) -> Callable[[], set[str]]:
    """Scrapy's defaults with a one-line spider; gives the feeds whose change it saw."""
    script = folder / "plain.py"
    script.write_text(PLAIN, encoding="utf-8")
    urls = " ".join(f"{site.base}/feed" for site in sites)

    def visit() -> set[str]:
        command = [sys.executable, str(script), str(folder / "cache") if cached else "", urls]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
        return {line.split()[0] for line in told if line.endswith("True")}

    return visit


def report(costs: dict[str, Cost]) -> None:
    """Print the table and the line of JSON."""
    print(f"{FEEDS} unchanged feeds asked again; then {CHANGED} of them changed")
    print(f"{'':20}{'requests':>10}{'bytes':>12}{'changes missed':>16}")
    for name, each in costs.items():
        print(f"{name:20}{each.requests:>10}{each.bytes:>12,}{each.stale:>16}")
    own, bare, cached = costs.values()
    print(
        json.dumps(
            {
                "bytes": own.bytes,
                "requests": own.requests,
                "scrapy_bytes": bare.bytes,
                "httpcache_bytes": cached.bytes,
                "stale_served": own.stale,
                "httpcache_stale_served": cached.stale,
            }
        )
    )


if __name__ == "__main__":
    main()
