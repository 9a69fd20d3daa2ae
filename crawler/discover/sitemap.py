"""News sitemaps and sitemap indexes, read entry by entry so that one bad entry loses nothing else.

Source:
    sitemaps.org protocol 0.9; the news extension (``news:publication_date``, ``news:title``).
"""

import re
import zlib
from datetime import datetime, timedelta
from html import unescape

from crawler.discover import Found, Link, Malformed, link, rss
from crawler.discover.rescue import uncommented
from crawler.discover.wide import narrow

MOST_ENTRIES = 50_000
MOST_MAPS = 50
ALWAYS = 100
LONGEST_ENTRY = 20_000
UNPACKED = 32 << 20
_START = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(url|sitemap)\s*>")
_FIELD = r"<(?:[A-Za-z][\w.-]*:)?{}(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))"
_LOC = re.compile(_FIELD.format("loc"), re.DOTALL)
_LASTMOD = re.compile(_FIELD.format("lastmod"), re.DOTALL)
_PUBLISHED = re.compile(_FIELD.format("publication_date"), re.DOTALL)
_TITLE = re.compile(_FIELD.format("title"), re.DOTALL)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]{1,40})[\"']")


def read(body: bytes, url: str, now: datetime, window: timedelta = timedelta(days=3)) -> Found:
    """Read a sitemap, a sitemap index (its ``maps``), a feed used as one, or a plain list of addresses.

    Of a large sitemap only entries that are new within ``window`` count, and the newest hundred in any case;
    of an index only the maps changed within it, and those without a time.

    Raises:
        Malformed: ``empty``, ``page``, ``not a sitemap``, ``too large`` once unpacked.
    """
    text = _text(_unpacked(body))
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if not head:
        raise Malformed("empty")
    if re.match(r"<(?:!doctype html|html)[\s>]", head, re.IGNORECASE):
        raise Malformed("page", "a web page where a sitemap was")
    if _FEED.search(head):
        return rss.read(text.encode(), url, now)
    if not head.startswith("<"):
        return _listed(text, url)
    return _entries(text, url, now, window)


def _entries(text: str, url: str, now: datetime, window: timedelta) -> Found:
    text = uncommented(text)
    starts = list(_START.finditer(text))[: MOST_ENTRIES + 1]
    if not starts and not re.search(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)", text[:4096]):
        raise Malformed("not a sitemap")
    links: list[Link] = []
    maps: list[Link] = []
    skipped = 0
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts[:MOST_ENTRIES], ends, strict=False):
        found = _entry(text[start.end() : min(end, start.end() + LONGEST_ENTRY)], url, now)
        if found is None:
            skipped += 1
        else:
            (links if start[1] == "url" else maps).append(found)
    return Found(_recent(links, now - window), _changed(maps, now - window), skipped=skipped)


def _entry(text: str, url: str, now: datetime) -> Link | None:
    return link(
        url,
        _value(_LOC, text),
        published=rss.moment(_value(_PUBLISHED, text), now),
        changed=rss.moment(_value(_LASTMOD, text), now),
        title=rss.plain(_value(_TITLE, text)),
    )


def _value(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    if match is None:
        return None
    return (match[1] if match[1] is not None else unescape(match[2])).strip()


def _recent(links: list[Link], since: datetime) -> tuple[Link, ...]:
    if len(links) <= ALWAYS:
        return tuple(links)
    timed = sorted((each for each in links if each.newest), key=_newest, reverse=True)
    return tuple(each for place, each in enumerate(timed) if place < ALWAYS or _newest(each) >= since)


def _changed(maps: list[Link], since: datetime) -> tuple[str, ...]:
    """The maps worth reading: the latest change first, then those that do not say, the last listed first."""
    timed = sorted((each for each in maps if each.newest), key=_newest, reverse=True)
    fresh = [each for place, each in enumerate(timed) if place == 0 or _newest(each) >= since]
    untold = [each for each in reversed(maps) if each.newest is None]
    return tuple(each.url for each in (fresh + untold)[:MOST_MAPS])


def _newest(each: Link) -> datetime:
    assert each.newest is not None  # noqa: S101  # only called on links with a time
    return each.newest


def _listed(text: str, url: str) -> Found:
    lines = text.splitlines()[:MOST_ENTRIES]
    if not lines[0].strip().startswith(("http://", "https://")):
        raise Malformed("not a sitemap")
    links = [link(url, line) for line in lines if line.strip()]
    return Found(tuple(each for each in links if each)[:ALWAYS], skipped=sum(each is None for each in links))


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    unpack = zlib.decompressobj(wbits=31)
    try:
        plain = unpack.decompress(body, UNPACKED)
    except zlib.error as problem:
        raise Malformed("not a sitemap", f"gzip: {problem}") from problem
    if unpack.unconsumed_tail:
        raise Malformed("too large", f"more than {UNPACKED} bytes once unpacked")
    return plain


def _text(body: bytes) -> str:
    """Decode a sitemap: as UTF-8 where it is that, whatever it declares, else as what it declares."""
    body = narrow(body)
    named = _ENCODING.match(body[:200])
    for encoding, errors in (("utf-8", "strict"), (named[1].decode() if named else "utf-8", "replace")):
        try:
            return body.decode(encoding, errors)
        except (LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")
