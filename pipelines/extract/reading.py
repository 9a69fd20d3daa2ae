"""An article laid out for the layers: lines, sentences and the mentions that stand in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import starmap
from typing import Any, Protocol, Self, TypeVar

from msgspec import Struct

from pipelines.extract.lexicon import fold
from pipelines.extract.loose import merged, stepping
from pipelines.extract.tokens import Token, title_cased, tokens
from pipelines.extract.words import Vocabulary
from pipelines.model import Article

QUESTIONS = ("?", "？", "?”", "?’")  # what ends a sentence that asks


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


_NEAR = 24  # characters of the longest honorific


P = TypeVar("P", bound=Placed)


class Hit(Struct, frozen=True):
    """A word of some list: ``value`` is what the list says of it."""

    start: int
    end: int
    value: Any


class Sentence(Struct, frozen=True):
    """A sentence's place in ``Article.whole``; ``line`` counts from 0, the headline."""

    start: int
    end: int
    line: int


class Row(tuple[P, ...]):
    """Mentions of a whole article in reading order, none of which overlap; ``starts`` are their places."""

    starts: list[int]

    def __new__(cls, items: Iterable[P] = ()) -> Self:
        """Make a row of ``items``, which are in reading order."""
        row = super().__new__(cls, items)
        row.starts = [item.start for item in row]
        return row


_NONE: Row[Any] = Row()


def within(items: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Return the items between ``start`` and ``end``; ``items`` are a ``Row``, or few in the order of one."""
    if not items:
        return ()
    if isinstance(items, Row):
        first = bisect_left(items.starts, start)
        last = bisect_left(items.starts, end, first)
        found: Sequence[P] = items[first:last] if first < last else ()
    else:
        found = [item for item in items if start <= item.start < end]
    return found if not found or found[-1].end <= end else found[:-1]


@dataclass(frozen=True)
class Reading:
    """One article as the layers see it; ``published`` is None where the article has no date."""

    article: Article
    words: Vocabulary
    published: date | None
    whole: str
    folded: str
    lines: tuple[tuple[int, int], ...]
    sentences: Row[Sentence]
    _tokens: dict[int, tuple[list[Token], bool]] = field(default_factory=dict)

    @cached_property
    def headline_end(self) -> int:
        """Where the headline stops."""
        return len(self.article.title)

    @cached_property
    def _hits(self) -> dict[str, Row[Hit]]:
        found = self.words.lists.find(self.folded)
        if self.words.adverbs is not None:
            spans = [(sentence.start, sentence.end) for sentence in self.sentences]
            parted = stepping(self.words.lists, self.folded, self.words.adverbs, spans)
            found |= {name: list(merged(found[name], hits)) for name, hits in parted.items()}
        return {name: Row(starmap(Hit, hits)) if hits else _NONE for name, hits in found.items()}

    def hits(self, name: str) -> Row[Hit]:
        """Return the places of every word of the list ``name`` of ``Vocabulary``, in reading order."""
        return self._hits[name]

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that the text has in small letters."""
        return frozenset(word for word in self.article.text.split() if word.islower())

    @cached_property
    def after_jobs(self) -> frozenset[int]:
        """Where a name that follows a job word would begin."""
        return frozenset(hit.end + 1 for hit in self.hits("jobs")) | {hit.end for hit in self.hits("jobs")}

    def introduced(self, place: int) -> bool:
        """Say whether a job or honorific stands right before ``place``."""
        if self.whole[place - 1 : place] not in (" ", "\u00a0"):
            return False
        before = self.folded[max(0, place - _NEAR) : place - 1].split()[-1:]
        return bool(before) and (before[0] in self.words.first_words or place in self.after_jobs)

    def line_tokens(self, number: int) -> tuple[list[Token], bool]:
        """Return the words of a line, and whether it is set in title case."""
        if number not in self._tokens:
            start, end = self.lines[number]
            line = tokens(self.whole, self.folded, start, end, self.words.name_endings, self.words.elided)
            small = self.words.small
            short = number == 0 and len(line) > 1 and all(one.capital or one.folded in small for one in line)
            self._tokens[number] = (line, short or title_cased(line))
        return self._tokens[number]

    def sentence_at(self, place: int) -> Sentence | None:
        """Return the sentence that holds the offset ``place``."""
        index = bisect_right(self.sentences.starts, place) - 1
        return self.sentences[index] if index >= 0 else None


def published_day(article: Article) -> date | None:
    """Return the day of publication as the article's own clock has it."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def lines_of(whole: str) -> tuple[tuple[int, int], ...]:
    """Return the places of the lines of ``whole`` that hold something."""
    found, start = [], 0
    for line in whole.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def folded_of(text: str) -> str:
    """Return ``text`` folded for matching, of the same length."""
    return fold(text)
