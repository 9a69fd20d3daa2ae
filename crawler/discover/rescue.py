"""Entries of a feed whose markup is broken, found one by one: what is wrong with one loses no other."""

import re
from collections.abc import Iterator
from html import unescape

START = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
LONGEST = 50_000
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def entries(text: str, most: int) -> Iterator[dict[str, str]]:
    """Yield the fields of each entry, as the feed writes them: link, id, title, published, updated."""
    text = uncommented(text)
    starts = [start.end() for start in START.finditer(text)][: most + 1]
    ends = [*starts, len(text)][1:]
    for start, end in list(zip(starts, ends, strict=True))[:most]:
        yield _fields(text[start : min(end, start + LONGEST)])


def uncommented(text: str) -> str:
    """Take comments out in one pass; one that never ends is text like any other."""
    first, *rest = text.split("<!--")
    pieces = (piece.partition("-->") for piece in rest)
    return first + "".join(after if end else comment for comment, end, after in pieces)


def _fields(text: str) -> dict[str, str]:
    found = {name: value for name, pattern in _FIELDS if (value := _value(pattern, text))}
    href = _HREF.search(text)
    if "link" not in found and href:
        found["link"] = unescape(href[1])
    return found


def _value(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return unescape(_CDATA.sub("", match[1])).strip() if match else ""


def _field(*names: str) -> re.Pattern[str]:
    tag = "|".join(names)
    return re.compile(rf"<(?:{tag})(?:\s[^<>]*)?>\s*((?:<!\[CDATA\[)?[^<]+)", re.IGNORECASE)


_FIELDS = (
    ("link", _field("link", "rss:link")),
    ("id", _field("guid", "id")),
    ("title", _field("title", "rss:title", "media:title")),
    ("published", _field("pubDate", "published", "dc:date", "issued")),
    ("updated", _field("updated", "modified", "atom:updated", "dcterms:modified")),
)
_HREF = re.compile(r"<(?:[a-z]+:)?link\s[^<>]*?\bhref\s*=\s*[\"']([^\"'<>]+)", re.IGNORECASE)
