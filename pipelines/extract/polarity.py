"""What keeps a cue from saying its event: negation, conditions, words beside it."""

from pipelines.extract.dates import Window
from pipelines.extract.draft import CueHit
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, within
from pipelines.extract.scene import Scene


def negated(scene: Scene, hit: CueHit) -> bool:
    """Say whether a negation governs the cue; that no date is told is one already."""
    if hit.cue.event == "unannounced":
        return False
    negation = scene.reading.words.pack.negation
    parts = scene.sentence.line == 0 and scene.reading.words.pack.edges == "left"  # a headline's ellipsis
    limit = scene.clause(hit.start)[1] if parts else scene.sentence.end
    for word in within(scene.reading.hits("negation"), scene.sentence.start, scene.sentence.end):
        if hit.start <= word.start and word.end <= hit.end:
            if _parting(scene, word, hit):
                return True
            continue
        if _hyphened(scene, word):
            continue
        if (
            word.value != "after"
            and scene.clause(hit.start)[0] <= word.start < hit.start
            and scene.gap(word.end, hit.start) <= negation.reach
            and not _closed(scene, word.end, hit.start)
            and not _parted(scene, word.end, hit.start)
        ):
            return True
        if (
            word.value != "before"
            and hit.end <= word.start < limit
            and scene.gap(hit.end, word.start) <= negation.reach
            and not _parted(scene, hit.end, word.start)
        ):
            return True
    return False


def _hyphened(scene: Scene, word: Hit) -> bool:
    """Say whether a negation is only a syllable of a name: "*ना*-योन"."""
    whole = scene.reading.whole
    return "-" in (whole[word.start - 1 : word.start], whole[word.end : word.end + 1])


def _parting(scene: Scene, word: Hit, hit: CueHit) -> bool:
    """Say whether a negation stands between the halves of a verb that parts: "spielt *nicht* mit"."""
    words = scene.reading.words
    text = scene.reading.folded[word.start : word.end]
    return bool(words.relatives) and not any(text in fold(phrase) for phrase in hit.cue.phrases)


def put_off(scene: Scene, date: Window) -> bool:
    """Say whether a negation beside a date only tells from when on: "not before May", "ne … qu'en mai"."""
    if date.edtf.startswith("../"):
        return True
    pack = scene.reading.words.pack
    own = scene.reading.folded[date.start : date.end]
    ahead = scene.reading.folded[scene.sentence.start : date.start].rstrip()
    bounds = tuple(f"{fold(word)} " for word in (pack.dates.bounds.before if pack.dates else ()))
    until = tuple(f" {fold(word)}" for word in pack.negation.until)
    return own.startswith(bounds) or f" {ahead}".endswith(until)


def _closed(scene: Scene, start: int, end: int) -> bool:
    """Say whether a mark between two places ends what a negation governs: "no doubt about it: ..."."""
    return any(mark in scene.reading.folded[start:end] for mark in (":", ";", "—", "–", "(", "»", "”"))


def _parted(scene: Scene, start: int, end: int) -> bool:
    """Say whether a comma or "and" parts a cue from a negation, where commas part all clauses (German)."""
    words = scene.reading.words
    between = scene.reading.folded[start:end]
    return words.pack.titles.case == "nouns" and (
        "," in between or not words.ands.isdisjoint(between.split())
    )


def conditional(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue stands in a condition ("if filming begins"): it says nothing then."""
    if within(scene.reading.hits("doubts"), scene.sentence.start, hit.start):
        return True
    start, end = scene.clause(hit.start)
    if hit.cue.kind == "cast":  # "if A signs, she will play X"
        begun = scene.sentence.start
        if any(word.start == begun for word in within(scene.reading.hits("conditions"), begun, hit.start)):
            return True
    for word in within(scene.reading.hits("conditions"), start, end):
        if word.end <= hit.start and "," not in scene.reading.folded[word.end : hit.start]:
            return True
    return False
