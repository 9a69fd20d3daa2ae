"""Outlets that the generic reader needs to be told about: the layout that was in use, applied."""

from collections.abc import Iterator
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from lxml.cssselect import CSSSelector
from lxml.etree import tostring
from lxml.html import HtmlElement

from pipelines.article.body import Line
from pipelines.article.options import Layout
from pipelines.text import clean_text

_BLOCKS = {"p": "p", "li": "item", "blockquote": "quote", "dd": "p", "dt": "p", "td": "p", "figcaption": "p"}
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = (*_BLOCKS, *_HEADS, "div", "section", "article", "ul", "ol", "table", "tr", "figure", "br")


def current(layouts: tuple[Layout, ...], on: date) -> Layout | None:
    """The layout that was in use on a day: the one that ends first among those that had not ended."""
    running = [layout for layout in layouts if layout.until is None or layout.until >= on]
    return min(running, key=lambda layout: layout.until or date.max, default=None)


def lines(layout: Layout, tree: HtmlElement) -> list[Line]:
    """The article's lines where the layout says it stands; empty where the page has no such element."""
    found: list[Line] = []
    for element in _select(layout.body, tree):
        fragment = BeautifulSoup(tostring(element, encoding="unicode", with_tail=False), "lxml")
        for selector in layout.remove:
            for unwanted in fragment.select(selector):
                unwanted.decompose()
        found += _lines(fragment)
    return found


def texts(selectors: tuple[str, ...], tree: HtmlElement) -> list[str]:
    """The text of every element that is selected, in the order of the selectors."""
    return [text for e in _select(selectors, tree) if (text := clean_text(e.text_content(), 400))]


def _select(selectors: tuple[str, ...], tree: HtmlElement) -> Iterator[HtmlElement]:
    for selector in selectors:
        yield from CSSSelector(selector, translator="html")(tree)


def _lines(fragment: BeautifulSoup) -> list[Line]:
    """The fragment's paragraphs: words up to the next block belong to the block that they stand in."""
    done: list[Line] = []
    words: list[str] = []
    tag = "p"
    for kind, value in _walk(fragment, "p"):
        if kind == "words":
            words.append(value)
            continue
        if text := " ".join("".join(words).split()):
            done.append(Line(text, tag))
        words, tag = [], value
    if text := " ".join("".join(words).split()):
        done.append(Line(text, tag))
    return done


def _walk(element: PageElement, tag: str) -> Iterator[tuple[str, str]]:
    if isinstance(element, NavigableString):
        if type(element) is NavigableString:  # comments and the like are its subclasses
            yield "words", str(element)
        return
    if not isinstance(element, Tag):
        return
    own = "head" if element.name in _HEADS else _BLOCKS.get(element.name, tag)
    if element.name in _PARTS:
        yield "block", own
    for child in element.children:
        yield from _walk(child, own)
    if element.name in _PARTS:
        yield "block", tag
