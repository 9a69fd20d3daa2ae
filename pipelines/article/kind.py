"""Is it an article? If not, what is there instead."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from lxml.html import HtmlElement

from pipelines.article.head import Head, Node
from pipelines.errors import Unreadable

SHORTEST = 120
"""Characters of text, below which a page is no article; scripts of many meanings a character need a third."""
SHORT = 700
"""Characters of text, below which a page is suspected to stand in for its article."""
CARDS = 8
"""Headlines that are links, from which on a page without an article's marks is a listing."""
PICTURES = 8

_NEWS = ["Reportage", "Analysis", "Opinion", "Background", "Review", "AskPublic"]
ARTICLES = (
    frozenset(
        (
            "Article",
            "NewsArticle",
            "BlogPosting",
            "LiveBlogPosting",
            "TechArticle",
            "ScholarlyArticle",
            "Report",
            "Review",
        )
    )
    | {"AdvertiserContentArticle", "SatiricalArticle", "CriticReview", "Recipe"}
    | {f"{name}NewsArticle" for name in _NEWS}
)
_LISTINGS = frozenset(["CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "WebSite"])
_WORDS: dict[str, list[str]] = tomllib.loads((files(__package__) / "kinds.toml").read_text("utf-8"))
_OPENS = {name: tuple(_WORDS[name]) for name in ("gone", "challenge", "consent")}
_DENSE = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Look:
    """What is judged: the page's tree and head, and what was read from them."""

    status: int
    markup: str
    tree: HtmlElement
    head: Head
    nodes: tuple[Node, ...]
    title: str | None
    text: str
    free: bool | None
    dated: bool


def article_nodes(head: Head) -> tuple[Node, ...]:
    """The JSON-LD objects that describe an article, in page order, the first three."""
    return tuple(node for node in head.nodes if types(node) & ARTICLES)[:3]


def insist(look: Look) -> None:
    """Let an article pass.

    Raises:
        Unreadable: with what there is instead.
    """
    if look.status >= 400:
        raise Unreadable("status", f"the server said {look.status}")
    size = _size(look.text)
    if size < SHORT:
        _refuse_stand_in(look, size)
    if size < 3 * SHORT and not look.nodes and _opens("gone", look.head.title):
        raise Unreadable("soft_404", look.head.title)
    if _is_listing(look):
        raise Unreadable("listing", "headlines that lead elsewhere, no article of its own")
    if not look.title:
        raise Unreadable("empty", "no headline")
    if size < SHORTEST:
        raise Unreadable("empty", f"{len(look.text)} characters of text")


def types(node: Node) -> set[str]:
    """The schema.org types of a JSON-LD object."""
    value = node.get("@type")
    return {v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)}


def _refuse_stand_in(look: Look, size: int) -> None:
    """Say what a page with little text has in place of its article; silent where it may just be short."""
    head = look.title or look.head.title
    lower = look.text.casefold()
    if (
        _opens("challenge", head)
        or _opens("challenge", look.head.title)
        or (size < SHORTEST and _marked(look, "challenge"))
    ):
        raise Unreadable("challenge", head or "a check for robots")
    if _opens("gone", head):
        raise Unreadable("soft_404", head)
    if _opens("consent", head) or (size < SHORTEST and not look.nodes and _marked(look, "consent")):
        raise Unreadable("consent", head or "a wall that asks for consent")
    if (look.free is False and size < SHORT // 2) or any(phrase in lower for phrase in _WORDS["paywall"]):
        raise Unreadable("paywall", "only the beginning is free")
    if _is_video(look) and size < SHORT // 2:
        raise Unreadable("video", "a video with a caption")
    if _is_gallery(look) and size < SHORT // 2:
        raise Unreadable("gallery", "pictures with captions")
    if size < SHORTEST and any(phrase in look.markup.casefold() for phrase in _WORDS["paywall"]):
        raise Unreadable("paywall", "nothing of it is free")


def _size(text: str) -> int:
    """Characters of text, those of dense scripts counted three times."""
    return len(text) + 2 * len(_DENSE.findall(text[: 3 * SHORT]))


def _opens(name: str, title: str | None) -> bool:
    return bool(title) and str(title).casefold().lstrip(" ⚠️🤖").startswith(_OPENS[name])


def _marked(look: Look, name: str) -> bool:
    lower = look.markup[:300_000].casefold()
    return any(mark in lower for mark in _WORDS[f"{name}_marks"])


def _is_video(look: Look) -> bool:
    kind = look.head.first("og:type") or ""
    return kind.startswith("video") or any(types(node) & {"VideoObject"} for node in look.head.nodes[:12])


def _is_gallery(look: Look) -> bool:
    declared = any(types(node) & {"ImageGallery", "MediaGallery"} for node in look.head.nodes[:12])
    return declared or sum(1 for _ in look.tree.iter("figure")) >= PICTURES


def _is_listing(look: Look) -> bool:
    """Many linked headlines, and nothing that says this page is an article."""
    if (
        look.nodes
        or look.dated
        or (look.head.first("og:type") or "").casefold() in ("article", "news", "blog")
    ):
        return False
    declared = any(types(node) & _LISTINGS for node in look.head.nodes)
    cards = sum(1 for h in look.tree.iter("h2", "h3", "h4") if _is_card(h))
    long_lines = sum(len(line) for line in look.text.split("\n") if len(line) > 200)
    return cards >= CARDS and (declared or long_lines < SHORT)


def _is_card(heading: HtmlElement) -> bool:
    if heading.find(".//a[@href]") is not None:
        return True
    parent = heading.getparent()
    return parent is not None and parent.tag == "a"
