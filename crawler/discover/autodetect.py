"""Where an outlet's ways in may be, from its home page, its headers and its robots.txt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from crawler.discover import rss
from crawler.discover.address import resolved
from pipelines.article.prescan import prescan

MOST = 30
FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
RSS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default")
SITEMAPS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
)
_HEADER = re.compile(r"<([^<>]{1,2083})>((?:\s*;\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,]+)){0,20})")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))")
_ROBOTS = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Addresses worth trying, the likeliest first, without repeats.

    ``language`` is a BCP 47 tag or None, ``name`` what the site calls itself.
    """

    rss: tuple[str, ...]
    sitemaps: tuple[str, ...]
    language: str | None
    name: str


def candidates(body: bytes, url: str, links: Iterable[str] = (), robots: str = "") -> Candidates:
    """List the feeds and sitemaps that a home page at ``url``, its ``Link`` headers and robots.txt lead to.

    Raises:
        Refused: for markup that would freeze a parser.
    """
    prescan(body.decode("latin-1"))
    page = BeautifulSoup(body, "lxml")
    headers = list(link_headers(links))
    feeds = [address for address, rel, kind in (*headers, *_elements(page)) if _feeds(rel, kind)]
    maps = [address for address, rel, _ in (*headers, *_elements(page)) if "sitemap" in rel]
    named = _ROBOTS.findall(robots[: 512 << 10])
    news = sorted(named, key=lambda address: "news" not in address.lower())
    return Candidates(
        rss=_usable(url, (*feeds, *RSS)),
        sitemaps=_usable(url, (*news, *maps, *SITEMAPS)),
        language=_language(page),
        name=_name(page),
    )


def _feeds(rel: list[str], kind: str) -> bool:
    return "alternate" in rel and kind.partition(";")[0].strip().lower() in FEEDS


def _elements(page: BeautifulSoup) -> Iterator[tuple[str, list[str], str]]:
    for each in page.find_all(["link", "a"], href=True, rel=True, limit=500):
        rel = each.get("rel")
        rels = rel if isinstance(rel, list) else str(rel).split()
        yield str(each["href"]), [name.lower() for name in rels], str(each.get("type") or "")


def link_headers(links: Iterable[str]) -> Iterator[tuple[str, list[str], str]]:
    """Read ``Link`` headers (RFC 8288): each address with its relations, in lower case, and its type."""
    for header in links:
        for address, parameters in _HEADER.findall(header[:8192]):
            told = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)}
            yield address, told.get("rel", "").lower().split(), told.get("type", "")


def _usable(url: str, addresses: Iterable[str]) -> tuple[str, ...]:
    absolute = (resolved(url, address) for address in addresses)
    return tuple(dict.fromkeys(address for address in absolute if address))[:MOST]


def _language(page: BeautifulSoup) -> str | None:
    root = page.find("html", lang=True)
    told = str(root["lang"]).strip() if isinstance(root, Tag) else ""
    return told.replace("_", "-") if _LANGUAGE.fullmatch(told) else None


def _name(page: BeautifulSoup) -> str:
    named = page.find("meta", property="og:site_name") or page.find(
        "meta", attrs={"name": "application-name"}
    )
    if isinstance(named, Tag) and named.get("content"):
        return rss.plain(named["content"])
    return rss.plain(page.title.get_text() if page.title else "")
