"""Persons named by a word that stands for them: "she", "the actor", "the pair"."""

from collections.abc import Iterator, Sequence

from pipelines.extract.characters import particle
from pipelines.extract.draft import CueHit
from pipelines.extract.names import Group, Name
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.scene import Scene

_NEWS = ("joins", "in_talks", "exits")
_MANY = 5  # the most persons that "they" stands for


def stand_ins(scene: Scene, names: Sequence[Name]) -> list[Group]:
    """Return the groups for which words of the sentence stand, each at its word's place."""
    words = within(scene.reading.hits("pronouns"), scene.sentence.start, scene.sentence.end)
    taken = [(name.start, name.stop) for name in names]
    taken += [(cue.start, cue.end) for cue in scene.cues if " " in scene.reading.folded[cue.start : cue.end]]
    if scene.reading.words.pack.edges != "left":  # "the actress *A*"; Korean has a particle there
        taken += [
            (word.start, word.end) for word in words if any(0 <= name.start - word.end <= 1 for name in names)
        ]
    free = (word for word in words if not any(start < word.end and word.start < end for start, end in taken))
    return list(_read(scene, free))


def carried(scene: Scene, hit: CueHit) -> Group | None:
    """Return the one subject of the sentence before, where a sentence may leave its subject out (Korean)."""
    reading, words = scene.reading, scene.reading.words
    told = hit.cue.kind == "cast" and hit.cue.event in _NEWS and hit.cue.person != "after"
    if words.pack.edges != "left" or scene.groups or not told:
        return None
    begun = reading.lines[scene.sentence.line][0]
    alone = [group for group in scene.before if group.start >= begun and len(group.members) == 1]
    subjects = [group for group in alone if particle(reading, group.members[0]) in words.subjects]
    if len(subjects) != 1 or subjects[0].members[0].alone:
        return None
    name = Name(hit.start, hit.start, subjects[0].members[0].text, stop=hit.start)
    return Group(hit.start, hit.start, (name,))


def _read(scene: Scene, words: Iterator[Hit]) -> Iterator[Group]:
    for word in words:
        named = [
            group
            for group in scene.groups
            if group.end <= word.start and scene.level(group.start, word.start)
        ]
        group = _antecedent(scene.reading, [*scene.before, *named], word.value == "many")
        if group is not None:
            members = [Name(word.start, word.end, one.text, stop=word.end) for one in group.members]
            yield Group(word.start, word.end, tuple(members))


def _antecedent(reading: Reading, groups: Sequence[Group], many: bool) -> Group | None:
    """Return the latest person, or the latest list of persons, that the word may stand for."""
    if many:
        return next((group for group in reversed(groups) if 1 < len(group.members) <= _MANY), None)
    alone = [group for group in groups if len(group.members) == 1 and not group.members[0].alone]
    subjects = [group for group in alone if particle(reading, group.members[0]) in reading.words.subjects]
    return (subjects or alone)[-1] if alone else None
