"""Runs of capitalised words and what links them: what may be a title where nothing marks one."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from pipelines.extract.reading import Reading
from pipelines.extract.tokens import Token
from pipelines.extract.words import Vocabulary

Link = Literal["colon", "owner", "small", "and", "stop", "comma"]
CLOSED = re.compile(r"$|\n| ?[(:|]| [–—•-] |,? ?…| \.\.\.")
_LONGEST_NUMBER = 2
_LONGEST_LINK = 3  # small words between two capitals of one title
_ABBREVIATED = 4
_TRUSTED = 4  # words before a season
_SHORT_LINE = 6  # words; a title-cased line of so few is a title or a heading, no headline
_SOLID = (" ", "\u00a0", " & ", "-", "–")
_SPACES = (" ", "\u00a0")
_OWNED = (" ", "\u00a0", "' ", "’ ")
_LINKS: dict[str, Link] = {": ": "colon", ", ": "comma", "! ": "stop", "? ": "stop"}
_OPENS = re.compile(r"[.!?:;…•|\n\"“‘(\[]|^\s*$")


class Atom(Struct, frozen=True):
    """Words that only stand together: ``first`` and ``last`` count the tokens of the line."""

    first: int
    last: int
    start: int
    end: int
    text: str


class Chain(Struct, frozen=True):
    """Atoms and the links between them; ``opening``: the first has its capital from opening a sentence."""

    line: int
    atoms: list[Atom]
    links: list[Link]
    opening: bool
    loud: bool


class Slot(Struct, frozen=True):
    """Where a headline has room for a title; ``kind`` names what stands before it."""

    start: int
    end: int
    kind: str


class Limits(Struct, frozen=True):
    """Places where no word of a title begins: ``blocked`` ones and, before a season, ``closed`` ones.

    ``seasons`` are the places where a season is named: the capitals right before one are a title, weekdays
    and common words among them. All words of one of ``slots`` are one title. ``leads`` says by the
    beginnings of lines where the dates end that they open with.
    """

    blocked: set[int]
    closed: set[int]
    seasons: set[int]
    slots: dict[int, Slot]
    leads: dict[int, int]


def chains(reading: Reading, number: int, limits: Limits) -> Iterator[Chain]:
    """Yield the chains of a line."""
    line, cased = reading.line_tokens(number)
    prose = number and (len(line) <= _SHORT_LINE or reading.whole[reading.lines[number][1] - 1] == ".")
    found = _Line(reading, line, cased and not prose, limits)
    reached = 0
    for index, token in enumerate(line):
        may = token.capital or token.start in found.trusted or token.text[0].isdigit()
        if may and index >= reached and found.begins(index):
            atoms, links = found.chain(index)
            yield Chain(number, atoms, links, opens(reading.whole, line, index), found.loud)
            reached = atoms[-1].last + 1


def opens(whole: str, line: list[Token], index: int) -> bool:
    """Say whether a word opens a sentence, a line, a bracket or a quotation: its capital says nothing."""
    if not index:
        return True
    gap = whole[line[index - 1].end : line[index].start]
    return gap != " " and bool(_OPENS.search(gap))


def owner(whole: str, token: Token) -> bool:
    """Say whether a word is a possessive: "Reader's", "Readers'"."""
    if token.base < token.end:
        return token.text[-1] == "s"
    return token.text[-1] == "s" and whole.startswith(("' ", "’ "), token.end)


def genitive(words: Vocabulary, token: Token) -> bool:
    """Say whether a word has the ending of an owner that an apostrophe parts off: Turkish "Fatma'nın"."""
    return (
        token.base < token.end and token.text[token.base + 1 - token.start :] in words.pack.titles.genitives
    )


class _Line:
    """A line of tokens, read from left to right."""

    def __init__(self, reading: Reading, line: list[Token], loud: bool, limits: Limits) -> None:
        self.whole, self.words = reading.whole, reading.words
        self.line, self.loud, self.blocked = line, loud, limits.blocked
        self.trusted: set[int] = set()
        self.slots = limits.slots
        for slot in limits.slots.values():
            if line and line[0].start <= slot.start <= line[-1].start:
                self.trusted.update(token.start for token in line if slot.start <= token.start < slot.end)
        for index, token in enumerate(line):
            if token.start in limits.seasons:
                self._trust(index, limits.closed)

    def _trust(self, index: int, closed: set[int]) -> None:
        """Take the capitals before the season at ``index`` for a title's."""
        first = index
        while first and index - first < _TRUSTED and self._gap(first - 1, first) in _SPACES:
            token = self.line[first - 1]
            ends = token.folded in self.words.outside or token.folded in self.words.acts
            stops = ends or token.start in closed or token.base < token.end
            if stops or not token.capital:
                break
            first -= 1
        trusted = self.line[first:index]
        if not all(token.folded in self.words.common for token in trusted) or not first:
            self.trusted.update(token.start for token in trusted)

    def chain(self, first: int) -> tuple[list[Atom], list[Link]]:
        atoms: list[Atom] = []
        links: list[Link] = []
        while True:
            last = self._solid(first)
            start, end = self.line[first].start, self.line[last].base
            atoms.append(Atom(first, last, start, end, self.whole[start:end]))
            first, link = self._link(last)
            if link is None or (start in self.slots and link in ("small", "and")):
                return atoms, links
            links.append(link)

    def begins(self, index: int) -> bool:
        token = self.line[index]
        if not token.capital:
            number = token.text[0].isdigit() and token.start not in self.blocked
            return token.start in self.trusted or (
                number and self._followed(index) and not self._clock(token)
            )
        if self._part(token):
            return True
        opens = token.folded in self.words.articles and token.start not in self.blocked
        return opens and self._followed(index)

    def _clock(self, token: Token) -> bool:
        """Say whether a number is the end of a time or a date: "8:00", "24/7"."""
        return self.whole[max(0, token.start - 1) : token.start] in (":", ".", "/")

    def _part(self, token: Token) -> bool:
        if token.start in self.trusted:
            return True
        if not token.capital or token.start in self.blocked:
            return False
        return not self.loud or not (token.folded in self.words.common or token.folded in self.words.acts)

    def _followed(self, index: int) -> bool:
        if index + 1 >= len(self.line) or not self._part(self.line[index + 1]):
            return False
        return self._gap(index, index + 1) in (*_SPACES, ": ")

    def _gap(self, left: int, right: int) -> str:
        return self.whole[self.line[left].end : self.line[right].start]

    def _solid(self, first: int) -> int:
        """Return the last word that nothing but a space parts from the words before it."""
        line, last = self.line, first
        while last + 1 < len(line):
            here, after = line[last], line[last + 1]
            if here.base < here.end or owner(self.whole, here) or after.start in self.slots:
                break
            if after.start in self.blocked and after.start not in self.trusted:
                break
            gap = self.whole[here.end : after.start]
            solid = gap in _SOLID or (gap == ". " and len(here.text) < _ABBREVIATED)
            if solid and self._part(after):
                last += 1
                continue
            number = after.text.isdigit() and len(after.text) <= _LONGEST_NUMBER
            if number and gap in (" ", " '", " ’"):
                return last + 1
            break
        return last

    def _link(self, last: int) -> tuple[int, Link | None]:
        """Return the word that the next atom begins with and what parts it; None where the chain ends."""
        step = last + 1
        if step >= len(self.line):
            return step, None
        gap = self._gap(last, step)
        cut = self.line[last].base < self.line[last].end
        if gap in _LINKS:
            return step, _LINKS[gap] if not cut and self.begins(step) else None
        if owner(self.whole, self.line[last]) or genitive(self.words, self.line[last]):
            return step, "owner" if gap in _OWNED and self.begins(step) else None
        return self._across(last) if gap in _SPACES and not cut else (step, None)

    def _across(self, last: int) -> tuple[int, Link | None]:
        """Step over the small words between two capitals."""
        line, step, link = self.line, last + 1, "small"
        while line[step].folded in self.words.small and (self.loud or not line[step].capital):
            if line[step].folded in self.words.ands:
                link = "and"
            step += 1
            ends = step >= len(line) or step - last > _LONGEST_LINK + 1
            if ends or self._gap(step - 1, step) not in _SPACES:
                return step, None
        if step == last + 1 or not self._part(line[step]):
            return step, None
        return step, link  # type: ignore[return-value]
