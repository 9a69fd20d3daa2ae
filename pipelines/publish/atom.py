"""``atom.xml``: the newest updates for a feed reader.

Source:
    RFC 4287 (Atom), RFC 4151 (``tag:`` addresses, which stay the same wherever the feed lies).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from pipelines.facts import Fact, Update
from pipelines.publish.links import link, path_of
from pipelines.publish.overview import Overview
from pipelines.publish.phrases import Outlets, headline_words

ATOM = "http://www.w3.org/2005/Atom"
TAG = "tag:greenlit,2026"
EMPTY = "2026-01-01T00:00:00+00:00"
"""When a feed without entries was last changed: Atom wants a time, and it may not be now."""

# Everything that XML 1.0 has no place for; a writer that lets it through makes a feed nobody can read.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(overview: Overview, outlets: Outlets) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the feed."""
    yield "atom.xml", iter([feed(overview.newest, outlets)])


def feed(newest: Sequence[tuple[Fact, Update]], outlets: Outlets) -> str:
    """Write a feed of these updates, the newest first."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"{TAG}:updates")
    _add(root, "title", "greenlit: what changed in film and series news")
    _add(root, "updated", _stamp(newest[0][1].at) if newest else EMPTY)
    _add(ET.SubElement(root, "author"), "name", "greenlit")
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for fact, update in newest:
        _entry(root, fact, update, outlets)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(root: ET.Element, fact: Fact, update: Update, outlets: Outlets) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", f"{TAG}:update/{update.id}")
    _add(entry, "title", headline_words(fact, update, outlets))
    _add(entry, "published", _stamp(update.at))
    _add(entry, "updated", _stamp(update.at))
    page = f"{path_of(fact.work, fact.title)}#u-{update.id}"
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    ET.SubElement(entry, "category", {"term": update.kind})
    ET.SubElement(entry, "category", {"term": _fit(fact.title)})
    telling = update.telling
    if telling is None:
        return
    url = link(telling.url)
    if url:
        ET.SubElement(entry, "link", {"rel": "via", "href": _fit(url)})
    who = ", in ".join(filter(None, (telling.attribution, outlets.name(telling))))
    _add(entry, "summary", f"“{telling.sentence}” ({who}; {telling.certainty})")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
