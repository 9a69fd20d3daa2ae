"""A sentence made ready for the binding: its mentions, cues, clauses and lists of persons."""

from collections.abc import Iterator, Sequence

from pipelines.extract.asides import asides
from pipelines.extract.characters import parted
from pipelines.extract.claused import claused
from pipelines.extract.clauses import clauses
from pipelines.extract.draft import CueHit
from pipelines.extract.groups import groups
from pipelines.extract.lexicon import fold, is_word
from pipelines.extract.names import Group, Name
from pipelines.extract.persons import character_spans, person_group, tells
from pipelines.extract.pronouns import stand_ins
from pipelines.extract.reading import Reading, within
from pipelines.extract.roles import attach_roles
from pipelines.extract.scene import Scene
from pipelines.extract.works import Work

_SAYS = 40  # characters behind a name in which nouns tell who it is
_GAPPED = 70  # characters between the first part of a phrase with a gap and its last
_APPOSED = 2  # characters between a character and the cue that names who plays it


def stage(scene: Scene) -> None:
    """Fill in what the sentence mentions."""
    reading, sentence = scene.reading, scene.sentence
    start, end = sentence.start, sentence.end
    mentions = scene.mentions
    scene.seasons = within(mentions.seasons, start, end)
    scene.dates = within(mentions.dates, start, end)
    scene.platforms = within(mentions.platforms, start, end)
    titles = within(mentions.works.mentions, start, end)
    scene.passing = [work for work in titles if work not in scene.works]
    titles = [*titles, *within(mentions.works.characters, start, end)]
    hits = (hit for hit in cue_hits(reading, start, end) if not _compound(reading, hit))
    scene.cues = [hit for hit in hits if not _inside(hit, titles)]
    named = [*scene.people.names(start, end, sentence.line), *_quoted(scene)]
    named.sort(key=lambda name: name.start)
    names = attach_roles(reading, parted(reading, named, end), end)
    names = claused(reading, names, start, end)
    names = _persons(reading, names)
    scene.cues = [hit for hit in scene.cues if not (_credited(reading, hit, names) or _offered(scene, hit))]
    scene.asides = asides(reading, start, end, _spans(scene, names), [name.start for name in names])
    scene.clauses = clauses(scene, names)
    names = _real(scene, names)
    for name in names:
        if name.role:
            scene.people.roles.setdefault(fold(name.text), name.role)
    scene.groups = groups(reading, names)
    persons = _without_characters(scene, names)
    found = groups(reading, persons) if len(persons) < len(names) else scene.groups
    scene.groups = [group for group in found if _vouched(scene, group) and not _source(scene, group)]
    scene.groups = sorted([*scene.groups, *stand_ins(scene, persons)], key=lambda group: group.start)


def _real(scene: Scene, names: list[Name]) -> list[Name]:
    """Drop the characters whose actors the article has named, where particles tell the two apart."""
    if scene.reading.words.pack.edges != "left" or not scene.people.roles:
        return names
    played = frozenset(scene.people.roles.values()) - {name.text for name in names if name.role}
    return [name for name in names if name.role or name.text not in played]


def _quoted(scene: Scene) -> Iterator[Name]:
    """Yield the characters that stand in a work's marks."""
    for work in within(scene.mentions.works.characters, scene.sentence.start, scene.sentence.end):
        yield Name(work.start, work.end, work.title, stop=work.end, alone=True)


def _persons(reading: Reading, names: list[Name]) -> list[Name]:
    """Drop the single words that are no person by their ending, or only say who the one before them is."""
    names = [name for name in names if not (name.alone and name.role is None and _goal(reading, name))]
    if reading.words.pack.titles.case != "nouns":
        return names
    full = [name for name in names if not name.alone]
    return [
        name for name in names if not name.alone or not any(0 < name.start - one.end < _SAYS for one in full)
    ]


def _goal(reading: Reading, name: Name) -> bool:
    """Say whether the ending of a word says where something goes: Turkish "Harbor'*a*"."""
    return reading.folded[name.end : name.stop].lstrip("'") in reading.words.datives


def _spans(scene: Scene, names: list[Name]) -> list[tuple[int, int]]:
    """Return the places of the names, titles and seasons of a sentence."""
    spans = [(work.start, work.end) for work in scene.works] + [(hit.start, hit.end) for hit in scene.seasons]
    return sorted(spans + [(name.start, name.stop) for name in names])


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
    strict = reading.words.pack.titles.case == "title"  # a comma there parts what the phrase would join
    for hit in within(reading.hits("gapped"), start, end):
        begun = max(start, hit.start - _GAPPED)
        before = reading.folded[begun : hit.start]
        for tail in hit.value:
            if tail.head in before:
                head = _nearest(reading, tail.head, begun, hit.start)
                if head >= 0 and not (strict and ", " in reading.folded[head : hit.start]):
                    yield CueHit(head, hit.end, tail.cue)


def _nearest(reading: Reading, words: str, start: int, end: int) -> int:
    """Return the last place before ``end`` where ``words`` stand as words of their own, else -1."""
    place = reading.folded.rfind(words, start, end)
    while place >= 0 and not _whole_word(reading, place, place + len(words)):
        if reading.words.pack.edges != "both":
            return -1
        place = reading.folded.rfind(words, start, place + len(words) - 1)
    return place


def _whole_word(reading: Reading, start: int, end: int) -> bool:
    """Say whether a word begins at ``start`` and, where no particles may follow, stops at ``end``."""
    text, edges = reading.folded, reading.words.pack.edges
    if edges == "none":
        return True
    begins = start == 0 or not (is_word(text[start - 1]) and is_word(text[start]))
    return begins and (
        edges == "left" or not (is_word(text[end - 1]) and is_word(text[end : end + 1] or " "))
    )


def _source(scene: Scene, group: Group) -> bool:
    """Say whether a single name is who the sentence goes by: "according to A, ..."."""
    if len(group.members) > 1:
        return False
    speech = within(scene.reading.hits("speech"), scene.sentence.start, scene.sentence.end)
    return any(
        (hit.value == "before" and 0 < group.start - hit.end <= 1)
        or (hit.value == "behind" and 0 < hit.start - group.members[0].stop <= 1)
        for hit in speech
    )


def _inside(hit: CueHit, titles: Sequence[Work]) -> bool:
    """Say whether the cue is a word of a title, as in *The Last to Leave*: then it says nothing."""
    return any(title.start <= hit.start and hit.end <= title.end for title in titles)


def _credited(reading: Reading, hit: CueHit, names: list[Name]) -> bool:
    """Say whether the cue is a capitalised word of the bracket behind a name: "A (*Lucky Star*)"."""
    capital = reading.whole[hit.start].isupper()
    return capital and any(name.end < hit.start < name.stop for name in names)


def _offered(scene: Scene, hit: CueHit) -> bool:
    """Say whether the cue only goes on with another: "in talks *to star*", "*locked in* to return"."""
    return hit.cue.event == "joins" and any(
        (other.cue.event == "in_talks" and 0 <= hit.start - other.end <= 1)
        or (other.cue.event == "returns" and 0 <= other.start - hit.end <= 1)
        for other in scene.cues
    )


def _compound(reading: Reading, hit: CueHit) -> bool:
    """Say whether the cue is half of a hyphenated word, as in "three-star"."""
    behind = reading.whole[hit.start - 1 : hit.start] == "-"
    word = reading.folded[hit.start : hit.end]
    starrer = hit.cue.kind == "cast" and word in reading.words.name_endings
    return (behind and not starrer) or (
        reading.whole[hit.end : hit.end + 1] == "-" and reading.whole[hit.end + 1 : hit.end + 2].isalpha()
    )


def _without_characters(scene: Scene, names: list[Name]) -> list[Name]:
    """Drop the names that are a cue's object or stand behind a role word: they are characters."""
    spans: list[tuple[int, int]] = []
    for hit in scene.cues:
        if hit.cue.role == "before":
            spans += _played(scene, hit, names)
        if hit.cue.role == "none" or hit.cue.person != "before":
            continue
        group = person_group(scene, hit, "before", hit.cue.reach)
        alone = group is not None and hit.cue.role == "object" and len(group.members) == 1
        if group is not None and (alone or not any(name.role for name in group.members)):
            spans += character_spans(scene, hit)[: len(group.members)]
    return [name for name in names if not any(start <= name.start < end for start, end in spans)]


def _played(scene: Scene, hit: CueHit, names: list[Name]) -> Iterator[tuple[int, int]]:
    """Yield where the character stands right before a cue, "X, *played by* A", and keep it for the cue."""
    for name in names:
        if 0 <= hit.start - name.end <= _APPOSED and name.role is None:
            scene.played[hit.start] = name.text
            yield name.start, name.end


def _vouched(scene: Scene, group: Group) -> bool:
    """Say whether single words may be persons: beside a full name, with a character, right after a cue."""
    if any(not name.alone or name.role for name in group.members):
        return True
    if scene.reading.words.pack.names.shape != "cased":
        return False
    if any(cue.cue.person == "after" and 0 <= group.start - cue.end <= 1 for cue in scene.cues):
        return True
    return any(tells(scene, group, cue) for cue in scene.cues)
