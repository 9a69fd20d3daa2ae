"""Words of cased scripts: tokens, runs of capitalised words, lines that are set in title case."""

import re
from collections.abc import Collection

from msgspec import Struct

# Letters with the signs that join them (Indic and Thai vowel signs are no letters to `\w`).
_LETTER = "[\\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff]"
_WORD = re.compile(rf"{_LETTER}+((?:['’.&\-‐]{_LETTER}+)+)?")  # the group: what marks join to a word

_TAIL = 3  # characters of the shortest hyphenated ending, its hyphen included


class Token(Struct, frozen=True):
    """A word and its place; ``base`` stops before a case ending that an apostrophe parts off."""

    start: int
    end: int
    text: str
    folded: str
    base: int
    capital: bool = False


def tokens(
    text: str,
    folded: str,
    start: int,
    end: int,
    endings: Collection[str],
    elided: Collection[str] = (),
) -> list[Token]:
    """Return the words of ``text[start:end]``; ``endings`` are cut from ``base`` after an apostrophe.

    ``folded`` is ``text`` folded, of the same length. A word of ``elided`` before an apostrophe is no part
    of the word behind it, unless both have a capital, as titles and names have ("L'Avventura").
    """
    found = []
    for match in _WORD.finditer(text, start, end):
        first, last = match.span()
        base = last
        if match.lastindex:  # marks join it
            first, base = _parted(match.group(), first, folded, endings, elided)
        word = text[first:last]
        found.append(Token(first, last, word, folded[first:base], base, word[0].isupper()))
    return found


def _parted(
    word: str, place: int, folded: str, endings: Collection[str], elided: Collection[str]
) -> tuple[int, int]:
    """Return where a word begins behind what is elided before it, and where its ending begins."""
    last = place + len(word)
    if "'" in word or "’" in word:
        cut = max(word.rfind("'"), word.rfind("’"))
        if cut > 0 and folded[place + cut + 1 : last] in endings:
            return place, place + cut
        return place + (_unelided(word, elided) if elided else 0), last
    cut = word.rfind("-")
    ends = cut > 0 and len(word) - cut > _TAIL and folded[place + cut + 1 : last] in endings
    return place, place + cut if ends else last


def _unelided(word: str, elided: Collection[str]) -> int:
    """Return where a word begins behind what is elided before it; 0 where nothing is."""
    cut = max(word.find("'"), word.find("’"))
    if word[:cut].casefold() not in elided or (word[0].isupper() and word[cut + 1].isupper()):
        return 0
    return cut + 1


def title_cased(words: list[Token]) -> bool:
    """Say whether a line capitalises nearly all of its long words, as headlines do."""
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 2 and sum(word.capital for word in long) >= 0.75 * len(long)
