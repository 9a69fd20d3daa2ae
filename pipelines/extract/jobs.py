"""Crew credits without a verb: a job beside a name."""

from collections.abc import Iterator, Sequence

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.names import Name
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season, pick_work
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_LOOK = 40  # characters
_WORD = 8  # characters of the word behind a job
_FEW = 3  # words
_JOB = Cue(id="job", kind="crew", event="credited", phrases=(), person="after")


def jobs(scene: Scene) -> Iterator[Draft]:
    """Credit the persons who stand beside a job: "director A", "A, the creator of the show"."""
    reading = scene.reading
    here = within(reading.hits("jobs"), scene.sentence.start, scene.sentence.end)
    used: set[tuple[int, str]] = set()
    for job in here:
        if reading.whole[job.end : job.end + 1] == "/" or _elsewhere(scene, job) or _replaced(reading, job):
            continue
        value, follows = job.value
        another = follows and _of_another(scene, job)
        if not value:
            continue
        for group in scene.groups:
            gap = reading.folded[job.end : group.start] if group.start >= job.end else None
            back = reading.folded[group.end : job.start] if group.end <= job.start else None
            gap = " " if gap is not None and _for_work(scene, job.end, group.start) else gap
            label = gap == ": " and job.start == scene.sentence.start
            beside = gap is not None and gap.strip(" ,") == "" and len(gap) <= 2
            near = label or (beside and not (another and "," in (gap or "")))
            inner = [name for name in group.members[1:] if 0 <= name.start - job.end <= 1]
            apposed = (
                back is not None
                and (back.startswith(", ") or (follows and not back.strip()))
                and scene.clause(group.end - 1) == scene.clause(job.start)
                and len(back.split()) <= 3
                and len(back) < 18
                and reading.whole[group.end - 1] != ")"  # what a character does
            )
            if not (near or apposed or inner) or group.start in scene.taken:
                continue
            if near and (group.start, value) in used:
                continue
            used.add((group.start, value))
            picked = _work_of(scene, job)
            if picked is None:
                continue
            title, work = picked
            season = pick_season(scene, CueHit(job.start, job.end, _JOB), title, work)
            near_by = _before_another(group.members, job, here) if near else group.members[-1:]
            members = _meant(scene, value, inner or near_by)
            scene.used.update(name.start for name in members)
            for name in members:
                for role in str(value).split("+"):
                    hit = CueHit(job.start, job.end, _JOB)
                    yield scene.draft(hit, title, season, rule=f"job.{role}", person=name.text, role=role)


def _for_work(scene: Scene, start: int, end: int) -> bool:
    """Say whether nothing but a word for the work parts a job from a person: "creator *of the show*, A"."""
    words = within(scene.reading.hits("nouns"), start, end) if end - start <= _LOOK else ()
    return (
        len(words) == 1
        and words[0].value == "anaphor"
        and words[0].start - start <= 1
        and scene.reading.whole[words[0].end : end] == ", "
    )


def _meant(scene: Scene, role: str, members: Sequence[Name]) -> Sequence[Name]:
    """Return the persons whom a job credits: none of whom a cue told in it ("*A director* directs again")."""
    members = [name for name in members if not _only_owns(scene, name)] or members
    told = any(one.hit.cue.job == role and one.event != "credited" for one in scene.spoken)
    return [] if told and all(name.start in scene.used for name in members) else members


def _replaced(reading: Reading, job: Hit) -> bool:
    """Say whether someone else takes the place of who has a job."""
    behind = reading.folded[job.end : job.end + _WORD].lstrip()
    return behind.startswith(reading.words.instead or ("\0",))


def _of_another(scene: Scene, job: Hit) -> bool:
    """Say whether a job that may follow its person has one right before it: "*A director*, B writer"."""
    return any(0 <= job.start - group.end <= 1 for group in scene.groups)


def _only_owns(scene: Scene, name: Name) -> bool:
    """Say whether a single word owns what follows it: "director A and *Tidewater's* film"."""
    return name.alone and scene.reading.whole[name.end : name.end + 1] in ("'", "’") and name.stop > name.end


def _before_another(members: Sequence[Name], job: Hit, jobs: Sequence[Hit]) -> Sequence[Name]:
    """Return the members of a list up to one with a job of its own: "writer *A* and director B"."""
    others = [one for one in jobs if one is not job]
    own = [name for name in members[1:] if any(0 <= name.start - one.end <= 1 for one in others)]
    return members[: members.index(own[0])] if own else members


def _elsewhere(scene: Scene, job: Hit) -> bool:
    """Say whether a job is a relative's, or one in a house: "son of director A", "director of Channel 5"."""
    reading = scene.reading
    before = reading.folded[max(0, job.start - _LOOK) : job.start].split()[-_FEW:]
    if before[-1:] and before[-1] in reading.words.of and not reading.words.kin.isdisjoint(before[:-1]):
        return True
    house = next((one for one in scene.platforms if one.start >= job.end), None)
    if house is None:
        return False
    between = reading.folded[job.end : house.start].split()
    closed = reading.folded[house.end : house.end + 1] in tuple(",.;)\n")
    return closed and 0 < len(between) <= _FEW and between[0] in reading.words.of


def _work_of(scene: Scene, job: Hit) -> tuple[str, Work | None] | None:
    """Return the work that a job is done for; one right before it is where the person is known from.

    "*Title* writer-director A" beside the article's own work, or another one of the sentence.
    """
    known = next((work for work in scene.works if 0 <= job.start - work.end <= 1), None)
    if known is None or known.title == scene.chief:
        return pick_work(scene, CueHit(job.start, job.end, _JOB))
    others = [work for work in scene.works if work.title != known.title]
    if others:
        return others[0].title, others[0]
    return (scene.chief, None) if scene.chief else (known.title, known)
