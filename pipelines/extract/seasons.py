"""Which season, part or volume a text speaks of, in figures, words or by its place ("the final season")."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from pipelines.extract.lexicon import Lexicon, fold, is_word, prepared
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.seasons import Seasons

Relation = Literal["next", "final", "previous"]
_FIGURE = re.compile(r"\d+")
_ROMAN = re.compile(r"[IVX]{1,5}(?![A-Za-z])")
_VALUES = {"I": 1, "V": 5, "X": 10}
_MOST = 60  # no work counts more seasons; larger figures are years, ages or episodes
_GAP = 16


class Season(Struct, frozen=True):
    """A season, part, volume, chapter, cour or sequel that a text names.

    ``number`` is None where only a ``relation`` is said ("another season") or nothing ("the season").
    ``word`` is the offset of the word that counts, ``start`` and ``end`` hold the number too.
    """

    start: int
    end: int
    kind: str
    number: int | None = None
    relation: Relation | None = None
    word: int = 0


class _Token(Struct, frozen=True):
    start: int
    end: int
    sort: str  # a kind, "cardinal", "ordinal", "figure", "relation", or "whole": number and kind in one
    value: int | str | tuple[int, str]


class _Words(Struct, frozen=True):
    section: Seasons
    lexicon: Lexicon[tuple[str, int | str]]
    kinds: frozenset[str]
    counters: tuple[tuple[str, str], ...]
    glue: frozenset[str]
    joins: frozenset[str]


def seasons(text: str, pack: Pack) -> Iterator[Season]:
    """Yield every mention of a season or part in ``text``, in reading order; two numbers are two mentions."""
    if pack.seasons is None:
        return
    words = _prepare(pack.seasons)
    folded = fold(text)
    tokens = _tokens(text, folded, words)
    for i, token in enumerate(tokens):
        if token.sort == "whole":
            number, kind = token.value if isinstance(token.value, tuple) else (None, "season")
            yield Season(token.start, token.end, kind, number, word=token.start)
        elif token.sort in words.kinds:
            yield from _around(i, tokens, folded, words)


@prepared
def _prepare(section: Seasons) -> _Words:
    entries: list[tuple[str, tuple[str, int | str]]] = []
    for sort, table in (("cardinal", section.cardinals), ("ordinal", section.ordinals)):
        entries += [(word, (sort, int(key))) for key, words in table.items() for word in words]
    entries += [(word, ("relation", key)) for key, words in section.relations.items() for word in words]
    entries += [(word, (kind, kind)) for kind, words in section.words.items() for word in words]
    counters = [(fold(word), kind) for kind, words in section.counters.items() for word in words]
    return _Words(
        section=section,
        lexicon=Lexicon(entries, section.edges, section.suffixes),
        kinds=frozenset(section.words) | frozenset(section.counters),
        counters=tuple(sorted(counters, key=lambda counter: -len(counter[0]))),
        glue=frozenset({"", *map(fold, section.glue)}),
        joins=frozenset(map(fold, section.joins)),
    )


def _tokens(text: str, folded: str, words: _Words) -> list[_Token]:
    tokens = [_Token(start, end, sort, value) for start, end, (sort, value) in words.lexicon.find(folded)]
    named = [token for token in tokens if token.sort in words.kinds]
    if not named and not words.section.short and not words.counters:
        return []
    taken = {at for token in tokens for at in range(token.start, token.end)}
    for found in _FIGURE.finditer(folded):
        if found.start() not in taken and found.end() - found.start() <= 2:
            tokens += _figure(text, folded, found.start(), found.end(), words)
    for token in named:
        tokens += _roman(text, token.end)
    return sorted(tokens, key=lambda token: token.start)


def _figure(text: str, folded: str, start: int, end: int, words: _Words) -> list[_Token]:
    value, section = int(folded[start:end]), words.section
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if not 0 < value <= _MOST or (before in tuple(".,") and folded[start - 2 : start - 1].isdigit()):
        return []
    for short in section.short:
        at = start - len(short)
        ahead = folded[at - 1 : at] if at > 0 else " "
        if folded.startswith(short, max(at, 0)) and text[at].isupper() and not is_word(ahead or " "):
            return [] if is_word(after or " ") else [_Token(at, end, "whole", (value, "season"))]
    prefix = max((len(prefix) for prefix in section.prefix if folded.endswith(prefix, 0, start)), default=0)
    for counter, kind in words.counters:
        stop = end + len(counter)
        if folded.startswith(counter, end) and not folded.startswith(section.unless or ("\0",), stop):
            return [_Token(start - prefix, stop, "whole", (value, kind))]
    for mark in section.marks:
        if folded.startswith(mark, end) and not is_word(folded[end + len(mark) : end + len(mark) + 1] or " "):
            return [_Token(start - prefix, end + len(mark), "ordinal", value)]
    if section.edges == "both" and (is_word(before or " ") or is_word(after or " ")):
        return []
    return [_Token(start - prefix, end, "ordinal" if prefix else "figure", value)]


def _roman(text: str, end: int) -> list[_Token]:
    """The capital Roman number that follows a word, "Part II"."""
    start = end + (text[end : end + 1] == " ")
    found = _ROMAN.match(text, start)
    if found is None or start == end:
        return []
    values = [_VALUES[letter] for letter in found.group()]
    number = sum(-low if low < high else low for low, high in zip(values, [*values[1:], 0], strict=True))
    return [_Token(start, found.end(), "figure", number)]


def _around(at: int, tokens: list[_Token], folded: str, words: _Words) -> Iterator[Season]:
    """The mentions that the counting word at ``at`` makes with the numbers and relations beside it."""
    word = tokens[at]
    before = _leading(at, tokens, folded, words)
    if before is None:
        return
    relation = next((str(token.value) for token in before if token.sort == "relation"), None)
    numbered = [token for token in before if token.sort == "ordinal"]
    start = before[0].start if before else word.start
    numbers = numbered or _trailing(at, tokens, folded, words)
    end = max([word.end, *(token.end for token in numbers)])
    if not numbers:
        yield Season(start, end, word.sort, None, _relation(relation), word.start)
    for number in numbers:
        first, last = (start, end) if len(numbers) == 1 else (number.start, number.end)
        value = number.value if isinstance(number.value, int) else None
        yield Season(first, last, word.sort, value, _relation(relation), word.start)


def _relation(name: str | None) -> Relation | None:
    return "next" if name == "next" else "final" if name == "final" else "previous" if name else None


def _between(folded: str, left: _Token, right: _Token) -> str | None:
    if right.start < left.end or right.start - left.end > _GAP:
        return None
    return " ".join(folded[left.end : right.start].split())


def _leading(at: int, tokens: list[_Token], folded: str, words: _Words) -> list[_Token] | None:
    """The ordinals and relations right before the word; None where it is counted ("two seasons")."""
    found: list[_Token] = []
    right = tokens[at]
    for token in reversed(tokens[max(0, at - 6) : at]):
        between = _between(folded, token, right)
        if between is None or between not in words.glue | (words.joins if found else frozenset()):
            break
        if (
            token.sort == "cardinal"
            and not found
            and (token.value != 1 or not _trailing(at, tokens, folded, words))
        ):
            return None
        if token.sort not in ("ordinal", "relation"):
            break
        found.insert(0, token)
        right = token
    return found


def _trailing(at: int, tokens: list[_Token], folded: str, words: _Words) -> list[_Token]:
    """The numbers right after the word: "Season 2", "seasons 2 and 3", "Season Two"."""
    found: list[_Token] = []
    left = tokens[at]
    for token in tokens[at + 1 : at + 8]:
        between = _between(folded, left, token)
        allowed = words.joins if found else words.glue
        counts = token.sort in ("figure", "cardinal") or folded[token.start : token.end].rstrip(".").isdigit()
        if not counts or between is None or between not in allowed:
            break
        found.append(token)
        left = token
    return found
