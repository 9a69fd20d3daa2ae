"""Further mentions of the works that an article names, in full and in short."""

from collections.abc import Iterable, Iterator

from pipelines.extract.lexicon import fold, is_word
from pipelines.extract.reading import Reading
from pipelines.extract.works.work import Work, key

_SHORTEST = 3  # signs
_SHORTENED = 2  # a title of more words than this may be cut down to one
_LONG_PART = 2
_LONGEST = 60  # signs


def repeated(reading: Reading, found: list[Work], alone: Iterable[str] = ()) -> Iterator[Work]:
    """Yield every mention of the titles in ``found`` that is not in it; ``alone`` are runs that are no work.

    A run that is the first or the second half of one title ("Title: Subtitle") stands for the whole.
    """
    taken = {place for work in found if work.start >= 0 for place in range(work.start, work.end)}
    names = {work.title: work.title for work in found}
    names |= {short: title for short, title in _shorts(reading, names, set(alone)) if short not in names}
    for title in sorted(names, key=len, reverse=True):
        if len(title) < _SHORTEST or (" " not in title and fold(title) in reading.words.common):
            continue
        place = reading.whole.find(title)
        while place >= 0:
            end = place + len(title)
            bounded = _bounded(reading, place, end) and not _surname(reading, title, place)
            if bounded and taken.isdisjoint(range(place, end)):
                taken.update(range(place, end))
                yield Work(place, end, names[title])
            place = reading.whole.find(title, end)


def _shorts(reading: Reading, titles: Iterable[str], alone: set[str]) -> Iterator[tuple[str, str]]:
    for title in titles:
        head, colon, tail = title.partition(": ")
        if colon and " " in tail and _plain(reading, tail):
            yield tail, title
        if colon and head in alone:
            yield head, title
        for part in _parts(title) if len(title) < _LONGEST else ():
            if part in alone and (" " in part or part == head):
                yield part, title


def _parts(title: str) -> Iterator[str]:
    """Yield the runs of words that a title holds, the whole not among them."""
    words = title.split(" ")
    for size in range(len(words) - 1, 0, -1):
        for first in range(len(words) - size + 1):
            yield " ".join(words[first : first + size]).rstrip(":")


def _plain(reading: Reading, part: str) -> bool:
    """Say whether the second half of a title is long or plain enough to stand for the whole."""
    words = fold(part).split()
    known = reading.words.common | reading.words.small
    return len(words) > _LONG_PART or not known.isdisjoint(words)


def _surname(reading: Reading, title: str, place: int) -> bool:
    """Say whether a title's one word is the surname of a first name before it, where no capitals tell."""
    if fold(title) not in reading.words.surnames or reading.words.pack.names.shape != "words":
        return False
    before = reading.folded[max(0, place - _LONGEST) : place].rsplit(maxsplit=1)[-1:]
    return bool(before) and before[0] in reading.words.given | reading.words.places


def _bounded(reading: Reading, start: int, end: int) -> bool:
    text, edges = reading.whole, reading.words.pack.edges
    before = start == 0 or not is_word(text[start - 1]) or edges == "none"
    return before and (end == len(text) or not is_word(text[end]) or edges != "both")


def lengthened(reading: Reading, works: list[Work]) -> dict[str, str]:
    """Map each title that only the headline has to the one title of the text that goes on from it."""
    headline = {work.title for work in works if work.start < reading.headline_end}
    text = {work.title for work in works if work.start >= reading.headline_end}
    longer = {
        short: [
            title
            for title in text
            if title.startswith((f"{short} ", f"{short}:", f"{short}- ", f"{short} - "))
        ]
        for short in headline - text
    }
    return {key(short): titles[0] for short, titles in longer.items() if len(titles) == 1}


def shortened(reading: Reading, works: list[Work]) -> dict[str, str]:
    """Map each one-word title that is part of the headline's only long one to it."""
    headline = {work.title for work in works if work.marked and work.start < reading.headline_end}
    long = next(iter(headline)) if len(headline) == 1 else ""
    parts = {key(word) for word in long.split()} if len(long.split()) > _SHORTENED else set()
    return {key(work.title): long for work in works if work.marked and key(work.title) in parts}
