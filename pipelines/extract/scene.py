"""One sentence as the binding sees it: what it mentions, how it is parted, what it is about."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from pipelines.extract.dates import Window
from pipelines.extract.draft import CueHit, Draft, Mentions, Spoken
from pipelines.extract.lexicon import is_word
from pipelines.extract.names import Group, People
from pipelines.extract.reading import QUESTIONS, Hit, Reading, Sentence
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_PARTS = (", ", "; ", "! ", " - ", "- ")  # what a headline's question may begin behind
_HEADING = 48  # characters of a heading


class Scene(Struct):
    """One sentence with all that it mentions, and what the sentences before it were about."""

    reading: Reading
    sentence: Sentence
    mentions: Mentions
    people: People
    focus: str | None
    season: int | None
    chief: str | None
    works: Sequence[Work] = ()
    passing: Sequence[Work] = ()
    seasons: Sequence[Hit] = ()
    dates: Sequence[Window] = ()
    platforms: Sequence[Hit] = ()
    cues: list[CueHit] = []
    groups: list[Group] = []
    clauses: list[int] = []
    asides: list[tuple[int, int]] = []
    taken: set[int] = set()
    used: set[int] = set()
    spoken: list[Spoken] = []
    played: dict[int, str] = {}
    told: bool = False
    dated: set[int] = set()
    list_cue: Cue | None = None
    headed: Cue | None = None
    before: Sequence[Group] = ()
    recent: int | None = None
    heading: Window | None = None
    block: Work | None = None
    under: bool = False
    calendar: bool = False
    home: str | None = None

    @property
    def heads(self) -> bool:
        """Is the sentence a line of a few words without a stop, above what it is about?"""
        start, end = self.reading.lines[self.sentence.line]
        text = self.reading.whole[self.sentence.start : self.sentence.end]
        alone = self.sentence.line > 0 and (self.sentence.start, self.sentence.end) == (start, end)
        return alone and len(text) <= _HEADING and is_word(text[-1])

    def asks(self, place: int) -> bool:
        """Say whether ``place`` is in a question, which begins at its own mark where the language has one."""
        whole, (start, end) = self.reading.whole, (self.sentence.start, self.sentence.end)
        if not whole.endswith(QUESTIONS, start, end) or whole.find("¿", start, end) > place:
            return False
        opening = self.reading.words.pack.clauses.questions
        if not opening or self.reading.folded[start:end].split(" ")[0] in opening:
            return True
        return place >= max(whole.rfind(mark, start, end) for mark in _PARTS)

    @property
    def opened(self) -> bool:
        """Does the sentence begin with a clause that a comma ends?"""
        first = self.reading.folded[self.sentence.start : self.sentence.end].partition(" ")[0]
        return first in self.reading.words.openers

    def clause(self, place: int) -> tuple[int, int]:
        """Return the clause that holds ``place``."""
        index = bisect_right(self.clauses, place) - 1
        after = self.clauses[index + 1] if index + 1 < len(self.clauses) else self.sentence.end
        return self.clauses[max(index, 0)], after

    def draft(self, hit: CueHit, title: str, season: int | None, **told: Any) -> Draft:
        """Return what a cue says of a work; ``told`` are the draft's fields that differ from the cue's."""
        said: dict[str, Any] = {"kind": hit.cue.kind, "event": hit.cue.event, "rule": hit.cue.id}
        said |= {"certainty": hit.cue.certainty, "clause": self.clause(hit.start)} | told
        return Draft(work=title, season=season, sentence=self.sentence, place=hit.start, **said)

    def titled(self, place: int) -> bool:
        """Say whether ``place`` lies inside a title."""
        return any(work.start <= place < work.end for work in self.works)

    def aside(self, place: int) -> tuple[int, int] | None:
        """Return the aside that holds ``place``."""
        return next((span for span in self.asides if span[0] <= place < span[1]), None)

    def level(self, place: int, other: int) -> bool:
        """Say whether what stands at ``place`` is within sight of ``other``: in no aside, or in the same."""
        own = self.aside(place) if self.asides else None
        return own is None or own == self.aside(other)

    def gap(self, start: int, end: int) -> int:
        """Return how many words lie between two places, titles and asides left out."""
        if end < start:
            return 0
        left_out = [(one.start, one.end) for one in self.works] + self.asides
        place, words = start, 0
        for first, last in sorted(span for span in left_out if start <= span[0] and span[1] <= end):
            if first >= place:
                words += self._count(place, first)
            place = max(place, last)
        return words + self._count(place, end)

    def _count(self, start: int, end: int) -> int:
        text = self.reading.folded[start:end]
        return len(text.split()) if self.reading.words.spaced else len(text)
