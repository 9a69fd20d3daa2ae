"""Where the clauses of a sentence begin: at its breaks, and where a new subject takes a verb of its own."""

from collections.abc import Iterator, Sequence

from pipelines.extract.names import Name
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene

_OPENS = 3  # words between what joins two clauses and the second one's subject
_REACH = 10  # words between that subject and its cue


def clauses(scene: Scene, names: Sequence[Name]) -> list[int]:
    """Return where the clauses begin, the sentence's own start first."""
    start, end = scene.sentence.start, scene.sentence.end
    found = [start]
    if scene.opened:
        comma = scene.reading.whole.find(", ", start, end)
        found += [comma] if comma > 0 and scene.aside(comma) is None else []
    found += _within_words(scene)
    for hit in within(scene.reading.hits("breaks"), start, end):
        if (hit.start > found[-1] and hit.value == "break") or (
            hit.value == "join" and _parts(scene, names, found[-1], hit.start, hit.end)
        ):
            found.append(hit.start)
    return sorted(found)


def _within_words(scene: Scene) -> Iterator[int]:
    """Yield where a clause ends with the ending of its verb."""
    for mark in scene.reading.words.pack.clauses.endings:
        place = scene.reading.folded.find(mark, scene.sentence.start, scene.sentence.end)
        while place > 0:
            yield place + len(mark)
            place = scene.reading.folded.find(mark, place + 1, scene.sentence.end)


def _parts(scene: Scene, names: Sequence[Name], begun: int, start: int, end: int) -> bool:
    """Say whether a word that may join two clauses does: cues on both sides, a subject before the second."""
    if scene.aside(start) or not any(begun <= cue.start < start for cue in scene.cues):
        return False
    subject = next((span for span in _subjects(scene, names) if span[0] >= end), None)
    if subject is None or scene.gap(end, subject[0]) > _OPENS:
        return False
    if any(0 <= start - name.stop <= 1 for name in names) and any(subject[0] == name.start for name in names):
        return False
    following = next((cue for cue in scene.cues if cue.start >= subject[1]), None)
    return following is not None and scene.gap(subject[1], following.start) <= _REACH


def _subjects(scene: Scene, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Yield the places of what a clause may be about, in reading order."""
    start, end = scene.sentence.start, scene.sentence.end
    nouns = within(scene.reading.hits("nouns"), start, end)
    spans = [(work.start, work.end) for work in scene.works]
    spans += [(season.start, season.end) for season in scene.seasons]
    spans += [(noun.start, noun.end) for noun in nouns if noun.value in ("anaphor", "sequel")]
    yield from sorted(spans + [(name.start, name.stop) for name in names])
