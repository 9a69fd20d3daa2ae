"""Persons whom no cue has taken: members of lists, of a title's company, of its brackets."""

from collections.abc import Iterator, Sequence

from pipelines.extract.characters import particle
from pipelines.extract.draft import CueHit, Draft, Spoken
from pipelines.extract.names import Group, Name
from pipelines.extract.people import employed
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_WITH = Cue(id="with", kind="cast", event="credited", phrases=(), person="after", weak=True)
_BRACKET = Cue(id="bracket", kind="cast", event="credited", phrases=(), person="after", weak=True)
_LIST = Cue(id="list", kind="cast", event="credited", phrases=(), person="after", weak=True)
_OPENS = 4  # characters before a list that opens its sentence
_FEW = 2  # lists in a sentence that tells a plot: "X (A) meets Y (B)"
_BEHIND = (": ", "– ", "— ")  # what parts a calendar's title from who is in it
_BULLET = 6  # characters before the title of a calendar's line
_LABEL = 60  # characters of a label before a colon
_TOGETHER = ("credited", "joins", "returns")
_PARTED = ("", "-", "–", "—", ":", "(", ",")  # what may stand behind the person of a list's line
_NEAR = 2  # characters between a title and what goes with it


def left(scene: Scene) -> Iterator[Draft]:
    """Credit the persons whom nothing has taken yet but whose place says that they belong to a work."""
    for group in scene.groups:
        free = [name for name in group.members if name.start not in scene.used and not employed(scene, name)]
        if not free or scene.asks(group.start):
            continue
        if (work := _company(scene, group)) is not None or (work := _bracketed(scene, group)) is not None:
            cue = _WITH if scene.aside(group.start) is None else _BRACKET
            hit = CueHit(group.start, group.start, cue)
            season = pick_season(scene, hit, work.title, work)
            yield from _drafts(scene, free, Spoken(hit, "credited", work.title, season))
        elif (same := _likewise(scene, group)) is not None:
            yield from _drafts(scene, free, same)
        elif scene.focus and not scene.spoken and _alone(scene, group):
            hit = CueHit(group.start, group.start, _WITH)
            yield from _drafts(scene, free, Spoken(hit, "credited", scene.focus, scene.season))
        elif (said := _said(scene, group, free)) is not None:
            told = [name for name in free if name.cast or (said.hit.cue is not _LIST and name.role)]
            told = told or _item(scene, group, free)
            told = told or (free if said.hit.cue.person == "before" and _partner(scene, group) else told)
            yield from _drafts(scene, told, said)


def _item(scene: Scene, group: Group, free: Sequence[Name]) -> list[Name]:
    """Return the person who opens a line of a list that a heading introduced: "A - the inspector"."""
    first = free[0]
    if scene.list_cue is None or not scene.reading.words.given or first.start - scene.sentence.start > _OPENS:
        return []
    behind = scene.reading.whole[first.stop : scene.sentence.end].lstrip()[:1]
    return [first] if first is group.members[0] and not first.alone and behind in _PARTED else []


def _drafts(scene: Scene, names: Sequence[Name], said: Spoken) -> Iterator[Draft]:
    for name in names:
        scene.used.add(name.start)
        hit = CueHit(name.start, name.end, said.hit.cue)
        told = {"kind": "cast", "event": said.event, "person": name.text, "role": name.role}
        yield scene.draft(hit, said.title, said.season, certainty=None, **told)


def _company(scene: Scene, group: Group) -> Work | None:
    """Return the work that the group stands with: "*Title*, a noir with A", "*Title* (3 May): A ..."."""
    if scene.calendar and scene.works and scene.reading.whole[group.start - 2 : group.start] in _BEHIND:
        opens = scene.works[0].start - scene.sentence.start <= _BULLET
        owns = (
            scene.reading.whole[group.end : group.end + 1] in ("'", "’") or group.end > group.members[-1].end
        )
        return scene.works[0] if opens and not owns and scene.works[-1].end < group.start else None
    before = within(scene.reading.hits("withs"), scene.sentence.start, group.start)
    if not before or group.start - before[-1].end > 1:
        return None
    place = before[-1].start
    works = [work for work in scene.works if work.end <= place]
    nouns = within(scene.reading.hits("nouns"), scene.sentence.start, place)
    noun = bool(nouns) and place - nouns[-1].end <= _NEAR and nouns[-1].value in ("noun", "series", "film")
    seasons = [season for season in scene.seasons if 0 <= place - season.end <= _NEAR]
    if works and (scene.gap(works[-1].end, place) == 0 or noun or seasons):
        return works[-1]
    return None


def _alone(scene: Scene, group: Group) -> bool:
    """Say whether a sentence holds nothing but the group that a work is with: "With A and B."."""
    before = within(scene.reading.hits("withs"), scene.sentence.start, group.start)
    opened = bool(before) and before[0].start == scene.sentence.start and group.start - before[-1].end <= 1
    return opened and len(scene.reading.folded[group.end : scene.sentence.end].strip(" .")) == 0


def _likewise(scene: Scene, group: Group) -> Spoken | None:
    """Return what was said of those before a list that the same goes for: "A returns, *as do* B"."""
    told = [one for one in scene.spoken if one.hit.start < group.start and one.hit.cue.kind == "cast"]
    ahead = scene.reading.folded[scene.sentence.start : group.start].rstrip()
    return told[-1] if told and ahead.endswith(scene.reading.words.likewise or ("\0",)) else None


def _bracketed(scene: Scene, group: Group) -> Work | None:
    """Return the work behind which a bracket holds the group: "*Title* (A, B)"."""
    aside = scene.aside(group.start)
    if aside is None or scene.reading.whole[aside[0]] not in "(（" or group.start - aside[0] > 1:
        return None
    if not any(scene.reading.whole[name.start : name.end] == name.text for name in group.members):
        return None  # a surname alone tells who plays a character
    return next((work for work in scene.works if 0 <= aside[0] - work.end <= 1), None)


def _said(scene: Scene, group: Group, free: Sequence[Name]) -> Spoken | None:
    """Return what is said of a list: by a cue before it, a label, the line above, or by its being one."""
    cast = [name for name in free if name.cast]
    if (beside := _partner(scene, group)) is not None:
        return beside
    told = [one for one in scene.spoken if one.hit.start < group.start and one.hit.cue.kind == "cast"]
    if told and told[-1].event == "exits":  # who is named behind it stays
        return None
    if told and (cast or any(name.role for name in free)):
        return told[-1]
    title = scene.works[0].title if scene.works else scene.focus
    bracketed = scene.reading.words.bracketed and any(_in_bracket(scene, name) for name in cast)
    if title and scene.spoken and bracketed:  # who plays a character that the sentence only mentions
        return Spoken(CueHit(group.start, group.start, _LIST), "credited", title, scene.season)
    cue = _label(scene, group) or scene.list_cue
    if title is None or scene.spoken:
        return None
    opens = group.start - scene.sentence.start <= _OPENS
    plot = len(scene.groups) <= _FEW and any(_in_bracket(scene, name) and not name.alone for name in cast)
    if cue is None and not (cast and (opens or plot or len(cast) > 1)):
        return None
    cue = cue or _LIST
    return Spoken(CueHit(group.start, group.start, cue), cue.event, title, scene.season)


def _in_bracket(scene: Scene, name: Name) -> bool:
    return scene.reading.whole[name.start - 1 : name.start] == "(" and bool(name.role)


def _partner(scene: Scene, group: Group) -> Spoken | None:
    """Return what a cue says of the person with whom another plays: "A *wa* B acts together"."""
    words = scene.reading.words
    joint = particle(scene.reading, group.members[-1]) in words.ands & words.name_endings
    if words.pack.edges != "left" or not joint:
        return None
    beside = (one for one in scene.spoken if 0 <= one.hit.start - group.end <= 1)
    told = next((one for one in beside if one.hit.cue.kind == "cast" and one.event in _TOGETHER), None)
    return told and Spoken(
        CueHit(group.start, group.start, told.hit.cue), "credited", told.title, told.season
    )


def _label(scene: Scene, group: Group) -> Cue | None:
    """Return the cue of the sentence's own opening, before a colon: "Newly cast: A as X"."""
    start = scene.sentence.start
    colon = scene.reading.whole.find(":", start, min(group.start, start + _LABEL))
    return next((hit.cue for hit in scene.cues if hit.end <= colon and hit.cue.kind == "cast"), None)
