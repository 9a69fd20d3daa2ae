"""The content gate: an answer that is not the page leaves what is known alone and is told as ``suspect``."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.discover.address import site
from pipelines.model import Page

LITTLE = 1200
COLLAPSED = 0.25
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_MISSING = re.compile(r"(?:^|\W)404(?:\W|$)|page not found|not found", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_RAW = re.compile(r"<(script|style|noscript|template)\b", re.IGNORECASE)
_META = re.compile(r"<meta\b([^<>]{0,500})>", re.IGNORECASE)
_NAME = re.compile(r"""\bname\s*=\s*["']?([\w-]{1,60})""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']?([^"'<>]{0,200})""", re.IGNORECASE)


def letters(page: Page) -> int:
    """Count the characters of a page that a reader sees, roughly: all that are neither markup nor script."""
    text = page.body.decode("utf-8", "replace")
    first, *rest = _RAW.split(text)
    shown = [first]
    for name, piece in zip(rest[::2], rest[1::2], strict=True):
        _, _, after = piece.lower().partition(f"</{name.lower()}")
        shown.append(after.partition(">")[2])
    return sum(len(word) for part in shown for word in _TAG.sub(" ", part).split())


def suspicion(page: Page, before: int | None = None) -> str | None:
    """Say why an answer is not the article that was asked for, None where nothing speaks against it.

    ``before`` is what ``letters`` counted when the page was last read.
    """
    size = letters(page)
    text = page.body[: 256 << 10].decode("utf-8", "replace")
    if _challenged(page, text, size):
        return "bot challenge"
    if _walled(page, text, size):
        return "consent wall"
    if _lost(page, text, size):
        return "soft 404"
    if before and before > 800 and size < before * COLLAPSED:
        return f"text collapsed from {before} to {size} letters"
    return None


def forbids(page: Page) -> str | None:
    """Say which word of ``X-Robots-Tag`` or of a robots meta element forbids keeping a page.

    Source:
        Google's robots meta tag specification; "none" stands for noindex and nofollow.
    """
    said = directives(page)
    if said & {"noindex", "none"}:
        return "noindex"
    return "nosnippet" if said & {"nosnippet", "max-snippet:0"} else None


def directives(page: Page) -> frozenset[str]:
    """Give every robots directive of a page that is for all agents or for ours, in lower case."""
    told = [_for_us(value) for name, value in page.headers if name == "x-robots-tag"]
    head = page.body[: 64 << 10].decode("latin-1")
    for attributes in _META.findall(head):
        name, content = _NAME.search(attributes), _CONTENT.search(attributes)
        if name and content and name[1].lower() in ("robots", "greenlit"):
            told.append(content[1])
    words = (word.strip().lower().replace(" ", "") for text in told for word in text.split(","))
    return frozenset(word for word in words if word)


def _for_us(value: str) -> str:
    agent, colon, rest = value.partition(":")
    if not colon or agent.strip().lower() in ("unavailable_after", "max-snippet", "max-image-preview"):
        return value
    return rest if agent.strip().lower() == "greenlit" else ""


def _challenged(page: Page, text: str, size: int) -> bool:
    signs = _walls()["challenge"]
    told = {f"{name}: {value.lower()}" for name, value in page.headers}
    return bool(told & set(signs["headers"])) or (
        size < LITTLE and any(mark in text for mark in signs["marks"])
    )


def _walled(page: Page, text: str, size: int) -> bool:
    signs, end = _walls()["consent"], urlsplit(page.final_url)
    moved = page.final_url != page.url
    if moved and (end.hostname or "").partition(".")[0] in signs["hosts"]:
        return True
    steps = end.path.lower().strip("/").split("/")
    if moved and any(step in signs["paths"] for step in steps):
        return True
    return size < LITTLE // 2 and any(mark in text for mark in signs["marks"])


def _lost(page: Page, text: str, size: int) -> bool:
    asked, end = urlsplit(page.url), urlsplit(page.final_url)
    if (
        asked.path.strip("/")
        and not end.path.strip("/")
        and not end.query
        and site(page.url) == site(page.final_url)
    ):
        return True
    title = _TITLE.search(text)
    return size < 2 * LITTLE and bool(title and _MISSING.search(title[1]))


@cache
def _walls() -> Any:
    return tomllib.loads(Path(__file__).with_name("walls.toml").read_text(encoding="utf-8"))
