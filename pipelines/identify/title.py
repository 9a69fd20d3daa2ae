"""A work's title taken apart: what it is called, its subtitle, its numbers and its season."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_SPLIT = re.compile(r"\s*[:：]\s*|\s+[-–—~|]+\s+|\s*[–—]\s*|\s*[(（\[]\s*")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title without article, season marker and punctuation.

    ``base`` is what stands before the first colon or dash, ``rest`` what stands after; ``numbers`` are those
    that belong to the name, in order, and ``parts`` those that a word for "part" or "chapter" introduces.
    """

    base: str
    rest: str
    numbers: tuple[str, ...]
    parts: tuple[str, ...]
    season: str | None = None

    @property
    def whole(self) -> str:
        """Base and rest."""
        return f"{self.base} {self.rest}".strip()


@lru_cache(maxsize=65536)
def title(name: str) -> Title:
    """Take a title apart. A title of nothing but markers keeps them."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"^(.*), (the|a|an)$", r"\2 \1", text).replace("&", " and ").replace("*", "")
    pieces = [piece for piece in _SPLIT.split(text) if piece.strip(" )）]")]
    words = [_words(piece) for piece in pieces] or [[]]
    season, numbers, parts = None, list[str](), list[str]()
    plain: list[str] = []
    for place, piece in enumerate(words):
        kept, piece_season, piece_parts = _marked(piece)
        season, parts = season or piece_season, parts + piece_parts
        kept = _without_article(kept)
        values = [_number(word, kept) if it or place else None for it, word in enumerate(kept)]
        numbers += [value for value in values if value is not None]
        plain.append(" ".join(word for word, value in zip(kept, values, strict=True) if value is None))
    base, rest = plain[0], " ".join(it for it in plain[1:] if it)
    if not base:
        base, rest = rest or text, ""
    return Title(base, rest, tuple(numbers), tuple(parts), season)


def label(text: str) -> str | None:
    """What stands behind "original title" and the like; None where no such words begin the text."""
    lowered = unicodedata.normalize("NFKC", text).casefold().strip()
    for known in _labels():
        if lowered.startswith(known) and not lowered[len(known) :][:1].isalnum():
            return text.strip()[len(known) :].lstrip(" :：–-")
    return None


@cache
def _labels() -> tuple[str, ...]:
    """The words for "original title", the longest first."""
    return tuple(sorted(_table("labels"), key=len, reverse=True))


def _words(piece: str) -> list[str]:
    """Split into words; vowel marks stay inside theirs, and a number glued to a word comes off."""
    spaced = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", piece)
    cleaned = "".join(char if char.isalnum() or _mark(char) else _gap(char) for char in spaced)
    return [word for word in cleaned.split() if word not in _table("joiners")]


def _mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _gap(char: str) -> str:
    return "" if char in "'’.`" else " "


def _marked(words: list[str]) -> tuple[list[str], str | None, list[str]]:
    """Take out season markers and part numbers."""
    kept: list[str] = []
    season, parts, place = None, list[str](), 0
    while place < len(words):
        word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
        further = words[place + 2] if place + 2 < len(words) else ""
        here, there = _value(word), _value(after)
        if word in _table("seasons") and there:
            season, place = there, place + 2 + (further in _table("suffixes"))
        elif here and after in _table("seasons") and (kept or further):
            season, place = here, place + 2
        elif here and after in _table("suffixes") and further in _table("seasons"):
            season, place = here, place + 3
        elif word in _table("parts") and there:
            parts.append(there)
            place += 2
        else:
            kept.append(word)
            place += 1
    return kept, season, parts


def _without_article(words: list[str]) -> list[str]:
    rest = words[1:] if len(words) > 1 and words[0] in _table("articles") else words
    return [word for word in rest if word not in _table("inner")] or rest


def _number(word: str, words: list[str]) -> str | None:
    """The number that a word of a title is: digits anywhere, Roman or spelt out only at the end."""
    if word[0].isdecimal():
        return str(float(word)).removesuffix(".0")
    return _value(word) if len(words) > 1 and word == words[-1] else None


def _value(word: str) -> str | None:
    if word and word[0].isdecimal():
        return str(float(word)).removesuffix(".0")
    found = _numbers().get(word)
    return str(found) if found else None


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("title.toml").read_text("utf-8"))


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", word) for word in _data()[name])


@cache
def _numbers() -> Mapping[str, int]:
    return {unicodedata.normalize("NFKC", word): value for word, value in _data()["numbers"].items()}
