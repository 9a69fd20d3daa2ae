"""The words of an article's lists by where they begin and end: what stands beside a run."""

from collections.abc import Sequence

from msgspec import Struct

from pipelines.extract.reading import Hit, Placed, Reading, within
from pipelines.vocabulary.sections.cues import Cue

KINDS = ("noun", "series", "film")
_SHOOTING = ("filming", "wrapped")  # what persons do as well as works
BEHIND = (*KINDS, "head", "anaphor", "sequel")


class Around(Struct, frozen=True):
    """Where cues, jobs, nouns, words of speech, platforms, seasons and dates begin or end."""

    cue_starts: dict[int, frozenset[str]]
    cue_ends: dict[int, frozenset[str]]
    job_starts: set[int]
    job_ends: set[int]
    noun_starts: dict[int, str]
    noun_ends: dict[int, str]
    verbs: set[int]
    speech_ends: set[int]
    platforms: set[int]
    platform_ends: set[int]
    season_starts: set[int]
    season_ends: set[int]
    dated: set[int]
    withs: set[int]


def around(
    reading: Reading, places: Sequence[Hit], seasons: Sequence[Hit], dated: Sequence[Placed]
) -> Around:
    """Lay the words of the article's lists out by their ends."""
    cues, jobs, nouns, speech = (reading.hits(name) for name in ("cues", "jobs", "nouns", "speech"))
    told = [(hit, _kinds(hit.value)) for hit in cues]
    return Around(
        {hit.start: kinds for hit, kinds in told},
        _opened(reading) | {hit.end: kinds for hit, kinds in told},
        {hit.start for hit in jobs},
        {hit.end for hit in jobs},
        {hit.start: hit.value for hit in nouns},
        {
            hit.end: hit.value
            for hit in nouns
            if " " in reading.whole[hit.start : hit.end] or hit.value in KINDS
        },
        {hit.start for hit in speech if hit.value == "verb"},
        {hit.end for hit in speech},
        {hit.start for hit in places},
        {hit.end for hit in places},
        {hit.start for hit in seasons},
        {hit.end for hit in seasons},
        {hit.start for hit in dated},
        {hit.end for hit in reading.hits("withs")},
    )


def _opened(reading: Reading) -> dict[int, frozenset[str]]:
    """Return where the first parts of the headline's cues with a gap end: "*picks up* Title for season 2"."""
    found = {}
    for hit in within(reading.hits("gapped"), 0, reading.headline_end):
        for tail in hit.value:
            place = f" {reading.folded[: hit.start]}".rfind(f" {tail.head} ")
            if place >= 0:
                found[place + len(tail.head)] = _kinds((tail.cue,))
    return found


def _kinds(cues: Sequence[Cue]) -> frozenset[str]:
    """Name what cues are about: a work's news, a character, or persons by the side they stand on."""
    news = any(cue.kind in ("release", "production") for cue in cues)
    return frozenset(
        "shoot"
        if cue.event in _SHOOTING
        else "news"
        if cue.kind in ("release", "production")
        else "played"
        if cue.role == "object"
        else "played by"
        if cue.role == "before"
        else "news or person"
        if cue.weak and news
        else f"person {cue.person}"
        for cue in cues
        if not (cue.weak and cue.role == "object")
    )
