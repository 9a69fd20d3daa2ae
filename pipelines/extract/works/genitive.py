"""Titles without marks or capitals that someone owns, or that own what only a work has."""

from collections.abc import Iterator, Sequence

from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.tokens import Token

_LONGEST = 5  # words of a title
_WORD = 24  # characters that hold an owner's word and the next one
Span = tuple[int, int]


def genitives(reading: Reading, blocked: set[int]) -> Iterator[Span]:
    """Yield the runs of words before "*ki* release" and those that a person owns before news of them."""
    owned = [hit for hit in reading.hits("nouns") if hit.value == "owned"]
    told = [
        hit for hit in reading.hits("cues") if any(cue.kind in ("release", "production") for cue in hit.value)
    ]
    news = blocked | {hit.start for hit in told} | {hit.start for hit in owned}
    for number in range(len(reading.lines)):
        words, _ = reading.line_tokens(number)
        for index, word in enumerate(words):
            if word.folded not in reading.words.owners:
                continue
            if index + 1 < len(words) and any(
                hit.start == words[index + 1].start for hit in _near(owned, word)
            ):
                yield from _before(reading, words, index, blocked)
            if index and _person(reading, words[index - 1]):
                yield from _behind(reading, words, index, news)


def _near(hits: Sequence[Hit], word: Token) -> Sequence[Hit]:
    return within(hits, word.end, word.end + _WORD)


def _person(reading: Reading, word: Token) -> bool:
    return word.folded in reading.words.surnames or word.folded in reading.words.given


def _before(reading: Reading, words: list[Token], index: int, blocked: set[int]) -> Iterator[Span]:
    """Yield the title that owns: the words up to its own owner, else the rare ones right before."""
    first = index
    while first and index - first < _LONGEST and _inner(reading, words, first - 1, blocked):
        first -= 1
    owner = (
        first > 1 and words[first - 1].folded in reading.words.owners and _person(reading, words[first - 2])
    )
    if not owner:
        first = next((i for i in range(index, first, -1) if not _rare(reading, words[i - 1])), first)
    yield from _title(reading, words[first:index])


def _behind(reading: Reading, words: list[Token], index: int, news: set[int]) -> Iterator[Span]:
    """Yield the title that a person owns, where a date or news of it stands right behind."""
    last = index + 1
    while last < len(words) and last - index <= _LONGEST and _inner(reading, words, last, news):
        last += 1
    ends = last < len(words) and (words[last].start in news or _apart(reading, words, last))
    if ends:
        yield from _title(reading, words[index + 1 : last])


def _apart(reading: Reading, words: list[Token], last: int) -> bool:
    """Say whether news stands right behind the word at ``last`` ("*now* on 9 May")."""
    behind = words[last + 1].start if last + 1 < len(words) else -1
    plain = words[last].folded in reading.words.common and words[last].folded not in reading.words.stoppers
    dated = any(hit.start <= behind < hit.end for hit in reading.hits("cues"))
    return plain and dated


def _inner(reading: Reading, words: list[Token], index: int, closed: set[int]) -> bool:
    """Say whether a word may be part of a title: no particle or other mention, beside its neighbour."""
    word = words[index]
    beside = index == 0 or reading.whole[words[index - 1].end : word.start] == " "
    lists = reading.words
    never = (lists.name_endings, lists.kinds, lists.who, lists.outside)
    plain = any(word.folded in one for one in never)
    return beside and not plain and word.start not in closed


def _rare(reading: Reading, word: Token) -> bool:
    return word.folded not in reading.words.common or word.text.isdigit()


def _title(reading: Reading, words: list[Token]) -> Iterator[Span]:
    """Yield the place of words that are no person's name and not all common."""
    if not words or words[0].text.isdigit() or words[0].folded in reading.words.common:
        return
    if not _person(reading, words[-1]):
        yield words[0].start, words[-1].end
