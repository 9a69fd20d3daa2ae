"""The headline: without the site's name, with its entities decoded, and which tag said so."""

import html
import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipelines.article.candidates import Candidate, choose
from pipelines.article.evidence import letters
from pipelines.article.head import Head, Node
from pipelines.model import Finding
from pipelines.text import clean_text

LONGEST = 400
LONGEST_NAME = 45
SHORTEST_WHOLE = 15
JSON_LD, H1, OPEN_GRAPH, DOCUMENT = "json-ld headline", "h1", "meta og:title", "title"
_PARTING = re.compile(
    r"\s+[|•·»›*~-]\s+|\s+[–—]\s+|\s*[|｜ㅣ]\s*|\s+::\s+|\s*--\s*|：(?=[^：]*$)|-(?=[^-]*ㅣ)"
)


def headline(
    head: Head, nodes: Iterable[Node], tree: HtmlElement, names: tuple[str, ...]
) -> tuple[str | None, tuple[Finding, ...]]:
    """Find the headline as readers see it, or None where the page has none."""
    site = site_names(head, nodes, names)
    found = list(_candidates(head, nodes, tree, site))
    best = _preferred({c.source: c.value for c in reversed(found) if c.refused is None})
    return choose("title", sorted(found, key=lambda c: c.source != best), letters)


def headings(head: Head, tree: HtmlElement) -> set[str]:
    """Every headline that the page shows or names, as ``letters``: a body does not start with one."""
    shown = [*_first_headings(tree), *(v for _, v in head.meta("og:title", "twitter:title")), head.title]
    return {letters(one) for one in shown} - {""}


def called(head: Head, nodes: Iterable[Node]) -> set[str]:
    """What the page's head calls its article, as ``letters``, site names included."""
    said = [v for node in nodes if isinstance(v := node.get("headline"), str)]
    said += [v for _, v in head.meta("og:title", "twitter:title")]
    return {letters(html.unescape(one)[:LONGEST]) for one in (*said, head.title)} - {""}


def _preferred(by_source: dict[str, str]) -> str | None:
    """The source whose headline is the editors' own, not the search engines' or a kicker's.

    JSON-LD is trusted first. Where it only repeats the document's title and ``h1`` agrees with ``og:title``,
    it is the search engines'; where ``h1``, JSON-LD and the document's title are one text, ``og:title`` was
    written apart from it; where one holds another whole, the rest is a kicker or a section.
    """
    said = {source: letters(value) for source, value in by_source.items()}
    ld, h1, og, document = (said.get(source) for source in (JSON_LD, H1, OPEN_GRAPH, DOCUMENT))
    if ld is None:
        return H1 if og and h1 and _opens(og, h1) else OPEN_GRAPH if og else H1 if h1 else None
    if h1 and _opens(ld, h1):
        return H1
    if og is None or og == ld:
        return JSON_LD
    search_title = ld == document
    kicker = len(og) > SHORTEST_WHOLE and og in ld
    return OPEN_GRAPH if kicker or (search_title and h1 in (og, ld)) else JSON_LD


def _opens(whole: str, part: str) -> bool:
    return whole != part and whole.startswith(part) and len(part) > SHORTEST_WHOLE


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
        yield H1, text
    yield from head.meta("og:title", "twitter:title", "title", "dc.title", "parsely-title")
    if head.title:
        yield DOCUMENT, head.title


def _first_headings(tree: HtmlElement) -> list[str]:
    return [text for h in list(tree.iter("h1"))[:3] if (text := clean_text(h.text_content(), LONGEST))]


def site_names(head: Head, nodes: Iterable[Node], names: tuple[str, ...]) -> set[str]:
    """The outlet's names as the caller and the page give them, as ``letters``."""
    said = [*names, *(v for _, v in head.meta("og:site_name", "application-name", "twitter:site"))]
    for node in nodes:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
            said.append(name)
    return {key for name in said if 0 < len(key := letters(name)) <= LONGEST_NAME}


def without_site(title: str, site: set[str]) -> str:
    """Take the site's name, and a section that stands before it, off either end of a headline."""
    parts = list(_PARTING.finditer(title))
    for n, part in enumerate(parts):
        if letters(title[part.end() :]) in site:
            title = title[: part.start()]
            before = parts[n - 1] if n else None
            if before is not None and part.start() - before.end() <= 20 < before.start():
                title = title[: before.start()]
            break
    for part in parts:
        if letters(title[: part.start()]) in site:
            return title[part.end() :]
    return title
