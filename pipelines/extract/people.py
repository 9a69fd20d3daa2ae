"""Cast and crew: what a cue says of the persons beside it."""

from collections.abc import Iterator

from msgspec.structs import replace

from pipelines.extract.dating import long_past
from pipelines.extract.draft import CueHit, Draft, Rejection, Spoken
from pipelines.extract.names import Group, Name
from pipelines.extract.persons import character_spans, person_group
from pipelines.extract.pronouns import carried
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.shared import sharing
from pipelines.vocabulary.sections.cues import Cue

_WORD = 16  # characters that hold the next word
_MARKS = ('"', "“", "‘", "«", "„")  # what opens speech
_CHANGES = ("joins", "exits", "in_talks")
_ADJECTIVES = 3  # words before a job: "as its new executive producer"


def cast_and_crew(scene: Scene, hit: CueHit, said: Draft) -> Iterator[Draft | Rejection]:
    """Yield what a cue says of each person beside it."""
    cue = hit.cue
    if cue.kind == "crew" and _quotes(scene, hit):
        yield hit.rejected("a quotation behind it")
        return
    if cue.kind == "cast" and said.event in _CHANGES and long_past(scene, hit):
        yield hit.rejected("long past")
        return
    group = person_group(scene, hit, cue.person, cue.reach) or carried(scene, hit)
    if group is None:
        yield hit.rejected("no person")
        return
    if cue.person != "before" and scene.reading.whole[hit.end - 1] != ":":  # a label takes nobody from a verb
        scene.taken.add(group.start)
    together = sharing(scene, group) if cue.kind == "cast" and cue.person != "after" else ()
    members = _meant(scene, cue, said.event, (*together, *_related(scene, hit, group)))
    if not members:
        yield hit.rejected("crew by their job, or a single name")
        return
    jobs_said = () if cue.job or cue.kind == "crew" else _jobs_said(scene, hit, group)
    roles = [] if jobs_said else _roles(scene, hit, members)
    if "role" in cue.needs and not (jobs_said or any(roles) or character_spans(scene, hit)):
        yield hit.rejected("no character")
        return
    scene.used.update(name.start for name in members)
    if jobs_said:
        crew = replace(said, kind="crew", event=cue.crew or said.event)
        yield from (replace(crew, person=name.text, role=job) for name in members for job in jobs_said if job)
        return
    scene.spoken.append(Spoken(hit, said.event, said.work, said.season))
    for name, role in zip(members, roles, strict=True):
        own = cue.job.split("+") if cue.job else [role]
        yield from (replace(said, person=name.text, role=one) for one in own)


def _quotes(scene: Scene, hit: CueHit) -> bool:
    """Say whether what was written stands right behind the cue: "A *wrote*: ..."."""
    behind = scene.reading.whole[hit.end : hit.end + 3]
    if any(0 <= work.start - hit.end <= len(behind) for work in scene.works):
        return False
    return behind.startswith(":") or (behind.startswith(", ") and behind.endswith(_MARKS))


def _meant(scene: Scene, cue: Cue, event: str, members: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the persons whom a cue may tell of: no crew credited as cast, full names where it needs them."""
    if scene.reading.words.pack.names.shape == "cased":
        members = tuple(name for name in members if not (name.alone and _firm(scene, name)))
    if cue.kind == "cast" and event == "credited":
        members = tuple(name for name in members if not employed(scene, name))
    if "person" in cue.needs:
        members = tuple(name for name in members if not name.alone)
    return members


def _related(scene: Scene, hit: CueHit, group: Group) -> tuple[Name, ...]:
    """Return the persons that a relative clause is about: the list's last where its verb stands for one."""
    plural, last, folded = scene.reading.words.plural, scene.reading.words.relatives, scene.reading.folded
    comma = folded.rfind(", ", group.members[-1].stop, hit.start) if last else -1
    between = folded[max(comma, group.members[-1].stop) : hit.start].replace(",", " ").split()
    opens = last or scene.reading.words.who
    if not plural or len(group.members) < 2 or not between or between[0] not in opens:
        return group.members
    said = folded[hit.start : hit.end].split()
    verb = said[-1:] if last else [*between[1:], *said][:2]  # which comes last where relatives say so
    return group.members if any(word.endswith(plural) for word in verb) else group.members[-1:]


def _firm(scene: Scene, name: Name) -> bool:
    """Say whether a word of companies stands right behind a single word: "*Tidewater* Films"."""
    behind = scene.reading.folded[name.stop : name.stop + _WORD].split()[:1]
    return bool(behind) and behind[0].strip(",.;") in scene.reading.words.companies


def employed(scene: Scene, name: Name) -> bool:
    """Say whether a crew job stands right beside a name: then it tells what the person does."""
    return any(
        0 <= name.start - job.end <= 1 or (job.value[1] and 0 <= job.start - name.stop <= 1)
        for job in within(scene.reading.hits("jobs"), scene.sentence.start, scene.sentence.end)
    )


def _jobs_said(scene: Scene, hit: CueHit, group: Group) -> tuple[str, ...]:
    """Return the crew jobs that an event is about: said after the cue, or standing before the person."""
    reading = scene.reading
    end = scene.clause(hit.start)[1]
    for job in within(reading.hits("does"), hit.start, end):
        if job.start - hit.end <= 40:
            return tuple(str(job.value).split("+"))
    for role in within(reading.hits("roles"), hit.start, end):
        if role.end < hit.end:
            continue
        if told := _jobs_behind(scene, role.end, end):
            return told
        break
    if opening := _opening_job(scene, hit, group):
        return tuple(opening.split("+"))
    if hit.cue.event != "credited" and len(group.members) == 1 and group.members[0].role is None:
        own = within(reading.hits("jobs"), scene.sentence.start, group.start)
        before = [job for job in own if group.start - job.end <= 2]
        if before:
            return tuple(str(before[-1].value[0]).split("+"))
    return ()


def _jobs_behind(scene: Scene, place: int, end: int) -> tuple[str, ...]:
    """Return the jobs that follow ``place``, all that a list's words join: "as writer and director"."""
    ands, found = scene.reading.words.ands, list[str]()
    for job in within(scene.reading.hits("jobs"), place, end):
        between = scene.reading.folded[place : job.start].replace(",", " ").split()
        if len([word for word in between if word not in ands]) > _ADJECTIVES:
            break
        found += [role for role in str(job.value[0]).split("+") if role not in found]
        place = job.end
    return tuple(found)


def _opening_job(scene: Scene, hit: CueHit, group: Group) -> str | None:
    """Return the job that opens the cue's clause: "As its showrunner returns A", "As writer is A"."""
    if hit.cue.event == "credited" or hit.cue.person not in ("either", "before"):
        return None
    start = scene.clause(hit.start)[0]
    for job in within(scene.reading.hits("jobs"), start, hit.start):
        beside = hit.start - job.end <= 1 or (
            group.start < hit.start and scene.gap(job.end, group.start) == 1
        )
        if beside and within(scene.reading.hits("roles"), start, job.start):
            return str(job.value[0])
    return None


def _roles(scene: Scene, hit: CueHit, members: tuple[Name, ...]) -> list[str | None]:
    """Return the character of each person: the one beside the name, else one that follows the cue."""
    if hit.start in scene.played and len(members) == 1:
        return [scene.played[hit.start]]
    roles = [name.role for name in members]
    if hit.cue.role == "object" and len(members) == 1:
        return [told if (told := _characters(scene, hit, members)[0]) else roles[0]]
    if hit.cue.role != "none" and not any(roles):
        return _characters(scene, hit, members)
    if hit.cue.role != "none" and roles[-1] is None and (spans := character_spans(scene, hit)):
        roles[-1] = scene.reading.whole[spans[0][0] : spans[0][1]]
    return roles


def _characters(scene: Scene, hit: CueHit, members: tuple[Name, ...]) -> list[str | None]:
    """Read the character, or as many characters as there are persons, after the cue."""
    spans = character_spans(scene, hit)
    texts: list[str | None] = [scene.reading.whole[start:end] for start, end in spans]
    if len(texts) == len(members):
        return texts
    return [texts[0] if len(members) == 1 and texts else None] * len(members)
