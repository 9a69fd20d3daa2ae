"""Crew credits without a verb: a job beside a name."""

from collections.abc import Iterator

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_season, pick_work
from pipelines.vocabulary.sections.cues import Cue

_JOB = Cue(id="job", kind="crew", event="credited", phrases=(), person="after")


def jobs(scene: Scene) -> Iterator[Draft]:
    """Credit the persons who stand beside a job: "director A", "A, the creator of the show"."""
    reading = scene.reading
    here = within(reading.hits("jobs"), scene.sentence.start, scene.sentence.end)
    used: set[tuple[int, str]] = set()
    for job in here:
        if reading.whole[job.end : job.end + 1] == "/":
            continue
        value, follows = job.value
        for group in scene.groups:
            gap = reading.folded[job.end : group.start] if group.start >= job.end else None
            back = reading.folded[group.end : job.start] if group.end <= job.start else None
            near = gap is not None and gap.strip(" ,") == "" and len(gap) <= 2
            inner = [name for name in group.members[1:] if 0 <= name.start - job.end <= 1]
            apposed = (
                back is not None
                and (back.startswith(", ") or (follows and not back.strip()))
                and scene.clause(group.end - 1) == scene.clause(job.start)
                and len(back.split()) <= 3
                and len(back) < 18
            )
            if not (near or apposed or inner) or group.start in scene.taken:
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
                scene.used.add(name.start)
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
