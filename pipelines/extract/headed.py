"""Lines below a heading that says what became of the works that open them: "Cancelled:", "Renewed:"."""

from collections.abc import Iterator

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.reading import Reading, Sentence, within
from pipelines.extract.scene import Scene
from pipelines.extract.stage import cue_hits
from pipelines.vocabulary.sections.cues import Cue

_HEADING = 40  # characters
_OPENS = 3  # characters before a title that opens its line


class Heading:
    """The heading that the lines stand under: the cue that it says, None for one that says nothing."""

    cue: Cue | None = None

    def move(self, reading: Reading, sentence: Sentence, *, named: bool) -> None:
        """Follow the text to a sentence; ``named`` says that it names a work."""
        text = reading.whole[sentence.start : sentence.end].rstrip()
        alone = sentence.line > 0 and (sentence.start, sentence.end) == reading.lines[sentence.line]
        if alone and not named and len(text) <= _HEADING and (text.endswith(":") or text.isupper()):
            self.cue = _said(reading, sentence)


def _said(reading: Reading, sentence: Sentence) -> Cue | None:
    """Return the one thing that a heading says of the works below it."""
    cues = [hit.cue for hit in cue_hits(reading, sentence.start, sentence.end)]
    events = {cue.event for cue in cues if cue.kind == "production"}
    if len(events) != 1 or within(reading.hits("negation"), sentence.start, sentence.end):
        return None
    return next(cue for cue in cues if cue.kind == "production")


def headed(scene: Scene) -> Iterator[Draft]:
    """Say of the work that opens a line what the heading says, unless the line says so of a work itself."""
    if scene.headed is None or not scene.works or scene.works[0].start - scene.sentence.start > _OPENS:
        return
    work = scene.works[0]
    hit = CueHit(work.start, work.end, scene.headed)
    own = work.season if work.season is not None else next((int(one.value) for one in scene.seasons), None)
    yield scene.draft(hit, work.title, own)
