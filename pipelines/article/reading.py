"""Page → Article, in order: decode, pre-scan, parse once, head, body, what is no article, marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from lxml import html as lxml_html
from lxml.etree import ElementDefaultClassLookup, ParserError, XPath, strip_elements
from lxml.html import HtmlElement

from pipelines.article import (
    about,
    beside,
    body,
    furniture,
    headline,
    kind,
    language,
    layouts,
    marks,
    people,
    times,
    told,
)
from pipelines.article.beside import Near
from pipelines.article.body import Line
from pipelines.article.candidates import Candidate, choose
from pipelines.article.decode import Decoded, decode, suspect
from pipelines.article.evidence import Scene, bare, letters
from pipelines.article.form import form
from pipelines.article.head import Head, Node, read_head
from pipelines.article.kind import Look
from pipelines.article.options import Layout, Options
from pipelines.article.prescan import prescan
from pipelines.article.sections import Place, sections
from pipelines.errors import Unreadable
from pipelines.model import Article, Finding, Page, Span
from pipelines.text import LONGEST

_PARSER = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))  # one class, chosen in C
# libxml2 stops at a depth of 256 without a word and drops the rest of the page.
_CUT = XPath("boolean(" + "/*" * 254 + ")")
# The stages after the parser take time in the square of an element's children; real pages have some 350.
_CROWDED = XPath("boolean(/descendant::*/*[1001])")


@dataclass(frozen=True, slots=True)
class Told:
    """A page once parsed: its bytes as text, its tree, its head and what the caller knows."""

    page: Page
    options: Options
    decoded: Decoded
    tree: HtmlElement
    head: Head
    nodes: tuple[Node, ...]
    near: Near


def read(page: Page, options: Options = Options()) -> Article:  # noqa: B008 - frozen, hence one for all
    """Read the article on a page.

    Raises:
        Unreadable: there is none; ``reason`` is one of ``empty``, ``binary``, ``too_large``, ``hostile``,
            ``status``, ``soft_404``, ``challenge``, ``consent``, ``paywall``, ``listing``, ``gallery`` and
            ``video``.
    """
    decoded = decode(page)
    prescan(decoded.markup)
    tree = _parse(decoded)
    head = read_head(decoded.markup)
    nodes = kind.article_nodes(head)
    near = cache(lambda: beside.beside(tree, headline.called(head, nodes)))
    return _article(Told(page, options, decoded, tree, head, nodes, near))


def _article(this: Told) -> Article:
    page, options, tree, head, nodes = this.page, this.options, this.tree, this.head, this.nodes
    written = language.declared(head, tree, options.language)
    published, said_published = times.published(head, nodes, tree, this.near, page.fetched, written)
    modified, said_modified = times.modified(head, nodes, tree, page.fetched)
    layout = layouts.current(
        options.layouts, date.fromisoformat((published or page.fetched.isoformat())[:10])
    )
    title, said_title = _title(this, layout)
    url, said_url = about.canonical(head, page)
    identity = options.id or url
    authors, said_authors = _authors(this, layout, url)
    lines, said_text = _lines(this, layout, title)
    lines, repeated = furniture.without_furniture(lines, options.furniture, about.host_of(url), identity)
    text, spans, places = _text(lines, title or "")
    free, said_free = about.free(nodes, head)
    section, said_section = about.section(head, nodes)
    tags, said_tags = about.tags(head, nodes)
    image, said_image = about.image(head, nodes, url)
    parts = sections(places, nodes, _day(published, modified))
    sort, said_kind = form(parts, f"{title}\n{text}", title or "", nodes)
    kind.insist(
        Look(page.status, this.decoded.markup, tree, head, nodes, title, text, free, published is not None)
    )
    tag, said_language = language.language(head, nodes, tree, f"{title}\n{text}", options.language)
    return Article(
        id=identity,
        title=title or "",
        text=text,
        url=url if url.startswith(("http://", "https://")) else None,
        language=tag,
        published=published,
        modified=modified,
        outlet=page.outlet,
        authors=authors,
        section=section,
        tags=tags,
        image=image,
        free=free,
        marks=spans,
        sections=parts,
        kind=sort,
        findings=(
            *said_kind,
            *(*said_title, *said_published, *said_modified, *said_authors, *said_language),
            *(*said_section, *said_tags, *said_url, *said_image, *said_free),
            *said_text,
            *_page_findings(this.decoded, text, repeated),
        ),
    )


def _day(published: str | None, modified: str | None) -> str | None:
    """When it was published, where all of it was written on that day."""
    return published if published and (modified or published)[:10] == published[:10] else None


def _title(this: Told, layout: Layout | None) -> tuple[str | None, tuple[Finding, ...]]:
    if layout and (shown := layouts.texts(layout.title, this.tree)):
        return choose("title", [Candidate(shown[0], "layout")])
    return headline.headline(this.head, this.nodes, this.tree, this.options.names)


def _authors(this: Told, layout: Layout | None, url: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    outlet = headline.site_names(this.head, this.nodes, this.options.names) | {letters(about.own_name(url))}
    if layout and (shown := layouts.texts(layout.authors, this.tree)):
        names = tuple(dict.fromkeys(name for line in shown for name in people.persons(line, outlet)))
        return names, (
            Finding("authors", " | ".join(names), "layout", won=True, why="the outlet's layout says so"),
        )
    return people.authors(this.head, this.nodes, this.near, outlet)


def _lines(this: Told, layout: Layout | None, title: str | None) -> tuple[list[Line], tuple[Finding, ...]]:
    """The body and who found it: the outlet's layout, the page, or JSON-LD where it agrees and says more."""
    if layout and layout.body:
        marks.plant(this.tree)
        if laid := layouts.lines(layout, this.tree):
            return laid, (_body(laid, "layout", won=True),)
    lines = body.extract(this.tree, _scene(this.head, this.tree, title))
    fuller, said = told.fuller(lines, this.head, this.nodes)
    return fuller or lines, (*said, _body(lines, "page", won=not fuller))


def _body(lines: list[Line], source: str, *, won: bool) -> Finding:
    size = sum(len(bare(line.text)) for line in lines)
    return Finding("text", f"{size} characters", source, won, "" if won else "json-ld says more of it")


def _scene(head: Head, tree: HtmlElement, title: str | None) -> Scene:
    """What the body is judged against: the page's headlines and its descriptions."""
    headings = headline.headings(head, tree) | {letters(title or "")}
    said = (letters(v) for _, v in head.meta("description", "og:description", "twitter:description"))
    return Scene(frozenset(headings), tuple(d for d in said if len(d) > 30))


def _parse(decoded: Decoded) -> HtmlElement:
    raw = decoded.utf8 or decoded.markup.encode("utf-8", "replace")
    try:
        tree: HtmlElement = lxml_html.document_fromstring(raw, parser=_PARSER)
    except (ParserError, ValueError) as problem:
        raise Unreadable("empty", "no markup on the page") from problem
    if _CUT(tree):
        raise Unreadable("hostile", "elements nested more than 254 deep")
    if _CROWDED(tree):
        raise Unreadable("hostile", "an element of more than 1000 parts")
    strip_elements(tree, "script", "style", "svg", "template", with_tail=False)
    return tree


def _text(lines: Iterable[Line], title: str) -> tuple[str, tuple[Span, ...], list[Place]]:
    """Join the paragraphs; spans and places count in the headline, a line feed and the text."""
    at = len(title) + 1
    spans: set[Span] = set()
    places: list[Place] = []
    for line in lines:
        text, found = marks.harvest(line.text, at)
        if not text or at + len(text) > LONGEST:
            continue
        places.append(Place(at, at + len(text), text, line.tag, line.time))
        spans.update(found)
        if line.tag in ("head", "quote"):
            spans.add(Span(at, at + len(text), "heading" if line.tag == "head" else "quote"))
        at += len(text) + 1
    in_order = tuple(sorted(spans, key=lambda span: (span.start, -span.end, span.mark)))
    return "\n".join(place.text for place in places), in_order, places


def _page_findings(decoded: Decoded, text: str, repeated: int) -> tuple[Finding, ...]:
    found = [Finding("charset", decoded.charset, decoded.source, won=True)]
    if doubt := suspect(text):
        found.append(Finding("suspect", doubt, decoded.source, won=True))
    if repeated:
        found.append(
            Finding("furniture", str(repeated), "host", won=False, why="sentences seen in other articles")
        )
    return tuple(found)
