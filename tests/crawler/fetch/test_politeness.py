"""Each promise of docs/politeness.md, read from the servers' own log after two crawls of all of them."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from crawler.fetch.archive import pages
from pipelines.ledger import open_ledger
from pipelines.ledger.crawl import robots
from tests.crawler.world import Answer, Call, Crawl, Done, Hit, Site, article, rss, world

pytestmark = pytest.mark.slow


def status(number: int, body: str = "", **headers: str) -> Answer:
    async def answer(call: Call) -> None:
        await call.send(body, number, "text/plain", **headers)

    return answer


async def hang(call: Call) -> None:
    await asyncio.sleep(30)


async def drop(call: Call) -> None:
    call.writer.transport.abort()


async def around(call: Call) -> None:
    await call.send("", 302, Location="/robots.txt")


YES, NO = "User-agent: *\nAllow: /\n", "User-agent: *\nDisallow: /\n"
MANY = "User-agent: *\n" + "".join(f"Disallow: /*x{number}y*z\n" for number in range(20_000))
ROBOTS: dict[str, tuple[Answer, bool]] = {
    "says_yes": (status(200, "User-agent: *\nAllow: /\n"), True),
    "says_no": (status(200, "User-agent: *\nDisallow: /\n"), False),
    "says_no_to_us": (status(200, "User-agent: greenlit\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
    "says_no_to_others": (status(200, "User-agent: otherbot\nDisallow: /\n"), True),
    "is_missing": (status(404), True),
    "is_unauthorised": (status(401), True),
    "is_forbidden": (status(403), True),
    "is_a_page": (status(200, "<html><body>welcome</body></html>"), True),
    "fails": (status(500), False),
    "is_unavailable": (status(503), False),
    "is_busy": (status(429), False),
    "hangs": (hang, False),
    "is_reset": (drop, False),
    "goes_around": (around, False),
    "forbids_late": (status(200, "#" * (600 << 10) + "\nUser-agent: *\nDisallow: /\n"), True),
    "forbids_early": (status(200, "User-agent: *\nDisallow: /\n#" + "x" * (600 << 10)), False),
    "has_a_mark": (status(200, "\ufeffUser-agent: *\nDisallow: /\n"), False),
    "has_no_line_feeds": (status(200, "User-agent: *\rDisallow: /\r"), False),
    "has_many_rules": (status(200, MANY + "Disallow: /feed\n"), False),
    "has_a_wild_rule": (status(200, f"User-agent: *\nDisallow: /{'*a' * 60}b\n"), True),
}
KEPT: dict[str, tuple[str, timedelta, Answer, list[str]]] = {
    "kept_an_hour": (NO, timedelta(hours=1), status(200, YES), []),
    "kept_two_days": (NO, timedelta(days=2), status(200, YES), ["/robots.txt", "/feed", "/story-0"]),
    "stands_in": (YES, timedelta(days=2), status(500), ["/robots.txt", "/feed", "/story-0"]),
    "stands_in_for_no": (NO, timedelta(days=2), status(500), ["/robots.txt"]),
    "is_too_old": (YES, timedelta(days=31), status(500), ["/robots.txt"]),
}
HEADERS = {
    "noindex": ({"X_Robots_Tag": "noindex"}, "", "refused:noindex"),
    "none": ({"X_Robots_Tag": "nofollow, NONE"}, "", "refused:noindex"),
    "meta": ({}, '<meta name="robots" content="noindex, follow">', "refused:noindex"),
    "turned": ({}, "<meta content='noindex' name=ROBOTS>", "refused:noindex"),
    "snippet": ({}, '<meta name="robots" content="nosnippet">', "refused:nosnippet"),
    "ours": ({"X_Robots_Tag": "greenlit: noindex"}, "", "refused:noindex"),
    "other": ({"X_Robots_Tag": "otherbot: noindex"}, '<meta name="otherbot" content="noindex">', "read"),
    "plain": ({"X_Robots_Tag": "max-snippet:-1"}, '<meta name="robots" content="index, noarchive">', "read"),
}
OTHERS = [
    *("delays", "delays_long", "busy_429", "busy_503", "slow", "validates", "moves", "heads", "trap"),
    *("points_elsewhere", "nest", "walled", "emptied"),
]
TAG, DATE = 'W/"a, b;\u00e4"', "Thu, 19 Nov 2026 10:00:00 GMT"


class Polite:
    """One host for each promise, and what two crawls of them left."""

    def __init__(self, crawl: Crawl, sites: dict[str, Site], proxy: Site) -> None:
        self.crawl, self.sites, self.proxy = crawl, sites, proxy
        self.under_way: list[int] = []
        self._now = 0
        self.first: Done
        self.second: Done

    def outlet(self, name: str, stories: int = 1) -> Site:
        """Give a host a feed of so many stories and make it an outlet."""
        site = self.sites[name]
        paths = [f"/story-{number}" for number in range(stories)]
        for path in paths:
            site.page(path, article(f"The {path[1:]} of {name}"))
        site.page("/feed", rss(*(site.base + path for path in paths)), kind="application/rss+xml")
        self.crawl.outlet(name, site.base, rss=[f"{site.base}/feed"])
        return site

    async def slowly(self, call: Call) -> None:
        """Answer after a while, counting how many wait."""
        self._now += 1
        self.under_way.append(self._now)
        await asyncio.sleep(0.1)
        self._now -= 1
        await call.send(article(f"Slow story {call.hit.path}"))


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Polite, list[Hit]]]:
    names = [*ROBOTS, *KEPT, *OTHERS]
    with world() as made:
        crawl = Crawl(tmp_path_factory.mktemp("polite"))
        polite = Polite(crawl, {name: made.site() for name in names}, made.site())
        for name, (answer, _) in ROBOTS.items():
            polite.outlet(name).robots = answer
        _furnish(polite)
        _remember(polite)
        proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"), polite.proxy.base)
        contact = {"GREENLIT_CONTACT": "https://crawler.example/about"}
        options = ("--set", "DOWNLOAD_TIMEOUT=8", "--set", "CONCURRENT_REQUESTS=32")
        polite.first = crawl.run(*options, "--keep", str(crawl.folder / "kept.warc.gz"), **proxies, **contact)
        polite.second = crawl.run(*options, **proxies, **contact)
        yield polite, list(made.hits)


def _furnish(polite: Polite) -> None:
    polite.outlet("delays", 2).robots = status(200, "User-agent: *\nCrawl-delay: 1.5\n")
    polite.outlet("delays_long", 2).robots = status(200, "User-agent: *\nCrawl-delay: 1000\n")
    for code in (429, 503):
        polite.outlet(f"busy_{code}").pages["/feed"] = status(code, Retry_After="3600")
    slow = polite.outlet("slow", 4)
    for number in range(4):
        slow.pages[f"/story-{number}"] = polite.slowly
    validates = polite.outlet("validates")

    async def feed(call: Call) -> None:
        if call.hit.headers.get("if-none-match"):
            await call.send(b"", 304)
        else:
            await call.send(rss(f"{validates.base}/story-0"), kind="text/xml", ETag=TAG, Last_Modified=DATE)

    validates.pages["/feed"] = feed
    moves = polite.outlet("moves")
    moves.pages["/feed"] = status(302, Location=f"{validates.base}/moved")
    validates.page("/moved", rss(f"{moves.base}/story-0"), kind="text/xml", ETag='"moved"')
    heads = polite.outlet("heads")
    for name, (headers, head, _) in HEADERS.items():
        heads.page(f"/{name}", article(f"The {name} story", head=head), **headers)
    heads.page("/feed", rss(*(f"{heads.base}/{name}" for name in HEADERS)), kind="text/xml")
    trap = polite.outlet("trap")
    links = "".join(
        f'<a href="/calendar/2026/11/{day}/what-happens-on-this-day">{day}</a>' for day in range(9)
    )
    furniture = f'{links}<img src="/i.png"><script src="/s.js"></script><iframe src="/f"></iframe></body>'
    trap.page(
        "/story-0", article("A trap").replace("</body>", furniture), Set_Cookie="id=1; Domain=example.com"
    )

    polite.sites["slow"].page("/rules.txt", NO)
    polite.outlet("points_elsewhere").robots = status(302, Location=f"{slow.base}/rules.txt")
    nest = polite.sites["nest"]
    polite.crawl.outlet("nest", nest.base, sitemaps=[f"{nest.base}/map-0.xml"])
    for number in range(9):
        deeper = f"<sitemap><loc>{nest.base}/map-{number + 1}.xml</loc></sitemap>"
        nest.page(f"/map-{number}.xml", f"<sitemapindex>{deeper}</sitemapindex>")
    _turning(polite)


def _turning(polite: Polite) -> None:
    """A story behind a wall, and a feed without entries, the second time."""
    walled, emptied = polite.outlet("walled"), polite.outlet("emptied")

    async def feed(call: Call) -> None:
        again = call.world.asked(call.site).count("/feed") > 1
        links = [] if again and call.site is emptied else [f"{call.site.base}/story-0"]
        day = "Sat, 21" if again else "Fri, 20"
        await call.send(rss(*links, date=f"{day} Nov 2026 10:00:00 GMT"), kind="text/xml")

    async def story(call: Call) -> None:
        if call.world.asked(walled).count("/story-0") > 1:
            await call.send("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'>")
        else:
            await call.send(article("Before the wall"), ETag='"before"')

    walled.pages |= {"/feed": feed, "/story-0": story}
    emptied.pages["/feed"] = feed


def _remember(polite: Polite) -> None:
    """What robots.txt of some hosts said when it was asked for last."""
    rows = []
    for name, (said, age, answer, _) in KEPT.items():
        site = polite.outlet(name)
        site.robots = answer
        asked = datetime.now(UTC) - age
        rows.append({"origin": site.base, "body": said.encode(), "status": 200, "fetched": asked})
    with (
        open_ledger(f"sqlite:///{polite.crawl.folder}/greenlit.sqlite") as ledger,
        ledger.transaction() as connection,
    ):
        connection.execute(sa.insert(robots), rows)


def of(polite: tuple[Polite, list[Hit]], name: str) -> list[Hit]:
    """What was asked of one host, in order."""
    return [hit for hit in polite[1] if hit.host == polite[0].sites[name].host]


def paths(polite: tuple[Polite, list[Hit]], name: str) -> list[str]:
    return [hit.path for hit in of(polite, name)]


@pytest.mark.parametrize("name", list(ROBOTS))
def test_robots_txt_is_obeyed_and_unreachable_is_no(polite: tuple[Polite, list[Hit]], name: str) -> None:
    assert paths(polite, name)[0] == "/robots.txt"
    assert ("/feed" in paths(polite, name)) == ROBOTS[name][1]


def test_robots_txt_is_asked_for_once_a_day_and_remembered(polite: tuple[Polite, list[Hit]]) -> None:
    assert paths(polite, "says_yes") == ["/robots.txt", "/feed", "/story-0", "/feed"]
    assert paths(polite, "says_no") == ["/robots.txt"]


@pytest.mark.parametrize("name", list(KEPT))
def test_an_old_robots_txt_stands_in_for_one_that_is_out_of_reach(
    polite: tuple[Polite, list[Hit]], name: str
) -> None:
    expected = KEPT[name][3]
    assert paths(polite, name)[: len(expected) or None] == expected
    assert ("/feed" in paths(polite, name)) == ("/feed" in expected)
    assert paths(polite, name).count("/robots.txt") == (
        2 if name in ("stands_in", "stands_in_for_no", "is_too_old") else len(expected[:1])
    )


def test_rules_that_a_redirect_leads_to_hold(polite: tuple[Polite, list[Hit]]) -> None:
    assert paths(polite, "points_elsewhere") == ["/robots.txt"]


def test_crawl_delay_is_kept(polite: tuple[Polite, list[Hit]]) -> None:
    times = [hit.at for hit in of(polite, "delays")[1:4]]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))


def test_a_crawl_delay_that_leaves_no_time_puts_the_rest_off(polite: tuple[Polite, list[Hit]]) -> None:
    base = polite[0].sites["delays_long"].base
    assert [polite[0].first.outcome(f"{base}/story-{number}") for number in range(2)] == ["deferred"] * 2
    assert paths(polite, "delays_long")[:2] == ["/robots.txt", "/feed"]
    assert len(paths(polite, "delays_long")) == 3  # one request a run


@pytest.mark.parametrize("name", ["busy_429", "busy_503"])
def test_retry_after_is_kept_over_restarts(polite: tuple[Polite, list[Hit]], name: str) -> None:
    url = f"{polite[0].sites[name].base}/feed"
    assert paths(polite, name) == ["/robots.txt", "/feed"]
    assert polite[0].first.outcome(url) == polite[0].second.outcome(url) == "asleep"
    seconds = "SELECT host, (julianday(asleep) - julianday('now')) * 86400 AS seconds FROM hosts"
    (left,) = [row["seconds"] for row in polite[0].crawl.query(seconds) if row["host"] in url]
    assert 1800 < left <= 3600


def test_a_host_is_asked_one_thing_at_a_time(polite: tuple[Polite, list[Hit]]) -> None:
    assert polite[0].under_way == [1, 1, 1, 1]


def test_we_say_who_we_are_and_whom_to_complain_to(polite: tuple[Polite, list[Hit]]) -> None:
    (agent,) = {hit.headers["user-agent"] for hit in polite[1]}
    assert agent.startswith("greenlit/")
    assert agent.endswith(" (+https://crawler.example/about)")


def test_no_cookie_referrer_or_credentials_are_sent(polite: tuple[Polite, list[Hit]]) -> None:
    sent = {name for hit in polite[1] for name in hit.headers}
    usual = {"host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"}
    assert sent <= usual | {"if-none-match", "if-modified-since"}


def test_a_proxy_of_the_environment_is_not_used(polite: tuple[Polite, list[Hit]]) -> None:
    assert [hit for hit in polite[1] if hit.host == polite[0].proxy.host] == []


def test_validators_are_sent_back_verbatim(polite: tuple[Polite, list[Hit]]) -> None:
    last = [hit for hit in of(polite, "validates") if hit.path == "/feed"][-1].headers
    assert last["if-none-match"].encode("latin-1").decode() == TAG
    assert last["if-modified-since"] == DATE
    row = polite[0].second.rows[f"{polite[0].sites['validates'].base}/feed"]
    assert (row["outcome"], row["bytes"]) == ("unchanged", 0)


def test_validators_go_only_to_the_address_that_gave_them(polite: tuple[Polite, list[Hit]]) -> None:
    first = [hit.headers.get("if-none-match") for hit in of(polite, "moves") if hit.path == "/feed"]
    moved = [hit.headers.get("if-none-match") for hit in of(polite, "validates") if hit.path == "/moved"]
    assert (first, moved) == ([None, None], [None, '"moved"'])


@pytest.mark.parametrize("name", list(HEADERS))
def test_a_page_that_may_not_be_indexed_is_not_kept(polite: tuple[Polite, list[Hit]], name: str) -> None:
    outcome = polite[0].first.outcome(f"{polite[0].sites['heads'].base}/{name}") or ""
    expected = HEADERS[name][2]
    assert outcome == expected if expected != "read" else not outcome.startswith("refused")


def test_what_may_not_be_archived_is_not_kept(polite: tuple[Polite, list[Hit]]) -> None:
    kept = {page.url for page in pages(polite[0].crawl.folder / "kept.warc.gz")}
    heads = polite[0].sites["heads"].base
    assert f"{heads}/other" in kept
    assert not kept & {f"{heads}/{name}" for name in ("noindex", "none", "meta", "plain")}


def test_maps_of_maps_are_followed_two_levels_deep(polite: tuple[Polite, list[Hit]]) -> None:
    assert paths(polite, "nest")[:4] == ["/robots.txt", "/map-0.xml", "/map-1.xml", "/map-2.xml"]
    assert "/map-3.xml" not in paths(polite, "nest")


def test_a_wall_where_a_story_was_is_suspect_and_the_story_stays(polite: tuple[Polite, list[Hit]]) -> None:
    url = f"{polite[0].sites['walled'].base}/story-0"
    assert (polite[0].first.outcome(url), polite[0].second.outcome(url)) == ("new", "suspect")
    assert polite[0].second.rows[url]["detail"] == "bot challenge"
    (known,) = polite[0].crawl.query(f"SELECT etag, failures FROM addresses WHERE url = '{url}'")
    assert known == {"etag": '"before"', "failures": 1}
    (title,) = polite[0].crawl.query(f"SELECT title FROM articles WHERE url = '{url}'")
    assert title == {"title": "Before the wall"}
    assert "en/walled: 1 suspect" in polite[0].second.out


def test_a_feed_that_lost_all_entries_is_suspect_and_told(polite: tuple[Polite, list[Hit]]) -> None:
    url = f"{polite[0].sites['emptied'].base}/feed"
    assert (polite[0].first.outcome(url), polite[0].second.outcome(url)) == ("new", "suspect")
    assert f"rss {url}: suspect (no entries where there were 1)" in polite[0].second.out
    assert polite[0].crawl.query(f"SELECT size FROM addresses WHERE url = '{url}'") == [{"size": 1}]


def test_only_what_was_asked_for_is_fetched(polite: tuple[Polite, list[Hit]]) -> None:
    assert paths(polite, "trap") == ["/robots.txt", "/feed", "/story-0", "/feed"]
