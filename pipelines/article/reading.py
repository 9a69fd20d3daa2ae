"""Page → Article, in order: decode, pre-scan, parse once, head, body, what is no article, marks."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import ParserError, XPath, strip_elements
from lxml.html import HtmlElement

from pipelines.article import body, furniture, headline, kind, language, marks, people, times
from pipelines.article.body import Line
from pipelines.article.decode import Decoded, decode, suspect
from pipelines.article.evidence import Scene, letters
from pipelines.article.head import Head, Node, read_head
from pipelines.article.options import Options
from pipelines.article.prescan import prescan
from pipelines.errors import Unreadable
from pipelines.model import Article, Finding, Page, Span
from pipelines.text import clean_text

_PARSER = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
# libxml2 stops at a depth of 256 without a word and drops the rest of the page.
_CUT = XPath("boolean(" + "/*" * 254 + ")")


def read(page: Page, options: Options = Options()) -> Article:  # noqa: B008 - frozen, hence one for all
    """Read the article on a page.

    Raises:
        Unreadable: there is none; ``reason`` is one of ``empty``, ``binary``, ``garbled``, ``too_large``,
            ``hostile``, ``status``, ``soft_404``, ``challenge``, ``consent``, ``paywall``, ``listing``,
            ``gallery``, ``video``.
    """
    decoded = decode(page)
    prescan(decoded.markup)
    tree = _parse(decoded.markup)
    head = read_head(decoded.markup)
    return _article(page, options, decoded, tree, head)


def _article(page: Page, options: Options, decoded: Decoded, tree: HtmlElement, head: Head) -> Article:
    nodes = kind.article_nodes(head)
    title, said_title = headline.headline(head, nodes, tree, options.names)
    published, said_published = times.published(
        head, nodes, tree, page.fetched, language.declared(head, tree, options.language)
    )
    modified, said_modified = times.modified(head, nodes, tree, page.fetched)
    lines = body.extract(tree, _scene(head, tree, title))
    url = canonical(head, page)
    identity = options.id or url
    lines, repeated = furniture.without_furniture(lines, options.furniture, host_of(url), identity)
    kind.insist(page, title, [marks.bare(line.text) for line in lines])
    text, spans = _text(lines, title or "")
    tag, said_language = language.language(head, nodes, tree, f"{title}\n{text}", options.language)
    authors, said_authors = people.authors(head, nodes, tree, _outlet(head, nodes, options, url))
    return Article(
        id=identity,
        title=title or "",
        text=text,
        url=url if urlsplit(url).scheme in ("http", "https") else None,
        language=tag,
        published=published,
        modified=modified,
        outlet=page.outlet,
        authors=authors,
        section=_section(head, nodes),
        tags=_tags(head, nodes),
        image=_image(head, nodes, url),
        free=_free(nodes, head),
        marks=spans,
        findings=(
            *said_title,
            *said_published,
            *said_modified,
            *said_authors,
            *said_language,
            *_page_findings(decoded, text, repeated),
        ),
    )


def _outlet(head: Head, nodes: tuple[Node, ...], options: Options, url: str) -> set[str]:
    """The outlet's names as letters, the one in its address included."""
    labels = _site(host_of(url)).split(".")
    return headline.site_names(head, nodes, options.names) | {letters(labels[0])}


def _parse(markup: str) -> HtmlElement:
    try:
        tree: HtmlElement = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=_PARSER)
    except (ParserError, ValueError) as problem:
        raise Unreadable("empty", "no markup on the page") from problem
    if _CUT(tree):
        raise Unreadable("hostile", "elements nested more than 254 deep")
    strip_elements(tree, "script", "style", "svg", "template", with_tail=False)
    return tree


def _scene(head: Head, tree: HtmlElement, title: str | None) -> Scene:
    """What the body is judged against: the page's headlines and its descriptions."""
    headings = headline.headings(head, tree) | {letters(title or "")}
    said = (letters(v) for _, v in head.meta("description", "og:description", "twitter:description"))
    return Scene(frozenset(headings), tuple(d for d in said if len(d) > 30))


def _text(lines: Iterable[Line], title: str) -> tuple[str, tuple[Span, ...]]:
    """Join the paragraphs; spans count in the headline, a line feed and the text."""
    at = len(title) + 1
    texts: list[str] = []
    spans: list[Span] = []
    for line in lines:
        text, found = marks.harvest(line.text, at)
        if not text:
            continue
        texts.append(text)
        spans += found
        if line.tag in ("head", "quote"):
            spans.append(Span(at, at + len(text), "heading" if line.tag == "head" else "quote"))
        at += len(text) + 1
    return "\n".join(texts), tuple(sorted(set(spans), key=lambda s: (s.start, -s.end, s.mark)))


def canonical(head: Head, page: Page) -> str:
    """The article's own address: the canonical link if it is on the page's site, else where it was found."""
    for found in (*head.links.get("canonical", ()), *(v for _, v in head.meta("og:url"))):
        address = urljoin(page.final_url, found)
        parts = urlsplit(address)
        if (
            parts.scheme in ("http", "https")
            and parts.path not in ("", "/")
            and _site(parts.netloc) == _site(urlsplit(page.final_url).netloc or parts.netloc)
        ):
            return str(address).split("#")[0]
    return page.final_url.split("#")[0]


def host_of(url: str) -> str:
    """The lower-case host name of an address, or an empty string."""
    return (urlsplit(url).hostname or "").lower()


def _site(netloc: str) -> str:
    """The part of a host's name that an outlet's hosts share: near enough the registrable domain."""
    labels = netloc.lower().split(":")[0].split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if country else -2 :])


def _section(head: Head, nodes: tuple[Node, ...]) -> str | None:
    said = [v for node in nodes for v in strings(node.get("articleSection"))]
    return next(
        iter([*said, *(v for _, v in head.meta("article:section", "og:article:section", "parsely-section"))]),
        None,
    )


def _tags(head: Head, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    said = [v for _, v in head.meta("article:tag", "og:article:tag")]
    if not said:
        said = [v for node in nodes for v in strings(node.get("keywords"))]
    if not said:
        said = [v for _, v in head.meta("news_keywords", "keywords")]
    if len(said) == 1:
        said = said[0].split(",")
    return tuple(dict.fromkeys(tag for one in said if (tag := clean_text(one, 100))))[:50]


def _image(head: Head, nodes: tuple[Node, ...], url: str) -> str | None:
    said = [v for _, v in head.meta("og:image", "og:image:url", "twitter:image")]
    for node in nodes:
        image = node.get("image")
        said += strings(image.get("url")) if isinstance(image, dict) else strings(image)
    for one in said:
        address = urljoin(url, one)
        if urlsplit(address).scheme in ("http", "https"):
            return address
    return None


def _free(nodes: tuple[Node, ...], head: Head) -> bool | None:
    for node in nodes:
        value = node.get("isAccessibleForFree")
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
    tier = head.first("article:content_tier")
    return {"free": True, "locked": False, "metered": None}.get(tier.lower()) if tier else None


def strings(value: object) -> list[str]:
    """The strings of a JSON-LD value: itself, or those of a list."""
    if isinstance(value, str):
        return [clean_text(value, 500)] if value.strip() else []
    return [clean_text(v, 500) for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _page_findings(decoded: Decoded, text: str, repeated: int) -> tuple[Finding, ...]:
    found = [Finding("charset", decoded.charset, decoded.source, won=True)]
    if doubt := suspect(text):
        found.append(Finding("suspect", doubt, decoded.source, won=True))
    if repeated:
        found.append(
            Finding("furniture", str(repeated), "host", won=False, why="sentences seen in other articles")
        )
    return tuple(found)
