"""How the works of an article stand to it: its main ones, the ones it passes by, a list of many."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Placed, Reading, within
from pipelines.extract.works.work import TRAILING, Work

_IN_HEADLINE = 4  # mentions that one in the headline is worth
_NEAR = 12
_OWNER = 40  # characters of an owner before a work
_BESIDE = 2  # characters between a title and the word that makes it background
_MOST_SEASONS = 30
_MANY = 3
_ASIDE = 80  # characters of a bracket before a title in it
_NOUN = 16  # characters of a noun behind a title
_MARKS = 2
_LONGEST = 40  # characters of a job and what parts it from a title
_STOPS = ",.;:’'\""
_BEHIND = re.compile(r" (\d{1,2})(?=[:,]|$)")


def serial(reading: Reading) -> bool:
    """Say whether the article calls its work a series and never a film: a number is a season then.

    Where titles have but one capital, one that no word calls a film or sends to cinemas is a series too.
    """
    titles, seasons = reading.words.pack.titles, reading.words.pack.seasons
    counted = seasons.words.get("season", ()) if seasons else ()
    if _named(reading, titles.films):
        return False
    plain = titles.case == "sentence" and not reading.hits("cinemas")
    return plain or _named(reading, (*titles.series, *counted))


def _named(reading: Reading, words: Sequence[str]) -> bool:
    """Say whether an article has one of ``words``, as a whole word where spaces part them."""
    found = [text for word in words if (text := fold(word)) in reading.folded]
    if reading.words.pack.titles.case != "sentence":
        return bool(found)
    return any(re.search(rf"\b{re.escape(text)}\b", reading.folded) for text in found)


def only_season(work: Work, seasons: Sequence[Hit]) -> bool:
    """Say whether all that stands in marks is a season."""
    return any(hit.start - 1 <= work.start and work.end <= hit.end + 1 for hit in seasons)


def numbered(work: Work, seasons: Sequence[Hit], counted: bool) -> Work:
    """Take the season off a title that carries it; a bare number is one where seasons are ``counted``."""
    inside = [hit for hit in seasons if work.start <= hit.start and hit.end <= work.end]
    if inside:
        size = inside[-1].end - inside[-1].start
        cut = work.title.rfind(" ", 0, max(1, len(work.title) - size))
        head = work.title[: len(work.title) - size].strip(TRAILING)
        return replace(work, title=head or work.title[:cut], season=int(inside[-1].value))
    match = re.fullmatch(r"(.*[^\s\d:.,&-]) ?(\d{1,2})", work.title)
    if match and counted and int(match[2]) < _MOST_SEASONS:
        return replace(work, title=match[1], season=int(match[2]))
    return work


def followed(reading: Reading, work: Work, dated: Sequence[Placed]) -> Work:
    """Take the number that stands behind a title without marks for its season, unless it opens a date."""
    found = None if work.marked or work.season else _BEHIND.match(reading.folded, work.end)
    if found is None or any(date.start <= found.start(1) < date.end for date in dated):
        return work
    return replace(work, season=int(found[1]))


def continued(reading: Reading, works: list[Work]) -> list[Work]:
    """Take a headline's title for its sequel's where the text names one: "*Title*", then "*Title 2*"."""
    if reading.words.pack.titles.case != "none":
        return works
    headline = {work.title for work in works if work.start < reading.headline_end and work.marked}
    found: dict[str, list[str]] = {}
    for title in {work.title for work in works} - headline:
        base, _, number = title.rpartition(" ")
        if base in headline and number.isdigit() and int(number) < _MOST_SEASONS:
            found.setdefault(base, []).append(title)
    sequels = {base: titles[0] for base, titles in found.items() if len(titles) == 1}
    end = reading.headline_end
    return [
        replace(work, title=sequels.get(work.title, work.title)) if work.start < end else work
        for work in works
    ]


def transcribed(reading: Reading, works: list[Work]) -> list[Work]:
    """Take a headline's one title for the text's main one where their scripts differ: "अल्फा", "Alpha"."""
    headline = {work.title for work in works if work.start < reading.headline_end and work.marked}
    told = Counter(work.title for work in works if work.start >= reading.headline_end and work.marked)
    if reading.words.pack.titles.case != "none" or len(headline) != 1 or not told:
        return works
    title, text = headline.pop(), told.most_common(1)[0][0]
    if title in reading.article.text or title.isascii() == text.isascii():
        return works
    return [replace(work, title=text) if work.title == title else work for work in works]


def main(reading: Reading, mentions: Sequence[Work]) -> tuple[str, ...]:
    """Return the titles, those mentioned most and in the headline first, what others derive from last."""
    weights: Counter[str] = Counter()
    parted = reading.words.pack.edges == "both"  # else a mere particle may pass a work by
    known = {hit.start for hit in reading.hits("nouns") if hit.value == "passed" and parted}
    for work in mentions:
        named = not known.isdisjoint(range(work.end, work.end + _BESIDE + 1)) or _origin(reading, work)
        weights[work.title] += 0 if named else _IN_HEADLINE if work.start < reading.headline_end else 1
    return tuple(title for title, _ in weights.most_common())


def _origin(reading: Reading, work: Work) -> bool:
    """Say whether another work derives from this one: "the *Title* spin-off"."""
    following = reading.folded[work.end : work.end + _NOUN].split(maxsplit=1)
    if not following:
        return False
    word = following[0].strip(_STOPS)
    if word in reading.words.derived:
        return True
    loud = work.start < reading.headline_end and reading.words.pack.titles.case == "title"
    return loud and (word in reading.words.first_words or _job(reading, work.end))


def _makers(reading: Reading, work: Work) -> bool:
    """Say whether a work only tells who makes another one: "from *Title* writer", "*Title* director's"."""
    if reading.words.pack.titles.case != "title":
        return False
    before = reading.folded[max(0, work.start - _NOUN) : work.start].split()[-1:]
    jobs = [
        hit
        for hit in within(reading.hits("jobs"), work.end, work.end + _LONGEST)
        if hit.start - work.end <= _MARKS
    ]
    owns = any(hit.end == reading.headline_end for hit in jobs)
    owns = owns or any(reading.folded.startswith("'s", hit.end) for hit in jobs)
    return owns or (
        bool(jobs) and bool(before) and before[0] in map(fold, reading.words.pack.clauses.origins)
    )


def _job(reading: Reading, end: int) -> bool:
    """Say whether a job stands right behind a place."""
    return any(0 < hit.start - end <= _MARKS for hit in within(reading.hits("jobs"), end, end + _LONGEST))


def itemised(reading: Reading, mentions: Sequence[Work]) -> bool:
    """Say whether at least three lines begin with a work in marks: each work has lines of its own."""
    starts = {start for start, _ in reading.lines[1:]}
    heads = [
        work for work in mentions if work.marked and any(work.start - step in starts for step in range(3))
    ]
    headline = {work.title for work in mentions if work.start < reading.headline_end}
    return len(headline) != 1 and len({work.title for work in heads}) >= _MANY


def passed(reading: Reading, mentions: Sequence[Work], chief: str | None) -> list[Work]:
    """Return the mentions, those that are background to something else marked as passing."""
    works = list(_passing(reading, mentions, chief))
    joins = reading.words.ands | {","}
    for left in range(len(works) - 2, -1, -1):
        gap = reading.folded[works[left].end : works[left + 1].start].replace(",", " , ").split()
        if works[left + 1].passing and all(word in joins for word in gap):
            works[left] = replace(works[left], passing=True)
    return works


def _introduced(gap: str) -> bool:
    """Say whether at most an owner parts a marker from a work: "known for *A's* Title"."""
    owned = gap.rstrip().endswith(("'s", "’s")) and ". " not in gap
    return (len(gap) <= _NEAR or owned) and "\n" not in gap


def _passing(reading: Reading, mentions: Sequence[Work], chief: str | None) -> Iterator[Work]:
    markers = [hit for hit in reading.hits("nouns") if hit.value == "passing"]
    aside = _ASIDE if reading.words.pack.edges == "both" else 1
    followers = [hit for hit in reading.hits("nouns") if hit.value == "passed"]
    for work in mentions:
        near = _makers(reading, work) or (
            work.title != chief
            and any(
                _introduced(reading.whole[hit.end : work.start])
                for hit in markers
                if 0 <= work.start - hit.end <= _OWNER
            )
        )
        if work.title != chief:
            near = near or _origin(reading, work)
            near = near or any(0 <= hit.start - work.end <= _BESIDE for hit in followers)
        opened = reading.whole.rfind("(", max(reading.headline_end, work.start - aside), work.start)
        bracketed = opened >= 0 and ")" not in reading.whole[opened : work.start]
        yield replace(work, passing=True) if near or bracketed else work
