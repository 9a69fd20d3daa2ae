"""Cues and what belongs to them: which work, season, persons, character and date of the sentence."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.characters import parted
from pipelines.extract.dates import Window, turned
from pipelines.extract.lexicon import fold, is_word
from pipelines.extract.names import Group, Name, People, _character, attach_roles, groups
from pipelines.extract.reading import Hit, Reading, Sentence, within
from pipelines.extract.works import Work, Works
from pipelines.vocabulary.sections.cues import Cue

QUESTIONS = ("?", "？", "?”", "?’")
MOVES = ("delayed", "brought_forward")


_WEEK = 7
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: what the binding found, before certainty, attribution and duplicates."""

    kind: str
    event: str
    work: str
    season: int | None
    sentence: Sentence
    place: int
    rule: str
    date: str | None = None
    person: str | None = None
    role: str | None = None
    platform: str | None = None
    region: str | None = None
    certainty: str | None = None
    denied: bool = False
    clause: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cue that yielded nothing, and why."""

    start: int
    end: int
    rule: str
    why: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything mentioned in an article, each layer in reading order."""

    works: Works
    seasons: tuple[Hit, ...]
    dates: tuple[Window, ...]
    platforms: tuple[Hit, ...]
    regions: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue's phrase in the text."""

    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class Scene:
    """One sentence with all that it mentions, and what the sentences before it were about."""

    reading: Reading
    sentence: Sentence
    mentions: Mentions
    people: People
    focus: str | None
    season: int | None
    chief: str | None
    works: Sequence[Work] = ()
    seasons: Sequence[Hit] = ()
    dates: Sequence[Window] = ()
    platforms: Sequence[Hit] = ()
    cues: list[CueHit] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    taken_any: bool = False
    told: bool = False
    list_cue: Cue | None = None
    heading: Window | None = None
    calendar: bool = False
    home: str | None = None

    def clause(self, place: int) -> tuple[int, int]:
        """Return the clause that holds ``place``."""
        index = bisect_right(self.clauses, place) - 1
        after = self.clauses[index + 1] if index + 1 < len(self.clauses) else self.sentence.end
        return self.clauses[max(index, 0)], after

    def gap(self, start: int, end: int) -> int:
        """Return how many words lie between two places."""
        if end < start:
            return 0
        text = self.reading.folded[start:end]
        for work in reversed(self.works):
            if start <= work.start and work.end <= end:
                text = text[: work.start - start] + text[work.end - start :]
        return len(text.split()) if self.reading.words.pack.edges != "none" else len(text)


def cue_hits(reading: Reading, start: int, end: int) -> list[CueHit]:
    """Return the cues of a stretch, in reading order."""
    found = [
        CueHit(hit.start, hit.end, cue)
        for hit in within(reading.hits("cues"), start, end)
        for cue in hit.value
    ]
    return sorted([*found, *_gapped(reading, start, end)], key=lambda hit: hit.start)


def _gapped(reading: Reading, start: int, end: int) -> Iterator[CueHit]:
    """Yield the phrases with a gap: the last part stands here, the first shortly before it."""
    for hit in within(reading.hits("gapped"), start, end):
        for tail in hit.value:
            head = reading.folded.rfind(tail.head, max(start, hit.start - 70), hit.start)
            if head >= 0 and _whole_word(reading, head, head + len(tail.head)):
                yield CueHit(head, hit.end, tail.cue)


def _whole_word(reading: Reading, start: int, end: int) -> bool:
    """Say whether a word begins at ``start`` and, where no particles may follow, stops at ``end``."""
    text, edges = reading.folded, reading.words.pack.edges
    if edges == "none":
        return True
    begins = start == 0 or not (is_word(text[start - 1]) and is_word(text[start]))
    return begins and (
        edges == "left" or not (is_word(text[end - 1]) and is_word(text[end : end + 1] or " "))
    )


def stage(scene: Scene) -> None:
    """Fill in what the sentence mentions."""
    reading, sentence = scene.reading, scene.sentence
    start, end = sentence.start, sentence.end
    mentions = scene.mentions
    scene.works = [work for work in within(mentions.works.mentions, start, end) if not work.passing]
    scene.seasons = within(mentions.seasons, start, end)
    scene.dates = within(mentions.dates, start, end)
    scene.platforms = within(mentions.platforms, start, end)
    titles = within(mentions.works.mentions, start, end)
    hits = (hit for hit in cue_hits(reading, start, end) if not _compound(reading, hit))
    scene.cues = [hit for hit in hits if not _inside(hit, titles)]
    breaks = [hit.start for hit in within(reading.hits("breaks"), start, end) if hit.value == "break"]
    scene.clauses = [start, *breaks]
    names = attach_roles(reading, parted(reading, scene.people.names(start, end, sentence.line), end), end)
    names = _without_characters(scene, names)
    scene.works = [work for work in scene.works if not _credit(scene, work, names)]
    found = groups(reading, names)
    scene.groups = [group for group in found if _vouched(scene, group) and not _source(scene, group)]


def _source(scene: Scene, group: Group) -> bool:
    """Say whether a single name is who the sentence goes by: "according to A, ..."."""
    if len(group.members) > 1:
        return False
    before = within(scene.reading.hits("speech"), scene.sentence.start, group.start)
    return any(hit.value == "before" and 0 < group.start - hit.end <= 1 for hit in before[-1:])


def _credit(scene: Scene, work: Work, names: list[Name]) -> bool:
    """Say whether a work only tells where a person is known from: "A of *B*"."""
    if work.title == scene.chief:
        return False
    before = [name for name in names if name.end <= work.start]
    gap = scene.reading.folded[before[-1].end : work.start].split() if before else []
    return len(gap) == 1 and gap[0] in scene.reading.words.inside


def _inside(hit: CueHit, titles: Sequence[Work]) -> bool:
    """Say whether the cue is a word of a title, as in *The Last to Leave*: then it says nothing."""
    return any(title.start <= hit.start and hit.end <= title.end for title in titles)


def _compound(reading: Reading, hit: CueHit) -> bool:
    """Say whether the cue is half of a hyphenated word, as in "three-star"."""
    return reading.whole[hit.start - 1 : hit.start] == "-" or (
        reading.whole[hit.end : hit.end + 1] == "-" and reading.whole[hit.end + 1 : hit.end + 2].isalpha()
    )


def _without_characters(scene: Scene, names: list[Name]) -> list[Name]:
    """Drop the names that are a cue's object or stand behind a role word: they are characters."""
    scene.groups = groups(scene.reading, names)
    spans: list[tuple[int, int]] = []
    for hit in scene.cues:
        if hit.cue.role == "none" or hit.cue.person != "before":
            continue
        group = person_group(scene, hit, "before", hit.cue.reach)
        if group is not None and not any(name.role for name in group.members):
            spans += character_spans(scene, hit)[: len(group.members)]
    return [name for name in names if not any(start <= name.start < end for start, end in spans)]


def character_spans(scene: Scene, hit: CueHit) -> list[tuple[int, int]]:
    """Return where the characters that follow a cue stand; empty where none follows."""
    reading = scene.reading
    limit = scene.clause(hit.start)[1]
    limit = min(
        [
            limit,
            *(other.start for other in scene.cues if other.start >= hit.end and other.cue.person == "before"),
        ]
    )
    place: int | None = hit.end if hit.cue.role == "object" else None
    told = within(reading.hits("roles"), hit.start, min(limit, hit.end + 90))
    behind = [role for role in told if role.end >= hit.end]
    for role in (*behind[:1], *told[:1]):  # else between the halves of a split verb
        place = role.end
        break
    if place is None:
        return []
    spans: list[tuple[int, int]] = []
    room = 0 if hit.cue.tight else 3 if place == hit.end else 8
    while found := _character(reading, place, limit, room):
        spans.append(found)
        rest = reading.folded[found[1] : found[1] + 8]
        step = next(
            (
                word
                for word in (", and ", " and ", ", ", *(f" {word} " for word in reading.words.ands))
                if rest.startswith(word)
            ),
            None,
        )
        if step is None:
            break
        place = found[1] + len(step)
    return spans


def _vouched(scene: Scene, group: Group) -> bool:
    """Say whether single words may be persons: beside a full name, with a character, right after a cue."""
    if any(not name.alone or name.role for name in group.members):
        return True
    if scene.reading.words.pack.names.shape != "cased":
        return False
    return any(cue.cue.person == "after" and 0 <= group.start - cue.end <= 1 for cue in scene.cues)


def negated(scene: Scene, hit: CueHit) -> bool:
    """Say whether a negation governs the cue."""
    negation = scene.reading.words.pack.negation
    for word in within(scene.reading.hits("negation"), scene.sentence.start, scene.sentence.end):
        if hit.start <= word.start and word.end <= hit.end:
            continue
        if (
            word.value == "before"
            and word.start < hit.start
            and scene.gap(word.end, hit.start) <= negation.reach
        ):
            return True
        if (
            word.value == "after"
            and word.start >= hit.end
            and scene.gap(hit.end, word.start) <= negation.reach
        ):
            return True
    return False


def conditional(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue stands in a condition ("if filming begins"): it says nothing then."""
    start, end = scene.clause(hit.start)
    for word in within(scene.reading.hits("conditions"), start, end):
        if word.end <= hit.start and "," not in scene.reading.folded[word.end : hit.start]:
            return True
    return False


def person_group(scene: Scene, hit: CueHit, side: str, reach: int) -> Group | None:
    """Return the list of persons that stands on ``side`` of the cue within ``reach`` words."""
    if side in ("after", "either"):
        opened = scene.reading.folded[hit.end : hit.end + 12].split()
        groups_after = [] if opened[:1] and opened[0] in scene.reading.words.role_words else scene.groups
        for group in groups_after:
            if group.start >= hit.end:
                if _owner(scene, group):
                    break
                if scene.gap(hit.end, group.start) <= reach and not _crossed(scene, hit, group):
                    return group
                break
    if side in ("before", "either"):
        for group in reversed(scene.groups):
            last = max(group.end, group.members[-1].end)
            if group.members[-1].end <= hit.start + 1:
                near = scene.gap(last, hit.start) <= reach
                if near and not _consumed(scene, group, hit) and not _about_work(scene, last, hit.start):
                    return group
                break
    return next((group for group in scene.groups if hit.start < group.start and group.end <= hit.end), None)


def _owner(scene: Scene, group: Group) -> bool:
    """Say whether the group only owns what follows it ("A's new film")."""
    last = group.members[-1]
    return last.role is None and last.stop > last.end and scene.reading.words.pack.names.shape == "cased"


def _about_work(scene: Scene, start: int, end: int) -> bool:
    """Say whether a work between two places is a subject itself: "A's *Title ga* returns"."""
    subjects = scene.reading.words.subjects
    folded = scene.reading.folded
    return bool(subjects) and any(
        folded[work.end : work.end + 4].split(" ")[0] in subjects for work in within(scene.works, start, end)
    )


def _crossed(scene: Scene, own: CueHit, group: Group) -> bool:
    """Say whether another cue that takes persons stands between the cue and the group."""
    between = [other.cue for other in scene.cues if own.end <= other.start < group.start]
    return any(cue.person != "none" and not cue.tight for cue in between)


def _consumed(scene: Scene, group: Group, hit: CueHit) -> bool:
    """Say whether a cue before the group has taken it, unless a relative clause opens after it."""
    text = scene.reading.folded[group.end : hit.start].lstrip(" ,")
    if text.split(" ")[0] in scene.reading.words.who:
        return False
    return group.start in scene.taken


def pick_work(scene: Scene, hit: CueHit) -> tuple[str, Work | None] | None:
    """Return the work that the cue is about: the nearest on the cue's side, else the one in focus."""
    start, end = scene.clause(hit.start)
    before = [work for work in scene.works if work.end <= hit.start]
    after = [work for work in scene.works if work.start >= hit.end]
    inside = [work for work in scene.works if work.start < hit.end and hit.start < work.end]
    near = [work for work in after if work.start < end and scene.gap(hit.end, work.start) <= 12]
    own = [work for work in before if work.start >= start]
    if hit.cue.work == "after":
        order = [*inside, *near, *own[::-1]]
    else:
        order = [*inside, *own[::-1], *near]
        if near and not own and _anaphor(scene, start, hit.start):
            order = []
    if order:
        return order[0].title, order[0]
    if before and not near:
        return before[-1].title, before[-1]
    if scene.focus:
        return scene.focus, None
    return (scene.works[0].title, scene.works[0]) if scene.works else None


def _anaphor(scene: Scene, start: int, end: int) -> bool:
    """Say whether a stretch names the article's work without its title ("the drama")."""
    hits = within(scene.reading.hits("nouns"), start, end)
    return any(hit.value == "anaphor" for hit in hits)


def pick_season(scene: Scene, hit: CueHit, title: str, work: Work | None) -> int | None:
    """Return the season that the claim is about."""
    if work is not None and work.season is not None:
        return work.season
    start, end = scene.clause(hit.start)
    own = within(scene.seasons, start, end)
    if not own and not (title == scene.focus and scene.season is not None and len(scene.clauses) > 1):
        own = scene.seasons
    if own:
        nearest = int(min(own, key=lambda season: _distance(season, hit, work)).value)
        coming = hit.cue.event in ("returns", "joins", "in_talks") and title == scene.focus == scene.chief
        return scene.season if coming and scene.season and scene.season > nearest else nearest
    if title == scene.focus:
        return scene.season
    return None


def _distance(season: Hit, hit: CueHit, work: Work | None) -> int:
    own = min(abs(season.start - hit.end), abs(hit.start - season.end))
    if work is None:
        return own
    return min(own, abs(season.start - work.end), abs(work.start - season.end))


def pick_date(scene: Scene, hit: CueHit) -> Window | None:
    """Return the date of a cue: the first after it, else the last before it, passing over old dates."""
    cue = hit.cue
    start, end = scene.clause(hit.start)
    here = [date for date in scene.dates if start <= date.start and date.end <= end]
    live = [date for date in here if not _old(scene, date) and not _spoken(scene, date)]
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
    marks = [hit for hit in scene.reading.hits("breaks") if hit.value == "old"]
    return any(0 <= date.start - hit.end <= 12 and hit.start >= scene.sentence.start for hit in marks)


def pick_platform(scene: Scene, place: int) -> str | None:
    """Return the service or distributor nearest to the cue in the sentence."""
    if not scene.platforms:
        return scene.home
    nearest = min(scene.platforms, key=lambda hit: abs(hit.start - place))
    return str(nearest.value)


def bind(scene: Scene) -> Iterator[Draft | Rejection]:
    """Yield what the sentence's cues say, and the cues that say nothing."""
    hits = sorted(scene.cues, key=lambda hit: (hit.cue.person != "after", hit.start))
    for hit in hits:
        yield from _bound(scene, hit)
    yield from jobs(scene)
    yield from listed(scene)
    if scene.calendar:
        yield from dated(scene)


def _bound(scene: Scene, hit: CueHit) -> Iterator[Draft | Rejection]:
    cue = hit.cue

    def rejected(why: str) -> Rejection:
        return Rejection(hit.start, hit.end, cue.id, why, cue.weak)

    blocked = _blocked(scene, hit)
    if blocked:
        yield rejected(f"blocked by {blocked!r}")
        return
    picked = pick_work(scene, hit)
    why = _lacking(scene, hit, picked)
    if why or picked is None:
        yield rejected(why)
        return
    title, work = picked
    season = pick_season(scene, hit, title, work)
    denied = negated(scene, hit)
    event = cue.event
    if denied and cue.negated:
        event, denied = cue.negated, False
    common: dict[str, Any] = {
        "sentence": scene.sentence,
        "place": hit.start,
        "rule": cue.id,
        "certainty": cue.certainty,
        "denied": denied,
        "clause": scene.clause(hit.start),
    }
    if cue.kind in ("cast", "crew"):
        yield from _people(scene, hit, event, title, season, common, rejected)
        return
    date = pick_date(scene, hit) if cue.date != "none" else None
    if "date" in cue.needs and date is None:
        yield rejected("no date")
        return
    edtf, event = _told(scene, hit, event, date)
    scene.told = scene.told or cue.kind == "release"
    platform = pick_platform(scene, hit.start)
    region = pick_region(scene, hit, date) if cue.kind == "release" and date else None
    for one in _works_of(scene, work):
        own = (
            season
            if one is work or one is None
            else (one.season if one.season is not None else (season if scene.seasons else None))
        )
        told = "renewed" if event == "announced" and (own or 1) > 1 else event
        yield Draft(
            cue.kind,
            told,
            one.title if one else title,
            own,
            date=edtf,
            platform=platform,
            region=region,
            **common,
        )


def _lacking(scene: Scene, hit: CueHit, picked: tuple[str, Work | None] | None) -> str:
    """Return what the cue needs and the sentence lacks; empty where nothing is lacking."""
    if picked is None:
        return "no work"
    if scene.reading.whole[scene.sentence.start : scene.sentence.end].endswith(QUESTIONS):
        return "a question"
    if "work" in hit.cue.needs and not _subject(scene, hit):
        return "no work in the sentence"
    if "season" in hit.cue.needs and not (scene.seasons or (picked[1] and picked[1].season)):
        return "no season in the sentence"
    return "only a condition" if conditional(scene, hit) else ""


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


def _moved(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue's clause tells that a date moved: its dates are the move's."""
    start, end = scene.clause(hit.start)
    moves = [one for one in scene.cues if start <= one.start < end and one.cue.event in MOVES]
    return any(not _blocked(scene, one) and pick_date(scene, one) for one in moves)


def _subject(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue's clause names its work, a season of it, or stands a word for it."""
    start, end = scene.clause(hit.start)
    if any(start <= work.start < end for work in scene.works) or within(scene.seasons, start, end):
        return True
    return any(
        one.value in ("anaphor", "sequel", "series", "film")
        for one in within(scene.reading.hits("nouns"), start, end)
    )


def _told(scene: Scene, hit: CueHit, event: str, date: Window | None) -> tuple[str | None, str]:
    """Return the date as the cue's tense reads it, and the event: what is scheduled for the past is out."""
    if date is None:
        return None, event
    named = turned(date) if hit.cue.past else date
    published = scene.reading.published
    if published and named.latest and event == "scheduled" and named.latest < published:
        event = "released"
    if published and named.earliest and event == "released" and named.earliest > published:
        event = "scheduled"
    return named.edtf, event


def _works_of(scene: Scene, work: Work | None) -> list[Work | None]:
    """Return the work and those listed with it."""
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
            if not all(word in ands for word in gap):
                break
            found.append(listed[place + step])
            place += step
    return found


def _blocked(scene: Scene, hit: CueHit) -> str | None:
    if hit.cue.event == "scheduled" and _moved(scene, hit):
        return "a move in the clause"
    blocks = {fold(word) for word in hit.cue.blocks}
    for word in within(scene.reading.hits("blocks"), *scene.clause(hit.start)):
        text = scene.reading.folded[word.start : word.end]
        apart = scene.gap(min(word.end, hit.end), max(word.start, hit.start))
        if text in blocks and (apart <= 8 or not scene.reading.words.spaced):
            return text
        if (
            word.value == "noise"
            and hit.cue.kind == "release"
            and hit.cue.date != "none"
            and scene.gap(min(word.end, hit.end), max(word.start, hit.start)) <= 8
        ):
            return text
    return None


def _people(
    scene: Scene,
    hit: CueHit,
    event: str,
    title: str,
    season: int | None,
    common: dict[str, Any],
    rejected: Callable[[str], Rejection],
) -> Iterator[Draft | Rejection]:
    cue = hit.cue
    group = person_group(scene, hit, cue.person, cue.reach)
    if group is None:
        yield rejected("no person")
        return
    if cue.person != "before":
        scene.taken.add(group.start)
    scene.taken_any = True
    members = group.members
    jobs_said = () if cue.job or cue.kind == "crew" else _jobs_said(scene, hit, group)
    if jobs_said:
        for name in members:
            for job in jobs_said:
                yield Draft("crew", event, title, season, person=name.text, role=job, **common)
        return
    roles: list[str | None] = [name.role for name in members]
    if cue.role != "none" and not any(roles):
        roles = _characters(scene, hit, members)
    elif cue.role != "none" and roles[-1] is None and (spans := character_spans(scene, hit)):
        roles[-1] = scene.reading.whole[spans[0][0] : spans[0][1]]
    if "role" in cue.needs and not any(roles):
        yield rejected("no character")
        return
    for name, role in zip(members, roles, strict=True):
        yield Draft(cue.kind, event, title, season, person=name.text, role=cue.job or role, **common)


def _jobs_said(scene: Scene, hit: CueHit, group: Group) -> tuple[str, ...]:
    """Return the crew jobs that an event is about: said after the cue, or standing before the person."""
    reading = scene.reading
    end = scene.clause(hit.start)[1]
    for job in within(reading.hits("does"), hit.start, end):
        if job.start - hit.end <= 40:
            return tuple(str(job.value).split("+"))
    for role in within(reading.hits("roles"), hit.end, end):
        for job in within(reading.hits("jobs"), role.end, min(end, role.end + 36)):
            if scene.gap(role.end, job.start) <= 3:
                return tuple(str(job.value[0]).split("+"))
        break
    if opening := _opening_job(scene, hit):
        return tuple(opening.split("+"))
    if hit.cue.event != "credited" and len(group.members) == 1 and group.members[0].role is None:
        own = within(reading.hits("jobs"), scene.sentence.start, group.start)
        before = [job for job in own if group.start - job.end <= 2]
        if before:
            return tuple(str(before[-1].value[0]).split("+"))
    return ()


def _opening_job(scene: Scene, hit: CueHit) -> str | None:
    """Return the job that opens the cue's clause: "As its showrunner returns A"."""
    if hit.cue.event == "credited" or hit.cue.person != "either":
        return None
    start = scene.clause(hit.start)[0]
    for job in within(scene.reading.hits("jobs"), start, hit.start):
        if hit.start - job.end <= 1 and within(scene.reading.hits("roles"), start, job.start):
            return str(job.value[0])
    return None


def _characters(scene: Scene, hit: CueHit, members: tuple[Name, ...]) -> list[str | None]:
    """Read the character, or as many characters as there are persons, after the cue."""
    spans = character_spans(scene, hit)
    texts: list[str | None] = [scene.reading.whole[start:end] for start, end in spans]
    if len(texts) == len(members):
        return texts
    return [texts[0] if len(members) == 1 and texts else None] * len(members)


def jobs(scene: Scene) -> Iterator[Draft]:
    """Credit the persons who stand beside a job: "director A", "A, the creator of the show"."""
    reading = scene.reading
    here = within(reading.hits("jobs"), scene.sentence.start, scene.sentence.end)
    used: set[tuple[int, str]] = set()
    for job in here:
        value, follows = job.value
        for group in scene.groups:
            gap = reading.folded[job.end : group.start] if group.start >= job.end else None
            back = reading.folded[group.end : job.start] if group.end <= job.start else None
            near = gap is not None and gap.strip(" ,") == "" and len(gap) <= 2
            apposed = (
                back is not None
                and (back.startswith(", ") or follows)
                and scene.clause(group.end - 1) == scene.clause(job.start)
                and len(back.split()) <= 3
                and len(back) < 18
            )
            if not (near or apposed):
                continue
            if near and (group.start, value) in used:
                continue
            used.add((group.start, value))
            picked = pick_work(scene, CueHit(job.start, job.end, _JOB))
            if picked is None:
                continue
            title, work = picked
            season = pick_season(scene, CueHit(job.start, job.end, _JOB), title, work)
            members = group.members if near else group.members[-1:]
            for name in members:
                for role in str(value).split("+"):
                    yield Draft(
                        "crew",
                        "credited",
                        title,
                        season,
                        scene.sentence,
                        job.start,
                        f"job.{role}",
                        person=name.text,
                        role=role,
                        clause=scene.clause(job.start),
                    )


def listed(scene: Scene) -> Iterator[Draft]:
    """Credit the members of a bare cast list: "A as X", with the event of the line that opened the list."""
    if scene.taken_any or not scene.focus:
        return
    for group in scene.groups:
        cast = [name for name in group.members if name.cast]
        opens = group.start - scene.sentence.start <= 4
        if not cast or not (opens or len(cast) > 1 or scene.list_cue or _own_list(scene, group)):
            continue
        title = scene.works[0].title if scene.works else scene.focus
        cue = _own_list(scene, group) or scene.list_cue
        for name in group.members:
            if not name.cast:
                continue
            yield Draft(
                "cast",
                cue.event if cue else "credited",
                title,
                scene.season,
                scene.sentence,
                group.start,
                f"list.{cue.id}" if cue else "list",
                person=name.text,
                role=name.role,
                clause=scene.clause(group.start),
            )


def dated(scene: Scene) -> Iterator[Draft]:
    """Schedule the work that opens a line of a calendar: by the date beside it, else by the heading's."""
    if not scene.works or scene.works[0].start - scene.sentence.start > 3 or scene.told:
        return
    work = scene.works[0]
    beside = [date for date in scene.dates if date.start >= work.end and scene.gap(work.end, date.start) <= 5]
    date = beside[0] if beside else scene.heading
    if date is None:
        return
    season = (
        work.season if work.season is not None else (int(scene.seasons[0].value) if scene.seasons else None)
    )
    hit = CueHit(work.start, work.end, _CALENDAR)
    edtf, event = _told(scene, hit, "scheduled", date)
    platform = pick_platform(scene, work.end)
    clause = scene.clause(work.start)
    yield Draft(
        "release",
        event,
        work.title,
        season,
        scene.sentence,
        work.start,
        "calendar",
        date=edtf,
        platform=platform,
        clause=clause,
    )


def _own_list(scene: Scene, group: Group) -> Cue | None:
    """Return the cue of the sentence's own opening, before a colon: "Newly cast: A as X"."""
    start = scene.sentence.start
    colon = scene.reading.whole.find(":", start, group.start)
    hits = [
        hit for hit in scene.cues if hit.end <= colon and hit.cue.kind == "cast" and hit.cue.person == "after"
    ]
    return hits[0].cue if hits else None


_CALENDAR = Cue(id="calendar", kind="release", event="scheduled", phrases=(), date="either")
_JOB = Cue(id="job", kind="crew", event="credited", phrases=(), person="after")
