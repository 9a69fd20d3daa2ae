"""One sentence as the binding sees it: what it mentions, how it is parted, what it is about."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.dates import Window
from pipelines.extract.draft import CueHit, Mentions
from pipelines.extract.names import Group, People
from pipelines.extract.reading import Hit, Reading, Sentence
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue


@dataclass(slots=True)
class Scene:
    """One sentence with all that it mentions, and what the sentences before it were about."""

    reading: Reading
    sentence: Sentence
    mentions: Mentions
    people: People
    focus: str | None
    season: int | None
    chief: str | None
    works: Sequence[Work] = ()
    seasons: Sequence[Hit] = ()
    dates: Sequence[Window] = ()
    platforms: Sequence[Hit] = ()
    cues: list[CueHit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    taken_any: bool = False
    told: bool = False
    list_cue: Cue | None = None
    heading: Window | None = None
    calendar: bool = False
    home: str | None = None

    def clause(self, place: int) -> tuple[int, int]:
        """Return the clause that holds ``place``."""
        index = bisect_right(self.clauses, place) - 1
        after = self.clauses[index + 1] if index + 1 < len(self.clauses) else self.sentence.end
        return self.clauses[max(index, 0)], after

    def gap(self, start: int, end: int) -> int:
        """Return how many words lie between two places."""
        if end < start:
            return 0
        text = self.reading.folded[start:end]
        for work in reversed(self.works):
            if start <= work.start and work.end <= end:
                text = text[: work.start - start] + text[work.end - start :]
        return len(text.split()) if self.reading.words.pack.edges != "none" else len(text)
