"""Which persons belong to a cue, and the characters that follow it."""

import re

from pipelines.extract.characters import particle
from pipelines.extract.draft import CueHit
from pipelines.extract.names import Group
from pipelines.extract.reading import Reading, within
from pipelines.extract.roles import character_at
from pipelines.extract.scene import Scene

_TOLD = ("joins", "returns", "exits", "in_talks")
_ELLIPSIS = "…"
_STAY = ("joins", "returns")  # what no one is told of whose place another takes
_LONGEST = 12  # characters behind a person that say who speaks
_WORD = 24  # characters that hold the next word
_OWNED = 4  # words between an owner and the work
_BEHIND = 90  # characters between a cue and the word that introduces a character
_DESCRIBED = 40  # characters of a character without a name
_ONE_OR_TWO = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)?")


def person_group(scene: Scene, hit: CueHit, side: str, reach: int) -> Group | None:
    """Return the list of persons that stands on ``side`` of the cue within ``reach`` words."""
    behind = hit.cue.behind if side == "either" and hit.cue.behind is not None else reach
    inverted = side == "either" and not behind and not _just_before(scene, hit)
    found = (
        _behind(scene, hit, behind) if side == "after" or inverted or (side == "either" and behind) else None
    )
    if found is None and side in ("before", "either"):
        found = _ahead(scene, hit, reach)
    if found is not None:
        return found
    inside = [group for group in scene.groups if hit.start < group.start and group.end <= hit.end]
    return next((group for group in inside if not _replaced(scene, group)), None)


def _just_before(scene: Scene, hit: CueHit) -> bool:
    """Say whether a list ends right before a verb that may stand before its subject too: "A *became* X"."""
    words = scene.reading.words
    opened = scene.reading.folded[hit.start : hit.end].split(" ")[0] in words.owners | words.stoppers
    if opened or words.pack.names.shape != "words":
        return False
    return any(0 <= hit.start - group.end <= 1 for group in scene.groups)


def _behind(scene: Scene, hit: CueHit, reach: int) -> Group | None:
    """Return the list that begins behind the cue."""
    opened = scene.reading.folded[hit.end : hit.end + 12].split()
    if opened[:1] and opened[0] in scene.reading.words.role_words:
        return None
    behind = [group for group in scene.groups if group.start >= hit.end]
    if hit.cue.event != "exits":
        behind = [group for group in behind if not _replaced(scene, group)]
    group = _person(scene, behind)
    if group is None or _owner(scene, group) or _crossed(scene, hit, group):
        return None
    if group.start >= scene.clause(hit.start)[1] and _told(scene, group):
        return None
    if not reach and scene.reading.whole[hit.end : group.start].strip():
        return None
    return group if scene.gap(hit.end, group.start) <= reach else None


def _person(scene: Scene, groups: list[Group]) -> Group | None:
    """Return the first list; where only a job parts it from the next, that one: "*Title* writer A"."""
    if scene.reading.words.spaced and len(groups) > 1 and len(groups[0].members) == 1:
        first, second = groups[:2]
        jobs = within(scene.reading.hits("jobs"), first.end, second.start)
        before = [job for job in jobs if not job.value[1] and second.start - job.end <= 1]
        if any(job.start - first.end <= 1 for job in before):
            return second
    return groups[0] if groups else None


def _ahead(scene: Scene, hit: CueHit, reach: int) -> Group | None:
    """Return the list that ends ahead of the cue, within its sight."""
    groups = reversed(scene.groups)
    seen = [group for group in groups if scene.level(group.start, hit.start) or _spoken_for(scene, group)]
    seen = [group for group in seen if not _broken(scene, group, hit)]
    if hit.cue.event in _STAY:
        seen = [group for group in seen if not _replaced(scene, group)]
    ahead = [group for group in seen if group.members[-1].end <= hit.start + 1]
    ahead = [
        group for group in ahead if not (_owner(scene, group) and hit.start - group.members[-1].stop > 1)
    ]
    given = {group.start: end for group in ahead if (end := _gives(scene, group, hit))}
    ahead = [group for group in ahead if group.start not in given and not _aimed(scene, group, hit)]
    ahead = [group for group in ahead if not _stray(scene, group) or tells(scene, group, hit)]
    group = (
        _subject(scene, hit, ahead) if scene.reading.words.pack.edges == "left" else next(iter(ahead), None)
    )
    if group is None:
        return None
    last = max(group.end, group.members[-1].end)
    between = sum(scene.gap(start, end) for start, end in given.items() if start > last)
    if scene.gap(last, hit.start) - between > reach or _about_work(scene, last, hit.start):
        return None
    return None if _consumed(scene, group, hit) else group


def _aimed(scene: Scene, group: Group, hit: CueHit) -> bool:
    """Say whether a list's ending says that something goes to it: "*Harbor'a* returns"; only offers do."""
    last = group.members[-1]
    tail = scene.reading.folded[last.end : last.stop].lstrip("'")
    return hit.cue.event != "in_talks" and tail in scene.reading.words.datives


def _stray(scene: Scene, group: Group) -> bool:
    """Say whether a list before a cue is one word that nothing but the cue before it vouches for."""
    cased = scene.reading.words.pack.names.shape == "cased"
    return cased and all(name.alone and not name.role for name in group.members)


def tells(scene: Scene, group: Group, hit: CueHit) -> bool:
    """Say whether a headline opens with a list and a cue that tells of it: "*Yoona* Joins Title"."""
    start = group.start
    if start >= scene.reading.headline_end or (start and not scene.reading.whole.endswith(": ", 0, start)):
        return False
    news = hit.cue.kind == "cast" and hit.cue.person == "before" and hit.cue.event in _TOLD
    return news and 0 <= hit.start - group.end <= 1


def _broken(scene: Scene, group: Group, hit: CueHit) -> bool:
    """Say whether a headline breaks off between a list and a cue: "A to return … all others stay"."""
    if scene.sentence.line or scene.reading.words.pack.edges != "left":
        return False
    return _ELLIPSIS in scene.reading.whole[group.end : hit.start]


def _gives(scene: Scene, group: Group, hit: CueHit) -> int:
    """Return where the work ends that a list only owns ("A *ki film* Title") while a cue tells of others."""
    reading, last = scene.reading, group.members[-1]
    if reading.words.pack.names.shape != "words" or hit.start - last.end <= 1:
        return 0
    gap = (reading.folded[last.end : last.stop] + reading.folded[last.stop : hit.start]).split()[:1]
    works = within(scene.works, last.end, hit.start) if gap and gap[0] in reading.words.owners else ()
    return works[0].end if works and scene.gap(last.end, works[0].start) <= _OWNED else 0


def _spoken_for(scene: Scene, group: Group) -> bool:
    """Say whether someone speaks for a person: "*A's side* said that ..."."""
    words = scene.reading.words
    after = scene.reading.folded[group.end : group.end + _LONGEST].lstrip()
    return words.pack.edges == "left" and after.startswith(words.pack.attribution.whose or ("\0",))


def _subject(scene: Scene, hit: CueHit, ahead: list[Group]) -> Group | None:
    """Return the nearest of the lists that may be the subject, by the particle behind it; else an object."""
    words = scene.reading.words
    ahead = [group for group in ahead if any(not name.alone for name in group.members)]
    tails = [(group, _tail(scene, group)) for group in ahead]
    if hit.cue.case != "subject":
        wanted = words.pack.names.cases.get(hit.cue.case, ())
        return next((group for group, tail in tails if tail in wanted), None)
    if tails and tails[0][1] in words.owners and scene.gap(tails[0][0].end, hit.start) == 0:
        return tails[0][0]
    subjects = (group for group, tail in tails if tail in words.subjects or tail not in words.name_endings)
    objects = (group for group, tail in tails[:1] if tail in words.objects)
    return next(subjects, None) or next(objects, None)


def _tail(scene: Scene, group: Group) -> str:
    """Return the particle behind a list, or behind the job of its last member where that owns something."""
    last, folded = group.members[-1], scene.reading.folded
    jobs = within(scene.reading.hits("jobs"), last.end, last.end + _LONGEST)
    behind = [folded[job.end : job.end + 2].strip() for job in jobs if job.start - last.end <= 1]
    owns = [tail for tail in behind if tail[-1:] in scene.reading.words.owners]
    return owns[0][-1] if owns else particle(scene.reading, last)


def _told(scene: Scene, group: Group) -> bool:
    """Say whether a cue of its own follows a list in its clause: then it is that cue's subject."""
    end = scene.clause(group.start)[1]
    return any(cue.cue.person in ("before", "either") for cue in within(scene.cues, group.end, end))


def _replaced(scene: Scene, group: Group) -> bool:
    """Say whether another person takes the place of a list's, as a word behind it or its job says."""
    words, folded = scene.reading.words, scene.reading.folded
    if not words.instead:
        return False
    jobs = within(scene.reading.hits("jobs"), group.end, group.end + _LONGEST)
    ends = [group.end, *(job.end for job in jobs if job.start - group.end <= 1)]
    return any(folded[end : end + _LONGEST].lstrip().startswith(words.instead) for end in ends)


def _owner(scene: Scene, group: Group) -> bool:
    """Say whether the group only owns what follows it ("A's new film"); a subject may have its ending."""
    last = group.members[-1]
    if scene.reading.words.pack.titles.verb_last and not _thing(scene.reading, last.stop):
        return _possesses(scene, group)
    owns = scene.reading.whole[last.end : last.end + 1] in ("'", "’")
    return (
        last.role is None
        and owns
        and last.stop > last.end
        and scene.reading.words.pack.names.shape == "cased"
    )


def _thing(reading: Reading, place: int) -> bool:
    """Say whether the next word has a capital and no ending of what a verb does something to."""
    word = reading.whole[place : place + _WORD].strip().partition(" ")[0]
    return word[:1].isupper() and not word.replace("’", "'").endswith(
        reading.words.pack.names.objects or ("\0",)
    )


def _possesses(scene: Scene, group: Group) -> bool:
    """Say whether a name behind a cue owns a thing or a relative, not a verb: "A'nın oğlu"."""
    last, reading = group.members[-1], scene.reading
    behind = any(0 <= group.start - cue.end <= 1 for cue in scene.cues)
    verb = reading.folded[last.stop : last.stop + _WORD].strip().partition(" ")[0]
    owns = reading.whole[last.end : last.stop].lstrip("'’") in reading.words.pack.titles.genitives
    return behind and owns and not verb.endswith(reading.words.participles or ("\0",))


def _about_work(scene: Scene, start: int, end: int) -> bool:
    """Say whether a work between two places is a subject itself: "A's *Title ga* returns"."""
    subjects = scene.reading.words.subjects
    folded = scene.reading.folded
    return bool(subjects) and any(
        folded[work.end : work.end + 4].split(" ")[0] in subjects for work in within(scene.works, start, end)
    )


def _crossed(scene: Scene, own: CueHit, group: Group) -> bool:
    """Say whether another cue that takes persons stands between the cue and the group."""
    between = [other.cue for other in scene.cues if own.end <= other.start < group.start]
    return any(cue.person != "none" and not cue.tight for cue in between)


def _consumed(scene: Scene, group: Group, hit: CueHit) -> bool:
    """Say whether a cue before the group has taken it, unless a relative clause opens after it."""
    text = scene.reading.folded[group.end : hit.start].lstrip(" ,")
    if text.split(" ")[0] in scene.reading.words.who:
        return False
    return group.start in scene.taken


def character_spans(scene: Scene, hit: CueHit) -> list[tuple[int, int]]:
    """Return where the characters that follow a cue stand; empty where none follows."""
    reading = scene.reading
    limit = _limit(scene, hit)
    place: int | None = hit.end if hit.cue.role == "object" else None
    told = within(reading.hits("roles"), hit.start, min(limit, hit.end + _BEHIND))
    if hit.cue.person == "after":  # a cue's own last word introduces the person: "newcomers such *as* A"
        told = tuple(role for role in told if role.end != hit.end)
    behind = [role for role in told if role.end >= hit.end]
    for role in (*behind[:1], *told[:1]):  # else between the halves of a split verb
        place = role.end
        break
    if place is None:
        return []
    spans: list[tuple[int, int]] = []
    room = 0 if hit.cue.tight else 3 if place == hit.end else 8
    while found := character_at(reading, place, limit, room):
        if scene.titled(found[0]):
            break
        spans.append(found)
        rest = reading.folded[found[1] : found[1] + 8]
        joins = (", and ", " and ", ", ", *(f" {word} " for word in reading.words.ands))
        step = next((word for word in joins if rest.startswith(word)), None)
        if step is None:
            break
        place = found[1] + len(step)
    return spans or described(reading, place, limit)


def _limit(scene: Scene, hit: CueHit) -> int:
    """Return where what follows a cue ends: with its clause, or at the next verb that a person does."""
    roles = {role.start for role in within(scene.reading.hits("roles"), hit.end, scene.sentence.end)}
    others = [
        other.start
        for other in scene.cues
        if other.start >= hit.end and other.cue.person != "none" and other.start not in roles
    ]
    return min([scene.clause(hit.start)[1], *others])


def described(reading: Reading, place: int, limit: int) -> list[tuple[int, int]]:
    """Return a character that has no name: an article and one or two words ("the abbess")."""
    words = reading.folded[place : min(limit, place + _DESCRIBED)].split()
    if not words or words[0] not in reading.words.definite:
        return []
    if words[1:2] and words[1] in reading.words.common:  # "the other lead", "the new host"
        return []
    start = reading.folded.index(words[0], place)
    rest = _ONE_OR_TWO.match(reading.folded, start + len(words[0]) + 1, limit)
    if rest is None or reading.folded[rest.end() : limit].lstrip()[:1].isalpha():
        return []
    return [(start, rest.end())]
