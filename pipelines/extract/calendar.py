"""Lines of a calendar: the work that opens a line comes out on the line's date, or on the heading's."""

from collections.abc import Iterator

from pipelines.extract.dates import Window
from pipelines.extract.draft import CueHit, Draft
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import pick_platform, pick_season
from pipelines.extract.told import told
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue


def dated(scene: Scene) -> Iterator[Draft]:
    """Schedule the work that opens a line of a calendar: by the date beside it, else by the heading's."""
    if scene.block is not None and scene.dates and not scene.told:
        yield _scheduled(scene, scene.block, scene.dates[0])
        return
    if (
        not scene.works
        or scene.asks(scene.works[0].start)
        or scene.works[0].start - _opening(scene) > _LEAD
        or scene.told
    ):
        return
    work = scene.works[0]
    beside = [date for date in scene.dates if date.start >= work.end and scene.gap(work.end, date.start) <= 5]
    beside = beside or [date for date in scene.dates[:1] if date.end == _opening(scene)]
    date = beside[0] if beside else scene.heading
    if date is None or (beside and _of_a_part(scene, work.end, date.start)):
        return
    yield _scheduled(scene, work, date)


def _scheduled(scene: Scene, work: Work, date: Window) -> Draft:
    """Return what a line of a calendar says of its work."""
    numbered = int(scene.seasons[0].value) if scene.seasons else None
    season = work.season if work.season is not None else numbered
    season = scene.season if season is None and work is scene.block else season
    hit = CueHit(date.start, date.end, _CALENDAR)
    edtf, event = told(scene, hit, "scheduled", date)
    platform = pick_platform(scene, date.start)
    return scene.draft(hit, work.title, season, event=event, date=edtf, platform=platform)


def _opening(scene: Scene) -> int:
    """Return where a line's date ends that it opens with, "3 May: *Title*"; else where the line begins."""
    start, first = scene.sentence.start, next(iter(scene.dates), None)
    return first.end if first and first.start - start <= _LEAD else start


def headline(scene: Scene) -> Iterator[Draft]:
    """Schedule the work of a headline's clause that says nothing but a day behind it: "*Title* 6 March"."""
    pack = scene.reading.words.pack
    if scene.sentence.line or pack.titles.case != "none" or pack.edges == "none":
        return
    for date in scene.dates:
        start, end = scene.clause(date.start) if pack.edges == "left" else _between_commas(scene, date)
        works = [work for work in scene.works if start <= work.start and work.end <= date.start]
        cues = [cue for cue in scene.cues if start <= cue.start < end]
        if date.precision != "day" or not works or cues or end - date.end > _TAIL:
            continue
        hit = CueHit(date.start, date.end, _CALENDAR)
        season = pick_season(scene, hit, works[-1].title, works[-1])
        edtf, event = told(scene, hit, "scheduled", date)
        if event == "scheduled":
            platform = pick_platform(scene, date.start)
            yield scene.draft(hit, works[-1].title, season, date=edtf, platform=platform)


def _between_commas(scene: Scene, date: Window) -> tuple[int, int]:
    """Return the part of a headline that holds a date, less the particle behind the date."""
    whole, (start, end) = scene.reading.folded, (scene.sentence.start, scene.sentence.end)
    first = max(whole.rfind(mark, start, date.start) for mark in _MARKS)
    last = min([end, *(place for mark in _MARKS if (place := whole.find(mark, date.end, end)) >= 0)])
    particle = whole[date.end : last].strip() in scene.reading.words.stoppers
    return max(first, start), date.end if particle else last


def _of_a_part(scene: Scene, start: int, end: int) -> bool:
    """Say whether what comes out on a date is only a part of the work: "Title: season finale 3 May"."""
    return any(hit.value == "noise" for hit in within(scene.reading.hits("blocks"), start, end))


_MARKS = (",", ";", "!", "|", "?")
_LEAD = 3  # characters before what opens a line, and between a date and a title behind it
_TAIL = 2  # characters between a date and what ends its clause
_CALENDAR = Cue(id="calendar", kind="release", event="scheduled", phrases=(), date="either")
