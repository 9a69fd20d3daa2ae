"""The characters beside persons: "A as X", "A (X)", "X (A)", and what else such a bracket holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from pipelines.extract import shapes
from pipelines.extract.brackets import bracket, earlier_works, full_name, played_by, plays_relative
from pipelines.extract.groups import joined, last_list
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Name
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.tokens import Token, tokens

_BRACKETS = {"(": ")", "（": "）"}
_LONG_BRACKET = 50  # characters of a bracket that may hold a character
_PERSON = 2  # words of most persons' names
_FEW = 3  # words of a character that is no name
_HONORIFIC = 8  # characters of a word between a character and who plays it
_STEP = 6  # characters between the brackets of one list
_LONGEST = 30  # characters of a character before the bracket that holds the person
_MANY = 8  # persons of a list whose characters are another
_ENDED = re.compile(r"[.;:!?\n]")


def attach_roles(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read "A as X" and "A (X)": the character goes to the person, and is no person itself."""
    names = _named_parts(reading, names, end)
    credited = any(earlier_works(reading, bracket(reading, name, end)[2]) for name in names)
    characters = _behind_roles(reading)
    kept: list[Name] = []
    for name in names:
        if kept and name.start < kept[-1].stop:
            continue
        if name.start in characters:
            if kept and kept[-1].role is None:
                kept[-1] = replace(kept[-1], role=name.text)
            continue
        kept.append(_with_role(reading, name, end, credited=credited))
    if not any(name.role for name in kept):
        return kept
    return _alike(reading, _one_by_one(reading, kept))


def _one_by_one(reading: Reading, names: list[Name]) -> list[Name]:
    """Give as many characters as persons out one by one: "A and B as X and Y"."""
    told, index = list[Name](), 0
    while index < len(names):
        told.append(names[index])
        behind = _list_from(reading, names[index : index + _MANY]) if _plays(reading, names[index]) else []
        if behind and _paired_off(reading, told[-len(behind) :], behind):
            roles = [one.text for one in behind]
            roles[0] = str(names[index].role)
            persons = zip(told[-len(behind) :], roles, strict=True)
            told[-len(behind) :] = [replace(one, role=role, cast=True) for one, role in persons]
            told[-1] = replace(told[-1], stop=behind[-1].stop)
            index += len(behind) - 1
        index += 1
    return told


def _plays(reading: Reading, name: Name) -> bool:
    """Say whether a word introduces a person's character, and no bracket holds it."""
    return name.cast and name.role is not None and not _inside(reading, name)


def _list_from(reading: Reading, names: list[Name]) -> list[Name]:
    """Return the names of the list that ``names`` begin with."""
    last = 1
    while last < len(names) and joined(reading, names[last - 1], names[last]) in (",", "&", "&,"):
        last += 1
        if joined(reading, names[last - 2], names[last - 1]) != ",":
            break
    return names[:last]


def _paired_off(reading: Reading, persons: list[Name], characters: list[Name]) -> bool:
    """Say whether two lists of two or more end with an "and" each and hold no other character."""
    lone = not any(one.role for one in (*persons[:-1], *characters[1:]))
    closed = all(
        joined(reading, *pair[-2:]) in ("&", "&,") for pair in (persons, characters) if len(pair) > 1
    )
    return len(persons) > 1 and lone and closed


def _alike(reading: Reading, names: list[Name]) -> list[Name]:
    """Read the brackets of one list alike: all hold persons where most do."""
    found: list[Name] = []
    for _, members in groupby(_chained(reading, names), key=lambda pair: pair[0]):
        chain = [name for _, name in members]
        flipped = sum(_flipped(reading, name) for name in chain)
        if 2 * flipped > len(chain) > flipped or _of_characters(reading, chain[0]):
            chain = [_turned(reading, name) for name in chain]
        found += chain
    return found


def _of_characters(reading: Reading, first: Name) -> bool:
    """Say whether the words before a list call its members characters: "characters such as X (A)"."""
    words = reading.folded[max(0, first.start - _LONGEST) : first.start].split()
    return any(word in reading.words.characters for word in words)


def _chained(reading: Reading, names: list[Name]) -> Iterator[tuple[int, Name]]:
    """Yield each name with the number of the list of brackets that it stands in."""
    number, before = 0, None
    for name in names:
        close = reading.whole[name.stop - 1 : name.stop] in _BRACKETS.values()
        gap = reading.whole[before : name.start] if before is not None else "\n"
        near = len(gap) <= (_STEP if not _flipped(reading, name) else _LONGEST) and not _ENDED.search(gap)
        number += not (close and near)
        before = name.stop if close else None
        yield number, name


def _inside(reading: Reading, name: Name) -> str:
    """Return what the bracket behind a name holds, or before it where it holds the person; else nothing."""
    outer = reading.whole[name.end : name.stop].strip()
    return outer[1:-1] if len(outer) > 2 and outer[0] in _BRACKETS else ""


def _flipped(reading: Reading, name: Name) -> bool:
    return bool(name.role) and name.cast and reading.whole[name.start - 1 : name.start] in _BRACKETS


def _holds_character(reading: Reading, name: Name) -> bool:
    return name.role is not None and name.role in _inside(reading, name)


def _turned(reading: Reading, name: Name) -> Name:
    """Return the person whom the bracket behind a character holds: "Sir Henry (A B)"."""
    inside = _inside(reading, name)
    if not _holds_character(reading, name) or len(inside.split()) < 2:
        return name
    start = reading.whole.index(inside, name.end)
    outer = reading.whole[name.start : name.end]
    return Name(start, start + len(inside), inside, role=outer, stop=name.stop, cast=True)


def _behind_roles(reading: Reading) -> frozenset[int]:
    """Return where a character stands behind "the role of", in a language whose verbs come last."""
    if reading.words.pack.titles.case != "nouns":
        return frozenset()
    roles = reading.hits("roles")
    return frozenset(role.end + 1 for role in roles if " " in reading.folded[role.start : role.end])


def _named_parts(reading: Reading, names: list[Name], end: int) -> list[Name]:
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


def _with_role(reading: Reading, name: Name, end: int, *, credited: bool) -> Name:
    """Return a name with its character; where brackets hold credits (``credited``) none is in a bracket."""
    opened, close, content = bracket(reading, name, end)
    if close > 0:
        content = _behind_role_word(reading, opened + 1, close) or content
        behind = _as_character(reading, replace(name, stop=close + 1), end)
        credited = credited or len(content) > _LONG_BRACKET or earlier_works(reading, content)
        if behind.cast or credited or not content[:1].isalpha():
            return behind
        same = fold(content) == fold(name.text)  # "Anna (Anna Bell)"
        if (
            ((name.alone or same) and full_name(reading, content))
            or plays_relative(reading, name, content)
            or played_by(reading, name, content)
        ):
            own = reading.whole[name.start : name.end] if same else name.text
            return Name(opened + 1, close, content, role=own, stop=close + 1, cast=True)
        role = None if _a_calling(reading, content) else _named_in(reading, opened + 1, close, content)
        return replace(name, role=role, stop=close + 1)
    return _as_character(reading, name, end)


def _a_calling(reading: Reading, content: str) -> bool:
    """Say whether a bracket only says what a person is, where particles tell: "(singer)", "(all actors)"."""
    words = fold(content).split()
    lists = reading.words
    return lists.pack.edges == "left" and (words[0] in lists.stoppers or words[-1] in lists.first_words)


def _as_character(reading: Reading, name: Name, end: int) -> Name:
    """Read the character behind a word of ``roles``: "A *as* X"."""
    text = reading.whole
    rest = text[name.stop : name.stop + 1]
    start = name.stop + (2 if text[name.stop : name.stop + 2] == ", " else 1)
    for hit in within(reading.hits("roles"), name.stop, min(end, name.stop + 60)):
        if hit.start in (start, name.stop + 1) and rest in (" ", ","):
            found = character_at(reading, hit.end, end)
            if found is None:
                return replace(name, stop=hit.end, cast=True)
            return replace(name, role=text[found[0] : found[1]], stop=found[1], cast=True)
    return name


def _named_in(reading: Reading, start: int, close: int, content: str) -> str | None:
    """Return the character of a bracket: all of it, or the name that ends it: "(the nurse X)"."""
    if not content[0].islower() or reading.words.pack.names.shape != "cased":
        return content[: shapes.cut(content, reading.words.trailing)].strip()
    found = character_at(reading, start, close, 3)
    return reading.whole[slice(*found)] if found and found[1] == close else None


def character_at(reading: Reading, place: int, end: int, words: int = 8) -> tuple[int, int] | None:
    """Return the capitalised run that names a character within a few ``words`` of ``place``."""
    lists = reading.words
    stop = min(end, place + 90)
    line = tokens(reading.whole, reading.folded, place, stop, lists.name_endings, lists.elided)
    line = [token for index, token in enumerate(line) if not _only_a_rank(reading, line, index)]
    run: list[Token] = []
    previous = place
    for index, token in enumerate(line[: words + 6]):
        gap = reading.whole[previous : token.start]
        if any(mark in gap for mark in ',;:()—–“”"\n.') and not (
            gap == ". " and run and len(run[-1].text) <= 3
        ):
            break
        previous = token.end
        linked = (
            run and token.folded in reading.words.links and index + 1 < len(line) and line[index + 1].capital
        )
        if token.folded in reading.words.ands and run:
            break
        if not run and index < words and token.folded in reading.words.stoppers:
            return None
        if token.capital or (run and token.text[0].isdigit()) or linked:
            run.append(token)
            if token.base < token.end:
                run = []
                if index >= words:
                    break
        elif run or index >= words:
            break
    if not run or (len(run) == 1 and run[0].folded in reading.words.common):
        return None
    return run[0].start, run[-1].base


def _behind_role_word(reading: Reading, start: int, end: int) -> str | None:
    """Return what follows the word that opens a bracket and introduces a character: "(as X)"."""
    first = next(iter(within(reading.hits("roles"), start, max(start, end))), None)
    return reading.whole[first.end : end].strip() if first and first.start == start else None


def _only_a_rank(reading: Reading, line: list[Token], index: int) -> bool:
    """Say whether a word is a noun before a character's name, where every noun has a capital."""
    if reading.words.pack.titles.case != "nouns" or index + 1 >= len(line):
        return False
    rank, name = line[index], line[index + 1]
    return rank.capital and name.capital and rank.folded in reading.words.common
