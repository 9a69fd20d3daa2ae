"""The persons that an article names: what is a full name, which short names stand for it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipelines.extract import shapes
from pipelines.extract.reading import QUESTIONS, Reading, Row, within
from pipelines.extract.tokens import Token


class Name(Struct, frozen=True):
    """A person as mentioned once; ``stop`` is where the name's attachments ("as X", "(X)") end."""

    start: int
    end: int
    text: str
    role: str | None = None
    stop: int = 0
    alone: bool = False
    cast: bool = False


class Group(Struct, frozen=True):
    """Persons in one list, in reading order."""

    start: int
    end: int
    members: tuple[Name, ...]


_JOINT = 6  # characters of a comma or an "and" between two names
_OWNED = 32  # characters between an owner and the word for the work
_KINDS = ("noun", "series", "film")
_MARKS = ("'", "‘", "“", '"')
_WORD = 12  # characters that hold the word beside a name
_SYLLABLES = 2
_SYLLABLE, _LAST = 4, 5  # signs of the syllables of a Korean given name
_SURNAME = 3  # the most signs of a surname that stands for a full name
_FOREIGN = re.compile("[・＝=]")  # between the names of a person in katakana
Taken = Sequence[tuple[int, int]]


class People:
    """The names of one article: what is a full name, which short names stand for it."""

    def __init__(self, reading: Reading, stops: Taken) -> None:
        self.reading = reading
        self.words = reading.words
        self.stopped = {place for start, end in stops for place in range(start, end)}
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self._named: dict[int, Row[Name]] = {}
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
            if self.reading.introduced(run[0].start) or self._owns_work(run) or self._forename(run):
                self.introduced.add(run[0].start)
            yield run

    def _forename(self, run: list[Token]) -> bool:
        """Say whether a single word is a first name that stands for a person where no capitals tell."""
        return len(run) == 1 and run[0].folded in self.words.given and run[0].folded not in self.words.places

    def _owns_work(self, run: list[Token]) -> bool:
        """Say whether a single word owns a kind of work in a few words: "A *ki* new *film*"."""
        end = run[0].end
        after = self.reading.folded[end : end + _OWNED].split()[:1]
        if (
            len(run) > 1
            or not after
            or after[0] not in self.words.owners
            or run[0].folded in self.words.places
        ):
            return False
        if self.reading.whole[end + 1 + len(after[0]) :].lstrip()[:1] in _MARKS:
            return True
        nouns = within(self.reading.hits("nouns"), end, end + _OWNED)
        return any(hit.value in _KINDS for hit in nouns)

    def _fits(self, token: Token, loud: bool, first: bool) -> bool:
        text = token.text
        if not token.capital or (len(text) > 4 and text.isupper() and "-" not in text and "." not in text):
            return False
        if token.folded in self.words.common:
            return False
        if (loud or first) and token.folded in self.reading.small:
            return False
        return token.start not in self.stopped

    def _given(self, line: list[Token], index: int) -> bool:
        """Say whether a common word is a first name here: it stands before a surname ("Oscar Ruiz")."""
        token, following = line[index], line[index + 1 : index + 2]
        if not token.capital or token.start in self.stopped:
            return False
        family = token.folded in self.words.surnames and self._family(line, index)
        if token.folded not in self.words.given and not family and not self._syllable(line, index):
            return False
        asks = not index and self.reading.whole.startswith(QUESTIONS, line[-1].end)  # "Will Title return?"
        beside = bool(following) and following[0].start - token.end == 1 and not asks
        return beside and following[0].capital and self._fits(following[0], loud=False, first=False)

    def _family(self, line: list[Token], index: int) -> bool:
        """Say whether two short words that are not common follow: "*Go* Youn Jung"."""
        following = line[index + 1 : index + 3]
        return len(following) == _SYLLABLES and all(
            token.capital and len(token.text) <= _LAST and token.folded not in self.words.common
            for token in following
        )

    def _syllable(self, line: list[Token], index: int) -> bool:
        """Say whether a common word is the middle of a name with the family's first ("Han So Hee")."""
        before, middle, after = line[max(0, index - 1) : index], line[index], line[index + 1 : index + 2]
        if not before or not after or before[0].folded not in self.words.surnames:
            return False
        short = len(middle.text) < _SYLLABLE and len(after[0].text) <= _LAST
        short = short and middle.folded not in self.words.ands and middle.folded not in self.words.small
        return short and middle.start - before[0].end == 1

    def _last_syllable(self, run: list[Token], line: list[Token], index: int) -> bool:
        """Say whether a common word ends a name with the family's first: "Jung Hae *In* Joins"."""
        token, following = line[index], line[index + 1 : index + 2]
        if len(run) != 2 or run[0].folded not in self.words.surnames or not token.capital:
            return False
        if token.start in self.stopped and token.folded not in self.words.within:
            return False  # "Gong Myung *To Star*"
        short = len(token.text) < _SYLLABLE and len(run[1].text) <= _LAST
        return short and bool(following) and (following[0].start in self.stopped or not following[0].capital)

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
            if not run and not token.capital:
                continue  # no name begins with a small letter
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
            ) or (run and joined and self._last_syllable(run, line, index)):
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
        return not self.words.companies.isdisjoint(token.folded for token in run)

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
        """Return the full name that a surname of a script without capitals stands for."""
        if self.words.pack.names.shape == "surname" and len(short) == 1:
            named = {name for name in self.full.values() if name.startswith(short) and len(name) > 1}
            return named.pop() if len(named) == 1 else None
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

    def _no_name(self, run: list[Token]) -> bool:
        """Say whether a run has only words that are no names alone; without capitals two may be one."""
        if not self.words.places.issuperset(token.folded for token in run):
            return False
        if self.words.pack.names.shape != "words":
            return True
        weak, single = run[0].start in self.weak, len(run) == 1
        return (weak or (single and run[0].folded not in self.full)) and not (single and self._listed(run))

    def _listed(self, run: list[Token]) -> bool:
        """Say whether a single word stands in a list beside a full name."""
        line = self.reading.sentence_at(run[0].start)
        near = [one for one in self.by_line[line.line] if len(one) > 1] if line else []
        start, end = run[0].start, run[0].end
        return any(self._joined(one[-1].end, start) or self._joined(end, one[0].start) for one in near)

    def _joined(self, left: int, right: int) -> bool:
        gap = self.reading.folded[left:right].strip() if 0 < right - left <= _JOINT else ""
        return gap in self.words.ands

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
        if line not in self._named:
            named = (self._name(run, index, line) for index, run in enumerate(self.by_line[line]))
            self._named[line] = Row(name for name in named if name)
        row = self._named[line]
        first = bisect_left(row.starts, start)
        return [name for name in row[first : bisect_left(row.starts, end, first)] if name.stop <= end]

    def _tells_who(self, run: list[Token]) -> bool:
        """Say whether a run only tells where someone is known from: "the *Night Ferry* star"."""
        if self.words.pack.titles.case != "title" or run[-1].base < run[-1].end:
            return False
        before = self.reading.folded[max(0, run[0].start - _WORD) : run[0].start].split()[-1:]
        behind = self.reading.folded[run[-1].end : run[-1].end + _WORD].split()[:1]
        article = bool(before) and before[0] in self.words.definite
        return article and bool(behind) and behind[0].strip(",.;:") in self.words.first_words

    def _name(self, run: list[Token], index: int, line: int) -> Name | None:
        """Return the person that a run names, None where it names nobody."""
        if not run or self._no_name(run) or self._company(run) or self._tells_who(run):
            return None
        if len(run) > self.words.pack.names.longest + 1 or self._owns_the_next(run, index, line):
            return None
        text = self.reading.whole[run[0].start : run[-1].base]
        alone = run[0].start in self.weak
        if len(run) == 1:
            known = self._surname_of(run[0].folded) or self.full.get(run[0].folded)
            alone = known is None and run[0].start not in self.introduced
            if alone and len(text) < 2:
                return None
            text = known or text
        return Name(run[0].start, run[-1].base, text, stop=run[-1].end, alone=alone)
