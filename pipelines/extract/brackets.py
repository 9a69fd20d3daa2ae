"""What a bracket behind a person holds: a character, a relation, a person, works the person is known for."""

import re

from pipelines.extract import hangul, shapes
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Name
from pipelines.extract.reading import Reading, within

BRACKETS = {"(": ")", "（": "）"}
_NO_CHARACTER = "“‘\"'«?!:&;"
_LONG_CREDITS = 160  # and of one that may hold what a person is known for
_RELATION = 8  # characters that say who a character is
_LEAST = 12  # characters of a word and the space behind it
_LEAD = 1500  # characters in which an article names its cast
_SURNAME = 3  # the most signs of a surname that stands for a full name
_WORDS = 3
_NUMBERED = re.compile(r"^([^\W\d_]+)\. \d{1,2}$")  # "Mr. 3"
_SEVERAL = re.compile(r", [^\W\d_a-zß-ÿ]")  # "First Film, Second Film"


def bracket(reading: Reading, name: Name, end: int) -> tuple[int, int, str]:
    """Return where the bracket behind a name opens and closes, and what it holds: -1 and "" for none."""
    text = reading.whole
    opened = name.stop + 1 if text[name.stop : name.stop + 2] == " (" else name.stop
    if text[opened : opened + 1] not in BRACKETS:
        return -1, -1, ""
    close = text.find(BRACKETS[text[opened]], opened, min(end, opened + _LONG_CREDITS))
    return opened, close, text[opened + 1 : close] if close > 0 else ""


def plays_relative(reading: Reading, name: Name, content: str) -> bool:
    """Say whether a bracket names who plays the character before it: "the eldest son・X（A B）"."""
    before = reading.folded[max(0, name.start - _RELATION) : name.start]
    if not before.endswith("・") or reading.words.spaced or len(content) < _SURNAME:
        return False
    if shapes.cut(content, reading.words.trailing) < len(content):
        return False
    ends = (before[size:-1] for size in range(len(before) - 1))
    return any(word in reading.words.common and word not in reading.words.first_words for word in ends)


def full_name(reading: Reading, content: str) -> bool:
    """Say whether a bracket beside a single name holds a person's full name: "Raquel (A B)"."""
    words = content.split()
    if reading.words.pack.names.shape != "cased" or not 1 < len(words) <= reading.words.pack.names.longest:
        return False
    rare = [word for word in words if fold(word) not in reading.words.particles]
    return (
        all(word[0].isupper() and fold(word) not in reading.words.common for word in rare) and len(rare) > 1
    )


def played_by(reading: Reading, name: Name, content: str) -> bool:
    """Say whether a Korean bracket holds the actor of the character before it.

    So it does where the actor was named before, or where what stands before the bracket is no full name.
    """
    surnames = reading.words.surnames
    if reading.words.pack.names.shape != "surname" or " " in name.text:
        return False
    if not hangul.native(content, surnames) or reading.introduced(name.start):
        return False
    before = reading.whole[: min(name.start, _LEAD)]
    if name.text in before:
        return False
    return content in before or not hangul.native(name.text, surnames) or _ranked(reading, name)


def _ranked(reading: Reading, name: Name) -> bool:
    """Say whether a plain noun stands before a name, as what a character is: "*detective* X (A)"."""
    before = reading.whole[max(0, name.start - _LEAST) : name.start]
    word = fold(before.split()[-1]) if before.endswith(" ") and before.strip() else ""
    plain = word in reading.words.common and word not in reading.words.ands | reading.words.first_words
    return plain and not any(
        hit.end > name.start - 1 - len(word)
        for hit in within(reading.hits("cues"), max(0, name.start - _LEAST), name.start)
    )


def earlier_works(reading: Reading, content: str) -> bool:
    """Say whether a bracket behind a person holds earlier works rather than a character."""
    if not content:
        return False
    if (
        any(mark in content for mark in _NO_CHARACTER)
        or _SEVERAL.search(content)
        or (any(map(str.isdigit, content)) and not _numbered(reading, content))
    ):
        return True
    if reading.words.pack.titles.case == "title" and (_titles(reading, content) or _long(reading, content)):
        return True
    unlinked = reading.words.small - reading.words.links
    return any(word in unlinked for word in fold(content).split())


def _long(reading: Reading, content: str) -> bool:
    """Say whether a bracket is three words or more and one of them common: "Behind Every Star"."""
    words = [fold(word) for word in content.split()]
    own = reading.words.common - reading.words.links - reading.words.definite - reading.words.first_words
    return len(words) >= _WORDS and content.istitle() and not own.isdisjoint(words)


def _numbered(reading: Reading, content: str) -> bool:
    """Say whether a character has a number, as "Mr. 3" has; a day of a month ("Dec. 1") has one too."""
    dates = reading.words.pack.dates
    months = {word.rstrip(".") for spelled in (dates.months if dates else ()) for word in spelled}
    found = _NUMBERED.match(content)
    return found is not None and fold(found[1]) not in months


def _titles(reading: Reading, content: str) -> bool:
    """Say whether a bracket reads like titles: "The Long Road", or several with capitals."""
    parts = content.split(", ")
    first, _, rest = content.partition(" ")
    if fold(first) in reading.words.definite and rest[:1].isupper():
        return True
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def inside(reading: Reading, name: Name) -> str:
    """Return what the bracket behind a name holds, or before it where it holds the person; else nothing."""
    outer = reading.whole[name.end : name.stop].strip()
    return outer[1:-1] if len(outer) > 2 and outer[0] in BRACKETS else ""
