"""Titles of which only the first word has a capital, where nothing marks them.

They are told by standing twice, by an article with a capital inside a sentence, by what leads to them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.reading import Reading
from pipelines.extract.tokens import Token
from pipelines.extract.works.around import BEHIND
from pipelines.extract.works.chains import opens

_MOST_WORDS = 9
_LONG = 3  # words of a title that only opens sentences
_ELIDED = 8  # letters of the longest word that loses its end before another
_SOLID = re.compile("[ \u00a0-](?:[^ ,.:;]{1,7}['’])?")
_NOT_WORKS = (*BEHIND, "anaphor", "sequel")


@dataclass(frozen=True, slots=True)
class Start:
    """A word with a capital: its line, its number there, its place; ``opening``: it opens a sentence."""

    line: int
    index: int
    place: int
    opening: bool


class Plain:
    """Reads the titles of an article off its lines; none goes on over a place in ``stops`` or ``dates``."""

    def __init__(self, reading: Reading, stops: set[int], dates: set[int]) -> None:
        self.reading, self.words, self.whole, self.firm = reading, reading.words, reading.whole, stops
        self.stops = stops | dates
        self.lines = [reading.line_tokens(number)[0] for number in range(len(reading.lines))]
        self.nouns = {hit.start for hit in reading.hits("nouns") if hit.value in _NOT_WORKS}
        self.nouns |= {hit.start for hit in (*reading.hits("jobs"), *reading.hits("pronouns"))}
        self.leads = {hit.end for hit in reading.hits("nouns") if hit.value in _NOT_WORKS}
        self.leads |= {hit.end for hit in (*reading.hits("cues"), *reading.hits("jobs"))}
        self.said = {hit.end for hit in reading.hits("speech")}
        self.starts = [start for number in range(len(self.lines)) for start in self._starts(number)]

    def titles(self) -> Iterator[str]:
        """Yield the titles, each as often as something tells it."""
        twice = list(self._twice())
        yield from twice
        known = tuple(f"{title} " for title in twice)
        for start in self.starts:
            text = "" if start.opening else self._single(start)
            if text and not (known and text.startswith(known)):
                yield text

    def _starts(self, number: int) -> Iterator[Start]:
        line = self.lines[number]
        for index, token in enumerate(line):
            place = self._place(token)
            if place >= 0 and token.start not in self.stops and not self._goes_on(line, index):
                yield Start(number, index, place, place == 0 or opens(self.whole, line, index))

    def _goes_on(self, line: list[Token], index: int) -> bool:
        """Say whether a capital only goes on with a name: "Ana *Robles* returns"."""
        before = line[index - 1] if index else None
        named = before is not None and before.capital and self.whole[before.end : line[index].start] == " "
        return named and line[index].folded not in self.words.articles

    def _place(self, token: Token) -> int:
        """Return where a word with a capital begins, what is elided before it included; else -1."""
        first = token.start
        if self.whole[first - 1 : first] in ("'", "’"):
            first -= 2
            while first > 0 and token.start - first < _ELIDED and self.whole[first - 1].isalpha():
                first -= 1
            return first if self.whole[first].isupper() else -1
        return first if token.capital else -1

    def _joined(self, line: list[Token], index: int) -> bool:
        """Say whether nothing but a space, or an elided word, parts a word from the one before it."""
        return bool(_SOLID.fullmatch(self.whole, line[index - 1].end, line[index].start))

    def _twice(self) -> Iterator[str]:
        """Yield the stretches that begin with one capital and stand in two places."""
        groups: dict[str, list[Start]] = defaultdict(list)
        for one in self.starts:
            line = self.lines[one.line]
            if one.index + 1 < len(line) and self._joined(line, one.index + 1):
                groups[self.whole[one.place : line[one.index + 1].end]].append(one)
        for group in groups.values():
            if len(group) > 1 and (text := self._shared(group)):
                yield text

    def _shared(self, group: list[Start]) -> str:
        """Return the longest title that two of a group have in common."""
        size = max(self._common(one, other) for one, other in pairwise(group))
        first = group[0]
        size = self._cut(first, size, twice=True)
        if not self._fits(first, size):
            return ""
        if all(one.opening for one in group) and not self._opener(group, size):
            return ""
        return self._text(first, size)

    def _common(self, one: Start, other: Start) -> int:
        """Return how many words two stretches have in common."""
        left, right, size = self.lines[one.line], self.lines[other.line], 1
        while size < _MOST_WORDS:
            first, second = one.index + size, other.index + size
            if first >= len(left) or second >= len(right) or left[first].text != right[second].text:
                break
            if not (self._joined(left, first) and self._joined(right, second)):
                break
            size += 1
        return size

    def _opener(self, group: list[Start], size: int) -> bool:
        """Say whether what only opens sentences is a title: in the headline, and long or with news behind."""
        first = self.lines[group[0].line][group[0].index]
        if group[0].line or (first.folded in self.words.common and first.folded not in self.words.articles):
            return False
        line = self.lines[group[0].line]
        if line[group[0].index + 1].folded in self.words.common:
            return False
        return size >= _LONG or all(self._told(one, size) for one in group)

    def _told(self, one: Start, size: int) -> bool:
        line, behind = self.lines[one.line], one.index + size
        return behind < len(line) and self._ends(line[behind])

    def _single(self, start: Start) -> str:
        """Return the title that an article with a capital, or a capital behind a word for a work, opens."""
        line = self.lines[start.line]
        before = line[start.index - 1]
        article = line[start.index].folded in self.words.articles or start.place < line[start.index].start
        if not (self._gap(line, start.index) == " " and self._leads(line, start.index, article=article)):
            return ""
        if (before.capital and start.index > 1) or not (article or self._sober(line, start.index)):
            return ""
        size = 1
        while start.index + size < len(line) and size < _MOST_WORDS:
            token = line[start.index + size]
            if self._ends(token) or not self._joined(line, start.index + size):
                break
            size += 1
        else:
            size = 0 if start.index + size < len(line) else size
        size = self._cut(start, self._placed(start, size))
        closed = self._closed(start, size)
        if not closed or not self._fits(start, size) or (not article and size < _LONG):
            return ""
        return self._text(start, size)

    def _sober(self, line: list[Token], index: int) -> bool:
        """Say whether a word with a capital is no name and one in small letters stands behind it."""
        token, after = line[index], line[index + 1 : index + 2]
        if not after or after[0].capital or after[0].folded in self.words.small:
            return False
        return not self.words.forename(token.folded) and token.folded not in self.words.places

    def _gap(self, line: list[Token], index: int) -> str:
        return self.whole[line[index - 1].end : self._place(line[index])] if index else ""

    def _leads(self, line: list[Token], index: int, *, article: bool) -> bool:
        """Say whether what stands before a capital leads to a work."""
        before = line[index - 1]
        if before.end in self.said or (index > 1 and line[index - 2].end in self.said):
            return False  # who was told, or who says so
        small = before.folded in self.words.inside or before.folded in self.words.of
        if before.end in self.leads:
            return True
        if not small:
            return article and before.folded in self.words.small
        return article or (index > 1 and line[index - 2].end in self.leads)

    def _placed(self, start: Start, size: int) -> int:
        """Return how many words there are before a small word that a place stands behind."""
        line = self.lines[start.line]
        for step in range(2, size - 1):
            token, after = line[start.index + step], line[start.index + step + 1]
            if token.folded in self.words.where and after.capital:
                return step
        return size

    def _ends(self, token: Token) -> bool:
        """Say whether no title goes on over a word."""
        return (
            token.start in self.stops
            or token.folded in self.words.outside
            or (not token.capital and token.folded.endswith(self.words.tails or ("\0",)))
        )

    def _closed(self, start: Start, size: int) -> bool:
        """Say whether a mark, a cue, a date or the line's end closes a stretch."""
        line, behind = self.lines[start.line], start.index + size
        if behind >= len(line):
            return True
        placed = line[behind].folded in self.words.where and line[behind + 1 : behind + 2]
        return bool(placed) or self._ends(line[behind]) or not self._joined(line, behind)

    def _cut(self, start: Start, size: int, *, twice: bool = False) -> int:
        """Return how many words are left before a stop, words at the end that end no title taken off.

        What stands ``twice`` may hold words that a title seldom holds.
        """
        line = self.lines[start.line][start.index :]
        stopped = (
            step
            for step in range(2, size)
            if (line[step].start in self.firm if twice else self._ends(line[step]))
        )
        size = next(stopped, size)
        loose = self.words.small | self.words.outside
        while size > 1 and line[size - 1].folded in loose:
            size -= 1
        return size

    def _fits(self, start: Start, size: int) -> bool:
        """Say whether a stretch may be a title: it has a small word of its own, none for a work."""
        line = self.lines[start.line][start.index : start.index + size]
        if size < 2 or any(token.start in self.nouns for token in line[:2]):
            return False
        if line[0].folded in self.words.companies or all(t.folded in self.words.common for t in line):
            return False
        place = line[0].folded in self.words.places and line[0].folded not in self.words.common
        if place and line[1].folded in self.words.small:
            return False
        return any(
            not token.capital and token.text.isalpha() and token.folded not in self.words.small
            for token in line
        )

    def _text(self, start: Start, size: int) -> str:
        return self.whole[start.place : self.lines[start.line][start.index + size - 1].base]


def plain(reading: Reading, stops: set[int], dates: set[int]) -> list[str]:
    """Return the titles of an article that have but one capital; ``dates`` may stand in one said twice."""
    return list(dict.fromkeys(Plain(reading, stops, dates).titles()))
