"""The headline: without the site's name, with its entities decoded, and which tag said so."""

import html
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipelines.article.candidates import Candidate, choose
from pipelines.article.head import Head, Node
from pipelines.model import Finding
from pipelines.text import clean_text

LONGEST = 400
_PARTING = re.compile(r"\s+[|•·»›~-]\s+|\s+[–—]\s+|\s*[|｜]\s*|\s+::\s+|\s+- ")
_LETTERS = re.compile(r"[\W_]+")


def headline(
    head: Head, nodes: Iterable[Node], tree: HtmlElement, names: tuple[str, ...]
) -> tuple[str | None, tuple[Finding, ...]]:
    """Find the headline as readers see it, or None where the page has none."""
    site = site_names(head, nodes, names)
    return choose("title", _candidates(head, nodes, tree, site), letters)


def headings(head: Head, tree: HtmlElement) -> set[str]:
    """Every headline that the page shows or names, as ``letters``: a body does not start with one."""
    shown = [*_first_headings(tree), *(v for _, v in head.meta("og:title", "twitter:title")), head.title]
    return {letters(one) for one in shown} - {""}


def letters(text: str) -> str:
    """The letters and digits of ``text`` in lower case: what two spellings of one headline share."""
    return _LETTERS.sub("", text.casefold())


def _candidates(head: Head, nodes: Iterable[Node], tree: HtmlElement, site: set[str]) -> Iterator[Candidate]:
    for source, raw in _raw(head, nodes, tree):
        value = without_site(clean_text(html.unescape(raw), LONGEST), site)
        refused = None
        if letters(value) in site:
            refused = "it is the site's name"
        elif len(letters(value)) < 2:
            refused = "no words in it"
        yield Candidate(value, source, refused)


def _raw(head: Head, nodes: Iterable[Node], tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for key in ("headline", "name"):
            if isinstance(value := node.get(key), str):
                yield f"json-ld {key}", value
                break
    for text in _first_headings(tree):
        yield "h1", text
    yield from head.meta("og:title", "twitter:title", "title", "dc.title", "parsely-title")
    if head.title:
        yield "title", head.title


def _first_headings(tree: HtmlElement) -> list[str]:
    return [text for h in list(tree.iter("h1"))[:3] if (text := clean_text(h.text_content(), LONGEST))]


def site_names(head: Head, nodes: Iterable[Node], names: tuple[str, ...]) -> set[str]:
    """The outlet's names as the caller and the page give them, as ``letters``."""
    said = [
        *names,
        *(v for _, v in head.meta("og:site_name", "application-name", "al:android:app_name", "twitter:site")),
    ]
    for node in nodes:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
            said.append(name)
    return {letters(name) for name in said} - {""}


def without_site(title: str, site: set[str]) -> str:
    """Take the site's name off either end of a headline."""
    parts = list(_PARTING.finditer(title))
    for part in reversed(parts):
        if letters(title[part.end() :]) in site:
            title = title[: part.start()]
    for part in parts:
        if letters(title[: part.start()]) in site:
            return title[part.end() :]
    return title
