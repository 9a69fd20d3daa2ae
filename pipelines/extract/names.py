"""The persons that an article names, the characters they play, and the lists they stand in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipelines.extract import hangul, shapes
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Name:
    """A person as mentioned once; ``stop`` is where the name's attachments ("as X", "(X)") end."""

    start: int
    end: int
    text: str
    role: str | None = None
    stop: int = 0
    alone: bool = False
    cast: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Persons in one list, in reading order."""

    start: int
    end: int
    members: tuple[Name, ...]


_BRACKETS = {"(": ")", "（": "）"}
_NO_CHARACTER = "“‘\"'«?!:&;"
_SPEECH = 48  # characters that hold a word of speech before a name
_LONG_BRACKET = 50  # characters of a bracket that may hold a character
_LONG_CREDITS = 160  # and of one that may hold what a person is known for
_RELATION = 8  # characters that say who a character is
_LEAD = 1500  # characters in which an article names its cast
_FEW = 3  # words of a character that is no name
_SURNAME = 3  # the most signs of a surname that stands for a full name
_FOREIGN = re.compile("[・＝=]")  # between the names of a person in katakana
Taken = Sequence[tuple[int, int]]
_SEVERAL = re.compile(r", [^\W\d_a-zß-ÿ]")  # "First Film, Second Film"
_STEP = 6  # characters between the brackets of one list
_LONGEST = 30  # characters of a character before the bracket that holds the person
_ENDED = re.compile(r"[.;:!?\n]")
_QUOTED = re.compile("[“‘\"'«『「](?:[^“”‘’\"'«»『』「」\n]{1,60})[”’\"'»』」]")


class People:
    """The names of one article: what is a full name, which short names stand for it."""

    def __init__(self, reading: Reading, stops: Taken) -> None:
        self.reading = reading
        self.words = reading.words
        self.stopped = {place for start, end in stops for place in range(start, end)}
        self.lower = self._small_words()
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.weak: set[int] = set()
        self.introduced: set[int] = set()
        cased = self.words.pack.names.shape == "cased"
        find = self._runs if cased else self._shaped
        self.by_line = [list(find(number)) for number in range(len(reading.lines))]
        words = self.words.pack.names.shape == "words"
        if words:
            self._part_known()
        self._learn()
        if words:
            self._learn_again()

    def _shaped(self, number: int) -> Iterator[list[Token]]:
        for run, near in shapes.runs(self.reading, number, self.stopped):
            if not near:
                self.weak.add(run[0].start)
            if self.reading.introduced(run[0].start):
                self.introduced.add(run[0].start)
            yield run

    def _small_words(self) -> frozenset[str]:
        words = self.reading.article.text.split()
        return frozenset(word for word in words if word.islower())

    def _fits(self, token: Token, loud: bool, first: bool) -> bool:
        text = token.text
        if not token.capital or (len(text) > 4 and text.isupper() and "-" not in text and "." not in text):
            return False
        if token.folded in self.words.common:
            return False
        if (loud or first) and token.folded in self.lower:
            return False
        return token.start not in self.stopped

    def _given(self, line: list[Token], index: int) -> bool:
        """Say whether a common word is a first name here: it stands before a surname ("Oscar Ruiz")."""
        token, following = line[index], line[index + 1 : index + 2]
        if token.folded not in self.words.given or not token.capital or token.start in self.stopped:
            return False
        beside = bool(following) and following[0].start - token.end == 1
        return beside and following[0].capital and self._fits(following[0], loud=False, first=False)

    def _later_part(self, before: Token, token: Token, loud: bool) -> bool:
        """Say whether a word behind a name goes on with it: "Anne ROBIN", and "Ana Grande" in a sentence."""
        if not token.capital or token.start in self.stopped:
            return False
        common = token.folded in self.words.common
        if token.text.isupper() and token.text.isalpha() and not before.text.isupper():
            return not common
        sentence = self.words.pack.titles.case == "sentence"
        return sentence and common and not loud and before.capital and not before.text.isupper()

    def _runs(self, number: int) -> Iterator[list[Token]]:
        reading = self.reading
        line, loud = reading.line_tokens(number)
        run: list[Token] = []
        for index, token in enumerate(line):
            gap = reading.whole[line[index - 1].end : token.start] if index else "\n"
            joined = gap in (" ", "\u00a0") or (
                gap == ". " and run and len(run[-1].text) <= 4 and run[-1].text.isupper()
            )
            if run and (not joined or run[-1].base < run[-1].end):
                yield run
                run = []
            if len(run) > 1 and loud and joined and token.folded.endswith(self.words.tails or ("\0",)):
                yield run
                run = []
                continue
            first = not joined
            if (
                self._given(line, index)
                or self._fits(token, loud, first and not run)
                or (run and joined and self._later_part(run[-1], token, loud))
                or (run and token.text in self.words.suffixes)
                or (run and token.folded in self.words.particles and index + 1 < len(line))
            ):
                run.append(token)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _trim(self, run: list[Token]) -> list[Token]:
        while run and (self._introduces(run[0].folded) or run[0].folded in self.words.particles):
            run = run[1:] if not run[0].capital or self._introduces(run[0].folded) else run
            if run and run[0].capital and not self._introduces(run[0].folded):
                break
        while run and (
            run[-1].folded in self.words.trailing
            or (run[-1].folded in self.words.particles and not run[-1].capital)
        ):
            run = run[:-1]
        return run

    def _introduces(self, word: str) -> bool:
        """Say whether a word stands before a name and stays off; so does a compound that ends with one."""
        return word in self.words.first_words or word.rpartition("-")[2] in self.words.first_words

    def _company(self, run: list[Token]) -> bool:
        return any(token.folded in self.words.companies for token in run)

    def _part_known(self) -> None:
        """Part the runs that begin with the first name of someone who is named in full elsewhere."""
        everyone = [(run, " ".join(token.folded for token in run)) for runs in self.by_line for run in runs]
        times = Counter(text for _, text in everyone)
        first = {
            run[0].folded: {token.folded for token in run}
            for run, text in everyone
            if shapes.full(self.reading, run) or (len(run) > 1 and times[text] > 1)
        }
        for number, runs in enumerate(self.by_line):
            self.by_line[number] = [part for run in runs for part in self._halves(run, first)]

    def _halves(self, run: list[Token], first: dict[str, set[str]]) -> list[list[Token]]:
        rest = first.get(run[0].folded)
        if not rest or len(run) == 1 or run[1].folded in rest or shapes.full(self.reading, run):
            return [run]
        if run[0].start in self.weak:
            self.weak.add(run[1].start)
        return [run[:1], run[1:]]

    def _learn_again(self) -> None:
        """Take the single words that stand twice where persons do for names."""
        alone = Counter(
            run[0].folded
            for runs in self.by_line
            for run in runs
            if len(run) == 1 and run[0].start not in self.weak and run[0].folded not in self.words.places
        )
        for runs in self.by_line:
            for run in runs:
                if len(run) == 1 and alone[run[0].folded] > 1:
                    self.full.setdefault(run[0].folded, self.reading.whole[run[0].start : run[0].base])

    def _learn(self) -> None:
        native = self.words.pack.names.shape in ("surname", "runs")
        quiet_first = sorted(range(len(self.by_line)), key=lambda number: self.reading.line_tokens(number)[1])
        for runs in (self.by_line[number] for number in quiet_first):
            for index, raw in enumerate(runs):
                run = self._known_part(self._trim(raw))
                runs[index] = run
                if not run or run[0].start in self.weak or self._company(run):
                    continue
                name = self.reading.whole[run[0].start : run[-1].base]
                if native and len(run) == 1 and len(name) > 2:
                    self.full.setdefault(run[0].folded, name)
                    for part in _FOREIGN.split(run[0].folded):
                        if len(part) > 2:
                            self.full.setdefault(part, name)
                if 2 <= len(run) <= self.words.pack.names.longest:
                    for token in run:
                        if len(token.folded) > 2:
                            self.full.setdefault(token.folded, name)

    def companies(self, start: int, end: int, line: int) -> list[tuple[int, int]]:
        """Return where companies that are no known platforms stand in a stretch of a line."""
        runs = [run for run in self.by_line[line] if run and self._company(run)]
        return [(run[0].start, run[-1].base) for run in runs if start <= run[0].start and run[-1].end <= end]

    def _surname_of(self, short: str) -> str | None:
        """Return the full name that a surname of a script without spaces stands for."""
        if self.words.pack.names.shape != "runs" or len(short) > _SURNAME:
            return None
        return next(
            (name for name in self.full.values() if len(name) > len(short) and name.startswith(short)), None
        )

    def _known_part(self, run: list[Token]) -> list[Token]:
        """Cut a headline's run down to the name that the text has made known."""
        for size in range(len(run) - 1, 1, -1):
            for part in (run[:size], run[-size:]):
                name = self.reading.whole[part[0].start : part[-1].base]
                if self.full.get(part[-1].folded) == name:
                    return part
        return run

    def _owns_the_next(self, run: list[Token], index: int, line: int) -> bool:
        """Say whether a single word only owns the full name behind it: "Group's A B"."""
        following = self.by_line[line][index + 1 : index + 2]
        if len(run) > 1 or run[0].base == run[0].end or not following or len(following[0]) < 2:
            return False
        if self.reading.folded[run[0].base : run[0].end] in self.words.objects:
            return False
        return following[0][0].start - run[0].end == 1 and run[0].folded not in self.full

    def names(self, start: int, end: int, line: int) -> list[Name]:
        """Return the persons named in a stretch of a line; ``alone`` are words that nothing vouches for."""
        found = []
        for index, run in enumerate(self.by_line[line]):
            if not run or self.words.places.issuperset(token.folded for token in run):
                continue
            if run[0].start < start or run[-1].end > end or self._company(run):
                continue
            if len(run) > self.words.pack.names.longest + 1:
                continue
            if self._owns_the_next(run, index, line):
                continue
            text = self.reading.whole[run[0].start : run[-1].base]
            alone = run[0].start in self.weak
            if len(run) == 1:
                known = self.full.get(run[0].folded) or self._surname_of(run[0].folded)
                alone = known is None and run[0].start not in self.introduced
                if alone and len(text) < 2:
                    continue
                text = known or text
            found.append(Name(run[0].start, run[-1].base, text, stop=run[-1].end, alone=alone))
        return found


def attach_roles(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read "A as X" and "A (X)": the character goes to the person, and is no person itself."""
    names = _named_parts(reading, names, end)
    credited = any(_credits(reading, _bracket(reading, name, end)[2]) for name in names)
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
    return _alike(reading, kept)


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


def _bracket(reading: Reading, name: Name, end: int) -> tuple[int, int, str]:
    """Return where the bracket behind a name opens and closes, and what it holds: -1 and "" for none."""
    text = reading.whole
    opened = name.stop + 1 if text[name.stop : name.stop + 2] == " (" else name.stop
    if text[opened : opened + 1] not in _BRACKETS:
        return -1, -1, ""
    close = text.find(_BRACKETS[text[opened]], opened, min(end, opened + _LONG_CREDITS))
    return opened, close, text[opened + 1 : close] if close > 0 else ""


def _named_parts(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read a character that stands before its mark ("X role of A"): it goes to the person beside the mark."""
    if not names:
        return names
    for mark in within(reading.hits("parts"), names[0].start, end):
        before = [name for name in names if name.end <= mark.start]
        if before and before[-1].role and 0 <= mark.start - before[-1].stop <= 1:
            continue
        part = before[-1] if before and mark.start - before[-1].stop <= 1 else None
        after = [name for name in names if 0 <= name.start - mark.end <= (2 if part else 1)]
        if part is None:
            pairs = [(after[0], None)] if after else _unnamed(reading, before, mark.start)
        else:
            pairs = [] if after else list(_side_by_side(reading, before))
            back = [name for name in before if name is not part]
            known = [name for name in back if not name.alone] or back
            owners = after or known[-1:]
            pairs = pairs or [(owner, part.text) for owner in owners[:1]]
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
    characters = _last_list(reading, names)
    persons = _last_list(reading, names[: -len(characters)])
    if len(persons) < len(characters) or reading.whole[persons[-1].stop : characters[0].start] != " ":
        return
    for person, character in zip(persons[-len(characters) :], characters, strict=True):
        yield person, character.text


def _last_list(reading: Reading, names: list[Name]) -> list[Name]:
    """Return the names of the list that ``names`` end with."""
    first = len(names) - 1
    while first > 0 and _listed(reading, names[first - 1], names[first]):
        first -= 1
    return names[max(first, 0) :]


def _with_role(reading: Reading, name: Name, end: int, *, credited: bool) -> Name:
    """Return a name with its character; where brackets hold credits (``credited``) none is in a bracket."""
    opened, close, content = _bracket(reading, name, end)
    if close > 0:
        content = _behind_role_word(reading, opened + 1, close) or content
        behind = _as_character(reading, replace(name, stop=close + 1), end)
        credited = credited or len(content) > _LONG_BRACKET or _credits(reading, content)
        if behind.cast or credited or not content[:1].isalpha():
            return behind
        same = fold(content) == fold(name.text)  # "Anna (Anna Bell)"
        if (
            ((name.alone or same) and _full_name(reading, content))
            or _plays_relative(reading, name, content)
            or _played_by(reading, name, content)
        ):
            own = reading.whole[name.start : name.end] if same else name.text
            return Name(opened + 1, close, content, role=own, stop=close + 1, cast=True)
        return replace(name, role=_named_in(reading, opened + 1, close, content), stop=close + 1)
    return _as_character(reading, name, end)


def _as_character(reading: Reading, name: Name, end: int) -> Name:
    """Read the character behind a word of ``roles``: "A *as* X"."""
    text = reading.whole
    rest = text[name.stop : name.stop + 1]
    start = name.stop + (2 if text[name.stop : name.stop + 2] == ", " else 1)
    for hit in within(reading.hits("roles"), name.stop, min(end, name.stop + 60)):
        if hit.start in (start, name.stop + 1) and rest in (" ", ","):
            found = _character(reading, hit.end, end)
            if found is None:
                return replace(name, stop=hit.end, cast=True)
            return replace(name, role=text[found[0] : found[1]], stop=found[1], cast=True)
    return name


def _plays_relative(reading: Reading, name: Name, content: str) -> bool:
    """Say whether a bracket names who plays the character before it: "the eldest son・X（A B）"."""
    before = reading.folded[max(0, name.start - _RELATION) : name.start]
    if not before.endswith("・") or reading.words.spaced or len(content) < _SURNAME:
        return False
    if shapes.cut(content, reading.words.trailing) < len(content):
        return False
    ends = (before[size:-1] for size in range(len(before) - 1))
    return any(word in reading.words.common and word not in reading.words.first_words for word in ends)


def _named_in(reading: Reading, start: int, close: int, content: str) -> str | None:
    """Return the character of a bracket: all of it, or the name that ends it: "(the nurse X)"."""
    if not content[0].islower() or reading.words.pack.names.shape != "cased":
        return content[: shapes.cut(content, reading.words.trailing)].strip()
    found = _character(reading, start, close, 3)
    return reading.whole[slice(*found)] if found and found[1] == close else None


def _full_name(reading: Reading, content: str) -> bool:
    """Say whether a bracket beside a single name holds a person's full name: "Raquel (A B)"."""
    words = content.split()
    if reading.words.pack.names.shape != "cased" or not 1 < len(words) <= reading.words.pack.names.longest:
        return False
    rare = [word for word in words if fold(word) not in reading.words.particles]
    return (
        all(word[0].isupper() and fold(word) not in reading.words.common for word in rare) and len(rare) > 1
    )


def _played_by(reading: Reading, name: Name, content: str) -> bool:
    """Say whether a Korean bracket holds the actor of the character before it.

    So it does where the actor was named before, or where what stands before the bracket is no full name.
    """
    surnames = reading.words.surnames
    if reading.words.pack.names.shape != "surname" or " " in name.text:
        return False
    if not hangul.native(content, surnames) or reading.introduced(name.start):
        return False
    before = reading.whole[: min(name.start, _LEAD)]
    return name.text not in before and (content in before or not hangul.native(name.text, surnames))


def _credits(reading: Reading, content: str) -> bool:
    """Say whether a bracket behind a person holds earlier works rather than a character."""
    if (
        any(mark in content for mark in _NO_CHARACTER)
        or _SEVERAL.search(content)
        or any(map(str.isdigit, content))
    ):
        return True
    if reading.words.pack.titles.case == "title" and _titles(reading, content):
        return True
    unlinked = reading.words.small - reading.words.links
    return any(word in unlinked for word in fold(content).split())


def _titles(reading: Reading, content: str) -> bool:
    """Say whether a bracket reads like titles: "The Long Road", or several with capitals."""
    parts = content.split(", ")
    first, _, rest = content.partition(" ")
    if fold(first) in reading.words.definite and rest[:1].isupper():
        return True
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def _character(reading: Reading, place: int, end: int, words: int = 8) -> tuple[int, int] | None:
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


def groups(reading: Reading, names: list[Name]) -> list[Group]:
    """Join the names that stand in one list."""
    found: list[list[Name]] = []
    closed = False
    for name in names:
        joined = _joined(reading, found[-1][-1], name) if found else ""
        if joined == "&," and closed:
            joined = ""
        if joined == "&" and len(found[-1]) == 1:
            found[-1][0] = _with_surname(reading, found[-1][0], name)
        if joined == "," and len(found[-1]) == 1 and _owns(reading, found[-1][0], name):
            joined = ""
        if joined:
            found[-1].append(name)
            closed = closed or joined == "&"
        else:
            found.append([name])
            closed = False
    lists = (_without_opener(reading, members) for members in found)
    return [
        Group(members[0].start, max(members[-1].stop, members[-1].end), tuple(members)) for members in lists
    ]


def _with_surname(reading: Reading, first: Name, second: Name) -> Name:
    """Give a first name the surname of the name that it is joined to: "Josh and Jonas Pate"."""
    surname = second.text.rpartition(" ")[2]
    cased = reading.words.pack.names.shape == "cased"
    lone = first.alone and first.role is None and " " not in first.text and first.stop == first.end
    lone = lone and reading.words.forename(fold(first.text))  # a star of one name has no surname to share
    return (
        replace(first, text=f"{first.text} {surname}", alone=False)
        if cased and lone and " " in second.text
        else first
    )


def _joined(reading: Reading, left: Name, right: Name) -> str:
    """Say how two names are joined; Korean lists full names with nothing but a space between them."""
    beside = reading.whole[left.stop : right.start] == " " and left.stop == left.end
    if reading.words.pack.names.shape != "surname":
        return _listed(reading, left, right)
    surnames = reading.words.surnames
    if beside and hangul.native(left.text, surnames) and hangul.native(right.text, surnames):
        return ","
    jobs = within(reading.hits("jobs"), left.stop, right.start)
    if len(jobs) == 1 and jobs[0].start - left.stop <= 1:
        rest = reading.folded[jobs[0].end : right.start].strip()
        if rest in reading.words.ands:
            return "&"
    return _listed(reading, left, right)


def _owns(reading: Reading, left: Name, right: Name) -> bool:
    """Say whether a name with a suffix behind a comma opens a clause: "A, *B'nin* written series stars"."""
    verb_last = reading.words.pack.titles.verb_last
    return verb_last and right.stop > right.end and left.stop == left.end


def _without_opener(reading: Reading, members: list[Name]) -> list[Name]:
    """Drop what only opens the sentence before a name: "Pregnant, A leaves", "According to B, A leaves"."""
    first = members[0]
    if (
        len(members) != 2
        or not first.alone
        or first.role
        or reading.whole[first.stop : first.stop + 2] != ", "
    ):
        return members
    sentence = reading.sentence_at(first.start)
    gap = reading.whole[first.stop : members[1].start]
    opens = sentence is not None and first.start - sentence.start <= 1
    speech = within(reading.hits("speech"), max(0, first.start - _SPEECH), first.start)
    told = any(hit.value == "before" and first.start - hit.end <= 1 for hit in speech)
    return members[1:] if (opens or told) and gap == ", " else members


def _listed(reading: Reading, left: Name, right: Name) -> str:
    """Say how two names are joined: ``,``, ``&`` (a word), ``&,`` (both); empty where they are not."""
    gap = _QUOTED.sub(" ", reading.folded[left.stop : right.start])
    if "\n" in gap:
        return ""
    if reading.folded[left.end : left.stop] in reading.words.ands:  # a particle that joins
        gap = reading.folded[left.end : left.stop] + gap
    gap = "," if gap == "-" else gap
    for phrase in reading.words.joint:
        gap = gap.replace(phrase, " & ")
    words = gap.replace(",", " , ").replace("/", " / ").replace("·", " · ").replace("、", " 、 ").split()
    if len(words) > 1 and words[0] in reading.words.trailing:
        words = words[1:]
    if not words:
        return ""
    ands = reading.words.ands | {",", "/", "·", "、", "&", "+"}
    loose = [word for word in words if word not in ands]
    comma, word = "," in words[:1], any(one in reading.words.ands for one in words)
    how = ("&," if comma else "&") if word else ","
    if left.cast and right.cast and len(words) < 24 and words.count(".") == 0:
        return how
    if words[0] not in ands:
        return ""
    if loose and reading.words.spaced and within(reading.hits("cues"), left.stop, right.start):
        return ""
    fits = len(loose) <= 1 or all(word in reading.words.fillers for word in loose)
    return (
        how
        if fits and not any(word in reading.words.who or word in reading.words.stoppers for word in loose)
        else ""
    )


def known(people: People, text: str) -> str:
    """Return the full name that ``text`` stands for in the article."""
    return people.full.get(fold(text), text)
