"""Cast and crew: the drafts of cues that take persons, of jobs beside a name, of bare lists."""

from collections.abc import Callable, Iterator
from typing import Any

from pipelines.extract.draft import CueHit, Draft, Rejection
from pipelines.extract.names import Group, Name
from pipelines.extract.persons import character_spans, person_group
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season, pick_work
from pipelines.vocabulary.sections.cues import Cue


def cast_and_crew(
    scene: Scene,
    hit: CueHit,
    event: str,
    title: str,
    season: int | None,
    common: dict[str, Any],
    rejected: Callable[[str], Rejection],
) -> Iterator[Draft | Rejection]:
    """Yield what a cue says of each person beside it."""
    cue = hit.cue
    group = person_group(scene, hit, cue.person, cue.reach)
    if group is None:
        yield rejected("no person")
        return
    if cue.person != "before":
        scene.taken.add(group.start)
    scene.taken_any = True
    members = group.members
    if cue.kind == "cast" and event == "credited":
        members = tuple(name for name in members if not employed(scene, name))
    if not members:
        yield rejected("crew by their job")
        return
    jobs_said = () if cue.job or cue.kind == "crew" else _jobs_said(scene, hit, group)
    if jobs_said:
        for name in members:
            for job in jobs_said:
                yield Draft("crew", event, title, season, person=name.text, role=job, **common)
        return
    roles = _roles(scene, hit, members)
    if "role" in cue.needs and not (any(roles) or character_spans(scene, hit)):
        yield rejected("no character")
        return
    told = [cue.job.split("+") if cue.job else [role] for role in roles]
    for name, own in zip(members, told, strict=True):
        yield from (
            Draft(cue.kind, event, title, season, person=name.text, role=one, **common) for one in own
        )


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
    for role in within(reading.hits("roles"), hit.end, end):
        for job in within(reading.hits("jobs"), role.end, min(end, role.end + 36)):
            if scene.gap(role.end, job.start) <= 3:
                return tuple(str(job.value[0]).split("+"))
        break
    if opening := _opening_job(scene, hit):
        return tuple(opening.split("+"))
    if hit.cue.event != "credited" and len(group.members) == 1 and group.members[0].role is None:
        own = within(reading.hits("jobs"), scene.sentence.start, group.start)
        before = [job for job in own if group.start - job.end <= 2]
        if before:
            return tuple(str(before[-1].value[0]).split("+"))
    return ()


def _opening_job(scene: Scene, hit: CueHit) -> str | None:
    """Return the job that opens the cue's clause: "As its showrunner returns A"."""
    if hit.cue.event == "credited" or hit.cue.person != "either":
        return None
    start = scene.clause(hit.start)[0]
    for job in within(scene.reading.hits("jobs"), start, hit.start):
        if hit.start - job.end <= 1 and within(scene.reading.hits("roles"), start, job.start):
            return str(job.value[0])
    return None


def _roles(scene: Scene, hit: CueHit, members: tuple[Name, ...]) -> list[str | None]:
    """Return the character of each person: the one beside the name, else one that follows the cue."""
    roles = [name.role for name in members]
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


def jobs(scene: Scene) -> Iterator[Draft]:
    """Credit the persons who stand beside a job: "director A", "A, the creator of the show"."""
    reading = scene.reading
    here = within(reading.hits("jobs"), scene.sentence.start, scene.sentence.end)
    used: set[tuple[int, str]] = set()
    for job in here:
        value, follows = job.value
        for group in scene.groups:
            gap = reading.folded[job.end : group.start] if group.start >= job.end else None
            back = reading.folded[group.end : job.start] if group.end <= job.start else None
            near = gap is not None and gap.strip(" ,") == "" and len(gap) <= 2
            inner = [name for name in group.members[1:] if 0 <= name.start - job.end <= 1]
            apposed = (
                back is not None
                and (back.startswith(", ") or follows)
                and scene.clause(group.end - 1) == scene.clause(job.start)
                and len(back.split()) <= 3
                and len(back) < 18
            )
            if not (near or apposed or inner):
                continue
            if near and (group.start, value) in used:
                continue
            used.add((group.start, value))
            picked = pick_work(scene, CueHit(job.start, job.end, _JOB))
            if picked is None:
                continue
            title, work = picked
            season = pick_season(scene, CueHit(job.start, job.end, _JOB), title, work)
            members = inner or (group.members if near else group.members[-1:])
            for name in members:
                for role in str(value).split("+"):
                    yield Draft(
                        "crew",
                        "credited",
                        title,
                        season,
                        scene.sentence,
                        job.start,
                        f"job.{role}",
                        person=name.text,
                        role=role,
                        clause=scene.clause(job.start),
                    )


_JOB = Cue(id="job", kind="crew", event="credited", phrases=(), person="after")


def listed(scene: Scene) -> Iterator[Draft]:
    """Credit the members of a bare cast list: "A as X", with the event of the line that opened the list."""
    if scene.taken_any or not scene.focus:
        return
    for group in scene.groups:
        cast = [name for name in group.members if name.cast]
        opens = group.start - scene.sentence.start <= 4
        if not cast or not (opens or len(cast) > 1 or scene.list_cue or _own_list(scene, group)):
            continue
        title = scene.works[0].title if scene.works else scene.focus
        cue = _own_list(scene, group) or scene.list_cue
        for name in group.members:
            if not name.cast:
                continue
            yield Draft(
                "cast",
                cue.event if cue else "credited",
                title,
                scene.season,
                scene.sentence,
                group.start,
                f"list.{cue.id}" if cue else "list",
                person=name.text,
                role=name.role,
                clause=scene.clause(group.start),
            )


def _own_list(scene: Scene, group: Group) -> Cue | None:
    """Return the cue of the sentence's own opening, before a colon: "Newly cast: A as X"."""
    start = scene.sentence.start
    colon = scene.reading.whole.find(":", start, group.start)
    hits = [
        hit for hit in scene.cues if hit.end <= colon and hit.cue.kind == "cast" and hit.cue.person == "after"
    ]
    return hits[0].cue if hits else None
