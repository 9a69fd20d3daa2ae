"""HTML listings: the articles that a hub page links to, told from its furniture by shape and position."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from crawler.discover import Found, Link, link, rss
from crawler.discover.address import site
from pipelines.article.prescan import prescan

MOST_LINKS = 500
ENOUGH = 4
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?[0-3]?\d)?(?:/|-|$)")
_NUMBERED = re.compile(r"\d{5,}")
_WORDS = re.compile(r"[^\W_]+(?:[-_][^\W_]+){3,}")
_FILE = re.compile(r"\.(?:s?html?|php|aspx?|cms|ece|jsp)$")
_OTHER = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|css|js|xml|rss|json)$|"
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|staff|writers?|page|search|login|signin|signup|register|"
    r"subscribe|account|privacy|terms|contact|about|advertise|newsletters?|rss|feeds?|wp-json)(?:/|$)",
    re.IGNORECASE,
)
_MENUS = ("nav", "footer")
_HEADINGS = ("h1", "h2", "h3", "h4")
_TEASER = ("article", "li", "section", "div", "tr", "dd")


def read(body: bytes, url: str, now: datetime, encoding: str | None = None) -> Found:
    """Read the links of a hub page that look like articles of the same site, in the page's order.

    Raises:
        Refused: ``hostile`` or ``too_large`` for markup that would freeze a parser.
    """
    prescan(body.decode("latin-1"))
    page = BeautifulSoup(body, "lxml", from_encoding=encoding)
    found: dict[str, Link] = {}
    for anchor in page.find_all("a", href=True)[:5_000]:
        each = _article(anchor, url, now)
        if each is None:
            continue
        known = found.get(each.url)
        if known is None or (len(known.title) < len(each.title)):
            found[each.url] = each
    return Found(tuple(found.values())[:MOST_LINKS])


def _article(anchor: Tag, url: str, now: datetime) -> Link | None:
    title = _title(anchor)
    each = link(url, anchor.get("href"), title=title)
    if each is None or each.url == url or site(each.url) != site(url):
        return None
    if _shape(each.url) + _place(anchor, title) < ENOUGH:
        return None
    return Link(each.url, published=_time(anchor, now), title=title)


def _shape(url: str) -> int:
    """How much an address looks like an article's: a date, a number, a slug of words, a file."""
    parts = urlsplit(url)
    if parts.path == "/" and not parts.query:
        return -10
    score = 3 * bool(_DATED.search(parts.path))
    score += 2 * bool(_NUMBERED.search(f"{parts.path}?{parts.query}"))
    score += 2 * bool(_WORDS.search(parts.path.rstrip("/").rpartition("/")[2]))
    score += 1 * bool(_FILE.search(parts.path))
    score -= 2 * (parts.path.count("/") < 2 and not score)
    return score - 5 * bool(_OTHER.search(parts.path))


def _place(anchor: Tag, title: str) -> int:
    """How much a link stands where headlines stand, and reads like one."""
    if anchor.find_parent(_MENUS) or anchor.find_parent(attrs={"role": "navigation"}):
        return -10
    if anchor.find_parent("aside"):
        return -3
    heading = anchor.find_parent(_HEADINGS) or anchor.find(_HEADINGS)
    return 2 * bool(heading) + (2 if _width(title) >= 20 else -1)


def _width(text: str) -> int:
    """Letters, those of scripts that write a syllable or word each counted double."""
    return sum(1 + (mark >= "\u1100") for mark in text if mark.isalpha())


def _title(anchor: Tag) -> str:
    heading = anchor.find(_HEADINGS)
    text = (heading or anchor).get_text(" ", strip=True)
    if text:
        return rss.plain(text)
    image = anchor.find("img", alt=True)
    return rss.plain(anchor.get("title") or (image.get("alt") if isinstance(image, Tag) else ""))


def _time(anchor: Tag, now: datetime) -> datetime | None:
    """The time of the teaser around a link, where it has exactly one."""
    around = anchor.find_parent(_TEASER)
    for _ in range(3):
        if around is None:
            return None
        times = around.find_all("time", datetime=True, limit=2)
        if times:
            return rss.moment(times[0].get("datetime"), now) if len(times) == 1 else None
        around = around.find_parent(_TEASER)
    return None
