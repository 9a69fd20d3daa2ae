"""Cues and what belongs to them: which work, season, persons, character and date of the sentence."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipelines.extract.calendar import dated, headline
from pipelines.extract.dates import Window
from pipelines.extract.dating import MOVES, further_dates, pick_date
from pipelines.extract.draft import CueHit, Draft, Rejection
from pipelines.extract.headed import headed
from pipelines.extract.jobs import jobs
from pipelines.extract.lacking import lacking
from pipelines.extract.lexicon import fold, prepared
from pipelines.extract.lists import left
from pipelines.extract.owners import owned
from pipelines.extract.people import cast_and_crew
from pipelines.extract.polarity import negated, put_off
from pipelines.extract.reading import Hit, Placed, within
from pipelines.extract.scene import Scene
from pipelines.extract.subject import (
    pick_platform,
    pick_region,
    pick_season,
    pick_work,
    seasons_with,
    works_with,
)
from pipelines.extract.told import told
from pipelines.extract.works import Work
from pipelines.vocabulary.sections.cues import Cue

_LONG_AGO = 300  # days
_SEASON_AGO = 60  # days since a season that is no longer the one in focus came out
_MOST = 20  # no work has more parts; a larger number is a year or part of a name


def bind(scene: Scene) -> Iterator[Draft | Rejection]:
    """Yield what the sentence's cues say, and the cues that say nothing."""
    hits = sorted(scene.cues, key=lambda hit: (hit.cue.weak, hit.cue.person != "after", hit.start))
    for hit in hits:
        yield from _bound(scene, hit)
    yield from jobs(scene)
    yield from left(scene)
    yield from owned(scene)
    yield from headed(scene)
    yield from headline(scene)
    if scene.calendar:
        yield from dated(scene)


def _bound(scene: Scene, hit: CueHit) -> Iterator[Draft | Rejection]:
    if blocked := _blocked(scene, hit):
        yield hit.rejected(f"blocked by {blocked!r}")
        return
    picked = pick_work(scene, hit)
    why = lacking(scene, hit, picked)
    if why or picked is None:
        yield hit.rejected(why)
        return
    title, work = picked
    date = pick_date(scene, hit) if hit.cue.date != "none" else None
    denied = negated(scene, hit) and not (date and put_off(scene, date))
    said = scene.draft(hit, title, pick_season(scene, hit, title, work), denied=denied)
    if denied and hit.cue.negated:
        said = replace(said, event=hit.cue.negated, denied=False)
    if said.kind in ("cast", "crew"):
        yield from cast_and_crew(scene, hit, said)
    else:
        yield from _works(scene, hit, said, work, date)


def _works(
    scene: Scene, hit: CueHit, said: Draft, work: Work | None, date: Window | None
) -> Iterator[Draft | Rejection]:
    """Yield what a cue says of a work and those listed with it, on each of its dates."""
    cue = hit.cue
    if "date" in cue.needs and date is None:
        yield hit.rejected("no date")
        return
    if "work" in cue.needs and told(scene, hit, said.event, date)[1] == "released" != cue.event:
        yield hit.rejected("a date in the past")
        return
    release = cue.kind == "release"
    if release and date and date.start in scene.dated:
        yield hit.rejected("a date told already")
        return
    scene.told = scene.told or release
    dates = [date, *further_dates(scene, hit, date)] if release and date else [date]
    scene.dated |= {when.start for when in dates if when and len(dates) > 1}
    for one, when in _paired(works_with(scene, hit, work), dates):
        title = one.title if one else said.work
        season = said.season if one is work or one is None else _own_season(scene, one, said.season)
        edtf, event = told(scene, hit, said.event, when)
        if event == "delayed" and edtf:
            edtf = edtf.removeprefix("../")  # "postponed until May"
        season = None if event == "released" and _debut(scene, one, when) else season
        event = "renewed" if event == "announced" and _further(title, season) else event
        season = None if event == "renewed" and season == 1 else season  # the one that is over
        told_of = replace(
            said,
            event=event,
            work=title,
            season=season,
            date=edtf,
            platform=pick_platform(scene, hit.start if when in (None, date) else when.start),
            region=pick_region(scene, hit, when) if release and when else None,
        )
        listed = seasons_with(scene, season) if event == "renewed" else [season]
        yield from (replace(told_of, season=number) for number in listed)


def _own_season(scene: Scene, work: Work, season: int | None) -> int | None:
    """Return the season of a work that stands in a list with another one."""
    return work.season if work.season is not None else (season if scene.seasons else None)


def _debut(scene: Scene, work: Work | None, when: Window | None) -> bool:
    """Say whether a date of long ago, told without a season, is the work's first: "it debuted in 2017"."""
    published = scene.reading.published
    if scene.seasons or (work and work.season) or when is None or when.latest is None or published is None:
        return False
    return (published - when.latest).days > (_SEASON_AGO if (scene.season or 1) > 1 else _LONG_AGO)


def _further(title: str, season: int | None) -> bool:
    """Say whether a season or the title's number makes a work more of what there was."""
    if (season or 1) > 1:
        return True
    number = title.rpartition(" ")[2]
    return number.isdigit() and 1 < int(number) < _MOST


def _paired(
    works: Sequence[Work | None], dates: Sequence[Window | None]
) -> Iterator[tuple[Work | None, Window | None]]:
    """Yield each work with each date; as many dates as works belong to them one by one."""
    if len(works) == len(dates):
        ordered = sorted(works, key=lambda work: work.start if work else 0)
        yield from zip(ordered, dates, strict=True)
    else:
        yield from ((work, date) for work in works for date in dates)


def _moved(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue's clause tells that a date moved: its dates are the move's."""
    start, end = scene.clause(hit.start)
    moves = [one for one in scene.cues if start <= one.start < end and one.cue.event in MOVES]
    return any(not _blocked(scene, one) and pick_date(scene, one) for one in moves)


@prepared
def _blocks(cue: Cue) -> frozenset[str]:
    return frozenset(map(fold, cue.blocks))


def _names(text: str, base: str, blocks: frozenset[str]) -> bool:
    """Say whether a word of some cue's blocks is one of these: itself, with an ending, or in a longer one."""
    if text in blocks or (base in blocks and text.startswith(base)):
        return True
    return " " in text and any(f" {one} " in f" {text} " for one in blocks)


def _withs(scene: Scene) -> Sequence[Hit]:
    """Return the words of a headline that tell what comes along: "announces July premiere *with* poster"."""
    end = scene.reading.headline_end
    return within(scene.reading.hits("withs"), scene.sentence.start, end) if not scene.sentence.line else ()


def _blocked(scene: Scene, hit: CueHit) -> str | None:
    if hit.cue.kind in ("release", "production") and scene.reading.folded[hit.end : hit.end + 3] == "'s ":
        return "what it owns"
    if hit.cue.event == "scheduled" and _moved(scene, hit):
        return "a move in the clause"
    words = within(scene.reading.hits("blocks"), *scene.clause(hit.start))
    blocks = _blocks(hit.cue) if words else frozenset()
    for word in words:
        if scene.titled(word.start):
            continue
        taken: Sequence[Placed] = (*scene.dates, *scene.platforms)
        if any(one.start <= word.start < one.end for one in taken) or _told_before(scene, hit, word):
            continue  # "Prime Video" is no video
        text = scene.reading.folded[word.start : word.end]
        apart = scene.gap(min(word.end, hit.end), max(word.start, hit.start))
        base = fold(str(word.value))
        if _names(text, base, blocks) and (apart <= 8 or not scene.reading.words.spaced):
            return text
        if (
            word.value == "noise"
            and scene.reading.whole[word.start - 1] != "-"  # "a 10-episode run"
            and hit.cue.kind == "release"
            and hit.cue.date != "none"
            and not any(hit.end <= one.start < word.start for one in _withs(scene))
            and scene.gap(min(word.end, hit.end), max(word.start, hit.start)) <= 8
        ):
            return text
    return None


def _told_before(scene: Scene, hit: CueHit, word: Placed) -> bool:
    """Say whether a word belongs to what an "and" ends: "finished *filming* and opens in May"."""
    ands = scene.reading.words.ands
    between = scene.reading.folded[word.end : hit.start].split()
    own = (one for one in scene.cues if one.start <= word.start and word.end <= one.end < hit.start)
    return not ands.isdisjoint(between) and any(one.cue.kind == "production" for one in own)
