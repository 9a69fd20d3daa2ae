"""Characters told by the shape of a clause: "A, who X plays" where verbs come last, "As X returns A"."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipelines.extract.characters import takes_character
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Name
from pipelines.extract.reading import Reading, within
from pipelines.extract.roles import character_at

_LONGEST = 120  # characters of a relative clause
_NEAR = 3  # characters between a person and the clause about them
_REACH = 60  # characters between a character that opens a sentence and who plays it
_CLOSES = (",", ".", ";", ")", "\n", "", " –", " un", "!", ":")


def claused(reading: Reading, names: list[Name], start: int, end: int) -> list[Name]:
    """Return the persons among ``names``, each with the character that its clause gives it."""
    if not names:
        return names
    if reading.words.relatives:
        names = _related(reading, names, start, end)
    return _opening(reading, names, start, end)


def _related(reading: Reading, names: list[Name], start: int, end: int) -> list[Name]:
    """Read "A, *der* X spielt" and "in dem A X spielt": the name before the verb is the character."""
    for hit in within(reading.hits("cues"), start, end):
        if not takes_character(hit.value) or not _last(reading, hit.end):
            continue
        comma = reading.whole.rfind(", ", max(start, hit.start - _LONGEST), hit.start)
        inner = [name for name in names if comma < name.start and name.end <= hit.start]
        if not inner or inner[-1].role or hit.start - inner[-1].end > 1:
            continue
        owner = _owner(reading, names, inner, comma)
        if owner is None and not _opens(reading, comma) and not _stood_for(reading, max(comma, start), inner):
            continue
        names = list(_given(reading, names, inner[-1], owner))
    return names


def _stood_for(reading: Reading, start: int, inner: Sequence[Name]) -> bool:
    """Say whether a pronoun before the only name of a clause is who plays it: "*he* had played X"."""
    return len(inner) == 1 and bool(within(reading.hits("pronouns"), start, inner[0].start))


def _owner(reading: Reading, names: Sequence[Name], inner: Sequence[Name], comma: int) -> Name | None:
    """Return who plays the last name of a clause: the one before it, or the one that the clause is about."""
    if len(inner) == 2:
        between = reading.folded[inner[0].stop : inner[1].start].split()
        return inner[0] if reading.words.ands.isdisjoint(between) and inner[0].role is None else None
    before = [name for name in names if name.stop <= comma]
    near = before and comma - before[-1].stop <= _NEAR and len(inner) == 1
    return before[-1] if near and _opens(reading, comma) else None


def _opens(reading: Reading, comma: int) -> bool:
    """Say whether a relative pronoun stands behind a comma."""
    return reading.folded[comma + 2 : comma + 16].split(" ")[0] in reading.words.relatives


def _last(reading: Reading, place: int) -> bool:
    """Say whether a clause ends at ``place``."""
    return reading.folded[place : place + 1] in _CLOSES or reading.folded[place : place + 3] in _CLOSES


def _plain(reading: Reading, character: str) -> str:
    """Cut off the rank before a character's first name, where every noun has a capital."""
    words = character.split(" ")
    first = next((index for index, word in enumerate(words) if reading.words.forename(fold(word))), 0)
    return " ".join(words[first:]) if len(words) - first > 1 else character


def _given(reading: Reading, names: Sequence[Name], character: Name, owner: Name | None) -> Iterator[Name]:
    """Yield the names without the character, which goes to its owner."""
    for name in names:
        if name is owner:
            yield replace(name, role=name.role or _plain(reading, character.text))
        elif name is not character:
            yield name


def _opening(reading: Reading, names: list[Name], start: int, end: int) -> list[Name]:
    """Read "*As X* returns A": the character that opens a sentence goes to the person behind the verb."""
    role = next(iter(within(reading.hits("roles"), start, min(end, start + _REACH))), None)
    if role is None or role.start != start:
        return names
    span = character_at(reading, role.end, end)
    after = [name for name in names if span and name.start >= span[1]]
    if span is None or not after or after[0].start - span[1] > _REACH or after[0].role:
        return names
    between = within(reading.hits("cues"), span[1], after[0].start)
    if not between or "," in reading.whole[span[1] : after[0].start]:
        return names
    text = reading.whole[slice(*span)]
    told = [replace(after[0], role=text), *after[1:]]
    return [*(name for name in names if name.stop <= span[0]), *told]
