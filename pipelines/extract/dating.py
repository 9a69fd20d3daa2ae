"""Which date belongs to a cue."""

from collections.abc import Sequence

from msgspec.structs import replace

from pipelines.extract.dates import Window, turned
from pipelines.extract.draft import CueHit
from pipelines.extract.edtf import stretch
from pipelines.extract.polarity import negated
from pipelines.extract.reading import within
from pipelines.extract.scene import Scene

_MAKING = ("filming", "wrapped", "post_production", "paused")
MOVES = ("delayed", "brought_forward")

_WEEK = 7  # days
_NEAR = 30  # characters
_FAR = 1000  # words: on the other side
_OLD = 6  # words between a mark and the date that no longer holds
_BESIDE = 4  # characters between a word for where something moves to and its date
_SPEAKER = 6  # words between the day and the verb of "On Monday, A and B announced"
_LATE = 45  # days
_YEAR = 365  # days
_WITHIN = 4  # words between a change of long ago and its date
_SPANS = ("year", "month", "season", "day")
_STEP = 9  # words between two dates of one release
_OPEN = "../"
_TAIL = 16  # characters behind a date


def pick_date(scene: Scene, hit: CueHit) -> Window | None:
    """Return the date of a cue: the first after it, else the last before it, passing over old dates."""
    cue = hit.cue
    start, end = scene.clause(hit.start)
    if cue.event in MOVES and any(_new(scene, date) for date in within(scene.dates, end, scene.sentence.end)):
        end = scene.sentence.end  # "no longer on May 3, but on June 5"
    live = _live(scene, hit, within(scene.dates, start, end))
    if cue.date == "either" and (owned := [date for date in live if 0 <= hit.start - date.end <= 1]):
        return _reached(scene, owned[-1], hit)
    if cue.date in ("after", "either"):
        rivals = [
            other.start
            for other in scene.cues
            if other.start > hit.end
            and other.cue.kind == cue.kind
            and other.cue.date != "none"
            and _nearer(scene, other, hit)
            and (other.cue.event in MOVES or cue.event not in MOVES)
            and any(
                date.start >= other.end and scene.gap(other.end, date.start) <= other.cue.reach
                for date in live
            )
        ]
        bound = min(rivals, default=end)
        for date in live:
            if hit.start <= date.start <= bound and scene.gap(hit.end, date.start) <= cue.reach:
                return date
    if cue.date in ("before", "either"):
        for date in reversed(live):
            if date.end <= hit.end and scene.gap(date.end, hit.start) <= cue.reach:
                return _reached(scene, date, hit)
    return None


def further_dates(scene: Scene, hit: CueHit, first: Window) -> list[Window]:
    """Return the dates that go on from a cue's first one: in a list, or for another place of release."""
    found = [first]
    here = within(scene.dates, first.end, scene.clause(hit.start)[1])
    for date in here:
        if (
            not old(scene, date)
            and not _spoken(scene, date)
            and date.start >= found[-1].end
            and _goes_on(scene, found[-1].end, date.start)
        ):
            found.append(date)
    return found[1:]


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """Say whether only a list's words, or another platform or country, stand between two dates."""
    words = scene.reading.folded[start:end].replace(",", " , ").split()
    lists = scene.reading.words
    if words and all(word in lists.ands or word == "," for word in words):
        return True
    if words and words[0] in lists.ands and all(word in lists.small for word in words[1:]):
        return True
    if len(words) > _STEP or any(start <= cue.start < end for cue in scene.cues):
        return False
    cinemas = within(scene.reading.hits("cinemas"), start, end)
    return bool(within(scene.platforms, start, end) or within(scene.mentions.regions, start, end) or cinemas)


def _live(scene: Scene, hit: CueHit, dates: Sequence[Window]) -> list[Window]:
    """Return the dates that may be what the cue tells: none that is replaced or tells when it was said."""
    live = [date for date in dates if not old(scene, date) and not _spoken(scene, date)]
    live = [date for date in live if not _named(scene, date)]
    if hit.cue.kind == "production":
        live = [date for date in live if not _released(scene, date)]
    if hit.cue.event in ("filming", "paused"):
        live = [date for date in live if not _until(scene, date)]
    if hit.cue.kind == "release":
        live = [date for date in live if not (_said_on(scene, hit, date) or _produced(scene, date))]
        off = negated(scene, hit)
        live = [
            date
            for date in live
            if not _vague(scene, date) or _beside(scene, hit, date) or (off and date.edtf.startswith(_OPEN))
        ]
    else:
        live = [date for date in live if not _bare_past(scene, date)] or live
    if hit.cue.event in MOVES:
        live = [date for date in live if not (date.edtf.startswith(_OPEN) or _gone_by(scene, date))]
        live = [date for date in live if _new(scene, date)] or _last_moved(hit.cue.event, live)
    return live


def long_past(scene: Scene, hit: CueHit) -> bool:
    """Say whether a date beside the cue is of years gone by: "who left *in 2019*" is background."""
    published = scene.reading.published
    if published is None:
        return False
    return any(
        date.precision in _SPANS
        and "," not in scene.reading.whole[min(date.end, hit.end) : max(date.start, hit.start)]
        and min(_apart(scene, hit.end, date.start), _apart(scene, date.end, hit.start)) <= _WITHIN
        and (behind := turned(date).latest) is not None
        and (published - behind).days > _YEAR
        for date in within(scene.dates, *scene.clause(hit.start))
    )


def shifted(scene: Scene, date: Window) -> str | None:
    """Return the move that a sentence tells by naming the replaced date too: None where it names none."""
    start, end = scene.sentence.start, scene.sentence.end
    for other in within(scene.dates, start, end):
        if other.start != date.start and old(scene, other) and other.earliest and date.earliest:
            if other.earliest < date.earliest:
                return "delayed"
            if date.latest and other.latest and date.latest < other.latest:
                return "brought_forward"
    return None


def _named(scene: Scene, date: Window) -> bool:
    """Say whether a bare year only names a work: "2015's *Title*"."""
    return date.precision == "year" and scene.reading.folded[date.end : date.end + 2] in ("'s", "’s")


def _released(scene: Scene, date: Window) -> bool:
    """Say whether a date stands right before a word of release: "its May 3 premiere"."""
    return any(0 <= cue.start - date.end <= 1 and cue.cue.kind == "release" for cue in scene.cues)


def _produced(scene: Scene, date: Window) -> bool:
    """Say whether a date stands right before a word of production where verbs come last: "*May* shooting"."""
    left = scene.reading.words.pack.edges == "left"
    return left and any(0 <= cue.start - date.end <= 2 and cue.cue.event in _MAKING for cue in scene.cues)


def _until(scene: Scene, date: Window) -> bool:
    """Say whether a date is the end of what goes on: "continues *until October*"."""
    marks = within(scene.reading.hits("breaks"), scene.sentence.start, scene.sentence.end)
    return date.edtf.startswith(_OPEN) and any(
        mark.value == "new" and mark.start == date.start for mark in marks
    )


def _said_on(scene: Scene, hit: CueHit, date: Window) -> bool:
    """Say whether a date of late stands before who said what the cue tells: "Last month, A said that ..."."""
    published, behind = scene.reading.published, turned(date).latest
    if published is None or behind is None or not 0 <= (published - behind).days <= _LATE:
        return False
    verbs = within(scene.reading.hits("speech"), date.end, hit.start)
    return any(verb.value == "verb" and scene.gap(date.end, verb.start) <= _SPEAKER for verb in verbs)


def _vague(scene: Scene, date: Window) -> bool:
    """Say whether a date counts only beside its cue: a bare weekday, a day just past, an open beginning."""
    behind = turned(date).earliest
    weekday = behind is not None and date.earliest is not None and (date.earliest - behind).days == _WEEK
    today = date.earliest is not None and date.earliest == date.latest == scene.reading.published
    return weekday or today or date.edtf.startswith(_OPEN) or _bare_past(scene, date)


def _beside(scene: Scene, hit: CueHit, date: Window) -> bool:
    """Say whether a date stands right behind the cue or right before it, not as the owner of something."""
    if scene.reading.folded[date.end : date.end + 2] == "'s":
        return False
    return min(_apart(scene, hit.end, date.start), _apart(scene, date.end, hit.start)) <= 1


def _apart(scene: Scene, start: int, end: int) -> int:
    return scene.gap(start, end) if start <= end else _FAR


def _reached(scene: Scene, date: Window, hit: CueHit) -> Window:
    """Return the date of a noun behind it: "ahead of its May 3 premiere" the day, "after its" a past one."""
    marks = within(scene.reading.hits("breaks"), scene.sentence.start, date.start)
    if any(mark.value == "behind" and date.start - mark.end <= 1 for mark in marks):
        return turned(date)
    return exact(date) if date.edtf.startswith(_OPEN) and not scene.gap(date.end, hit.start) else date


def exact(date: Window) -> Window:
    """Return the end of a stretch that is open on the left."""
    named = stretch(date.edtf.removeprefix(_OPEN))
    return replace(date, edtf=named.edtf, earliest=named.earliest, latest=named.latest, past=None)


def _last_moved(event: str, dates: list[Window]) -> list[Window]:
    """Return the later of two dates for a delay, the earlier for one brought forward, if they lie apart."""
    known = [date for date in dates if date.earliest and date.latest]
    known.sort(key=lambda date: str(date.earliest))
    if len(known) != len(dates) or len(known) < 2 or not all(map(_apart_from, known, known[1:])):
        return dates
    return known[-1:] if event == "delayed" else known[:1]


def _apart_from(left: Window, right: Window) -> bool:
    return bool(left.latest and right.earliest and left.latest < right.earliest)


def _gone_by(scene: Scene, date: Window) -> bool:
    """Say whether a date is a day up to the publication: nothing moves there."""
    published = scene.reading.published
    past = bool(published and date.latest and date.latest <= published)
    return _bare_past(scene, date) or (date.precision == "day" and past)


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
    return any(0 <= date.start - hit.end <= _BESIDE and hit.start >= scene.sentence.start for hit in marks)


def _nearer(scene: Scene, other: CueHit, hit: CueHit) -> bool:
    """Say whether a work stands between two cues, so that what follows belongs to the second."""
    return any(hit.end <= work.start < other.start for work in scene.works)


def old(scene: Scene, date: Window) -> bool:
    """Say whether a date no longer holds: a word before it or right behind it says so."""
    marks = within(scene.reading.hits("breaks"), scene.sentence.start, scene.sentence.end)
    if any(mark.value == "gone" and 0 <= mark.start - date.end <= 1 for mark in marks):
        return True
    if scene.reading.words.gone and _left_behind(scene, date):
        return True
    for mark in reversed(marks):
        if mark.value == "new" and date.start - mark.end > _BESIDE:
            continue  # "was slated *to* open in May"
        if mark.value in ("old", "origin", "new") and mark.end <= date.start + 1:
            between = scene.reading.folded[mark.end : date.start]
            nearer = any(mark.end <= other.start < date.start for other in scene.dates)
            near = scene.gap(mark.end, date.start) <= _OLD and "," not in between and not nearer
            return near and (mark.value == "old" or (mark.value == "origin" and _followed(scene, date)))
    return False


def _left_behind(scene: Scene, date: Window) -> bool:
    """Say whether the particles right behind a date, where they belong to its word, say that it is gone."""
    tail = scene.reading.folded[date.end : date.end + _TAIL]
    return tail.removeprefix("에").lstrip().startswith(scene.reading.words.gone)


def _followed(scene: Scene, date: Window) -> bool:
    """Say whether a word that introduces a new date stands right behind a date: "from May 3 *to* June 5"."""
    marks = within(scene.reading.hits("breaks"), date.end, scene.sentence.end)
    return any(mark.value == "new" and scene.gap(date.end, mark.start) <= 1 for mark in marks)
