"""Persons who are credited by no verb: "A's *Title*", "A and B's new film *Title*"."""

from collections.abc import Iterator

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.names import Group
from pipelines.extract.people import employed
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_REACH = 5  # words between the owner and the work
_OWNER = Cue(id="owner", kind="cast", event="credited", phrases=(), weak=True)


def owned(scene: Scene) -> Iterator[Draft]:
    """Credit the persons to whom a language's ``owners`` word gives a work, unless a job beside them does."""
    for work in scene.works if scene.reading.words.owners else ():
        group = next((group for group in reversed(scene.groups) if group.start < work.start), None)
        if group is None or not _owns(scene, group, work):
            continue
        season = pick_season(scene, CueHit(work.start, work.end, _OWNER), work.title, work)
        for name in group.members:
            if (name.alone and len(group.members) == 1) or employed(scene, name):
                continue
            told = {"clause": scene.clause(work.start), "person": name.text, "role": name.role}
            yield scene.draft(CueHit(group.start, group.end, _OWNER), work.title, season, **told)


def _owns(scene: Scene, group: Group, work: Work) -> bool:
    """Say whether an owner's word follows the group and nothing but a noun and its adjectives the word."""
    reading, last = scene.reading, group.members[-1]
    gap = (reading.folded[last.end : last.stop] + reading.folded[last.stop : work.start]).split()
    if reading.words.subjects and work.start < reading.headline_end and gap in ([], [","]):
        return True  # a headline needs no particle: "A, *Title*"
    if not gap or gap[0] not in reading.words.owners or len(gap) > _REACH:
        return False
    nouns = within(reading.hits("nouns"), last.end, work.start)
    return len(gap) == 1 or bool(nouns and work.start - nouns[-1].end <= 1)
