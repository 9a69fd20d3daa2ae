"""What a cue needs and its sentence lacks."""

import re

from pipelines.extract.draft import CueHit
from pipelines.extract.polarity import conditional
from pipelines.extract.reading import Placed, within
from pipelines.extract.scene import Scene
from pipelines.extract.works import Work

_LIST = 3  # works
_BESIDE = 2  # characters between a title and what belongs to it
_FAR = 1000  # words
_SHORT = 72  # characters of a sentence that only dates the title above it
_LEAD = 2  # lines of an article's opening
_VERB = re.compile(r"\w*")


def lacking(scene: Scene, hit: CueHit, picked: tuple[str, Work | None] | None) -> str:
    """Return what the cue needs and the sentence lacks; empty where nothing is lacking."""
    if picked is None:
        return "no object" if "object" in hit.cue.needs else "no work"
    found = (why for why, lacks in _LACKS.items() if lacks(scene, hit, picked[1]))
    return next(found, "only a condition" if conditional(scene, hit) else "")


def _question(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    return scene.asks(hit.start) or _wonders(scene, hit)


def _opening(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    """Say whether the cue only tells what a list is of: "Everything out in May", "All shows renewed"."""
    leads = scene.calendar and hit.cue.kind == "release" and scene.sentence.line < _LEAD
    leads = leads or (hit.cue.kind == "production" and scene.sentence.line == 0)
    return leads and not scene.works and _many(scene)


def _many(scene: Scene) -> bool:
    """Say whether the article is a list of works."""
    works = scene.mentions.works
    return works.listed or len({work.title for work in works.mentions if not work.passing}) >= _LIST


def _workless(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    """Say whether a cue lacks a work in its clause; a platform and a day below a title need none."""
    short = scene.under and scene.sentence.end - scene.sentence.start <= _SHORT
    dates = short and bool(scene.platforms) and bool(scene.dates)
    return "work" in hit.cue.needs and not dates and not _subject(scene, hit)


def _titleless(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    return "title" in hit.cue.needs and not any(0 <= hit.start - work.end <= _BESIDE for work in scene.works)


def _seasonless(scene: Scene, hit: CueHit, work: Work | None) -> bool:
    return "season" in hit.cue.needs and not (scene.seasons or (work and work.season))


def _passed(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    """Say whether a work in passing stands right behind a cue, in a language whose verbs come first."""
    pack = scene.reading.words.pack
    behind = (one.start for one in scene.passing if one.start >= hit.end)
    return (
        pack.edges == "both"
        and not pack.titles.verb_last
        and any(scene.gap(hit.end, place) <= 1 for place in behind)
    )


def _wonders(scene: Scene, hit: CueHit) -> bool:
    """Say whether the verb that a cue is ends like a question, without its mark."""
    asks = scene.reading.words.asks
    word = _VERB.match(scene.reading.folded, hit.end)
    return bool(asks) and word is not None and scene.reading.folded[hit.start : word.end()].endswith(asks)


def _untitled(scene: Scene, hit: CueHit, work: Work | None) -> bool:
    """Say whether the clause is about a work that has no title yet, nearer to the cue than any other."""
    nouns = within(scene.reading.hits("nouns"), *scene.clause(hit.start))
    apart = min((_words(scene, hit, noun) for noun in nouns if noun.value == "untitled"), default=_FAR)
    return apart < (_words(scene, hit, work) if work is not None else _FAR)


def _words(scene: Scene, hit: CueHit, other: Placed) -> int:
    """Return how many words part a cue from something."""
    return scene.gap(min(hit.end, other.end), max(hit.start, other.start))


def _of_a_person(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    """Say whether the phrase tells of persons too, and its clause names one but no work: "A will be seen"."""
    if hit.cue.kind != "release":
        return False
    start, end = scene.clause(hit.start)
    same = any(one.start < hit.end and hit.start < one.end and one.cue.kind == "cast" for one in scene.cues)
    return (
        same
        and any(start <= group.start < end for group in scene.groups)
        and not any(start <= work.start < end for work in scene.works)
        and not within(scene.seasons, start, end)
    )


def _followed(scene: Scene, hit: CueHit, _: Work | None) -> bool:
    """Say whether what the cue must not have stands right behind it, or a date in its clause."""
    if not hit.cue.lacks:
        return False
    start, end = scene.clause(hit.start)
    places = {
        "person": [group.start for group in scene.groups],
        "region": [region.start for region in within(scene.mentions.regions, hit.end, end)],
        "work": [work.start for work in scene.works],
    }
    for slot in hit.cue.lacks:
        if slot == "subject" and any(0 <= hit.start - group.end <= 1 for group in scene.groups):
            return True
        if slot == "date" and within(scene.dates, start, end):
            return True
        if any(place - hit.end >= 0 and scene.gap(hit.end, place) <= 1 for place in places.get(slot, [])):
            return True
    return False


def _subject(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue's clause names its work, a season of it, or stands a word for it."""
    start, end = scene.clause(hit.start)
    if start == scene.sentence.start and scene.opened:
        end = (
            scene.sentence.end
        )  # "Although ordered in May, the show ...": whose subject comes behind the comma
    if any(start <= work.start < end for work in scene.works):
        return True
    if not scene.reading.words.these.isdisjoint(scene.reading.folded[start:end].split()):
        return True
    if within(scene.seasons, start, end) and not scene.heads:
        return True
    return any(
        one.value in ("anaphor", "sequel", "series", "film")
        for one in within(scene.reading.hits("nouns"), start, end)
    )


_LACKS = {
    "a question": _question,
    "a list's opening": _opening,
    "no work in the sentence": _workless,
    "no title before it": _titleless,
    "no season in the sentence": _seasonless,
    "something else behind it": _followed,
    "who is to be seen": _of_a_person,
    "a work without a title": _untitled,
    "a work in passing behind it": _passed,
}
