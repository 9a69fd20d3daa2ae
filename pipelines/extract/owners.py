"""Persons who are credited by no verb: "A's *Title*", "A and B's new film *Title*"."""

from collections.abc import Iterator

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.names import Group
from pipelines.extract.people import employed
from pipelines.extract.reading import Hit, within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season, pick_work
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_REACH = 5  # words between the owner and the work
_NEXT = 12  # characters of the next word
_KINDS = ("noun", "series", "film", "anaphor")
_OWNER = Cue(id="owner", kind="cast", event="credited", phrases=(), weak=True)


def owned(scene: Scene) -> Iterator[Draft]:
    """Credit the persons to whom a language's ``owners`` word gives a work, unless a job beside them does."""
    yield from _titled(scene)
    yield from _untitled(scene)


def _untitled(scene: Scene) -> Iterator[Draft]:
    """Credit those who own a word for the work, or a ``fresh`` one: "A and B *ki* new *film*"."""
    fresh = scene.reading.words.fresh
    nouns = within(scene.reading.hits("nouns"), scene.sentence.start, scene.sentence.end) if fresh else ()
    for group in scene.groups:
        last = group.members[-1]
        noun = next((one for one in nouns if one.start > last.end and one.value in _KINDS), None)
        gap = scene.reading.folded[last.end : noun.start].split() if noun else []
        owns = gap and gap[0] in scene.reading.words.owners and fresh.issuperset(gap[1:])
        if noun is None or not owns or _compound(scene, noun):
            continue
        hit = CueHit(noun.start, noun.end, _OWNER)
        picked = pick_work(scene, hit)
        if picked and (picked[1] is None or picked[1].start < group.start):
            yield from _credited(scene, group, hit, picked[0], pick_season(scene, hit, *picked))


def _compound(scene: Scene, noun: Hit) -> bool:
    """Say whether another word for works goes on behind one: "comedy *films*"."""
    behind = scene.reading.folded[noun.end + 1 : noun.end + _NEXT].split(" ")[0]
    return behind.startswith(tuple(scene.reading.words.kinds) or "\0")


def _credited(scene: Scene, group: Group, hit: CueHit, title: str, season: int | None) -> Iterator[Draft]:
    for name in group.members:
        if not (name.alone and len(group.members) == 1) and not employed(scene, name):
            told = {"clause": scene.clause(hit.start), "person": name.text, "role": name.role}
            yield scene.draft(hit, title, season, **told)


def _titled(scene: Scene) -> Iterator[Draft]:
    """Credit those who own a work that is named: "A *ki* *Title*"."""
    for work in scene.works if scene.reading.words.owners else ():
        group = next((group for group in reversed(scene.groups) if group.start < work.start), None)
        if group is None or not _owns(scene, group, work):
            continue
        season = pick_season(scene, CueHit(work.start, work.end, _OWNER), work.title, work)
        yield from _credited(scene, group, CueHit(group.start, group.end, _OWNER), work.title, season)


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
