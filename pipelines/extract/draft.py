"""What the binding works with and what it makes: mentions, cues in the text, drafts, rejections."""

from msgspec import Struct

from pipelines.extract.dates import Window
from pipelines.extract.reading import Hit, Row, Sentence
from pipelines.extract.works import Works
from pipelines.vocabulary.sections.cues import Cue


class Mentions(Struct, frozen=True):
    """Everything mentioned in an article, each layer in reading order."""

    works: Works
    seasons: Row[Hit]
    dates: Row[Window]
    platforms: Row[Hit]
    regions: Row[Hit]


class CueHit(Struct, frozen=True):
    """A cue's phrase in the text."""

    start: int
    end: int
    cue: Cue

    def rejected(self, why: str) -> "Rejection":
        """Say why the cue yields nothing here."""
        return Rejection(self.start, self.end, self.cue.id, why, self.cue.weak)


class Draft(Struct, frozen=True):
    """A claim in the making: what the binding found, before certainty, attribution and duplicates."""

    kind: str
    event: str
    work: str
    season: int | None
    sentence: Sentence
    place: int
    rule: str
    date: str | None = None
    person: str | None = None
    role: str | None = None
    platform: str | None = None
    region: str | None = None
    certainty: str | None = None
    denied: bool = False
    clause: tuple[int, int] = (0, 0)


class Rejection(Struct, frozen=True):
    """A cue that yielded nothing, and why."""

    start: int
    end: int
    rule: str
    why: str
    weak: bool


class Spoken(Struct, frozen=True):
    """What a cue has said of persons: lists that follow it say the same of theirs."""

    hit: CueHit
    event: str
    title: str
    season: int | None
