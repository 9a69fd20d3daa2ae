"""The newsroom's articles: one TOML file each, read strictly, in the outlet's own typography."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pipelines.errors import Misconfigured

FOLDER = Path(__file__).parent / "outlets"
WORK = re.compile(r"\{([^{}]+)\}")
"""A work's title inside our articles, ``{All of Us Are Dead}``: every outlet sets titles its own way."""

STYLES: Mapping[str, tuple[str, str]] = {
    "italic": ("", ""),
    "single": ("'", "'"),
    "curly": ("‘", "’"),
    "double": ('"', '"'),
}
NEEDED = ("title", "published", "author", "section", "summary", "body", "expected")
ALLOWED = frozenset((*NEEDED, "modified", "tags", "wire", "day", "edit"))


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of an article: what is printed on one day.

    ``title``, ``summary`` and ``paragraphs`` carry titles of works in braces. ``expected`` holds the claims
    that a careful reader finds, with the corpus' freedoms: a list is a choice, ``optional`` costs nothing.
    """

    title: str
    summary: str
    paragraphs: tuple[str, ...] = field(repr=False)
    modified: datetime
    expected: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of one outlet over its life: ``editions[0]`` first, the edited one (if any) after it.

    ``day`` is the day of the newsroom on which it is there for the first time (1 or 2). ``wire`` names the
    agency whose story it prints.
    """

    slug: str
    published: datetime
    author: str
    section: str
    tags: tuple[str, ...]
    editions: tuple[Edition, ...]
    wire: str | None = None
    day: int = 1

    def on(self, day: int) -> Edition:
        """Give the edition that is printed on ``day``."""
        return self.editions[min(day, len(self.editions)) - 1]


@dataclass(frozen=True, slots=True)
class House:
    """One invented outlet: ``ways`` says how a crawler is told to find its articles."""

    id: str
    name: str
    slogan: str
    language: str
    style: str
    path: str
    ways: tuple[str, ...]
    pieces: tuple[Piece, ...] = field(repr=False)

    def plain(self, text: str) -> str:
        """Set ``text`` as a headline or a feed does: titles in the outlet's quotation marks, no tags."""
        left, right = STYLES[self.style]
        return WORK.sub(lambda work: f"{left}{work[1]}{right}", text)

    def html(self, text: str) -> str:
        """Set ``text`` for a page: italics where the outlet uses them, everything escaped."""
        if self.style == "italic":
            return WORK.sub(r"<em>\1</em>", escape(text, quote=False))
        return escape(self.plain(text), quote=False)


@cache
def houses() -> tuple[House, ...]:
    """Read every outlet of the newsroom, with its articles from the newest to the oldest.

    Raises:
        Misconfigured: for an article file with a key missing or unknown; names the file and the key.
    """
    return tuple(_house(path) for path in sorted(FOLDER.glob("*/*/outlet.toml")))


def _house(path: Path) -> House:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    pieces = [_piece(file) for file in sorted(path.parent.glob("*.toml")) if file != path]
    return House(
        id=path.parent.relative_to(FOLDER).as_posix(),
        ways=tuple(given.pop("ways")),
        pieces=tuple(sorted(pieces, key=_published, reverse=True)),
        **given,
    )


def _published(piece: Piece) -> tuple[datetime, str]:
    return piece.published, piece.slug


def _piece(path: Path) -> Piece:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    for key in NEEDED:
        if key not in given:
            raise Misconfigured(f"{path}: {key} is missing")
    for key in sorted(set(given) - ALLOWED):
        raise Misconfigured(f"{path}: {key} is no key of an article; there are {', '.join(sorted(ALLOWED))}")
    first = {"modified": given["published"], **given}
    editions = [first, {**first, **given["edit"]}] if "edit" in given else [first]
    return Piece(
        slug=path.stem,
        published=given["published"],
        author=given["author"],
        section=given["section"],
        tags=tuple(given.get("tags", ())),
        editions=tuple(map(_edition, editions)),
        wire=given.get("wire"),
        day=given.get("day", 1),
    )


_paragraphs: Callable[[str], list[str]] = re.compile(r"\n\s*\n").split


def _edition(given: Mapping[str, Any]) -> Edition:
    return Edition(
        title=given["title"],
        summary=given["summary"],
        paragraphs=tuple(" ".join(part.split()) for part in _paragraphs(given["body"].strip())),
        modified=given["modified"],
        expected=tuple(given["expected"]),
    )
