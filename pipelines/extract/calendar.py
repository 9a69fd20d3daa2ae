"""Lines of a calendar: the work that opens a line comes out on the line's date, or on the heading's."""

from collections.abc import Iterator

from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_platform
from pipelines.extract.told import told
from pipelines.vocabulary.sections.cues import Cue


def dated(scene: Scene) -> Iterator[Draft]:
    """Schedule the work that opens a line of a calendar: by the date beside it, else by the heading's."""
    if (
        not scene.works
        or scene.asks(scene.works[0].start)
        or scene.works[0].start - scene.sentence.start > 3
        or scene.told
    ):
        return
    work = scene.works[0]
    beside = [date for date in scene.dates if date.start >= work.end and scene.gap(work.end, date.start) <= 5]
    date = beside[0] if beside else scene.heading
    if date is None or (beside and _of_a_part(scene, work.end, date.start)):
        return
    season = (
        work.season if work.season is not None else (int(scene.seasons[0].value) if scene.seasons else None)
    )
    hit = CueHit(work.start, work.end, _CALENDAR)
    edtf, event = told(scene, hit, "scheduled", date)
    platform = pick_platform(scene, work.end)
    yield scene.draft(hit, work.title, season, event=event, date=edtf, platform=platform)


def _of_a_part(scene: Scene, start: int, end: int) -> bool:
    """Say whether what comes out on a date is only a part of the work: "Title: season finale 3 May"."""
    return any(hit.value == "noise" for hit in within(scene.reading.hits("blocks"), start, end))


_CALENDAR = Cue(id="calendar", kind="release", event="scheduled", phrases=(), date="either")
