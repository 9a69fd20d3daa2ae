"""How often a way in wishes to be asked reaches the ledger, and the schedule."""

import json
from pathlib import Path

import pytest

from crawler.fetch.paces import lifetime
from tests.crawler.world import Call, Crawl, article, rss, world

DATE, LATER = "Fri, 20 Nov 2026 10:00:00 GMT", "Fri, 20 Nov 2026 10:30:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "public, max-age=300"}, 300),
        ({"cache-control": 'MAX-AGE="300"'}, 300),
        ({"cache-control": "s-maxage=300"}, 0),
        ({"cache-control": "max-age=300", "age": "120"}, 180),
        ({"cache-control": "max-age=300", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "max-age=99999999999"}, 604_800),
        ({"expires": LATER, "date": DATE}, 1800),
        ({"expires": DATE, "date": LATER}, 0),
        ({"expires": "0", "date": DATE}, 0),
        ({"expires": LATER, "date": DATE, "cache-control": "max-age=60"}, 60),
    ],
)
def test_headers_say_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    assert lifetime(headers) == seconds


@pytest.mark.slow
def test_the_schedule_waits_as_long_as_a_feed_wishes(tmp_path: Path) -> None:
    with world() as made:
        site = made.site()
        fresh = ["max-age=600"]

        async def feed(call: Call) -> None:
            if "if-none-match" in call.hit.headers:
                await call.send(status=304, ETag='"1"', Cache_Control=fresh[0])
                return
            body = rss(f"{site.base}/1", extra="<ttl>90</ttl><skipHours><hour>3</hour></skipHours>")
            await call.send(body, kind="application/rss+xml", ETag='"1"', Cache_Control=fresh[0])

        async def robots(call: Call) -> None:
            await call.send("User-agent: *\nCrawl-delay: 2\n", kind="text/plain")

        site.pages["/rss"], site.robots = feed, robots
        site.page("/1", article())
        crawl = Crawl(tmp_path)
        name = crawl.outlet("patient", site.base, rss=[f"{site.base}/rss"])
        assert crawl.run(name).status == 0
        first = crawl.query("SELECT * FROM paces")
        fresh[0] = "max-age=7200"
        crawl.run(name)
        second = crawl.query("SELECT * FROM paces")
    kept = {"url": f"{site.base}/rss", "outlet": name, "max_age": 600, "ttl": 5400, "period": 0, "delay": 2.0}
    assert first == [kept | {"skip": json.dumps([3])}]
    assert second == [kept | {"max_age": 7200, "skip": json.dumps([3])}]
