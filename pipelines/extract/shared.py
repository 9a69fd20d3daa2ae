"""Subjects that share the verb at the end of their clause: "A *ga* X *ro*, B *ga* Y *ro* joins"."""

from msgspec.structs import replace

from pipelines.extract.characters import particle
from pipelines.extract.names import Group, Name
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.shapes import cut

_BETWEEN = 45  # characters between two subjects


def sharing(scene: Scene, group: Group) -> list[Name]:
    """Return the persons of the lists before ``group`` that go with its verb, where verbs come last."""
    words = scene.reading.words
    if words.pack.edges != "left" or particle(scene.reading, group.members[-1]) not in words.subjects:
        return []
    found: list[Name] = []
    after = group
    for before in reversed([one for one in scene.groups if one.end <= group.start]):
        if not _goes_on(scene, before, after):
            break
        members = _with_role(scene, before, after)
        if members is None:
            break
        found = [*members, *found]
        after = before
    return found


def _goes_on(scene: Scene, before: Group, after: Group) -> bool:
    """Say whether a subject without a verb of its own stands before a comma and the next subject."""
    reading, last = scene.reading, before.members[-1]
    between = reading.whole[last.end : after.start]
    if len(between) > _BETWEEN or not between.rstrip().endswith((",", "·")) or "\n" in between:
        return False
    verbs = within(scene.cues, last.end, after.start)
    return particle(reading, last) in reading.words.subjects and not any(
        cue.cue.person != "none" for cue in verbs
    )


def _with_role(scene: Scene, before: Group, after: Group) -> list[Name] | None:
    """Return the persons of a list with the character that a case's particle closes; None where none does."""
    last = before.members[-1]
    words = scene.reading.whole[last.stop : after.start].rstrip(" ,·").split()
    size = cut(words[-1], scene.reading.words.objects) if words else 0
    if words and size < len(words[-1]):
        return [replace(name, role=name.role or words[-1][:size]) for name in before.members]
    return list(before.members) if any(name.role for name in before.members) else None
