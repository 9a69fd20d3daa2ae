"""Words found in running text: one automaton for all word lists, each script's own borders."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache, wraps
from typing import Any, Generic, Literal, TypeVar
from unicodedata import category

from ahocorasick_rs import AhoCorasick

Edges = Literal["both", "left", "none", "script"]
Value = TypeVar("Value")
Data = TypeVar("Data")
Built = TypeVar("Built")

_ALIKE = {ord("İ"): "i", ord("ı"): "i", ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", 0xA0: " ", 0x202F: " "}
_ALIKE |= {0x2009: " ", 0x3000: " ", ord("‐"): "-", ord("‑"): "-"}
_ALIKE |= {ord("ँ"): "ं"} | dict(zip(range(0x0958, 0x0960), "कखगजडढफय", strict=True))
_ALIKE |= {zero + digit: str(digit) for zero in (0x0966, 0xFF10) for digit in range(10)}
_ALIKE |= {0xFF21 + i: chr(ord("a") + i) for i in range(26)} | {
    0xFF41 + i: chr(ord("a") + i) for i in range(26)
}
_APOSTROPHES = "'"


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Return ``text`` for matching: small letters, one kind of digit and space, the same length."""
    if text.isascii():
        return text.lower()
    alike = text.translate(_ALIKE)
    lower = alike.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in alike)


def fold_all(words: Iterable[str]) -> list[str]:
    """Return each of ``words`` folded; none may hold a line feed."""
    together = "\n".join(words)
    return fold(together).split("\n") if together else []


@lru_cache(maxsize=4096)
def is_word(char: str) -> bool:
    """Say whether ``char`` continues a word: a letter, a digit, or a sign that joins the letter before it."""
    return char.isalnum() or category(char)[0] == "M"


def _script(char: str) -> str:
    """Name the script of a letter as far as borders need it; "" for what is in no word."""
    point = ord(char)
    if 0x3040 <= point < 0x30A0:
        return "hiragana"
    if 0x30A0 <= point < 0x3100:
        return "katakana"
    if 0x1100 <= point < 0x1200 or 0xAC00 <= point < 0xD7B0:
        return "hangul"
    if 0x2E80 <= point < 0xA000 or 0x20000 <= point < 0x40000:
        return "han"
    if 0x900 <= point < 0x980:
        return "devanagari"
    return "other" if is_word(char) else ""


def _runs_on(left: str, right: str) -> bool:
    script = _script(left)
    return script not in ("", "han") and script == _script(right)


def _anywhere(_folded: str, _start: int, end: int) -> int:
    return end


class Borders:
    """Where a word of a script may stand, and which endings may follow it.

    ``edges`` says where: ``both`` between word borders, ``left`` after a border only (particles may
    follow), ``none`` anywhere, ``script`` where the script does not run on (a Latin word may touch Hangul;
    Han characters never close a word off). ``suffixes`` are endings that may follow a word, with or without
    an apostrophe; they become part of the span. ``close(folded, start, end)`` returns where the word at
    ``start`` ends, which is ``end`` or behind it; 0 where it is none.
    """

    def __init__(self, edges: Edges, suffixes: Iterable[str]) -> None:
        self.close = {"both": self._apart, "left": self._begun, "none": _anywhere, "script": self._unmixed}[
            edges
        ]
        self._suffixes = frozenset(fold_all(suffixes))
        self._longest = max(map(len, self._suffixes), default=0)

    def _apart(self, folded: str, start: int, end: int) -> int:
        return self.stretch(folded, end) if self._begun(folded, start, end) else 0

    def _begun(self, folded: str, start: int, end: int) -> int:
        before = folded[start - 1] if start else " "
        inside = before != " " and is_word(before) and is_word(folded[start]) and not before.isdigit()
        return 0 if inside else end

    def _unmixed(self, folded: str, start: int, end: int) -> int:
        if start and _runs_on(folded[start - 1], folded[start]):
            return 0
        if (
            end < len(folded)
            and _script(folded[end - 1]) != "hangul"
            and _runs_on(folded[end - 1], folded[end])
        ):
            return self.stretch(folded, end) if self._longest else 0
        return end

    def stretch(self, folded: str, end: int) -> int:
        """Return where the word that stops at ``end`` stops with its suffix; 0 where more follows."""
        if end == len(folded) or folded[end] == " ":
            return end
        if self._longest:
            begin = end + (folded[end] in _APOSTROPHES)
            stop = begin
            while stop < len(folded) and stop - begin <= self._longest and is_word(folded[stop]):
                stop += 1
            if folded[begin:stop] in self._suffixes:
                return stop
        return 0 if is_word(folded[end]) and is_word(folded[end - 1]) else end


class Lists:
    """Word lists of one script, each with a value for each word, found together in one pass over a text."""

    def __init__(
        self, lists: Mapping[str, Collection[tuple[str, Any]]], edges: Edges, suffixes: Iterable[str]
    ) -> None:
        self._borders = Borders(edges, suffixes)
        self._names = tuple(lists)
        told: dict[str, tuple[tuple[str, Any], ...]] = {}
        for name, listed in lists.items():
            folded = fold_all(word for word, _ in listed)
            said = ((name, value) for _, value in listed)
            for word, one in dict(zip(folded, said, strict=True)).items():
                told[word] = (*told.get(word, ()), one)
        self._told = tuple(told.values())
        self._automaton = AhoCorasick(list(told)) if told else None

    def find(self, folded: str) -> dict[str, list[tuple[int, int, Any]]]:
        """Return ``(start, end, value)`` of each list's words in ``folded``; none of one list overlap."""
        found: dict[str, list[tuple[int, int, Any]]] = {name: [] for name in self._names}
        if self._automaton is None:
            return found
        reached = dict.fromkeys(self._names, 0)
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for start, negative, index in sorted((start, -end, index) for index, start, end in hits):
            end = self._borders.close(folded, start, -negative)
            for name, value in self._told[index] if end else ():
                if start >= reached[name]:
                    reached[name] = end
                    found[name].append((start, end, value))
        return found


class Lexicon(Generic[Value]):
    """One word list on its own, within the borders of its script."""

    def __init__(
        self,
        words: Iterable[tuple[str, Value]],
        edges: Edges = "both",
        suffixes: Iterable[str] = (),
    ) -> None:
        self._lists = Lists({"": list(words)}, edges, suffixes)
        self.stretch = Borders(edges, suffixes).stretch

    def find(self, folded: str) -> Iterator[tuple[int, int, Value]]:
        """Yield ``(start, end, value)`` of each word of the list in ``folded``; none overlap."""
        return iter(self._lists.find(folded)[""])


def prepared(build: Callable[[Data], Built]) -> Callable[[Data], Built]:
    """Remember what ``build`` made of each section of a pack; sections are few and frozen."""
    made: dict[int, tuple[Data, Built]] = {}

    @wraps(build)
    def remembered(data: Data) -> Built:
        known = made.get(id(data))
        if known is None:
            known = made[id(data)] = (data, build(data))
        return known[1]

    return remembered
