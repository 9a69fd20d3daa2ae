"""Where sentences end, in one scan over the text."""

import re
from collections.abc import Iterator

from msgspec import Struct

from pipelines.extract.lexicon import fold, is_word, prepared
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.sentences import Sentences

_OPENERS, _CLOSERS = "「『（【《〈", "」』）】》〉"
_WIDE = "。！？｡"
_DANDA = "।॥"
_CANDIDATE = re.compile(rf"\n|[{_OPENERS}{_CLOSERS}]|[.!?…{_WIDE}{_DANDA}]+[\"'”’»«“›)\]{_CLOSERS}]*")
_REACH = 24  # characters before a full stop that may be an abbreviation
_EMPTY = Sentences()


class Sentence(Struct, frozen=True):
    """A sentence's offsets into the whole text, and the number of its line (0 is the headline)."""

    start: int
    end: int
    line: int


def sentences(whole: str, pack: Pack) -> Iterator[Sentence]:
    """Yield the sentences of ``whole`` (headline, line feed, text) in order; white space lies between them.

    A line feed ends a sentence, so list items and headings are sentences of their own.
    """
    section = pack.sentences or _EMPTY
    begin = line = depth = 0
    for found in _CANDIDATE.finditer(whole):
        sign = found.group()[0]
        if sign == "\n":
            yield from _trimmed(whole, begin, found.start(), line)
            begin, depth, line = found.end(), 0, line + 1
        elif sign in _OPENERS:
            depth += 1
        elif sign in _CLOSERS:
            depth = max(0, depth - 1)
        else:
            closed = sum(char in _CLOSERS for char in found.group())
            inside = depth > closed
            depth = max(0, depth - closed)
            if not inside and _ends(whole, found.start(), found.end(), section, quoted=closed > 0):
                yield from _trimmed(whole, begin, found.end(), line)
                begin = found.end()
    yield from _trimmed(whole, begin, len(whole), line)


def _trimmed(whole: str, start: int, end: int, line: int) -> Iterator[Sentence]:
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    if start < end:
        yield Sentence(start, end, line)


def _ends(whole: str, start: int, end: int, section: Sentences, *, quoted: bool) -> bool:
    """Say whether the sign at ``start``, with what closes after it up to ``end``, ends a sentence."""
    after = whole[end : end + 1]
    if not after or after == "\n":
        return True
    sign = whole[start]
    if sign in _DANDA:
        return True
    if sign in _WIDE or (section.spaceless and sign in "!?"):
        return not quoted
    if not after.isspace():
        return False
    following = whole[end : end + 8].lstrip().lstrip("\"'“„«(¿¡‘")
    if following[:1].islower():
        return False
    return sign != "." or end - start > 1 or not _stop_is_part_of_word(whole, start, section)


def _stop_is_part_of_word(whole: str, stop: int, section: Sentences) -> bool:
    before = whole[max(0, stop - _REACH) : stop]
    word = (before.split() or [""])[-1].lstrip("(\"'“„«‚‘[")
    if fold(word) in _abbreviations(section) or fold(word.rsplit("-", 1)[-1]) in _abbreviations(section):
        return True
    if word[-1:].isalpha() and (len(word) == 1 or word[-2:-1] == "."):  # an initial, "S.W.A.T."
        return word[-1].isupper()
    if section.ordinal_stops and word.isdigit() and len(word) <= 3:
        counted = before[: -len(word)].split()
        return not (counted and counted[-1] in section.counted)
    pair = before.split()[-2:]
    return len(pair) == 2 and fold(" ".join(pair)) in _abbreviations(section) and is_word(word[-1:] or " ")


@prepared
def _abbreviations(section: Sentences) -> frozenset[str]:
    return frozenset(map(fold, section.abbreviations))
