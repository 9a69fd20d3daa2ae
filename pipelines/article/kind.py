"""Is it an article? If not, what is there instead."""

from pipelines.article.head import Head, Node
from pipelines.errors import Unreadable
from pipelines.model import Page

SHORTEST = 120
ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Review",
        "CreativeWork",
    ]
)


def article_nodes(head: Head) -> tuple[Node, ...]:
    """The JSON-LD objects that describe an article, the likeliest first."""
    return tuple(node for node in head.nodes if _types(node) & ARTICLES)[:3]


def insist(page: Page, title: str | None, lines: list[str]) -> None:
    """Let an article pass.

    Raises:
        Unreadable: with what there is instead.
    """
    if page.status >= 400:
        raise Unreadable("status", f"the server said {page.status}")
    if not title:
        raise Unreadable("empty", "no headline")
    if sum(map(len, lines)) < SHORTEST:
        raise Unreadable("empty", "no text")


def _types(node: Node) -> set[str]:
    value = node.get("@type")
    return (
        {value}
        if isinstance(value, str)
        else {v for v in value if isinstance(v, str)}
        if isinstance(value, list)
        else set()
    )
