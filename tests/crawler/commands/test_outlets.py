"""``greenlit outlets`` and ``greenlit new outlet``, as a user runs them."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.catalogue import load
from tests.crawler import world as world_of
from tests.crawler.world import Call, Crawl, Said, Site, World, article, rss, world

DAYS = [f"2026-11-{day:02}T10:00:00Z" for day in range(10, 16)]


def greenlit(*arguments: str, folder: Path) -> Said:
    return world_of.greenlit(*arguments, GREENLIT_DATA=str(folder), GREENLIT_PRIVATE="127.0.0.0/8")


@pytest.fixture
def made() -> Iterator[World]:
    with world() as each:
        yield each


def furnish(site: Site, sentence: str) -> list[str]:
    """Give a site six dated stories and a feed of them."""
    links = []
    for number, day in enumerate(DAYS):
        path = f"/2026/11/the-long-story-number-{number}-of-six"
        date = f'<meta property="article:published_time" content="{day}">'
        told = sentence.replace("Friday", WEEKDAYS[number])
        page = article(f"Story {number}", head=date).replace("<article>", f"<article><p>{told}</p>")
        site.page(path, page)
        links.append(site.base + path)
    items = "".join(
        f"<item><title>S</title><link>{link}</link><pubDate>{day}</pubDate></item>"
        for link, day in zip(links, DAYS, strict=True)
    )
    site.page("/film.xml", rss(extra=items), kind="application/rss+xml")
    return links


# What repeats word for word on several pages of a site is its furniture.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


async def no(call: Call) -> None:
    await call.send("User-agent: *\nDisallow: /\n", kind="text/plain")


SENTENCE = "Netflix has renewed “Hollow Crown” for a second season, the company announced on Friday."


def test_the_catalogue_is_listed_with_ids_and_ways(tmp_path: Path) -> None:
    done = greenlit("outlets", folder=tmp_path)
    lines = done.out.splitlines()
    assert done.status == 0
    assert [line.split("\t")[0] for line in lines] == list(load())
    told = [json.loads(line) for line in greenlit("outlets", "--json", folder=tmp_path).out.splitlines()]
    assert {each["id"] for each in told} == set(load())


@pytest.mark.slow
def test_a_check_says_what_is_there_and_what_was_promised(made: World, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    good, bad, busy, closed = (made.site() for _ in range(4))
    for site in (good, busy):
        furnish(site, SENTENCE)
    crawl.outlet("good", good.base, rss=[f"{good.base}/film.xml"])
    crawl.outlet("bad", bad.base, rss=[f"{bad.base}/film.xml"])
    catalogue = tmp_path / "catalogue"
    crawl.outlet("busy", busy.base, rss=[f"{busy.base}/film.xml"])
    crawl.outlet("closed", closed.base, rss=[f"{closed.base}/film.xml"])
    closed.robots = no
    promise = "verified = false\n[expect]\narticles_per_day = { min = 50, max = 90 }\n"
    with (catalogue / "en" / "busy.toml").open("a", encoding="utf-8") as lines:
        lines.write(promise)
    (catalogue / "en" / "good.toml").write_text(
        (catalogue / "en" / "good.toml").read_text() + "verified = false\n", encoding="utf-8"
    )
    done = greenlit(
        "outlets",
        "check",
        "en/good",
        "en/bad",
        "en/busy",
        "en/closed",
        "--catalogue",
        str(catalogue),
        "--json",
        "--verify",
        folder=tmp_path,
    )
    told = {each["outlet"]: each for each in map(json.loads, done.out.splitlines())}
    assert done.status == 1
    assert (told["en/good"]["well"], told["en/good"]["per_day"]) == (True, 1.0)
    assert told["en/good"]["ways"][0]["found"] == 6
    assert len(told["en/good"]["articles"]) == 3
    assert all(each["claims"] and each["language"] == "en" for each in told["en/good"]["articles"])
    assert any("gone" in problem for problem in told["en/bad"]["problems"])
    assert load(catalogue)["en/good"].verified
    assert not (tmp_path / "greenlit.sqlite").exists()
    assert "refused:robots" in told["en/closed"]["problems"][0]
    assert all(each["title_source"] and each["date_source"] for each in told["en/good"]["articles"])
    assert told["en/good"]["newest"].startswith("2026-11-15")
    assert told["en/busy"]["problems"] == ["1 articles a day, expected 50 to 90"]
    assert not load(catalogue)["en/busy"].verified


@pytest.mark.slow
def test_a_new_outlet_is_found_from_its_address(made: World, tmp_path: Path) -> None:
    site = made.site()
    links = furnish(site, SENTENCE)
    site.robots = naming_a_map
    entries = "".join(f"<url><loc>{link}</loc><lastmod>{DAYS[0]}</lastmod></url>" for link in links)
    site.page("/news/map.xml", f"<urlset>{entries}</urlset>", kind="application/xml")
    head = '<link rel="alternate" type="application/rss+xml" href="/film.xml">'
    site.page("/", f"<html lang='en'><title>The Reporter</title>{head}<p>Welcome</p></html>")
    folder = tmp_path / "outlets"
    done = greenlit(
        "new", "outlet", site.base, "--into", str(folder), "--name", "the_reporter", folder=tmp_path
    )
    assert done.status == 0, done.out + done.err
    outlet = load(folder)["en/the_reporter"]
    assert (outlet.name, outlet.rss, outlet.verified) == ("The Reporter", (f"{site.base}/film.xml",), True)
    assert outlet.sitemaps == (f"{site.base}/news/map.xml",)
    assert "Hollow Crown" in done.out
    (case,) = (tmp_path / "cases" / "en" / "the_reporter").iterdir()
    assert tomllib.loads((case / "page.toml").read_text())["url"] in links
    assert json.loads((case / "expected.json").read_text())["claims"]

    again = greenlit(
        "new", "outlet", site.base, "--into", str(folder), "--name", "the_reporter", folder=tmp_path
    )
    assert again.status == 2
    assert "is there already" in again.err


async def naming_a_map(call: Call) -> None:
    await call.send(f"User-agent: *\nAllow: /\nSitemap: {call.site.base}/news/map.xml\n", kind="text/plain")


@pytest.mark.slow
def test_an_outlet_without_feed_or_map_is_found_by_its_headlines(made: World, tmp_path: Path) -> None:
    site = made.site()
    links = furnish(site, SENTENCE)
    del site.pages["/film.xml"]
    teasers = "".join(
        f'<h2><a href="{link}">한국 영화 새 시즌 제작 확정 소식 전해져</a></h2>' for link in links
    )
    site.page(
        "/", f"<html lang='ko-KR'><title>화면일보</title><nav><a href='/a'>메뉴</a></nav>{teasers}</html>"
    )
    folder = tmp_path / "outlets"
    done = greenlit("new", "outlet", site.base, "--into", str(folder), "--name", "ilbo", folder=tmp_path)
    outlet = load(folder)["ko/ilbo"]
    assert (outlet.name, outlet.rss, outlet.listings) == ("화면일보", (), (site.base,))
    assert "articles in en, expected ko" in done.out  # its pages say that they are English


def test_an_address_without_a_way_in_is_one_line(made: World, tmp_path: Path) -> None:
    site = made.site()
    site.page("/", "<html lang='en'><title>Nothing</title></html>")
    done = greenlit("new", "outlet", site.base, folder=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert "no feed, news sitemap or listing found" in done.err
    assert len(done.err.splitlines()) == 1
