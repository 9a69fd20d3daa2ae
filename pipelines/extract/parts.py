"""Characters that stand before a mark of their own: "X *role of* A"."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipelines.extract.brackets import bracket
from pipelines.extract.groups import last_list
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Name
from pipelines.extract.reading import Hit, Reading, within

_PERSON = 2  # words of most persons' names
_FEW = 3  # words of a character that is no name
_HONORIFIC = 8  # characters of a word between a character and who plays it
_STEP = 6  # characters between the brackets of one list


def named_parts(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read a character that stands before its mark ("X role of A"): it goes to the person beside the mark."""
    if not names:
        return names
    for mark in within(reading.hits("parts"), names[0].start, end):
        if (held := _in_bracket(reading, names, mark)) is not None:
            names = [held if name.start == held.start else name for name in names]
            names = [name for name in names if name.start <= held.start or name.start >= held.stop]
            continue
        before = [name for name in names if name.end <= mark.start]
        if (
            before
            and (before[-1].role or _own(reading, before[-1]))
            and 0 <= mark.start - before[-1].stop <= 1
        ):
            continue
        part = before[-1] if before and mark.start - before[-1].stop <= 1 else None
        after = [name for name in names if _right_behind(reading, mark.end, name.start, 2 if part else 1)]
        if part is None:
            pairs = [(after[0], None)] if after else _unnamed(reading, before, mark.start)
        else:
            pairs = [] if after else list(_side_by_side(reading, before))
            back = [name for name in before if name is not part]
            known = [name for name in back if not name.alone] or back
            owners = after or known[-1:]
            pairs = pairs or [(owner, part.text) for owner in owners[:1]]
            if not pairs and reading.words.pack.names.shape == "words":
                names = list(_split(reading, names, part, mark))
                continue
            if pairs and not after and reading.words.pack.names.shape == "words":
                pairs += _listed_parts(reading, back, pairs[0][0])
        gone = {part.start} if part else set()
        if part and not after:
            gone |= {name.start for name in before if name.text in {role for _, role in pairs}}
        roles = {owner.start: role for owner, role in pairs}
        last = max(roles, default=-1)
        names = [
            _playing(name, roles[name.start], mark if name.start == last else None)
            if name.start in roles
            else name
            for name in names
            if name.start not in gone
        ]
    return names


def _split(reading: Reading, names: list[Name], part: Name, mark: Hit) -> Iterator[Name]:
    """Yield the names, one that nobody plays for what it is: a person, "A B X Y" or the role of a pronoun."""
    words = part.text.split(" ")
    sentence = reading.sentence_at(part.start)
    for name in names:
        if name is not part:
            yield name
        elif len(words) > _PERSON and reading.whole[part.start : part.end] == part.text:
            role = " ".join(words[_PERSON:])
            text = " ".join(words[:_PERSON])
            end = part.start + len(text)
            yield Name(part.start, end, text, role=role, stop=mark.end, cast=True)
        elif sentence is None or not within(reading.hits("pronouns"), sentence.start, part.start):
            yield name


def _listed_parts(reading: Reading, names: list[Name], last: Name) -> Iterator[tuple[Name, str]]:
    """Yield who plays whom before the last such pair of a list: "*A X* and B Y *role*"."""
    while last in names and (index := names.index(last)) > 1:
        person, part = names[index - 2 : index]
        joined = reading.folded[part.end : last.start].strip() in (reading.words.ands | {","})
        if not joined or not part.alone or person.alone or reading.whole[person.end : part.start] != " ":
            return
        yield person, part.text
        last = person


def _in_bracket(reading: Reading, names: Sequence[Name], mark: Hit) -> Name | None:
    """Return the person whose bracket holds the mark, with the character before it: "A (X *role*)"."""
    for name in names:
        opened, close, _ = bracket(reading, name, mark.end + _STEP)
        if opened < mark.start < close and name.role is None:
            role = reading.whole[opened + 1 : mark.start].strip(" '‘’\"")
            return replace(name, role=role or None, stop=close + 1, cast=True)
    return None


def _right_behind(reading: Reading, mark: int, place: int, most: int) -> bool:
    """Say whether nothing but an honorific stands between a mark and a name."""
    if 0 <= place - mark <= most:
        return True
    words = reading.folded[mark:place].split() if 0 < place - mark <= _HONORIFIC else []
    return len(words) == 1 and words[0] in reading.words.first_words


def _own(reading: Reading, name: Name) -> bool:
    """Say whether a name owns the role behind it: "A'*nın* rolü" is no character A."""
    return reading.whole[name.end : name.stop].lstrip("'’") in reading.words.pack.titles.genitives


def _playing(name: Name, role: str | None, mark: Hit | None) -> Name:
    """Return the name with its character; what lies up to the mark behind it belongs to it."""
    stop = mark.end if mark is not None and mark.start >= name.stop else name.stop
    return replace(name, role=role or name.role, cast=True, stop=stop)


def _unnamed(reading: Reading, before: list[Name], end: int) -> list[tuple[Name, str | None]]:
    """Read a character that is no name ("A as a *new producer*"): the few words behind the last subject."""
    name = before[-1] if before else None
    words = reading.whole[name.stop : end].split() if name else []
    if name is None or not 0 < len(words) <= _FEW or not reading.words.objects:
        return []
    subject = reading.folded[name.end : name.stop] in reading.words.subjects
    subject = subject and fold(words[-1]) not in reading.words.stoppers
    return [(name, " ".join(words))] if subject else []


def _side_by_side(reading: Reading, names: list[Name]) -> Iterator[tuple[Name, str | None]]:
    """Yield who plays whom in two lists with nothing but a space between: "A and B X and Y role"."""
    characters = last_list(reading, names)
    persons = last_list(reading, names[: -len(characters)])
    if len(persons) < len(characters) or reading.whole[persons[-1].stop : characters[0].start] != " ":
        return
    for person, character in zip(persons[-len(characters) :], characters, strict=True):
        yield person, character.text
