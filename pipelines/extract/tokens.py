"""Words of cased scripts: tokens, runs of capitalised words, lines that are set in title case."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.extract.lexicon import fold

# Letters with the signs that join them (Indic and Thai vowel signs are no letters to `\w`).
_LETTER = r"[\w\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]"
_WORD = re.compile(rf"{_LETTER}+(?:['’.&\-‐]{_LETTER}+)*")
_APOSTROPHES = "'’"
_JOINTS = {" ", "\u00a0", ": ", " & ", "! ", ", ", " – ", " - ", "-"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place; ``base`` stops before a case ending that an apostrophe parts off."""

    start: int
    end: int
    text: str
    folded: str
    base: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str, start: int, end: int, endings: Collection[str]) -> list[Token]:
    """Return the words of ``text[start:end]``; ``endings`` are cut from ``base`` after an apostrophe."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        base = match.end()
        for mark in _APOSTROPHES:
            head, parted, tail = word.rpartition(mark)
            if parted and head and fold(tail) in endings:
                base = match.start() + len(head)
        found.append(Token(match.start(), match.end(), word, fold(word[: base - match.start()]), base))
    return found


def title_cased(words: list[Token]) -> bool:
    """Say whether a line capitalises nearly all of its long words, as headlines do."""
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 2 and sum(word.capital for word in long) >= 0.75 * len(long)
