"""Feeds, whole and broken; every broken one keeps what can be kept, every hostile one ends soon."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discover import Found, Malformed, rss
from pipelines.errors import Refused

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
URL = "https://reporter.example/feeds/film.xml"
DATE = "<pubDate>Fri, 20 Nov 2026 10:00:00 +0900</pubDate>"


def item(number: int, extra: str = DATE) -> str:
    link = f"https://reporter.example/story-{number}"
    return f"<item><title>Story {number}</title><link>{link}</link>{extra}</item>"


def channel(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Film</title>{"".join(items)}</channel></rss>'


def read(feed: str | bytes, kind: str = "") -> Found:
    return rss.read(feed.encode() if isinstance(feed, str) else feed, URL, NOW, kind)


def stories(found: Found) -> list[str]:
    return [each.url.rpartition("/")[2] for each in found.links]


WHOLE = ["story-1", "story-2", "story-3"]
THREE = (item(1), item(2), item(3))
BROKEN: dict[str, str | bytes] = {
    "plain": channel(*THREE),
    "a bare ampersand": channel(item(1), item(2).replace("Story", "Tom & Jerry"), item(3)),
    "an undeclared entity": channel(item(1), item(2).replace("Story", "Film&nbsp;News&hellip;"), item(3)),
    "control characters": channel(item(1), item(2).replace("Story", "St\x01o\x0bry"), item(3)),
    "a NUL": channel(item(1), item(2).replace("Story", "St\x00ry"), item(3)),
    "invalid UTF-8": channel(*THREE).encode().replace(b"Story 2", b"Caf\xe9 2"),
    "a truncated end": channel(*THREE)[: -len("</channel></rss>")],
    "a false encoding": channel(*THREE, head='<?xml version="1.0" encoding="utf-16"?>'),
    "an unknown encoding": channel(*THREE, head='<?xml version="1.0" encoding="x-klingon"?>'),
    "a byte order mark and blank lines": "\ufeff\n\n" + channel(*THREE),
    "a warning before it": "<br />\n<b>Warning</b>: something in /var/www/x.php\n" + channel(*THREE),
    "UTF-16": channel(*THREE, head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
    "Shift_JIS": channel(
        *THREE, "<item><title>映画</title></item>", head='<?xml version="1.0" encoding="Shift_JIS"?>'
    ).encode("shift_jis"),
    "an unclosed element": channel(item(1), item(2).replace("</title>", ""), item(3)),
    "crossed elements": channel(item(1), item(2).replace("</title>", "</b></title>"), item(3)),
    "markup in a title": channel(item(1), item(2).replace("Story 2", "<b>Story</b> <i>2"), item(3)),
    "CDATA everywhere": channel(*THREE)
    .replace("<title>Story", "<title><![CDATA[<b>Story</b>")
    .replace("</title><link>", "]]></title><link>"),
    "capital tags": channel(*THREE).replace("item>", "ITEM>").replace("title>", "TITLE>"),
    "a stylesheet and comments": channel(*THREE).replace(
        "<rss", '<?xml-stylesheet href="x.xsl"?><!-- <item><link>https://evil.example/x</link></item> --><rss'
    ),
    "links without a scheme": channel(*THREE).replace("https://reporter.example/", "//reporter.example/"),
    "relative links": channel(*THREE).replace("<link>https://reporter.example/", "<link>/"),
    "space around links": channel(*THREE).replace("<link>", "<link>\n   ").replace("</link>", "\n</link>"),
    "tracking parameters": channel(*THREE).replace("</link>", "?utm_source=rss&amp;utm_medium=feed</link>"),
    "an entry without a link": channel(item(1), "<item><title>lost</title></item>", item(2), item(3)),
    "an entry with a script for a link": channel(
        item(1), "<item><link>javascript:alert(1)</link></item>", item(2), item(3)
    ),
    "an entry with a file for a link": channel(
        item(1), "<item><link>file:///etc/passwd</link></item>", item(2), item(3)
    ),
    "an entry twice": channel(item(1), item(2), item(2), item(3)),
    "an external DTD": channel(*THREE).replace(
        "<rss", '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss'
    ),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_broken_feed_keeps_its_entries(name: str) -> None:
    assert stories(read(BROKEN[name])) == WHOLE


def timed(feed: str | bytes) -> tuple[float, str]:
    began = time.process_time()
    try:
        outcome = str(len(read(feed).links))
    except Refused as problem:
        outcome = problem.reason
    return time.process_time() - began, outcome


HOSTILE: dict[str, tuple[str, set[str]]] = {
    "a tag of 200 000 attributes": (
        channel(item(1)).replace("<item>", "<item " + " ".join(f'a{n}="v"' for n in range(200_000)) + ">"),
        {"hostile"},
    ),
    "attributes without spaces": (
        channel(item(1)).replace("<item>", "<item " + "".join(f'a{n}="v"' for n in range(40_000)) + ">"),
        {"hostile"},
    ),
    "slashes for attributes": (
        channel(item(1)).replace("<item>", "<item " + "".join(f"/a{n}" for n in range(40_000)) + ">"),
        {"hostile"},
    ),
    "nesting": (channel(item(1), "<a>" * 200_000), {"hostile"}),
    "300 000 entries": (channel(*("<item></item>" for _ in range(90_000))), {"0", "hostile"}),
    "many whole entries": (channel(*(item(n) for n in range(5_000))), {"2000"}),
    "a billion laughs": (
        channel(item(1)).replace(
            "<rss",
            "<!DOCTYPE x [<!ENTITY a 'ha'>"
            + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
            + "]><rss",
        ),
        {"entities"},
    ),
    "a local file by entity": (
        channel(item(1)).replace("<rss", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss'),
        {"entities"},
    ),
    "comments that never end": ("<rss>" + "<!--" * 100_000, {"0", "hostile", "not a feed"}),
    "CDATA that never ends": (
        channel("<item><title><![CDATA[" * 20_000),
        {"0", "1", "hostile"},
    ),
    "a title of four million letters": (channel(f"<item><title>{'x' * 4_000_000}</title></item>"), {"0"}),
    "quotation marks": ("<rss " + "a=\"'" * 500_000, {"hostile", "not a feed"}),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_feed_is_over_soon(name: str) -> None:
    feed, outcomes = HOSTILE[name]
    seconds, outcome = timed(feed)
    assert outcome in outcomes
    assert seconds < 4


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("<!DOCTYPE html><html><title>Sign in</title></html>", "page"),
        ("\ufeff  <html lang=en><body>Just a moment</body></html>", "page"),
        ("/etc/passwd", "not a feed"),
        ("http://169.254.169.254/latest/meta-data/", "not a feed"),
        ("Not Found", "not a feed"),
        ("{}", "not a feed"),
        ('{"items": 7}', "not a feed"),
        ('{"items": ', "not a feed"),
        ('{"items": [' + "[" * 100_000, "not a feed"),
        ('{"items": [], "x": NaN}', "not a feed"),
        ('{"items": [], "x": ' + "9" * 10_000 + "}", "not a feed"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: str, reason: str) -> None:
    with pytest.raises(Malformed) as told:
        read(body)
    assert told.value.reason == reason


@pytest.mark.parametrize("body", ["/etc/hostname", "file:///etc/hostname", "http://127.0.0.1:9/"])
def test_a_body_that_names_a_file_or_an_address_is_not_opened(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*given: Any, **named: Any) -> Any:
        raise AssertionError(f"opened {given}")

    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("socket.socket.connect", opened)
    with pytest.raises(Malformed):
        read(body)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 20 Nov 2026 10:00:00 +0900", datetime(2026, 11, 20, 1, tzinfo=UTC)),
        ("2026-11-20T10:00:00Z", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20T10:00:00.123+05:30", datetime(2026, 11, 20, 4, 30, 0, 123000, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("1753264800", None),
        ("Fri, 20 Nov 2026 10:00:00 +9999", None),
        ("9999-12-31T23:59:59Z", None),
        ("0000-00-00T00:00:00Z", None),
        ("1969-12-31T23:59:59Z", None),
        ("2026-11-25T10:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_that_cannot_be_true_is_none(date: str, expected: datetime | None) -> None:
    (link,) = read(channel(item(1, f"<pubDate>{date}</pubDate>"))).links
    assert link.published == expected


def test_atom_gives_both_times_its_alternate_link_and_its_hub() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://reporter.example/">
      <link rel="hub" href="https://hub.example/"/><link rel="self" href="https://reporter.example/atom"/>
      <entry><title type="html">&lt;b&gt;Story&lt;/b&gt; &amp;amp; more</title>
        <link rel="enclosure" href="https://reporter.example/sound.mp3"/>
        <link rel="alternate" href="story-1"/>
        <published>2026-11-20T10:00:00Z</published><updated>2026-11-21T07:00:00Z</updated></entry></feed>"""
    found = read(feed)
    (link,) = found.links
    assert (link.url, link.title) == ("https://reporter.example/story-1", "Story & more")
    assert (link.published, link.changed) == (
        datetime(2026, 11, 20, 10, tzinfo=UTC),
        datetime(2026, 11, 21, 7, tzinfo=UTC),
    )
    assert (found.hub, found.topic) == ("https://hub.example/", "https://reporter.example/atom")


def test_rdf_is_read() -> None:
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://reporter.example/"/>
      <item rdf:about="https://reporter.example/story-1"><title>Story</title>
      <link>https://reporter.example/story-1</link><dc:date>2026-11-20T10:00:00Z</dc:date></item></rdf:RDF>"""
    (link,) = read(feed).links
    assert link.newest == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_a_permalink_stands_in_for_a_missing_link() -> None:
    guid = '<guid isPermaLink="true">https://reporter.example/story-1</guid>'
    assert stories(read(channel(f"<item><title>Story</title>{guid}</item>"))) == ["story-1"]


def test_a_json_feed_is_read_and_its_bad_items_alone_are_lost() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "feed_url": "https://reporter.example/feed.json",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": "1",
                "url": "/story-1",
                "title": "Story\u0007 <1>",
                "date_published": "2026-11-20T10:00:00Z",
            },
            {"id": "https://reporter.example/story-2", "title": ["not", "text"], "date_modified": 7},
            {"id": 3, "url": {"no": "address"}},
            None,
            "story",
            {"url": "javascript:alert(1)"},
        ],
    }
    found = read("\ufeff" + json.dumps(feed))
    assert [(each.url, each.title) for each in found.links] == [
        ("https://reporter.example/story-1", "Story"),
        ("https://reporter.example/story-2", ""),
    ]
    assert (found.hub, found.topic, found.skipped) == (
        "https://hub.example/",
        "https://reporter.example/feed.json",
        2,
    )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise: bytes, place: int) -> None:
    feed = channel(*THREE).encode()
    try:
        found = read(feed[:place] + noise + feed[place:])
    except Refused:
        return
    assert all(each.url.startswith(("http://", "https://")) for each in found.links)


@pytest.mark.parametrize("declared", ["", ' encoding="utf-16"', ' encoding="utf-8"'])
@pytest.mark.parametrize("kind", ["", "text/xml", "text/xml; charset=utf-8", "text/xml; charset=utf-16"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_are_read_whatever_is_declared(encoding: str, kind: str, declared: str) -> None:
    text = (
        f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><item><title>밤배</title>'
        "<link>https://reporter.example/1</link></item></channel></rss>"
    )
    found = rss.read(text.encode(encoding), "https://reporter.example/feed", NOW, kind)
    assert [each.title for each in found.links] == ["밤배"]
