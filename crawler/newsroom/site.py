"""One outlet as a web site: an address in, a response out. No network here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crawler.newsroom.articles import House, Piece

TYPES = {"html": "text/html", "xml": "application/xml", "txt": "text/plain", "svg": "image/svg+xml"}
FURNITURE = {
    "/": "front.html",
    "/latest/": "front.html",
    "/rss.xml": "rss.xml",
    "/atom.xml": "atom.xml",
    "/sitemap-news.xml": "sitemap.xml",
    "/robots.txt": "robots.txt",
    "/images/still.svg": "still.svg",
}


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answers: a status, headers in order, and the body as bytes (empty for a 304)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as the templates see it on one day: plain texts, ready-made HTML and absolute addresses."""

    piece: Piece
    url: str
    title: str
    headline: Markup
    summary: str
    paragraphs: tuple[Markup, ...]
    modified: datetime
    house: House

    @property
    def published(self) -> datetime:
        """When it was first printed."""
        return self.piece.published

    @property
    def linked_data(self) -> dict[str, Any]:
        """Describe the article as schema.org's NewsArticle."""
        return {
            "@type": "NewsArticle",
            "@id": f"{self.url}#article",
            "mainEntityOfPage": self.url,
            "headline": self.title,
            "description": self.summary,
            "datePublished": self.published.isoformat(),
            "dateModified": self.modified.isoformat(),
            "inLanguage": self.house.language,
            "articleSection": self.piece.section,
            "keywords": list(self.piece.tags),
            "isAccessibleForFree": True,
            "author": [{"@type": "Person", "name": self.piece.author}],
            "publisher": {"@type": "NewsMediaOrganization", "name": self.house.name},
        }


@dataclass(frozen=True, slots=True)
class Site:
    """One outlet under ``base``, its address without a trailing slash."""

    house: House
    base: str

    def shown(self, day: int) -> list[Shown]:
        """Give what is on the site on ``day``, the newest first."""
        return [self._show(piece, day) for piece in self.house.pieces if piece.day <= day]

    def url(self, piece: Piece) -> str:
        """Give a piece's canonical address."""
        made = self.house.path.format(slug=piece.slug, at=piece.published)
        return f"{self.base}/{made}"

    def respond(self, path: str, day: int, asked: Mapping[str, str]) -> Response:
        """Answer a GET of ``path`` on ``day``; ``asked`` holds the request's headers in lower case.

        A validator that still holds gets 304 without a body (RFC 9110, section 13: the entity tag wins over
        the date). An address that is not there gets 404.
        """
        made = self._page(path.partition("?")[0], day)
        if made is None:
            gone = self._render("missing.html", day)
            return Response(404, (("Content-Type", "text/html; charset=utf-8"),), gone)
        kind, body, modified = made
        tag = f'"{hashlib.blake2b(body, digest_size=9).hexdigest()}"'
        headers = (
            ("Content-Type", f"{TYPES[kind]}; charset=utf-8"),
            ("ETag", tag),
            ("Last-Modified", format_datetime(modified, usegmt=True)),
            ("Cache-Control", "no-cache"),
        )
        if _holds(asked, tag, modified):
            return Response(304, headers[1:])
        return Response(200, headers, body)

    def _page(self, path: str, day: int) -> tuple[str, bytes, datetime] | None:
        shown = self.shown(day)
        latest = max(one.modified for one in shown)
        if path in FURNITURE:
            name = FURNITURE[path]
            return name.rpartition(".")[2], self._render(name, day), _utc(latest)
        for one in shown:
            if one.url == self.base + path:
                template = f"{self.house.id.rpartition('/')[2]}.html"
                return "html", self._render(template, day, article=one), _utc(one.modified)
        return None

    def _show(self, piece: Piece, day: int) -> Shown:
        edition = piece.on(day)
        return Shown(
            piece=piece,
            url=self.url(piece),
            title=self.house.plain(edition.title),
            headline=Markup(self.house.html(edition.title)),  # noqa: S704  escaped by House.html
            summary=self.house.plain(edition.summary),
            paragraphs=tuple(Markup(self.house.html(text)) for text in edition.paragraphs),  # noqa: S704
            modified=edition.modified,
            house=self.house,
        )

    def _render(self, template: str, day: int, **given: object) -> bytes:
        page = _templates().get_template(template)
        return page.render(site=self, house=self.house, shown=self.shown(day), **given).encode()


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["rfc822"] = lambda when: format_datetime(when)
    made.filters["ld"] = _linked_data
    return made


def _linked_data(value: object) -> Markup:
    """Write JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def _utc(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(microsecond=0)


def _holds(asked: Mapping[str, str], tag: str, modified: datetime) -> bool:
    if "if-none-match" in asked:
        return tag in asked["if-none-match"] or asked["if-none-match"].strip() == "*"
    since = asked.get("if-modified-since")
    if since is None:
        return False
    try:
        return modified <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
