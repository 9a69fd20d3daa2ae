"""Titles of which only the first word has a capital, told by what stands behind their comma."""

from collections.abc import Iterator, Sequence

from pipelines.extract.reading import Hit, Reading
from pipelines.extract.tokens import Token

_KINDS = ("series", "film", "noun", "anaphor")
_WORDS = 6  # the most words of such a title
_BETWEEN = 2  # words between the comma and the kind of work: "the new", "the first"


def apposed(
    reading: Reading, words: Sequence[Token], nouns: Sequence[Hit], stops: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield where titles stand in "per *Volevo tornare a casa*, la nuova serie": a word of ``inside`` leads.

    ``words`` are a line's, ``nouns`` its words for kinds of works, ``stops`` places that are in no title.
    """
    ends = {word.end: index for index, word in enumerate(words)}
    for noun in nouns:
        comma = reading.whole.rfind(", ", max(0, noun.start - 30), noun.start + 1)
        between = reading.folded[comma + 2 : noun.start].split()
        if noun.value in _KINDS and comma in ends and len(between) <= _BETWEEN:
            yield from _before(reading, words, ends[comma], stops)


def _before(
    reading: Reading, words: Sequence[Token], last: int, stops: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield the stretch that ends with a small word and begins at the capital behind a word of ``inside``."""
    for first in range(last, max(0, last - _WORDS), -1):
        word, before = words[first], words[first - 1]
        if word.start in stops or reading.whole[before.end : word.start] not in (" ", "'", "’"):
            return
        if word.capital:
            if first < last and before.folded in reading.words.inside and not words[last].capital:
                yield word.start, words[last].end
            return
