"""The other name that stands in brackets right behind a name: All of Us Are Dead (지금 우리 학교는)."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pipelines import vocabulary
from pipelines.identify.fold import fold
from pipelines.identify.sound import script
from pipelines.identify.title import label, title

_QUOTES = "\"'“”‘’«»‹›「」『』《》〈〉<>"
_BRACKET = rf"[{_QUOTES}\]】]*[\s\u200b]*[(（\[]([^()（）\[\]\n]{{2,90}})[)）\]]"
_PIECE = re.compile(r"\s*[;；|/]\s*")
_LABELLED = re.compile(r"\s*([^:：]{2,30})[:：]\s*(.+)")
_LONGEST = 60  # letters of a title


def beside(name: str, text: str) -> tuple[str, ...]:
    """Names in brackets behind a name: those in another script, and those called its original or other name.

    A season, a company, an acronym, a year, and a list of several things are no names. None is left out
    because it sounds otherwise: that is what the bracket is there to say.
    """
    behind = re.compile(rf"(?<!\w){re.escape(name)}(?!\w){_BRACKET}")
    pieces = (piece for found in behind.finditer(text) for piece in _PIECE.split(found[1]))
    names = (it for piece in pieces for it in _named(piece, script(name)))
    return tuple({fold(it): it for it in names if fold(it) != fold(name)}.values())


def _named(piece: str, own: str) -> Iterator[str]:
    labelled = _LABELLED.fullmatch(piece)
    called = label(piece)
    if labelled and (label(labelled[1]) is not None or script(labelled[2]) != own):
        called = labelled[2]
    bare = (piece if called is None else called).strip(f" {_QUOTES}")
    if (called or script(bare) not in (own, "other")) and _is_name(bare):
        yield bare


def _is_name(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    acronym = len(letters) <= 5 and text.isascii() and not any(char.islower() for char in text)
    listed = bool(re.search(r"[,，、]\s*\S+.*[,，、]|\d{4}", text))
    marker = title(text).season is not None and fold(title(text).base) == fold(text)
    return 2 <= len(letters) <= _LONGEST and not (acronym or listed or marker or fold(text) in _companies())


@cache
def _companies() -> frozenset[str]:
    raw = tomllib.loads(files(vocabulary).joinpath("platforms.toml").read_text("utf-8"))
    return frozenset(
        fold(name)
        for company in raw.values()
        if isinstance(company, dict)
        for name in (*company.get("names", ()), *company.get("ambiguous", ()))
    )
