"""Where a headline without marks has room for a title: behind a verb of news or casting, an owner, a noun.

A headline in title case says nothing by its capitals, and a title may be made of common words alone ("Star
Exits Big Swiss at HBO"). What stands before it and behind it bounds it.
"""

from collections.abc import Collection, Iterator

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.works.around import BEHIND, KINDS, Around
from pipelines.extract.works.chains import Slot, owner

_LONGEST = 7  # words
_OWNER = 4  # words of the one who owns a title
_NAMES = 3  # words of a name
_NAMED = 8  # words between a verb and the work that a person stands before
_SURE = ("cast in",)
_ONE = ("cast in", "noun", "owned", "of")  # behind these no two titles stand
_NOTHING: frozenset[str] = frozenset()
_AMPERSAND = " & "
_TOLD = frozenset({"news", "shoot"})
_NEWS = frozenset({"news"})


def slots(reading: Reading, near: Around, taken: Collection[int]) -> Iterator[Slot]:
    """Yield the slots of the headline, and those in the text where only a work can stand.

    ``taken`` are the places of other mentions and of cues.
    """
    ahead = near.dated | near.platforms | near.season_starts
    casts = {end for end, kinds in near.cue_ends.items() if any(kind.startswith("person") for kind in kinds)}
    joints = reading.words.inside - frozenset(map(fold, reading.words.pack.clauses.origins))
    for number in range(len(reading.lines)):
        found = _Line(reading, number, near, taken, ahead, casts, joints).slots()
        yield from found if not number else (slot for slot in found if _sure(reading, slot))


def _sure(reading: Reading, slot: Slot) -> bool:
    """Say whether a slot of the text holds a title by its own words: some of them are common."""
    words = fold(reading.whole[slot.start : slot.end]).split()
    return slot.kind in _SURE and len(words) > 1 and not reading.words.common.isdisjoint(words)


class _Line:
    """The words of a line, read from left to right."""

    def __init__(
        self,
        reading: Reading,
        number: int,
        near: Around,
        taken: Collection[int],
        ahead: Collection[int],
        casts: Collection[int],
        joints: Collection[str],
    ) -> None:
        self.whole, self.words = reading.whole, reading.words
        self.line, self.loud = reading.line_tokens(number)
        self.near, self.taken, self._ahead = near, taken, ahead
        self._casts = [index for index, token in enumerate(self.line) if token.end in casts]
        self.joints = joints

    def slots(self) -> Iterator[Slot]:
        index, end, before = 0, -1, ""
        while index < len(self.line):
            kind = self._opener(index) if self._begins(index) else ""
            if kind == "cast in" and 0 <= end == index - 2:
                kind = ""  # "joins Title *in* Key Role"
            if not kind and end >= 0 and self._listed(end, index):
                kind = before
            last = self._subtitled(kind, index, self._last(kind, index)) if kind else index
            kind = "day" if self._day(index) else kind
            if kind in ("cast", "act") and self._in(index, last):
                kind = ""  # "joins *A* in Title"
            if kind and self._stands(kind, self.line[index].start, last):
                yield Slot(self.line[index].start, self.line[last].base, kind)
                end, before = last, kind
            index = last + 1

    def _in(self, first: int, last: int) -> bool:
        """Say whether what stands behind a verb is a person, and their work behind it."""
        words = self.line[first : last + 1]
        named = 1 < len(words) <= _NAMES and not any(token.folded in self.words.common for token in words)
        step = last + 2
        if not named or step >= len(self.line) or self._gap(last) != " ":
            return False
        return self.line[last + 1].folded in self.words.within - self.words.of and self._begins(step)

    def _listed(self, end: int, index: int) -> bool:
        """Say whether a word stands right behind a slot and "and"."""
        between = self.line[end + 1 : index]
        return bool(between) and all(token.folded in self.words.ands for token in between)

    def _day(self, index: int) -> bool:
        """Say whether a weekday or a month opens the headline and does something: "*Wednesday* Adds A"."""
        if index or len(self.line) < 2 or self.line[0].start not in self.near.dated:
            return False
        return self.line[0].text.isalpha() and self.line[1].folded in self.words.acts

    def _begins(self, index: int) -> bool:
        token = self.line[index]
        if self._day(index):
            return True
        if token.start in self.near.dated and token.text.isalpha() and token.capital:
            return index + 2 < len(self.line) and self._word(index + 1) and self._word(index + 2)
        kind = index and self.near.noun_ends.get(self.line[index - 1].end) in KINDS and not self.loud
        if token.start in self.taken or (token.folded in self.words.outside and not kind):
            return False
        if token.folded in self.words.articles:
            return index + 1 < len(self.line) and self._word(index + 1) and self._gap(index) == " "
        return self._word(index) and token.folded not in self.words.small

    def _word(self, index: int) -> bool:
        """Say whether a word may be part of a title: a capital or a number that is no other mention."""
        token = self.line[index]
        if token.start in self.taken or token.folded in self.words.acts:
            return False
        return token.capital or token.text[0].isdigit()

    def _gap(self, left: int) -> str:
        return self.whole[self.line[left].end : self.line[left + 1].start]

    def _opener(self, index: int) -> str:
        """Name what opens a slot at a word; empty where nothing does."""
        if not index:
            return "head"
        before = self.line[index - 1]
        if owner(self.whole, before):
            return self._owned(index - 1)
        if self._gap(index - 1) != " ":
            label = all(token.folded in self.words.common for token in self.line[:index])
            return "head" if label and self._gap(index - 1) in (": ", " | ") else ""
        if self.near.noun_ends.get(before.end) in KINDS:
            return "noun"
        if self._beside(index - 1):
            return "cast in"
        return self._verb(index - 1) or ("act" if before.folded in self.words.acts else "")

    def _beside(self, index: int) -> bool:
        """Say whether a word stands between a person and a work: "replaces A *in* Title"."""
        before = self.line[index - 1] if index else None
        if before is None or self.line[index].folded not in self.words.within ^ self.words.of:
            return False
        named = before.capital and before.start not in self.taken and self._gap(index - 1) == " "
        return named and any(0 < index - cue <= _NAMED for cue in self._casts)

    def _verb(self, index: int) -> str:
        """Name the verb that ends at a word, or right before it where the word is a preposition."""
        near, token = self.near, self.line[index]
        kinds = near.cue_ends.get(token.end, _NOTHING)
        joined = token.folded in self.joints
        if joined and index and not kinds and self._gap(index - 1) == " ":
            end = self.line[index - 1].end
            kinds = near.cue_ends.get(end, _NOTHING)
            if token.folded in self.words.of and (
                near.noun_ends.get(end) in BEHIND or end in near.season_ends
            ):
                return "of"
        if "person before" in kinds:
            return "cast in" if joined else "" if "person after" in kinds else "cast"
        if not kinds & _TOLD:
            return ""
        return "news in" if joined else "news"

    def _owned(self, index: int) -> str:
        """Say whether an owner stands where a cast verb wants a work: "to star *in* A's Title"."""
        first = index
        while first and index - first < _OWNER and self._gap(first - 1) == " " and self.line[first].capital:
            if self._verb(first - 1) in ("cast", "cast in"):
                return "cast in"
            first -= 1
        return "" if self.line[index].folded in self.words.common else "owned"

    def _last(self, kind: str, first: int) -> int:
        """Return the last word of the slot that begins at ``first``."""
        last = first
        while last - first < _LONGEST:
            after = self._after(kind, first, last)
            if not after:
                break
            last = after
        return self._shown(first, last)

    def _shown(self, first: int, last: int) -> int:
        """Take in a word for a work that ends a title: "*The Morning Show* Star A"."""
        step = last + 2
        if self.line[first].folded not in self.words.articles or step >= len(self.line) or not self.loud:
            return last
        kind, after = self.line[last + 1], self.line[step]
        if not kind.capital or self.near.noun_starts.get(kind.start) not in KINDS:
            return last
        made = after.folded in self.words.first_words or after.start in self.near.job_starts
        return last + 1 if made or after.start in self.near.season_starts else last

    def _after(self, kind: str, first: int, last: int) -> int:
        """Return the next word of a title; 0 where it ends."""
        step, line, small = last + 1, self.line, self.words.small
        if step < len(line) and self._gap(last) == _AMPERSAND:
            return step if self._word(step) else 0
        if self._ends(first, last):
            return 0
        while step < len(line) and line[step].folded in small and self._gap(step - 1) == " ":
            step += 1
        if step >= len(line) or self._gap(step - 1) != " " or not self._word(step):
            return 0
        between = [token.folded for token in line[last + 1 : step]]
        if line[step].folded in self.words.outside or not self._joined(kind, between, first, last):
            return 0
        return step

    def _subtitled(self, kind: str, first: int, last: int) -> int:
        """Return the last word of the subtitle behind a colon, where the sentence goes on behind it."""
        start = last + 1
        if start >= len(self.line) or self._gap(last) != ": " or not self._begins(start):
            return last
        end = self._last(kind, start)
        if kind == "head":
            long = _AMPERSAND in self.whole[self.line[start].start : self.line[end].end]
            if end + 1 == len(self.line) or self._gap(end) != " " or not (long or self._plainly(start, end)):
                return last
            after = self.line[end + 1]
            made = after.start in self.near.job_starts or after.folded in self.words.first_words
            return end if made or self._told(self.line[first].start, end + 1) else last
        behind = end + 1
        if behind < len(self.line) and self.line[behind].folded in self.words.small:
            behind += 1
        if end + 1 == len(self.line) and end > start + 1:
            return end
        if (
            end + 1 < len(self.line)
            and self._gap(end) == ", "
            and self.line[end + 1].folded in self.words.acts
        ):
            return end
        goes_on = behind < len(self.line) and {" "} == {self._gap(at) for at in range(end, behind)}
        return end if goes_on and self.line[behind].start in self._ahead else last

    def _ends(self, first: int, last: int) -> bool:
        """Say whether a word is an owner that is no part of a title, as it is in "The Baker's Oath"."""
        if self.line[last].folded in self.words.common and first == last:
            return False  # "All's Fair"
        return owner(self.whole, self.line[last]) and self.line[first].folded not in self.words.articles

    def _joined(self, kind: str, between: list[str], first: int, last: int) -> bool:
        """Say whether small words join two words of a title: "of", "the", "for the"; "and" two lone words."""
        if not between:
            return True
        if set(between) <= self.words.ands:
            alone = last + len(between) + 2 < len(self.line) and not self._word(last + len(between) + 2)
            return first == last and (kind in _ONE or (kind == "news" and alone))
        *leading, final = between
        if final in self.words.articles:
            return len(leading) < 2 and set(leading) <= self.words.small
        if leading:
            return False
        single = kind in _ONE and final in self.joints and final not in self.words.within
        return final in self.words.within & self.words.of or (single and first == last)

    def _stands(self, kind: str, start: int, last: int) -> bool:
        """Say whether what stands behind a slot lets it be a title."""
        line, near, behind = self.line, self.near, last + 1
        asks = any(one.start == start and one.folded in self.words.outside for one in line)
        if asks and behind < len(line):
            return False  # only at the end: "series *What Lies Beneath*"
        if line[last].base < line[last].end or owner(self.whole, line[last]):
            return False
        if line[last].start == start and line[last].folded in self.words.common:
            return self._day(last)
        if kind == "head" and behind < len(line) and self._gap(last) == ": ":
            return self._plain(start, last)
        if behind >= len(line) or self._gap(last) != " ":
            return kind != "head" or self._apposed(behind)
        after = line[behind]
        one = line[last].start == start and (self.loud or kind != "cast in")
        more = behind + 1 < len(line) and self._gap(behind) == " " and self._begins(behind + 1)
        if near.noun_starts.get(after.start) in KINDS and (
            one or more or (self._named(start) and not self._counted(start, last))
        ):
            return False  # "Orders *Medical* Drama", "joins *Ana Mirren* film": of which kind, whose it is
        if after.start in near.job_starts or after.folded in self.words.first_words:
            return True
        return kind != "head" or after.start in near.season_starts or self._told(start, behind)

    def _named(self, start: int) -> bool:
        return any(self.words.forename(token.folded) for token in self.line if token.start == start)

    def _counted(self, start: int, last: int) -> bool:
        return any(token.text[0].isdigit() for token in self.line[: last + 1] if token.start > start)

    def _apposed(self, index: int) -> bool:
        """Say whether a comma and who is in it stand behind a title: "Title, Starring A"."""
        if index >= len(self.line) or self._gap(index - 1) != ", ":
            return False
        return "person after" in self.near.cue_starts.get(self.line[index].start, _NOTHING)

    def _plainly(self, first: int, last: int) -> bool:
        return any(token.folded in self.words.common for token in self.line[first : last + 1])

    def _plain(self, start: int, last: int) -> bool:
        """Say whether some words of a slot are common, and not all of them: no name and no label."""
        words = [token.folded for token in self.line[: last + 1] if token.start >= start]
        common = [word in self.words.common for word in words]
        titled = words[0] in self.words.articles or words[-1].isdigit()
        return any(common) and (not all(common) or titled)

    def _told(self, start: int, index: int) -> bool:
        """Say whether a verb tells news of what stands before it, and does nothing to what is behind it."""
        kinds = self.near.cue_starts.get(self.line[index].start, _NOTHING)
        plain = self._plain(start, index - 1)
        if plain and self.line[index].folded in self.words.acts:
            return True
        if kinds != _NEWS and not ("news" in kinds and plain):
            return False
        while index < len(self.line) and self.line[index].start in self.taken:
            index += 1
        return index == len(self.line) or self._gap(index - 1) != " " or not self._begins(index)
