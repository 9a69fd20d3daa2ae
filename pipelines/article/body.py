"""The text of an article: trafilatura's craft on a tree parsed once, then what it leaves in is taken out."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_BLOCKS = frozenset(
    [
        "p",
        "head",
        "list",
        "item",
        "quote",
        "code",
        "table",
        "row",
        "lb",
        "div",
        "section",
        "article",
        "blockquote",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "fw",
    ]
)
_PRECISE = Extractor(output_format="python", precision=True, comments=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a body, signs of emphasis still in it, and the element it came from."""

    text: str
    tag: str


def extract(tree: HtmlElement) -> list[Line]:
    """Return the lines that a generic reader takes for the article; the tree is left as it is."""
    document = bare_extraction(tree, options=_PRECISE)
    if not isinstance(document, Document):
        return []
    return [line for line in _lines(document.body) if line.text]


def _lines(body: _Element) -> Iterator[Line]:
    pieces: list[str] = []
    tag = "p"
    for kind, value in _events(body, "p"):
        if kind == "text":
            pieces.append(value)
        else:
            if text := " ".join("".join(pieces).split()):
                yield Line(text, tag)
            pieces, tag = [], value
    if text := " ".join("".join(pieces).split()):
        yield Line(text, tag)


def _events(element: _Element, block: str) -> Iterator[tuple[str, str]]:
    """Walk in reading order: ``("text", words)``, or ``("break", tag)`` where a line of that tag begins."""
    tag = element.tag if isinstance(element.tag, str) else ""
    starts = tag in _BLOCKS
    inside = tag if starts and tag not in ("lb", "div", "section", "article") else block
    if starts:
        yield "break", inside
    elif tag == "cell" and element.getprevious() is not None:
        yield "text", " | "
    if element.text:
        yield "text", element.text
    for child in element:
        if tag == "cell" and child.tag in _BLOCKS:
            yield "text", " ".join(child.itertext())
        else:
            yield from _events(child, inside)
        if child.tail:
            yield "text", child.tail
    if starts:
        yield "break", block
