"""Which work and season a cue is about, and on which platform, in which country."""

from collections.abc import Sequence

from pipelines.extract.dates import Window
from pipelines.extract.draft import CueHit
from pipelines.extract.reading import Hit, within
from pipelines.extract.scene import Scene
from pipelines.extract.works import Work

_OWNED = 4  # words that may lie between a work and the season that is its own
_CLAIMED = 2  # characters between a cue and the work that it is about
_MARKED = 2  # words between a mark and the season that it stands before
_NEAR = 12  # words that may lie between a cue and the work behind it
_OBJECT = 6  # words that may lie between a cue and its object
_COMING = ("returns", "joins", "in_talks", "exits")  # who is told of them is told of the season to come
_PAST = ("credited", "released")  # told of the season that the sentences before were about
_STANDS = ("anaphor", "sequel")


def pick_work(scene: Scene, hit: CueHit) -> tuple[str, Work | None] | None:
    """Return the work that the cue is about: the nearest on the cue's side, else the one in focus."""
    start, end = scene.clause(hit.start)
    if "object" in hit.cue.needs:
        return _object(scene, hit, end)
    seen = [work for work in scene.works if scene.level(work.start, hit.start)] or list(scene.works)
    before = [work for work in seen if work.end <= hit.start]
    after = [work for work in seen if work.start >= hit.end]
    inside = [work for work in seen if work.start < hit.end and hit.start < work.end]
    near = [work for work in after if work.start < end and scene.gap(hit.end, work.start) <= _NEAR]
    own = [work for work in before if work.start >= start]
    if hit.cue.work == "after" or _of(scene, hit, near) or _inverted(scene, hit, near, own):
        order = [*inside, *near, *own[::-1]]
    else:
        order = [*inside, *own[::-1], *near]
        if near and not own and _anaphor(scene, start, hit):
            order = []
            if scene.chief and scene.focus == near[0].title:  # which the sentence names only later
                return scene.chief, None
    if order:
        return order[0].title, order[0]
    if before and not near:
        return before[-1].title, before[-1]
    if scene.focus:
        return scene.focus, None
    return (scene.works[0].title, scene.works[0]) if scene.works else None


def _inverted(scene: Scene, hit: CueHit, near: list[Work], own: list[Work]) -> bool:
    """Say whether a verb that else stands last opens a headline's clause: "delayed *Title*"."""
    if not near or not own or scene.sentence.line or not scene.reading.words.fresh:
        return False
    return scene.gap(hit.end, near[0].start) == 0 and scene.gap(own[-1].end, hit.start) > 1


def _of(scene: Scene, hit: CueHit, near: list[Work]) -> bool:
    """Say whether only a word like "of" parts a cue from the work behind it: "the final run *of* A".

    One that tells of persons does something to the work right behind it: "A boards *Title*".
    """
    between = scene.reading.folded[hit.end : near[0].start].split() if near else []
    if near and not between and hit.cue.kind == "cast" and hit.cue.person == "before":
        return scene.reading.words.spaced and not scene.reading.words.pack.titles.verb_last
    return len(between) == 1 and between[0] in scene.reading.words.of


def _object(scene: Scene, hit: CueHit, end: int) -> tuple[str, Work | None] | None:
    """Return the work that a cue does something to: named right behind it, or by a word for it."""
    nouns = [one for one in within(scene.reading.hits("nouns"), hit.end, end) if one.value in _STANDS]
    behind: list[Work | Hit] = [work for work in scene.works if hit.end <= work.start < end]
    behind += [*within(scene.seasons, hit.end, end), *nouns]
    first = min(behind, key=lambda one: one.start, default=None)
    named = any(hit.end <= group.start < first.start for group in scene.groups) if first else False
    if (
        first is None
        or named
        or scene.gap(hit.end, first.start) > _OBJECT
        or _reported(scene, hit.end, first.start)
    ):
        return None
    if isinstance(first, Work):
        return first.title, first
    owner = next((work for work in scene.works if _owner(scene, first) == work.title), None)
    if owner is not None:
        return owner.title, owner
    return (scene.focus, None) if scene.focus else None


def _reported(scene: Scene, start: int, end: int) -> bool:
    """Say whether a clause of its own opens between a cue and what might be its object: "announced that"."""
    words = scene.reading.words
    return words.spaced and not words.who.isdisjoint(scene.reading.folded[start:end].split())


def _anaphor(scene: Scene, start: int, cue: CueHit) -> bool:
    """Say whether a word for the article's work ("the drama") begins before a cue, which may take its end."""
    nouns = within(scene.reading.hits("nouns"), start, cue.end)
    return any(noun.value == "anaphor" and noun.start < cue.start for noun in nouns)


def pick_season(scene: Scene, hit: CueHit, title: str, work: Work | None) -> int | None:
    """Return the season that the claim is about."""
    if work is not None and work.season is not None:
        return work.season
    start, end = scene.clause(hit.start)
    free = [one for one in scene.seasons if _owner(scene, one) in (None, title) and not _over(scene, one)]
    if hit.cue.event in ("exits", "credited", "cancelled"):
        free = [one for one in free if not (_behind(scene, one) or _of_person(scene, one, hit))]
    mine = [one for one in free if work is not None and _owner(scene, one) == work.title]
    own = within(free, start, end) or within(mine, start, end)
    if not own and not (title == scene.focus and scene.season is not None and len(scene.clauses) > 1):
        own = mine or free
    if own:
        nearest = int(min(own, key=lambda season: _distance(season, hit, work)).value)
        ahead = hit.cue.event in _COMING and title == scene.focus == scene.chief
        return scene.season if ahead and scene.season and scene.season > nearest else nearest
    if title == scene.focus:
        if hit.cue.event == "cancelled" and any(
            _behind(scene, one) for one in within(scene.seasons, start, end)
        ):
            return None  # the season that is over is not the one that will not be made
        past = hit.cue.event in _PAST and (scene.recent or 0) < (scene.season or 0)
        return scene.recent if past and scene.recent else scene.season
    return None


def seasons_with(scene: Scene, season: int | None) -> list[int | None]:
    """Return a season and those listed with it: "seasons 2 and 3"."""
    joins = scene.reading.words.ands | {",", "·", "&"}
    chain: list[Hit] = []
    for hit in scene.seasons:
        gap = scene.reading.folded[chain[-1].end : hit.start].strip() if chain else ""
        if chain and gap not in joins and season in [int(one.value) for one in chain]:
            break
        chain = [*chain, hit] if chain and gap in joins else [hit]
    numbers = [int(one.value) for one in chain]
    return [*dict.fromkeys(numbers)] if season in numbers else [season]


def _behind(scene: Scene, season: Hit) -> bool:
    """Say whether a season is over by what the cue tells: "six months *after the* second season"."""
    marks = within(scene.reading.hits("breaks"), scene.sentence.start, season.start)
    return any(mark.value == "behind" and scene.gap(mark.end, season.start) <= _MARKED for mark in marks)


def _over(scene: Scene, season: Hit) -> bool:
    """Say whether a word behind an earlier season makes it background: "season 1 *ni hikitsuzuki*"."""
    if int(season.value) >= (scene.season or 0) or scene.reading.words.spaced:
        return False
    nouns = within(scene.reading.hits("nouns"), season.end, scene.sentence.end)
    return any(noun.value == "passed" and noun.start == season.end for noun in nouns)


def _of_person(scene: Scene, season: Hit, hit: CueHit) -> bool:
    """Say whether a season only tells who leaves, where that stands before the name: "A of season 1"."""
    before = scene.reading.words.pack.edges == "left" and int(season.value) < (scene.season or 0)
    return before and any(season.end <= group.start < hit.start for group in scene.groups)


def _owner(scene: Scene, season: Hit) -> str | None:
    """Return the title of the work that a season stands beside; None where it stands by none."""
    near = [
        (scene.gap(min(work.end, season.end), max(work.start, season.start)), work)
        for work in scene.works
        if scene.clause(work.start) == scene.clause(season.start)
    ]
    apart, work = min(near, key=lambda one: one[0], default=(_OWNED + 1, None))
    return work.title if work is not None and apart <= _OWNED else None


def _distance(season: Hit, hit: CueHit, work: Work | None) -> int:
    own = min(abs(season.start - hit.end), abs(hit.start - season.end))
    if work is None:
        return own
    return min(own, abs(season.start - work.end), abs(work.start - season.end))


def pick_platform(scene: Scene, place: int) -> str | None:
    """Return the service or distributor nearest to the cue in the sentence."""
    if not scene.platforms:
        return scene.home
    nearest = min(scene.platforms, key=lambda hit: abs(hit.start - place))
    return str(nearest.value)


def pick_region(scene: Scene, hit: CueHit, date: Window | None) -> str | None:
    """Return the one country that a release is limited to: named beside the cue, its date or its cinemas."""
    start, end = scene.clause(hit.start)
    anchors = [(hit.start, hit.end)] + ([(date.start, date.end)] if date else [])
    anchors += [(one.start, one.end) for one in within(scene.reading.hits("cinemas"), start, end)]
    near = {
        region.value
        for region in within(scene.mentions.regions, start, end)
        if any(scene.gap(min(b, region.end), max(a, region.start)) <= 2 for a, b in anchors)
    }
    return str(near.pop()) if len(near) == 1 else None


def _taken(scene: Scene, hit: CueHit, work: Work) -> bool:
    """Say whether another cue stands right behind a work: "renews A, B axed"."""
    return any(0 <= cue.start - work.end <= 1 and cue.start > hit.end for cue in scene.cues)


def _claimed(scene: Scene, hit: CueHit, work: Work) -> bool:
    """Say whether another cue of the kind stands right before a work: "*renews* A, B axed"."""
    return any(
        0 <= work.start - cue.end <= _CLAIMED and cue.cue.kind == hit.cue.kind and cue.start < hit.start
        for cue in scene.cues
    )


def works_with(scene: Scene, hit: CueHit, work: Work | None) -> Sequence[Work | None]:
    """Return the work and those listed with it, up to one with a cue of its own."""
    if work is None:
        return [None]
    found: list[Work | None] = [work]
    ands = scene.reading.words.ands | {",", "&"}
    listed = list(scene.works)
    index = listed.index(work)
    for step in (1, -1):
        place = index
        while 0 <= place + step < len(listed):
            left, right = sorted((listed[place], listed[place + step]), key=lambda one: one.start)
            gap = scene.reading.folded[left.end : right.start].replace(",", " , ").split()
            if (
                not all(word in ands for word in gap)
                or _taken(scene, hit, right)
                or (step < 0 and _claimed(scene, hit, left))
            ):
                break
            found.append(listed[place + step])
            place += step
    return found
