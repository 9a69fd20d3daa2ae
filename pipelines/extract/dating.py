"""Which date belongs to a cue."""

from pipelines.extract.dates import Window, turned
from pipelines.extract.draft import CueHit
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene

MOVES = ("delayed", "brought_forward")

_WEEK = 7  # days
_NEAR = 30  # characters
_FAR = 1000  # words: on the other side


def pick_date(scene: Scene, hit: CueHit) -> Window | None:
    """Return the date of a cue: the first after it, else the last before it, passing over old dates."""
    cue = hit.cue
    start, end = scene.clause(hit.start)
    here = [date for date in scene.dates if start <= date.start and date.end <= end]
    live = [date for date in here if not _old(scene, date) and not _spoken(scene, date)]
    live = [date for date in live if not _weekday(date) or _beside(scene, hit, date)]
    live = [date for date in live if not _bare_past(scene, date)] or live
    if cue.event in MOVES:
        live = [date for date in live if not date.edtf.startswith("..")]
        live = [date for date in live if _new(scene, date)] or _last_moved(cue.event, live)
    if cue.date in ("after", "either"):
        rivals = [
            other.start
            for other in scene.cues
            if other.start > hit.end
            and other.cue.kind == cue.kind
            and other.cue.date != "none"
            and _nearer(scene, other, hit)
        ]
        bound = min(rivals, default=end)
        for date in live:
            if (
                date.start >= hit.start
                and date.start <= bound
                and scene.gap(hit.end, date.start) <= cue.reach
            ):
                return date
    if cue.date in ("before", "either"):
        for date in reversed(live):
            if date.end <= hit.start and scene.gap(date.end, hit.start) <= cue.reach:
                return date
    return None


def _weekday(date: Window) -> bool:
    """Say whether a date is a bare weekday, which more often tells when something was said."""
    return bool(date.past and date.earliest and (date.earliest - turned(date).earliest).days == _WEEK)  # type: ignore[operator]


def _beside(scene: Scene, hit: CueHit, date: Window) -> bool:
    """Say whether a date stands right behind the cue or right before it."""
    return min(_apart(scene, hit.end, date.start), _apart(scene, date.end, hit.start)) <= 1


def _apart(scene: Scene, start: int, end: int) -> int:
    return scene.gap(start, end) if start <= end else _FAR


def _last_moved(event: str, dates: list[Window]) -> list[Window]:
    """Return the later of two days for a delay, the earlier for a date brought forward."""
    days = sorted((date for date in dates if date.precision == "day"), key=lambda date: date.edtf)
    if len(days) != len(dates) or len(days) < 2:
        return dates
    return days[-1:] if event == "delayed" else days[:1]


def _bare_past(scene: Scene, date: Window) -> bool:
    """Say whether a date is a bare day up to the publication, as reports name their own day."""
    published = scene.reading.published
    return bool(
        published and date.latest and date.inferred and date.past == date.edtf and date.latest <= published
    )


def _spoken(scene: Scene, date: Window) -> bool:
    """Say whether a date tells when something was said: "announced on Tuesday"."""
    published = scene.reading.published
    if date.precision != "day" or not published or not date.latest or turned(date).latest is None:
        return False
    if date.latest > published and (date.latest - published).days > _WEEK:
        return False
    verbs = [hit for hit in scene.reading.hits("speech") if hit.value == "verb"]
    near = within(
        verbs, max(scene.sentence.start, date.start - _NEAR), min(scene.sentence.end, date.end + _NEAR)
    )
    return any(scene.gap(hit.end, date.start) <= 1 and scene.gap(date.end, hit.start) <= 1 for hit in near)


def _new(scene: Scene, date: Window) -> bool:
    """Say whether a date is where something moves to."""
    marks = [hit for hit in scene.reading.hits("breaks") if hit.value == "new"]
    return any(0 <= date.start - hit.end <= 4 and hit.start >= scene.sentence.start for hit in marks)


def _nearer(scene: Scene, other: CueHit, hit: CueHit) -> bool:
    """Say whether a work stands between two cues, so that what follows belongs to the second."""
    return any(hit.end <= work.start < other.start for work in scene.works)


def _old(scene: Scene, date: Window) -> bool:
    """Say whether a date no longer holds: a word before it or right behind it says so."""
    marks = within(scene.reading.hits("breaks"), scene.sentence.start, scene.sentence.end)
    return any(
        (hit.value == "old" and 0 <= date.start - hit.end <= 12)
        or (hit.value == "gone" and 0 <= hit.start - date.end <= 1)
        for hit in marks
    )
