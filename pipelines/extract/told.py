"""What a cue's date makes of its event: past or to come, moved later or earlier."""

from datetime import timedelta

from pipelines.extract.dates import Window, turned
from pipelines.extract.dating import MOVES, exact, shifted
from pipelines.extract.draft import CueHit
from pipelines.extract.polarity import negated, put_off
from pipelines.extract.scene import Scene

_JUST = timedelta(days=7)  # so far back a day without a year is none of the next year


def told(scene: Scene, hit: CueHit, event: str, date: Window | None) -> tuple[str | None, str]:
    """Return the date as the cue's tense reads it, and the event: what is scheduled for the past is out."""
    if date is None:
        return None, event
    named = turned(date) if hit.cue.past or _just_past(scene, date) else date
    if negated(scene, hit) and put_off(scene, named):  # "not before": that is when
        named = exact(named)
    published = scene.reading.published
    if published and named.latest and event == "scheduled" and named.latest < published:
        event = "released"
    begins = named.latest if named.edtf.startswith("../") else named.earliest  # "out by Christmas"
    if published and begins and event == "released" and begins > published:
        event = "scheduled"
    if event == "scheduled" or event in MOVES:
        event = shifted(scene, named) or event
    return named.edtf, event


def _just_past(scene: Scene, date: Window) -> bool:
    """Say whether a day without a year was a few days ago: nobody means the one almost a year ahead."""
    published, behind = scene.reading.published, turned(date).latest
    if date.precision != "day" or date.latest is None or published is None or behind is None:
        return False
    return timedelta() < published - behind <= _JUST < date.latest - published
