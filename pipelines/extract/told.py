"""What a cue's date makes of its event: past or to come, moved later or earlier."""

from pipelines.extract.dates import Window, turned
from pipelines.extract.dating import MOVES, exact, shifted
from pipelines.extract.draft import CueHit
from pipelines.extract.polarity import negated
from pipelines.extract.scene import Scene


def told(scene: Scene, hit: CueHit, event: str, date: Window | None) -> tuple[str | None, str]:
    """Return the date as the cue's tense reads it, and the event: what is scheduled for the past is out."""
    if date is None:
        return None, event
    named = turned(date) if hit.cue.past else date
    if negated(scene, hit) and named.edtf.startswith("../"):  # "not before": that is when
        named = exact(named)
    published = scene.reading.published
    if published and named.latest and event == "scheduled" and named.latest < published:
        event = "released"
    if published and named.earliest and event == "released" and named.earliest > published:
        event = "scheduled"
    if event == "scheduled" or event in MOVES:
        event = shifted(scene, named) or event
    return named.edtf, event
