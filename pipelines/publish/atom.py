"""``atom.xml``: the newest updates for a feed reader.

Source:
    RFC 4287 (Atom), RFC 4151 (``tag:`` addresses, which stay the same wherever the feed lies).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from pipelines.facts import Fact, Update
from pipelines.publish.phrases import headline_words
from pipelines.publish.source import Source

NEWEST = 200
ATOM = "http://www.w3.org/2005/Atom"
TAG = "tag:greenlit,2026"
EMPTY = "2026-01-01T00:00:00+00:00"
"""When a feed without entries was last changed: Atom wants a time, and it may not be now."""

# Everything that XML 1.0 has no place for; a writer that lets it through makes a feed nobody can read.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(source: Source) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the feed."""
    yield "atom.xml", iter([feed(list(source.updates(NEWEST)))])


def feed(newest: list[tuple[Fact, Update]]) -> str:
    """Write a feed of these updates, the newest first."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"{TAG}:updates")
    _add(root, "title", "greenlit: what changed in film and series news")
    _add(root, "updated", _stamp(newest[0][1].at) if newest else EMPTY)
    _add(ET.SubElement(root, "author"), "name", "greenlit")
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for fact, update in newest:
        _entry(root, fact, update)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def link(url: str | None) -> str | None:
    """Give an address that may stand in a feed: http or https with a host, else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _entry(root: ET.Element, fact: Fact, update: Update) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", f"{TAG}:update/{update.id}")
    _add(entry, "title", headline_words(fact, update))
    _add(entry, "published", _stamp(update.at))
    _add(entry, "updated", _stamp(update.at))
    ET.SubElement(entry, "category", {"term": update.kind})
    ET.SubElement(entry, "category", {"term": _fit(fact.title)})
    telling = update.telling
    if telling is None:
        return
    url = link(telling.url)
    if url:
        ET.SubElement(entry, "link", {"rel": "via", "href": _fit(url)})
    who = telling.attribution or telling.outlet or telling.source
    _add(entry, "summary", f"{telling.certainty}, {who}: “{telling.sentence}”")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
