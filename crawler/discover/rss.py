"""RSS, Atom and JSON feeds. What is broken is read as far as it goes; what is hostile is refused."""

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

import feedparser

from crawler.discover import Found, Link, Malformed, link, pace, plausible, rescue
from crawler.discover.scan import scan
from crawler.discover.wide import narrow

MOST_ENTRIES = 2_000
MOST_JSON = 4 << 20
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_ENTRY = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>/]")
_DECLARED = re.compile(
    rb"^(\s*(?:\xef\xbb\xbf)?\s*<\?xml[^<>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"'<>]{0,60}[\"']"
)
# feedparser means never to raise, yet some bytes make it: what it may raise is the broken feed's fault.
_RAISED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError)
_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)


def read(body: bytes, url: str, now: datetime, content_type: str = "") -> Found:
    """Read one feed; ``url`` is the address that answered, ``content_type`` its header of that name.

    Raises:
        Malformed: ``empty``, ``page`` (a web page where a feed was), ``entities``, ``not a feed``.
        Refused: ``hostile`` for markup that would freeze a parser.
    """
    body = narrow(body)
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Malformed("empty")
    if start[:1] == b"{":
        return _json(body, url, now)
    if _PAGE.match(start):
        raise Malformed("page", "a web page where a feed was")
    return _xml(body, url, now, content_type)


def moment(text: object, now: datetime) -> datetime | None:
    """Read a feed's date (RFC 2822 or ISO 8601), None where it is neither or cannot be true."""
    if not isinstance(text, str) or not 8 <= len(text) <= 60:
        return None
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = reader(text.strip())
        except (ValueError, TypeError, OverflowError):
            continue
        return plausible(time if time.tzinfo else time.replace(tzinfo=UTC), now)
    return None


def plain(text: object) -> str:
    """Turn a title into plain text of at most 500 characters: no markup, no control characters."""
    if not isinstance(text, str):
        return ""
    bare = _MARKUP.sub("", unescape(text[:5000]))
    return " ".join("".join(mark if mark.isprintable() else " " for mark in bare).split())[:500]


def _xml(body: bytes, url: str, now: datetime, content_type: str) -> Found:
    if re.search(rb"<!ENTITY", body.replace(b"\0", b""), re.IGNORECASE):
        raise Malformed("entities", "a feed that declares entities")
    scan(body)
    body, content_type = _in_utf8(_first(body), content_type)
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    try:
        told = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _RAISED:
        told = feedparser.FeedParserDict(feed={}, entries=[], bozo=True, version="", encoding="")
    entries = told.entries[:MOST_ENTRIES]
    if told.bozo:
        text = body.decode(told.get("encoding") if _is_text(told.get("encoding")) else "utf-8", "replace")
        rescued = list(rescue.entries(text, MOST_ENTRIES))
        entries = rescued if len(rescued) > len(entries) else entries
    if not entries and not told.version:
        raise Malformed("not a feed")
    base = told.feed.get("link") or url
    rels = {entry.get("rel"): entry.get("href") for entry in told.feed.get("links", ())}
    links = [_entry(entry, url, base, now) for entry in entries]
    found = _found(links, _text(rels.get("hub")), _text(rels.get("self")))
    return replace(found, pace=pace.read(told.feed, body))


def _in_utf8(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Take the declarations off a body that is UTF-8 whatever it declares: false ones mislead the parser."""
    if b"\x1b" in body:
        return body, content_type
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, content_type
    return _DECLARED.sub(rb"\1", body, count=1), content_type.partition(";")[0]


def _is_text(encoding: object) -> bool:
    try:
        return isinstance(encoding, str) and bool(encoding) and codecs.lookup(encoding).name != "undefined"
    except LookupError:
        return False


def _first(body: bytes) -> bytes:
    """Cut a feed after its first 2000 entries: a longer one only costs time."""
    starts = _ENTRY.finditer(body)
    for number, start in enumerate(starts):
        if number == MOST_ENTRIES:
            return body[: start.start()]
    return body


def _entry(entry: dict[str, Any], url: str, base: str, now: datetime) -> Link | None:
    published = moment(entry.get("published") or entry.get("created"), now)
    changed = moment(dict.get(entry, "updated"), now)  # its own get answers with the published time
    title = plain(entry.get("title"))
    for address in _addresses(entry):
        for origin in (url, base):
            found = link(origin, address, published=published, changed=changed, title=title)
            if found:
                return found
    return None


def _addresses(entry: Mapping[str, Any]) -> Iterator[object]:
    yield from (each.get("href") for each in entry.get("links", ()) if each.get("rel") == "alternate")
    yield entry.get("feedburner_origlink")
    yield entry.get("link")
    if str(entry.get("id", "")).startswith(("http://", "https://")):
        yield entry["id"]


def _json(body: bytes, url: str, now: datetime) -> Found:
    if len(body) > MOST_JSON:
        raise Malformed("too large", "a JSON feed over 4 MiB")
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"), parse_constant=_refuse)
    except (ValueError, RecursionError) as problem:
        raise Malformed("not a feed", f"JSON: {problem}"[:200]) from problem
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise Malformed("not a feed", "JSON without items")
    hubs = [hub.get("url") for hub in _dicts(told.get("hubs")) if hub.get("type") == "WebSub"]
    links = [_item(item, url, now) for item in _dicts(items[:MOST_ENTRIES])]
    return _found(links, _text(hubs[0] if hubs else None), _text(told.get("feed_url")))


def _item(item: Mapping[str, Any], url: str, now: datetime) -> Link | None:
    told = {
        "published": moment(item.get("date_published"), now),
        "changed": moment(item.get("date_modified"), now),
        "title": plain(item.get("title")),
    }
    given = item.get("id") if str(item.get("id", "")).startswith("http") else None
    candidates = (link(url, each, **told) for each in (item.get("url"), given) if each)
    return next((found for found in candidates if found), None)


def _found(links: list[Link | None], hub: str | None, topic: str | None) -> Found:
    kept = {each.url: each for each in reversed(links) if each}
    unique = tuple(reversed(kept.values()))
    return Found(unique, hub=hub, topic=topic, skipped=sum(each is None for each in links))


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
