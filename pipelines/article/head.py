"""What a page says about itself: meta tags, links, the document title and JSON-LD, read once.

BeautifulSoup gets the head alone (with the JSON-LD scripts of the whole page), never the page.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.filter import SoupStrainer

from pipelines.text import clean_text

LARGEST_SCRIPT = 256 << 10
LARGEST_HEAD = 512 << 10
NODES = 400

_HEAD_ENDS = re.compile(r"</head|<body[\s>]", re.IGNORECASE)
_RAW = re.compile(r"<(script|style|noscript|svg)\b[^>]*+>(?>(?:[^<]++|<(?!/\1))*)", re.IGNORECASE)
_OTHER_LINK = re.compile(r"<link\b(?![^>]*canonical)[^>]*+>", re.IGNORECASE)
# What no field is made of: half of all meta tags, each dearer to read than to leave out.
_OTHER_META = re.compile(
    r"""<meta\b[^<>]*?\b(?:name|property|http-equiv)\s*=\s*["']?(?:viewport|theme-color|msapplication|apple-|ios|fb:
    |al:|twitter:(?:card|app|domain|player|creator|url)|google|msvalidate|robots|referrer|format-detection|generator
    |og:(?:image:(?:width|height|type|alt|secure)|video|locale:alt)|x-ua)[^<>]*+>""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ALONE = re.compile(r"[\W_]+")
_FIELDS = ["title", "meta", "link", "script"]
_WANTED = SoupStrainer(_FIELDS)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """``metas`` and ``links`` by lower-case name, in page order; ``nodes`` are all JSON-LD objects, flat."""

    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield ``(source, value)`` for every meta of these names, in the order of the names."""
        for name in names:
            for value in self.metas.get(name, ()):
                yield f"meta {name}", value

    def spelt(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield the same for names without punctuation: ``pub-date``, ``pub_date``, ``pubdate`` are one."""
        tables = [(_ALONE.sub("", name), name) for name in self.metas]
        for wanted in names:
            yield from self.meta(*(name for alone, name in tables if alone == wanted))

    def first(self, *names: str) -> str | None:
        """The first value of the first of these metas that the page has."""
        return next((value for _, value in self.meta(*names)), None)


def read_head(markup: str) -> Head:
    """Read what ``markup`` says about itself; a page without a head has an empty one."""
    soup = BeautifulSoup(_fragment(markup), "lxml", parse_only=_WANTED)
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    scripts: list[str] = []
    title = None
    for tag in soup.find_all(_FIELDS):
        if tag.name == "meta":
            _keep(metas, _name(tag, "property", "name", "itemprop", "http-equiv"), tag.get("content"))
        elif tag.name == "link":
            _keep(links, _name(tag, "rel"), tag.get("href"))
        elif tag.name == "script":
            scripts.append(tag.get_text())
        else:
            title = title or tag
    return Head(
        title=clean_text(title.get_text(" "), 1000) if title else "",
        metas=metas,
        links=links,
        nodes=tuple(_nodes(scripts)),
    )


def _fragment(markup: str) -> str:
    """The head without its scripts and style sheets, then the JSON-LD scripts of the whole page."""
    end = _HEAD_ENDS.search(markup)
    cut = markup[: min(end.start() if end else LARGEST_HEAD, LARGEST_HEAD)]
    return "\n".join([_OTHER_META.sub("", _OTHER_LINK.sub("", _RAW.sub("", cut))), *_json_ld(markup)])


def _json_ld(markup: str) -> Iterator[str]:
    """Yield every JSON-LD script of the page, tags included."""
    at = markup.find("ld+json")
    while at >= 0:
        start = markup.rfind("<", 0, at)
        end = markup.find("</", at)
        if end < 0:
            return
        if markup[start : start + 7].lower() == "<script":
            while (after := markup[end : end + 8].lower()) != "</script" and after:
                end = markup.find("</", end + 2)
                if end < 0:
                    return
            yield markup[start:end] + "</script>"
        at = markup.find("ld+json", end)


def _name(tag: Tag, *attributes: str) -> str:
    for attribute in attributes:
        if value := tag.get(attribute):
            return (value if isinstance(value, str) else " ".join(value)).lower()
    return ""


def _keep(table: dict[str, list[str]], name: str, value: object) -> None:
    if not name or not isinstance(value, str):
        return
    cleaned = clean_text(value, 4000)
    if cleaned and cleaned not in table.setdefault(name, []):
        table[name].append(cleaned)


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """Yield the objects of JSON-LD scripts that have a type, outermost first, ``NODES`` at most."""
    yield from islice((node for script in scripts for node in _walk(_json(script))), NODES)


def _json(text: str) -> object:
    if len(text) > LARGEST_SCRIPT:
        return None
    try:
        return json.loads(_COMMENT.sub("", text).strip(), strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _walk(value: object) -> Iterator[Node]:
    queue = [value]
    for seen in queue:
        if len(queue) > 20 * NODES:
            return
        if isinstance(seen, list):
            queue.extend(seen)
        elif isinstance(seen, dict):
            if "@type" in seen:
                yield seen
            queue.extend(v for v in seen.values() if isinstance(v, dict | list))
