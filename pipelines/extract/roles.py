"""The characters beside persons: "A as X", "A (X)", "X (A)", and what else such a bracket holds."""

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from pipelines.extract import shapes
from pipelines.extract.brackets import (
    BRACKETS,
    bracket,
    earlier_works,
    full_name,
    inside,
    played_by,
    plays_relative,
)
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Name
from pipelines.extract.pairing import one_by_one
from pipelines.extract.parts import named_parts
from pipelines.extract.reading import Reading, within
from pipelines.extract.tokens import Token, tokens

_LONG_BRACKET = 50  # characters of a bracket that may hold a character
_STEP = 6  # characters between the brackets of one list
_LONGEST = 30  # characters of a character before the bracket that holds the person
_ENDED = re.compile(r"[.;:!?\n]")


def attach_roles(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read "A as X" and "A (X)": the character goes to the person, and is no person itself."""
    names = named_parts(reading, names, end)
    credited = any(earlier_works(reading, bracket(reading, name, end)[2]) for name in names)
    characters = _behind_roles(reading)
    kept: list[Name] = []
    for name in names:
        if kept and name.start < kept[-1].stop:
            continue
        if name.start in characters:
            if kept and kept[-1].role is None:
                kept[-1] = replace(kept[-1], role=name.text)
            continue
        kept.append(_with_role(reading, name, end, credited=credited))
    if not any(name.role for name in kept):
        return kept
    return _alike(reading, one_by_one(reading, kept))


def _alike(reading: Reading, names: list[Name]) -> list[Name]:
    """Read the brackets of one list alike: all hold persons where most do."""
    found: list[Name] = []
    for _, members in groupby(_chained(reading, names), key=lambda pair: pair[0]):
        chain = [name for _, name in members]
        flipped = sum(_flipped(reading, name) for name in chain)
        if 2 * flipped > len(chain) > flipped or _of_characters(reading, chain[0]):
            chain = [_turned(reading, name) for name in chain]
        found += chain
    return found


def _of_characters(reading: Reading, first: Name) -> bool:
    """Say whether the words before a list call its members characters: "characters such as X (A)"."""
    words = reading.folded[max(0, first.start - _LONGEST) : first.start].split()
    return any(word in reading.words.characters for word in words)


def _chained(reading: Reading, names: list[Name]) -> Iterator[tuple[int, Name]]:
    """Yield each name with the number of the list of brackets that it stands in."""
    number, before = 0, None
    for name in names:
        close = reading.whole[name.stop - 1 : name.stop] in BRACKETS.values()
        gap = reading.whole[before : name.start] if before is not None else "\n"
        near = len(gap) <= (_STEP if not _flipped(reading, name) else _LONGEST) and not _ENDED.search(gap)
        number += not (close and near)
        before = name.stop if close else None
        yield number, name


def _flipped(reading: Reading, name: Name) -> bool:
    return bool(name.role) and name.cast and reading.whole[name.start - 1 : name.start] in BRACKETS


def _holds_character(reading: Reading, name: Name) -> bool:
    return name.role is not None and name.role in inside(reading, name)


def _turned(reading: Reading, name: Name) -> Name:
    """Return the person whom the bracket behind a character holds: "Sir Henry (A B)"."""
    held = inside(reading, name)
    if not _holds_character(reading, name) or len(held.split()) < 2:
        return name
    start = reading.whole.index(held, name.end)
    outer = reading.whole[name.start : name.end]
    return Name(start, start + len(held), held, role=outer, stop=name.stop, cast=True)


def _behind_roles(reading: Reading) -> frozenset[int]:
    """Return where a character stands behind "the role of", in a language whose verbs come last."""
    if reading.words.pack.titles.case != "nouns":
        return frozenset()
    roles = reading.hits("roles")
    return frozenset(role.end + 1 for role in roles if " " in reading.folded[role.start : role.end])


def _with_role(reading: Reading, name: Name, end: int, *, credited: bool) -> Name:
    """Return a name with its character; where brackets hold credits (``credited``) none is in a bracket."""
    opened, close, content = bracket(reading, name, end)
    if close > 0:
        content = _behind_role_word(reading, opened + 1, close) or content
        behind = _as_character(reading, replace(name, stop=close + 1), end)
        credited = credited or len(content) > _LONG_BRACKET or earlier_works(reading, content)
        if behind.cast or credited or not content[:1].isalpha():
            return behind
        same = fold(content) == fold(name.text)  # "Anna (Anna Bell)"
        if (
            ((name.alone or same) and full_name(reading, content))
            or plays_relative(reading, name, content)
            or played_by(reading, name, content)
        ):
            own = reading.whole[name.start : name.end] if same else name.text
            return Name(opened + 1, close, content, role=own, stop=close + 1, cast=True)
        role = None if _a_calling(reading, content) else _named_in(reading, opened + 1, close, content)
        return replace(name, role=role, stop=close + 1)
    return _as_character(reading, name, end)


def _a_calling(reading: Reading, content: str) -> bool:
    """Say whether a bracket only says what a person is, where particles tell: "(singer)", "(all actors)"."""
    words = fold(content).split()
    lists = reading.words
    return lists.pack.edges == "left" and (words[0] in lists.stoppers or words[-1] in lists.first_words)


def _as_character(reading: Reading, name: Name, end: int) -> Name:
    """Read the character behind a word of ``roles``: "A *as* X"."""
    text = reading.whole
    rest = text[name.stop : name.stop + 1]
    start = name.stop + (2 if text[name.stop : name.stop + 2] == ", " else 1)
    for hit in within(reading.hits("roles"), name.stop, min(end, name.stop + 60)):
        if hit.start in (start, name.stop + 1) and rest in (" ", ","):
            found = character_at(reading, hit.end, end)
            if found is None:
                return replace(name, stop=hit.end, cast=True)
            return replace(name, role=text[found[0] : found[1]], stop=found[1], cast=True)
    return name


def _named_in(reading: Reading, start: int, close: int, content: str) -> str | None:
    """Return the character of a bracket: all of it, or the name that ends it: "(the nurse X)"."""
    if not content[0].islower() or reading.words.pack.names.shape != "cased":
        return content[: shapes.cut(content, reading.words.trailing)].strip()
    found = character_at(reading, start, close, 3)
    return reading.whole[slice(*found)] if found and found[1] == close else None


def character_at(reading: Reading, place: int, end: int, words: int = 8) -> tuple[int, int] | None:
    """Return the capitalised run that names a character within a few ``words`` of ``place``."""
    lists = reading.words
    stop = min(end, place + 90)
    line = tokens(reading.whole, reading.folded, place, stop, lists.name_endings, lists.elided)
    line = [token for index, token in enumerate(line) if not _only_a_rank(reading, line, index)]
    run: list[Token] = []
    previous = place
    for index, token in enumerate(line[: words + 6]):
        gap = reading.whole[previous : token.start]
        if any(mark in gap for mark in ',;:()—–“”"\n.') and not (
            gap == ". " and run and len(run[-1].text) <= 3
        ):
            break
        previous = token.end
        linked = (
            run and token.folded in reading.words.links and index + 1 < len(line) and line[index + 1].capital
        )
        if token.folded in reading.words.ands and run:
            break
        if not run and index < words and token.folded in reading.words.stoppers:
            return None
        if token.capital or (run and token.text[0].isdigit()) or linked:
            run.append(token)
            if token.base < token.end:
                run = []
                if index >= words:
                    break
        elif run or index >= words:
            break
    if not run or (len(run) == 1 and run[0].folded in reading.words.common):
        return None
    return run[0].start, run[-1].base


def _behind_role_word(reading: Reading, start: int, end: int) -> str | None:
    """Return what follows the word that opens a bracket and introduces a character: "(as X)"."""
    first = next(iter(within(reading.hits("roles"), start, max(start, end))), None)
    return reading.whole[first.end : end].strip() if first and first.start == start else None


def _only_a_rank(reading: Reading, line: list[Token], index: int) -> bool:
    """Say whether a word is a noun before a character's name, where every noun has a capital."""
    if reading.words.pack.titles.case != "nouns" or index + 1 >= len(line):
        return False
    rank, name = line[index], line[index + 1]
    return rank.capital and name.capital and rank.folded in reading.words.common
