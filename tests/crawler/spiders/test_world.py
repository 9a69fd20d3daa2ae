"""A world of 120 outlets, twenty of them hostile or broken, crawled at once: each has its own outcome."""

import gzip
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawler.fetch.test_faults import (
    circle,
    cut_short,
    dripping_body,
    endless_chunks,
    endless_headers,
    garbage,
    never_answers,
    promised_much,
    reset,
    towards,
)
from tests.crawler.tls import self_signed
from tests.crawler.world import Answer, Call, Crawl, Done, Site, World, article, rss, world

pytestmark = pytest.mark.slow
SOUND, STORIES = 100, 3
KINDS = ("rss", "atom", "json", "sitemap", "index", "listing")


def status(number: int, **headers: str) -> Answer:
    async def answer(call: Call) -> None:
        await call.send("<html><title>no</title></html>", number, **headers)

    return answer


def body(text: str | bytes, kind: str = "text/xml", **headers: str) -> Answer:
    async def answer(call: Call) -> None:
        await call.send(text, kind=kind, **headers)

    return answer


BOMB = gzip.compress(b"\0" * (24 << 20))
ATTRIBUTES = (
    "<rss><channel><item " + " ".join(f'a{number}="v"' for number in range(100_000)) + "/></channel></rss>"
)
ENTITIES = "<!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel><item><link>&a;</link></item></channel></rss>"
CHALLENGE = "<!DOCTYPE html><html><script src='/cdn-cgi/challenge-platform/h.js'></script></html>"
BROKEN: dict[str, tuple[Answer, str]] = {
    "missing": (status(404), "gone"),
    "forbidden": (status(403), "failed:http_403"),
    "failing": (status(500), "failed:http_500"),
    "busy": (status(429, Retry_After="600"), "asleep"),
    "bomb": (body(BOMB, Content_Encoding="gzip"), "too_large"),
    "endless": (endless_chunks, "too_large"),
    "headers": (endless_headers, "too_large"),
    "promise": (promised_much, "too_large"),
    "silent": (never_answers, "failed:timeout"),
    "drips": (dripping_body, "failed:timeout"),
    "cut": (cut_short, "failed:truncated"),
    "reset": (reset, "failed:truncated"),
    "garbage": (garbage, "failed:garbage"),
    "circle": (circle, "failed:redirects"),
    "inside": (towards("http://169.254.169.254/latest/meta-data/"), "refused:address"),
    "attributes": (body(ATTRIBUTES), "hostile"),
    "entities": (body(ENTITIES), "suspect"),
    "challenge": (body(CHALLENGE, "text/html"), "suspect"),
    "empty": (body(""), "suspect"),
}


@dataclass(frozen=True)
class Outlet:
    """One outlet: its site, the address of its way in, and what is expected of that."""

    site: Site
    url: str
    outcome: str


def stories(site: Site, number: int) -> list[str]:
    """Furnish a site with articles; gives their addresses."""
    made = []
    for each in range(STORIES):
        path = f"/film/2026/11/a-story-of-outlet-{number}-and-no-other-{each}"
        site.page(path, article(f"Outlet {number} tells story {each} of the day"))
        made.append(site.base + path)
    return made


def sound(made: World, crawl: Crawl, number: int) -> Outlet:
    """An outlet in good order, by one of the ways in."""
    site, kind = made.site(), KINDS[number % len(KINDS)]
    links = stories(site, number)
    ways = {"sitemap": "sitemaps", "index": "sitemaps", "listing": "listings"}
    path = {"sitemap": "/news.xml", "index": "/index.xml", "listing": "/film/"}.get(kind, "/feed")
    WAYS[kind](site, path, links)
    crawl.outlet(f"outlet_{number}", site.base, **{ways.get(kind, "rss"): [site.base + path]})
    return Outlet(site, site.base + path, "new")


def as_rss(site: Site, path: str, links: list[str]) -> None:
    site.page(path, rss(*links), kind="application/rss+xml")


def as_atom(site: Site, path: str, links: list[str]) -> None:
    entries = "".join(f'<entry><title>x</title><link href="{link}"/></entry>' for link in links)
    site.page(
        path, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', kind="application/atom+xml"
    )


def as_json(site: Site, path: str, links: list[str]) -> None:
    items = ",".join(f'{{"id": "{link}", "url": "{link}"}}' for link in links)
    site.page(path, f'{{"version": "1.1", "items": [{items}]}}', kind="application/feed+json")


def as_sitemap(site: Site, path: str, links: list[str]) -> None:
    urls = "".join(f"<url><loc>{link}</loc><lastmod>2026-11-20</lastmod></url>" for link in links)
    site.page(path, f"<urlset>{urls}<url><loc>javascript:x</loc></url></urlset>", kind="application/xml")


def as_index(site: Site, path: str, links: list[str]) -> None:
    site.page(path, f"<sitemapindex><sitemap><loc>{site.base}/a.xml</loc></sitemap></sitemapindex>")
    as_sitemap(site, "/a.xml", links)


def as_listing(site: Site, path: str, links: list[str]) -> None:
    teasers = "".join(
        f'<h2><a href="{link}">A headline about a film of some length</a></h2>' for link in links
    )
    site.page(path, f"<html><nav><a href='/about/'>About</a></nav>{teasers}</html>")


WAYS = {
    "rss": as_rss,
    "atom": as_atom,
    "json": as_json,
    "sitemap": as_sitemap,
    "index": as_index,
    "listing": as_listing,
}


class Everywhere:
    """The outlets and their one crawl."""

    def __init__(self, made: World, folder: Path) -> None:
        self.world, self.crawl = made, Crawl(folder)
        self.sound = [sound(made, self.crawl, number) for number in range(SOUND)]
        self.broken = [self._broken(name, *told) for name, told in BROKEN.items()]
        tls = made.site(tls=self_signed(folder))
        self.crawl.outlet("untrusted", tls.base, rss=[f"{tls.base}/feed"])
        self.broken.append(Outlet(tls, f"{tls.base}/feed", "failed:tls"))
        self.done: Done = self.crawl.run("--set", "DOWNLOAD_TIMEOUT=12")

    def _broken(self, name: str, answer: Answer, outcome: str) -> Outlet:
        site = self.world.site()
        site.pages["/feed"] = answer
        self.crawl.outlet(name, site.base, rss=[f"{site.base}/feed"])
        return Outlet(site, f"{site.base}/feed", outcome)


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everywhere]:
    with world() as made:
        yield Everywhere(made, tmp_path_factory.mktemp("world"))


def test_120_outlets_are_crawled_within_90_seconds(everywhere: Everywhere) -> None:
    assert len(everywhere.sound) + len(everywhere.broken) == 120
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    if load > 2 * cores:
        pytest.skip(f"{load:.0f} processes want {cores} cores: {everywhere.done.seconds:.0f} s say nothing")
    assert everywhere.done.seconds < 90


def test_each_outlet_has_the_outcome_expected_of_it(everywhere: Everywhere) -> None:
    outlets = everywhere.sound + everywhere.broken
    assert {each.url: everywhere.done.outcome(each.url) for each in outlets} == {
        each.url: each.outcome for each in outlets
    }


def test_every_article_of_a_sound_outlet_is_read_once(everywhere: Everywhere) -> None:
    articles = Counter(row["outcome"] for row in everywhere.done.rows.values() if row["way"] == "article")
    assert articles == {"new": SOUND * STORIES}
    for each in everywhere.sound:
        asked = everywhere.world.asked(each.site)
        assert len(asked) == len(set(asked))


def test_the_run_adds_up_and_names_those_that_failed(everywhere: Everywhere) -> None:
    assert everywhere.done.status == 1
    assert all(row["outcome"] not in (None, "lost") for row in everywhere.done.rows.values())
    lines = [line for line in everywhere.done.out.splitlines() if line.startswith("  ")]
    assert len(lines) == len(everywhere.broken) - 1  # being asked to wait is no failure
    assert "Traceback" not in everywhere.done.err + everywhere.done.out
