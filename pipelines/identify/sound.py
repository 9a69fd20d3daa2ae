"""How a name sounds: each script's letters become a run of sounds that the other scripts can be held against.

Every script says what its letters *may* stand for (``sounds.toml``), so that a sound of one is compared
with all that the other might mean: a kana *ra* with both *l* and *r*, a Korean *u* with both vowels that
outlets write so.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipelines.identify.letters import CLASSES, VOWELS, Run, heard_as, initials, tables

_UNIT = re.compile(r"[\s・·‧•,、，/]+|(?<=\w)[＝=](?=\w)")
_PART = re.compile(r"[-‐‑–—_]+")
_SYLLABLE = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|ch|sh|[bdghjklmnprstwyz])?"
    r"(?:yeo|yae|eui|weo|wae|woo|yoo|you|eou|eo|eu|ae|oe|oi|wa|wi|wo|we|wu|ya|yu|yo|ye|yi|oo|ou|ee|ie|ui|uh|ah|oh|ay|[aeiou])"
    r"(?:ng|[klmnptbgs](?![aeiouyw]))?){1,2}"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a name written without a gap: how it sounds, in which script, and its letters."""

    run: Run
    script: str
    letters: str


@dataclass(frozen=True, slots=True)
class Sound:
    """A name's units (words) in the order written; a unit has one part, or several joined by hyphens."""

    units: tuple[tuple[Part, ...], ...]
    scripts: frozenset[str]
    korean: bool


@lru_cache(maxsize=65536)
def sound(name: str, *, title: bool = False) -> Sound:
    """Say how a person's name sounds, or a ``title``. A name without letters has no units."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"['’`´ʼ‘ʻ\"“”«»!?*]", "", text)
    words = [[part for part in _PART.split(word) if part] for word in _UNIT.split(text)]
    words = [word for word in words if word]
    units = [unit for word in words for unit in _units(word, alone=len(words) == 1 and not title)]
    hangul = len(words) == 1 and len(units) == 2 and script(units[0][0]) == "hangul"
    korean = not title and (hangul or _is_korean(units))
    alone = bool(units) and len(units[0]) == 1  # a surname has no hyphen: Ji-hu Park begins with no Ji
    first = alone and (units[0][0] in tables()["surnames"] or units[0][0] in _korean_surnames())
    surname = 0 if first else len(units) - 1
    found = tuple(
        tuple(_part(part, korean, place == surname and len(unit) == 1) for part in unit)
        for place, unit in enumerate(units)
    )
    found = tuple(unit for unit in (tuple(part for part in unit if part.run) for unit in found) if unit)
    return Sound(found, frozenset(part.script for unit in found for part in unit), korean)


@lru_cache(maxsize=65536)
def brief(run: Run) -> str:
    """One letter for each sound but the weak ones; f and p, s and sh, and close vowels are one here."""
    return "".join(_letter(it) for it in run if "?" not in it)


@cache
def _letter(one: str) -> str:
    usual = one[0]
    if usual in VOWELS:
        return "i" if usual in "ei" else "u" if usual in "ouU" else "a"
    return {"f": "p", "c": "s"}.get(CLASSES[usual], CLASSES[usual])


def script(text: str) -> str:
    """Name the script of the first letter: one of our tables, ``han`` or ``other``."""
    for char in text:
        if char.isascii() and char.isalpha():
            return "latin"
        if char.isalpha():
            return _script(char)
    return "other"


@cache
def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    for start, found in (
        ("LATIN", "latin"),
        ("HANGUL", "hangul"),
        ("DEVANAGARI", "devanagari"),
        ("KATAKANA", "kana"),
        ("HIRAGANA", "kana"),
        ("CYRILLIC", "cyrillic"),
        ("ARABIC", "arabic"),
        ("CJK", "han"),
    ):
        if name.startswith(start):
            return found
    return "other"


def _units(word: Sequence[str], *, alone: bool) -> list[list[str]]:
    """Split a lone word in Hangul or Chinese characters into surname and given name; others are one unit."""
    name = word[0]
    if len(word) == 1 and initials(name):
        return [[letter] for letter in name if letter.isalpha()]
    if not alone or len(word) != 1 or not 2 <= len(name) <= 4 or script(name) not in ("hangul", "han"):
        return [list(word)]
    if script(name) == "han":
        return [[name[0]], [name[1:]]]
    surname = name[:2] if len(name) > 2 and name[:2] in _hangul_surnames() else name[0]
    return [[surname], [name[len(surname) :]]] if surname in _hangul_surnames() else [list(word)]


def _is_korean(units: Sequence[Sequence[str]]) -> bool:
    """Tell a Korean's name in Latin letters: Korean syllables in two or three units, one a surname."""
    parts = [part for unit in units for part in unit]
    if not 2 <= len(parts) <= 3 or any(script(part) != "latin" for part in parts):
        return False
    ends = (units[0], units[-1])
    surname = any(len(unit) == 1 and unit[0] in _korean_surnames() for unit in ends)
    return surname and all(part in tables()["surnames"] or _SYLLABLE.fullmatch(part) for part in parts)


@cache
def _hangul_surnames() -> frozenset[str]:
    return frozenset(it for it in _korean_surnames() if it >= "가")


@cache
def _korean_surnames() -> frozenset[str]:
    more = files(__package__).joinpath("surnames.txt").read_text("utf-8").split()
    return frozenset(more) | frozenset(tables()["surnames"])


@lru_cache(maxsize=65536)
def _part(text: str, korean: bool, surname: bool) -> Part:
    kind = script(text)
    letters = "".join(char for char in text if char.isalnum() or unicodedata.category(char) in ("Mn", "Mc"))
    return Part(heard_as(text, kind, korean=korean, surname=surname), kind, letters)
