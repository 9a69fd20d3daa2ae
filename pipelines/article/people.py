"""Who wrote an article: persons only."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipelines.article.head import Head, Node
from pipelines.model import Finding
from pipelines.text import clean_text

_BY = re.compile(r"^(?:by|von|par|por|de|di|door|av|af|text|story)\s*:?\s+", re.IGNORECASE)
_PARTED = re.compile(
    r"\s*(?:,|;|\||/|•|·|&|\sand\s|\sund\s|\set\s|\sy\s|\se\s|\sen\s|\soch\s|\sog\s)\s*", re.IGNORECASE
)


def authors(
    head: Head, nodes: Iterable[Node], tree: HtmlElement, site: set[str]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Name the persons who wrote the article, in the page's order; empty where it names none."""
    findings: list[Finding] = []
    chosen: tuple[str, ...] = ()
    for source, raw in _raw(head, nodes, tree):
        people = tuple(dict.fromkeys(p for name in raw for p in persons(name, site)))
        won = bool(people) and not chosen
        chosen = people if won else chosen
        why = (
            "the most trusted of those that hold"
            if won
            else "no person"
            if not people
            else "another is trusted more"
        )
        findings.append(Finding("authors", " | ".join(people or raw), source, won=won, why=why))
    return chosen, tuple(findings)


def persons(raw: str, site: set[str]) -> Iterator[str]:
    """Yield the persons that a byline names, without roles and outlets."""
    for part in _PARTED.split(_BY.sub("", clean_text(raw, 300))):
        name = part.strip(" .,-–—|@")
        if (
            1 < len(name) < 60
            and "://" not in name
            and not re.search(r"\d|www\.|\.com", name)
            and re.sub(r"[\W_]+", "", name.casefold()) not in site
        ):
            yield name


def _raw(head: Head, nodes: Iterable[Node], tree: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    for node in nodes:
        names = list(_names(node.get("author"))) or list(_names(node.get("creator")))
        if names:
            yield "json-ld author", names
    for source, value in head.meta(
        "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"
    ):
        yield source, [value]
    shown = [
        clean_text(e.text_content(), 300) for e in tree.xpath(".//*[@rel='author' or @itemprop='author']")[:4]
    ]
    if shown:
        yield "rel author", [s for s in shown if s]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:20]:
            yield from _names(one)
    elif isinstance(value, dict) and value.get("@type") not in ("Organization", "NewsMediaOrganization"):
        yield from _names(value.get("name"))
