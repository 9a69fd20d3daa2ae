"""Sitemaps: one bad entry loses nothing else, and size never costs more than it must."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.discover import Found, Malformed, sitemap

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
URL = "https://reporter.example/news-sitemap.xml"


def entry(name: str, when: str = "2026-11-20T10:00:00Z", title: str = "A story") -> str:
    return (
        f"<url><loc>https://reporter.example/{name}</loc><news:news><news:publication_date>{when}"
        f"</news:publication_date><news:title>{title}</news:title></news:news></url>"
    )


def urlset(*entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns:news="x">{"".join(entries)}</urlset>'


def read(text: str | bytes) -> Found:
    return sitemap.read(text.encode() if isinstance(text, str) else text, URL, NOW)


def names(found: Found) -> list[str]:
    return [each.url.rpartition("/")[2] for each in found.links]


def test_a_news_sitemap_gives_times_and_titles() -> None:
    (link,) = read(urlset(entry("a", title="Tom &amp; <![CDATA[Jerry]]>"))).links
    assert (link.url, link.published) == (
        "https://reporter.example/a",
        datetime(2026, 11, 20, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "bad",
    [
        "<url><loc>javascript:alert(1)</loc></url>",
        "<url><loc>file:///etc/hostname</loc></url>",
        "<url><loc>not an address at all</loc></url>",
        "<url><loc>http://[bad</loc></url>",
        "<url><loc>https://user:pass@reporter.example/x</loc></url>",
        "<url><loc></loc></url>",
        "<url/>",
        "<url><loc>https://reporter.example/x",
        "<url><loc>https://reporter.example/\x01x</loc></url>",
        "<url>& &nbsp; <<<</url>",
        "<!-- <url><loc>https://evil.example/x</loc></url> -->",
        f"<url><loc>https://reporter.example/{'x' * 5000}</loc></url>",
    ],
)
def test_a_bad_entry_loses_nothing_else(bad: str) -> None:
    assert {"a", "b"} <= set(names(read(urlset(entry("a"), bad, entry("b")))))
    assert not [name for name in names(read(urlset(entry("a"), bad, entry("b")))) if "evil" in name]


def test_prefixes_and_cdata_do_not_matter() -> None:
    text = "<ns:urlset><ns:url><ns:loc><![CDATA[https://reporter.example/a?x=1&y=2]]></ns:loc></ns:url></ns:urlset>"
    assert names(read(text)) == ["a?x=1&y=2"]


def test_packed_and_utf_16_sitemaps_are_read() -> None:
    assert names(read(gzip.compress(urlset(entry("a")).encode()))) == ["a"]
    assert names(read(urlset(entry("a")).encode("utf-16"))) == ["a"]


def test_a_packed_bomb_is_too_large() -> None:
    with pytest.raises(Malformed, match="too large"):
        read(gzip.compress(b"<urlset>" + b" " * (40 << 20)))


def test_of_a_large_sitemap_only_the_new_and_the_newest_hundred_count() -> None:
    old = [entry(f"old-{number}", f"2020-01-01T{number % 24:02}:00:00Z") for number in range(5_000)]
    new = [entry(f"new-{number}", "2026-11-20T10:00:00Z") for number in range(150)]
    found = names(read(urlset(*old, *new)))
    assert len(found) == 150
    assert all(name.startswith("new") for name in found)
    assert len(names(read(urlset(*old)))) == 100


def test_fifty_thousand_entries_end_it() -> None:
    began = time.process_time()
    found = read(urlset(*(entry(str(number)) for number in range(60_000))))
    assert len(found.links) == 50_000
    assert time.process_time() - began < 15


def test_an_index_gives_its_newest_maps_first_and_not_the_old() -> None:
    maps = [("a", "2026-11-19"), ("b", "2026-11-20"), ("c", "2020-01-01")]
    text = "".join(
        f"<sitemap><loc>https://reporter.example/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in maps
    )
    found = read(f"<sitemapindex>{text}<sitemap><loc>/d.xml</loc></sitemap></sitemapindex>")
    assert [url.rpartition("/")[2] for url in found.maps] == ["b.xml", "a.xml", "d.xml"]


def test_a_list_of_addresses_and_a_feed_serve_as_sitemaps() -> None:
    assert names(read("https://reporter.example/a\nhttps://reporter.example/b\n")) == ["a", "b"]
    feed = "<rss version='2.0'><channel><item><link>https://reporter.example/a</link></item></channel></rss>"
    assert names(read(feed)) == ["a"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<!DOCTYPE html><html>", "page"),
        ("<x/>", "not a sitemap"),
        ("\x1f\x8bx", "empty"),
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(text: str, reason: str) -> None:
    with pytest.raises(Malformed) as told:
        read(text.encode("latin-1"))
    assert told.value.reason == reason


@pytest.mark.parametrize("piece", ["<url>", "<!--", "<url><loc>", "<loc><![CDATA[", "<url><loc>&", "</url><"])
def test_no_piece_repeated_takes_long(piece: str) -> None:
    began = time.process_time()
    read("<urlset>" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 5


def test_the_window_is_an_argument() -> None:
    entries = [entry(f"d{day}", f"2026-{10 + day // 28:02}-{1 + day % 28:02}T00:00:00Z") for day in range(40)]
    text = urlset(*(entries * 10)).encode()
    wide = sitemap.read(text, URL, NOW, window=timedelta(days=60))
    assert len(wide.links) > len(sitemap.read(text, URL, NOW, window=timedelta(days=1)).links)


@pytest.mark.parametrize(
    "declared", ["utf-8", "utf-32", "idna", "undefined", "punycode", "hex", "no-such-thing"]
)
def test_a_sitemap_in_utf_8_is_read_whatever_it_declares(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><urlset><url><loc>https://reporter.example/é</loc></url></urlset>'
    assert [each.url for each in sitemap.read(text.encode(), URL, NOW).links] == [
        "https://reporter.example/é"
    ]


@pytest.mark.parametrize("declared", ["iso-8859-1", "idna", "undefined", "punycode", "hex"])
def test_a_sitemap_that_is_no_utf_8_is_read_as_far_as_what_it_declares_goes(declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'.encode()
    body = head + b"<urlset><url><loc>https://reporter.example/1</loc></url><!-- \xe9 --></urlset>"
    try:
        assert [each.url for each in sitemap.read(body, URL, NOW).links] == ["https://reporter.example/1"]
    except Malformed:
        assert declared == "punycode"
