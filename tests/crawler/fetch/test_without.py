"""The same faults with the guard taken out: each gets through, so the tests that hold it can fail."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.tls import self_signed
from tests.crawler.world import Call, Crawl, Done, Site, World, article, rss, world

pytestmark = pytest.mark.slow
HANDLER = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
OPEN = {
    "DOWNLOAD_HANDLERS": json.dumps({"http": HANDLER, "https": HANDLER}),
    "DOWNLOAD_VERIFY_CERTIFICATES": "False",
    "DOWNLOAD_MAXSIZE": "0",
    "COOKIES_ENABLED": "True",
    "REDIRECT_MAX_TIMES": "9",
}


class Open:
    """A few faults and one crawl without what holds them off."""

    def __init__(self, made: World, folder: Path) -> None:
        self.world, crawl = made, Crawl(folder)
        names = ("cookie", "inside", "forbidden", "bomb", "circle", "head")
        self.sites = {name: made.site() for name in names} | {"tls": made.site(tls=self_signed(folder))}
        self.sites["forbidden"].page("/secret", article())

        async def biscuit(call: Call) -> None:
            await call.send(rss(f"{call.site.base}/story"), kind="text/xml", Set_Cookie="id=1; Path=/")

        async def circle(call: Call) -> None:
            await call.send("", 302, Location="/feed")

        async def long_head(call: Call) -> None:
            lines = {f"X_{number}": "y" * 5_000 for number in range(100)}
            await call.send(rss(f"{call.site.base}/story"), kind="text/xml", **lines)

        self.sites["cookie"].pages["/feed"] = biscuit
        self.sites["cookie"].page("/story", article())
        self.sites["tls"].pages["/feed"] = biscuit
        self.sites["head"].pages["/feed"] = long_head
        self.sites["circle"].pages["/feed"] = circle
        self.sites["inside"].page("/feed", "", status=302, Location=f"{self.sites['forbidden'].base}/secret")
        bomb = gzip.compress(rss().encode() + b" " * (12 << 20))
        self.sites["bomb"].page("/feed", bomb, kind="text/xml", Content_Encoding="gzip")
        for name in self.sites.keys() - {"forbidden"}:
            crawl.outlet(name, self.sites[name].base, rss=[f"{self.sites[name].base}/feed"])
        allowed = ",".join(site.host for name, site in self.sites.items() if name != "forbidden")
        options = [part for name, value in OPEN.items() for part in ("--set", f"{name}={value}")]
        self.done: Done = crawl.run(*options, GREENLIT_PRIVATE=allowed)

    def outcome(self, name: str) -> str | None:
        return self.done.outcome(f"{self.site(name).base}/feed")

    def site(self, name: str) -> Site:
        return self.sites[name]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with world() as made:
        yield Open(made, tmp_path_factory.mktemp("open"))


def test_without_the_guard_a_private_address_is_reached(without: Open) -> None:
    assert "/secret" in without.world.asked(without.site("forbidden"))


def test_without_verification_any_certificate_will_do(without: Open) -> None:
    assert without.outcome("tls") == "new"


def test_without_a_limit_a_bomb_goes_off(without: Open) -> None:
    assert without.outcome("bomb") == "new"


def test_without_the_guard_a_head_may_be_of_any_size(without: Open) -> None:
    assert without.outcome("head") == "new"


def test_without_the_setting_cookies_go_back(without: Open) -> None:
    assert {hit.path for hit in without.world.hits if "cookie" in hit.headers} == {"/story"}


def test_without_the_setting_a_circle_is_longer(without: Open) -> None:
    assert without.world.asked(without.site("circle")).count("/feed") == 10


def test_with_proxies_on_the_environments_would_be_used(tmp_path: Path) -> None:
    with world() as made:
        crawl, site, proxy = Crawl(tmp_path), made.site(), made.site()
        site.page("/feed", rss(), kind="text/xml")
        crawl.outlet("reporter", site.base, rss=[f"{site.base}/feed"])
        crawl.run(
            "--set",
            "HTTPPROXY_ENABLED=True",
            "--set",
            f"DOWNLOAD_HANDLERS={OPEN['DOWNLOAD_HANDLERS']}",
            http_proxy=proxy.base,
        )
        assert made.asked(proxy)
