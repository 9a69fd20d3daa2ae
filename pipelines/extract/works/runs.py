"""Which links of a chain hold: what the article says of the parts elsewhere decides."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pipelines.extract.reading import Reading
from pipelines.extract.tokens import Token
from pipelines.extract.works.chains import CLOSED, Atom, Chain, Limits, chains, genitive

SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+")  # "Min-ji": half of a Korean name
_LABEL = re.compile(r"^[^\n:]{2,60}: ", re.MULTILINE)
_SYLLABLES = 2  # of a Korean given name
_SYLLABLE, _LAST = 3, 5  # signs of the first and the second
_MANY = 3  # lines that a list has at least
_MOST_WORDS = 9
_NAME_WORDS = (2, 3)
_SHORTEST = 3  # signs
_BULLETS = ("*", "•", "-", "–", "·", "◦", "▪")
_LONGEST_BULLET = 8  # signs: a number, a time of day


class Run(Struct, frozen=True):
    """A run that may be a title: ``first`` and ``last`` count the tokens of its line.

    ``opening``: its capital may come from opening a sentence; ``loud``: its line is a headline in title
    case; ``heads``: a list's line opens with it; ``named``: its own words say that it is a person.
    """

    line: int
    first: int
    last: int
    start: int
    end: int
    text: str
    opening: bool
    loud: bool
    heads: bool
    named: bool

    @property
    def place(self) -> Atom:
        """The run as one atom."""
        return Atom(self.first, self.last, self.start, self.end, self.text)


class Runs:
    """The runs of an article; ``solo`` counts those that stand alone, ``parts`` the words of names."""

    def __init__(self, reading: Reading, limits: Limits) -> None:
        self.reading, self.words, self.slots = reading, reading.words, limits.slots
        self.leads, self.seasons, self.closed = limits.leads, limits.seasons, limits.closed
        self.solo: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        self.labelled = len(_LABEL.findall(reading.article.text)) >= _MANY
        self.labels: Counter[str] = Counter()
        self.inner: set[str] = set()
        self.surnames: set[str] = set()
        self.chains = [
            chain for number in range(len(reading.lines)) for chain in chains(reading, number, limits)
        ]
        for chain in self.chains:
            self._count(chain)
        self.headline = {chain.atoms[0].text for chain in self.chains if not chain.line and not chain.links}

    def __iter__(self) -> Iterator[Run]:
        """Yield the runs in reading order, those of headlines cut to what the text knows."""
        cut = [self._cut(chain) for chain in self.chains]
        known = {run.text for runs in cut for run in runs if not run.loud}
        for run in (run for runs in cut for run in runs):
            if run.loud and run.text not in known:
                yield from self._parted(self._grown(run, known), known)
            else:
                yield from self._apart(run)

    def _cut(self, chain: Chain) -> list[Run]:
        found, first = [], 0
        for index in range(len(chain.atoms)):
            if index + 1 < len(chain.atoms) and self._kept(chain, index):
                continue
            run = self._run(chain, first, index)
            if run is not None:
                found.append(run)
            first = index + 1
        return found

    def _grown(self, run: Run, known: set[str]) -> Run:
        """Return a headline's run as long as the text has it: a common word does not end it there."""
        line, _ = self.reading.line_tokens(run.line)
        longer = [
            text
            for text in known
            if text.startswith(run.text + " ") and self.reading.whole.startswith(text, run.start)
        ]
        last = run.last
        while longer and last + 1 < len(line) and line[last + 1].base <= run.start + max(map(len, longer)):
            last += 1
        return self._part(run, run.first, last)

    def _apart(self, run: Run) -> Iterator[Run]:
        """Part a name from the character behind it, and a headline's title from the name behind it."""
        for size in range(run.last - run.first, 0, -1):
            left = self._part(run, run.first, run.first + size - 1)
            if not self.solo[left.text]:
                continue
            right = self._part(run, left.last + 1, run.last)
            named = self._named(run.line, left.place)
            if named or (left.text in self.headline and (self.solo[right.text] or self.parts[right.text])):
                yield replace(left, named=named)
                yield replace(right, opening=False)
                return
        yield run

    def _parted(self, run: Run, known: set[str]) -> Iterator[Run]:
        """Yield the parts of a headline's run: its longest part that the text names, and what is left."""
        for size in range(run.last - run.first, 0, -1):
            for first in range(run.first, run.last + 2 - size):
                part = self._part(run, first, first + size - 1)
                if part.text in known and len(part.text) >= _SHORTEST:
                    if run.first < first:
                        yield from self._parted(self._part(run, run.first, first - 1), known)
                    yield part
                    if part.last < run.last:
                        yield from self._parted(self._part(run, part.last + 1, run.last), known)
                    return
        yield run

    def _part(self, run: Run, first: int, last: int) -> Run:
        line, _ = self.reading.line_tokens(run.line)
        start, end = line[first].start, line[last].base
        return replace(run, first=first, last=last, start=start, end=end, text=self.reading.whole[start:end])

    def _count(self, chain: Chain) -> None:
        atoms = chain.atoms
        if len(atoms) == 1 and not chain.loud:
            self.solo[atoms[0].text] += 1
        if chain.links and chain.links[0] == "colon":
            self.labels[atoms[0].text] += 1
        for index, atom in enumerate(atoms):
            if not chain.loud and (index or not chain.opening):
                self.inner.add(atom.text)
            if index:
                self.pairs[self.reading.whole[atoms[index - 1].start : atom.end]] += 1
            if self._like_person(chain.line, atom):
                words = atom.text.split(" ")
                self.surnames.add(words[-1])
                self.parts.update(words)

    def _tokens(self, line: int, atom: Atom) -> list[Token]:
        return self.reading.line_tokens(line)[0][atom.first : atom.last + 1]

    def _like_person(self, line: int, atom: Atom) -> bool:
        """Say whether words have the shape of a name: two or three capitals, none of them common."""
        if not _NAME_WORDS[0] <= atom.last - atom.first + 1 <= _NAME_WORDS[1] or "&" in atom.text:
            return False
        words = self._tokens(line, atom)
        if self._syllabic(words):
            return True
        return all(word.capital and word.folded not in self.words.common for word in words)

    def _syllabic(self, words: list[Token]) -> bool:
        """Say whether words are a family's name and two syllables, common words or not: "Han So Hee"."""
        if len(words) != _SYLLABLES + 1 or words[0].folded not in self.words.surnames:
            return False
        middle, last = words[1:]
        if len(middle.text) > _SYLLABLE or len(last.text) > _LAST or middle.folded in self.words.small:
            return False
        return all(word.capital for word in words) and last.folded not in self.words.common

    def _named(self, line: int, atom: Atom) -> bool:
        """Say whether words are a person's name as far as they tell themselves."""
        if not self._like_person(line, atom):
            return False
        words = self._tokens(line, atom)
        if len(words) > _NAME_WORDS[0] and words[0].folded in self.words.articles:
            words = words[1:]  # "The Ana Mirren actioner"
        first, *middle, last = words
        if self._syllabic(words) or any(len(token.text) == 1 for token in middle):
            return True
        return (
            self.words.forename(first.folded)
            or self.solo[last.text] > 0
            or bool(SYLLABLES.fullmatch(last.text))
        )

    def _kept(self, chain: Chain, index: int) -> bool:
        """Say whether the link behind the atom ``index`` lies inside a title."""
        left, right, link = chain.atoms[index], chain.atoms[index + 1], chain.links[index]
        slot = self.slots.get(left.start)
        if slot is not None and right.end <= slot.end:
            return True
        pair = self.reading.whole[left.start : right.end]
        twice = self.pairs[pair] > 1 or (chain.line > 0 and pair in self.reading.article.title)
        if link == "colon":
            return twice or (slot is None and self._subtitled(chain, index))
        if link == "owner":
            return self._owned(chain, index, twice)
        alone = self.solo[left.text] > 0 or self.solo[right.text] > 0
        named = self._named(chain.line, left)
        if link != "small":
            return twice and not (alone or (named and self._named(chain.line, right)))
        between = {token.folded for token in self._between(chain, left, right)}
        if left.text[-1].isdigit():
            return twice
        if between <= self.words.within - self.words.of and self._like_person(chain.line, left):
            return twice and not alone
        if named or left.text in self.parts or self._named(chain.line, right):
            spoken_of = any(self.parts[word.text] > 1 for word in self._tokens(chain.line, left))
            return twice and not (alone or spoken_of)
        if not between & self.words.inside:
            return True
        head = self._tokens(chain.line, left)[0]
        fitting = between & (self.words.within | self.words.articles) or head.folded in self.words.articles
        return twice or (bool(fitting) and not alone)

    def _between(self, chain: Chain, left: Atom, right: Atom) -> list[Token]:
        return self.reading.line_tokens(chain.line)[0][left.last + 1 : right.first]

    def _subtitled(self, chain: Chain, index: int) -> bool:
        """Say whether a colon that stands once parts a title from its subtitle, and no label from a text."""
        left, right = chain.atoms[index], chain.atoms[index + 1]
        label = self.labels[left.text] > 1 or self._plain(chain.line, left)
        if label or self._named(chain.line, right) or self._plain(chain.line, right):
            return False
        if chain.line and not (index == 0 and chain.opening):
            return True
        if self.labelled:
            return self._fills(chain, left, right)
        long = right.last > right.first or bool(CLOSED.match(self.reading.whole, right.end))
        return long and (chain.line > 0 or not (chain.loud or self.reading.article.text))

    def _fills(self, chain: Chain, left: Atom, right: Atom) -> bool:
        """Say whether a chain with a colon is all of a list's line, or of its first sentence."""
        start, end = self.reading.lines[chain.line]
        bullet, last = self.reading.whole[start : left.start], chain.atoms[-1]
        item = bool(bullet) and self.reading.whole.startswith(". ", last.end)
        alone = last.end == end or item
        return chain.line > 0 and len(bullet) < _SHORTEST and alone and last.last > right.first

    def _plain(self, line: int, atom: Atom) -> bool:
        """Say whether a run has no word of its own: only common ones and numbers."""
        return all(
            token.folded in self.words.common or token.text.isdigit() for token in self._tokens(line, atom)
        )

    def _owned(self, chain: Chain, index: int, twice: bool) -> bool:
        """Say whether a possessive is part of a title, as in "The Baker's Oath", and no owner before one."""
        left, right = chain.atoms[index], chain.atoms[index + 1]
        if self.solo[right.text] or self._like_person(chain.line, left):
            return False
        head, last = self._tokens(chain.line, left)[0], self._tokens(chain.line, left)[-1]
        if head.folded in self.words.articles and left.last > left.first:
            return True
        if self.solo[left.text] or self.parts[self.reading.whole[last.start : last.base]]:
            return False
        return twice or (chain.line > 0 and not genitive(self.words, last))

    def _run(self, chain: Chain, left: int, right: int) -> Run | None:
        line, _ = self.reading.line_tokens(chain.line)
        first, last = chain.atoms[left].first, chain.atoms[right].last
        opening = left == 0 and chain.opening
        heads = self._heads(chain.line, line, first, last)
        if opening and not (chain.loud or heads or chain.atoms[left].start in self.slots):
            first = self._trimmed(chain, line, first, last)
            opening = first == chain.atoms[left].first
        slotted = last - first > 1 and chain.atoms[left].start in self.slots
        if (
            first > last
            or last - first >= _MOST_WORDS
            or (not slotted and self._plain_number(line, first, last))
        ):
            return None
        start, end = line[first].start, line[last].base
        if sum(map(str.isalpha, self.reading.whole[start:end])) < _SHORTEST:
            return None
        named = self._named(chain.line, Atom(first, last, start, end, self.reading.whole[start:end]))
        text = self.reading.whole[start:end]
        return Run(chain.line, first, last, start, end, text, opening, chain.loud, heads, named)

    def _plain_number(self, line: list[Token], first: int, last: int) -> bool:
        """Say whether a run is a count of something ("Part 1", "Top 10")."""
        words = line[first:last]
        return line[last].text.isdigit() and all(token.folded in self.words.common for token in words)

    def _heads(self, number: int, line: list[Token], first: int, last: int) -> bool:
        """Say whether a run is all that stands before a list line's bracket, colon or dash."""
        start = self.reading.lines[number][0]
        before = self.reading.whole[self.leads.get(start, start) : line[first].start]
        if not number or len(before) > _LONGEST_BULLET or any(char.isalpha() for char in before):
            return False
        dated = start in self.leads and line[last].end + 1 in self.seasons
        item = before.strip() in _BULLETS and self.reading.whole.startswith(". ", line[last].end)
        item = item or (before.strip() in _BULLETS and self._told_of(line[last].end))
        return dated or item or bool(CLOSED.match(self.reading.whole, line[last].end))

    def _told_of(self, end: int) -> bool:
        """Say whether a platform, a season or a date stands behind the comma at ``end``."""
        whole = self.reading.whole
        return whole.startswith(", ", end) and end + 2 in self.closed and whole[end + 2].isalnum()

    def _pair(self, number: int, line: list[Token], first: int, last: int) -> bool:
        """Say whether an opening word and one other are a title rather than an opener and a name."""
        word, words = line[first].folded, self.words
        openers = (words.small, words.outside, words.inside, words.ands, words.who, words.first_words)
        if last != first + 1 or any(word in some for some in openers) or line[last].text.isdigit():
            return False
        whole = self.reading.whole
        pair, rest = whole[line[first].start : line[last].base], whole[line[last].start : line[last].base]
        return whole.count(pair) > 1 or (not number and rest not in self.solo)

    def _trimmed(self, chain: Chain, line: list[Token], first: int, last: int) -> int:
        """Cut off the words that have their capital from opening a sentence."""
        whole, end = self.reading.whole, chain.atoms[0].end
        while first <= last and line[first].folded in self.words.common:
            if whole[line[first].start : end] in self.inner or self._pair(
                chain.line, line, first, chain.atoms[0].last
            ):
                break
            rest = whole[line[first + 1].start : end] if first < last else ""
            article = line[first].folded in self.words.articles
            if article and first < last and line[first + 1].capital and rest not in self.inner:
                break
            first += 1
            while first <= last and not line[first].capital and not line[first].text[0].isdigit():
                first += 1
        return first
