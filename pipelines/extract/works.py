"""The works that an article names: in marks, in emphasis, beside a season, and again without them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from pipelines.extract import discover
from pipelines.extract.apposed import apposed
from pipelines.extract.headings import headings
from pipelines.extract.lexicon import fold, is_word
from pipelines.extract.reading import Hit, Placed, Reading, within
from pipelines.extract.tokens import Token
from pipelines.extract.unmarked import unmarked

_CLOSERS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»", "„": "“”", "<": ">",
    '"': '"', "'": "'", "‚": "‘", "”": "”", "»": "«", "＜": "＞",
}  # fmt: skip
_SHORTENED = 2  # a title of more words than this may be cut down to one
_SPEECH = '"“„'
_STRICT = "「『《〈<＜"
_MARK = re.compile("[" + re.escape("".join(_CLOSERS)) + "]")
_LONGEST = 90
_BEHIND = re.compile(r" (\d{1,2})(?=[:,]|$)")
_NUKTA = "\u093c"  # a dot that Devanagari spelling leaves out as often as not
_SHORT = 3
_SAID = 24  # characters between speech in marks and the end of the verb behind it
_ASIDE = 80  # characters of a bracket before a title in it
_NOUN = 12  # characters of a word for a work
_TRAILING = " ,.;:-–—…"


@dataclass(frozen=True, slots=True)
class Work:
    """A work as it is mentioned once: ``start`` and ``end`` take in its marks.

    ``title`` is its name in the article; ``season`` the number that the mention itself carries; ``passing``
    works are background to something else.
    """

    start: int
    end: int
    title: str
    season: int | None = None
    passing: bool = False
    marked: bool = False


@lru_cache(maxsize=4096)
def key(title: str) -> str:
    """Return the form in which two spellings of a title are one."""
    plain = normalize("NFD", fold(title)).replace(_NUKTA, "")
    return "".join(char for char in plain if is_word(char))


def quotes(text: str, nested: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, content)`` of what stands in marks; the place takes the marks in.

    ``nested`` yields what stands in marks inside of what someone says, too.
    """
    place = 0
    while match := _MARK.search(text, place):
        start = match.start()
        end = _closing(text, start)
        place = start + 1 if end is None else end
        if end is not None:
            content = text[start + 1 : end - 1]
            yield start, end, content.strip()
            if nested and text[start] in _SPEECH and _MARK.search(content):
                yield from (
                    (first + start + 1, last + start + 1, inner) for first, last, inner in quotes(content)
                )


def _closing(text: str, start: int) -> int | None:
    mark = text[start]
    strict = mark in _STRICT
    spaced = mark == "«" and text[start + 1 : start + 2] in ("\u00a0", "\u202f", " ")
    if start + 1 >= len(text) or (text[start + 1].isspace() and not spaced):
        return None
    if (
        not strict
        and start
        and is_word(text[start - 1])
        and mark in "'‘\"”»"
        and ord(text[start - 1]) < 0x900
    ):
        return None
    limit = min(len(text), start + _LONGEST)
    for place in range(start + 2, limit):
        char = text[place]
        if char == "\n":
            return None
        if char in _CLOSERS[mark] and (strict or spaced or _closes(text, place)):
            return place + 1
    return None


def _closes(text: str, place: int) -> bool:
    if text[place - 1].isspace():
        return False
    if text[place] not in "'’":
        return True
    following = text[place + 1 : place + 2]
    return not following or not is_word(following) or ord(following) > 0x900


@dataclass(frozen=True)
class Works:
    """Every mention of every work, in reading order, and the works that the article is about, best first."""

    mentions: tuple[Work, ...]
    main: tuple[str, ...]
    listed: bool = False


def _looks_like_title(content: str, reading: Reading, start: int) -> bool:
    pack = reading.words.pack.titles
    mark = reading.whole[start]
    words = content.split()
    if not words or len(words) > 12 or not any(is_word(char) for char in content):
        return False
    if mark not in pack.speech and mark in _STRICT:
        return True
    if any(hit.value == "before" and start - hit.end <= 1 for hit in _speech_before(reading, start)):
        return False
    if mark in pack.speech and _quoted(reading, content, start):
        return False
    if pack.case == "none":
        return not content.endswith((".", "।", "。", "다", "?", "!")) or len(words) <= 4
    if content[-1] in ".,;" and len(words) > 4 and content[-1] == ".":
        return False
    if not (content[0].isupper() or content[0].isdigit()):
        return False
    long = [word for word in words[1:] if len(word) > 4 and word[0].isalpha()]
    if pack.case == "title":
        return sum(word[0].islower() for word in long) <= len(long) // 4
    return len(words) <= 9 and ". " not in content and not _spoken(reading, content, start)


def _spoken(reading: Reading, content: str, start: int) -> bool:
    """Say whether marks hold speech: several words with a comma or behind a colon."""
    end = start + len(content) + 2
    verbs = within(reading.hits("speech"), end, end + _SAID)
    if len(content.split()) > _SHORT and any(hit.value == "verb" for hit in verbs):
        return True
    behind = reading.whole[max(0, start - 2) : start].strip()
    said = len(content.split()) > _SHORT and (", " in content or behind == ":")
    return said and reading.whole.count(content) < 2


def _speech_before(reading: Reading, place: int) -> Sequence[Hit]:
    """Return the words of speech shortly before ``place``: what "according to" introduces is no work."""
    return within(reading.hits("speech"), max(0, place - 24), place)


def _quoted(reading: Reading, content: str, start: int) -> bool:
    """Say whether marks of a script without spaces hold speech: a stop in them, a verb of speech behind."""
    if reading.words.pack.edges != "none":
        return False
    end = start + len(content) + 2
    return "。" in content or any(
        hit.value == "verb" for hit in within(reading.hits("speech"), end, end + 12)
    )


def _marked(reading: Reading) -> Iterator[Work]:
    speech = reading.words.pack.titles.speech
    nested = reading.words.pack.titles.case == "none"
    quoted = [one for one in quotes(reading.whole, nested) if _looks_like_title(one[2], reading, one[0])]
    if reading.words.pack.edges == "left":
        quoted = [one for one in quoted if not _only_said(reading, quoted, one)]
    if any(reading.whole[one[0]] not in speech for one in quoted):
        quoted = [one for one in quoted if reading.whole[one[0]] not in speech or _called(reading, one)]
    for start, end, content in quoted:
        cut = _credited(reading, start, end)
        yield (
            Work(start, cut, reading.whole[start + 1 : cut].strip(_TRAILING), marked=True)
            if cut
            else Work(start, end, content.strip(_TRAILING), marked=True)
        )
    for span in reading.article.marks:
        content = reading.whole[span.start : span.end]
        if span.mark in ("em", "cite") and content and _looks_like_title(content, reading, span.start):
            yield Work(span.start, span.end, content.strip(_TRAILING), marked=True)


def _called(reading: Reading, one: tuple[int, int, str]) -> bool:
    """Say whether marks that may hold speech name a work: a word for it right before them ("drama *X*")."""
    nouns = within(reading.hits("nouns"), max(0, one[0] - _NOUN), one[0])
    kinds = ("noun", "series", "film")
    return reading.words.pack.edges == "none" and any(
        hit.end == one[0] and hit.value in kinds for hit in nouns[-1:]
    )


def _only_said(reading: Reading, quoted: list[tuple[int, int, str]], one: tuple[int, int, str]) -> bool:
    """Say whether a headline's marks hold mere words: the body marks works, and never these words."""
    others = any(start > reading.headline_end for start, _, _ in quoted)
    return (
        others and one[1] <= reading.headline_end and one[2].rstrip("0123456789 ") not in reading.article.text
    )


def _credited(reading: Reading, start: int, end: int) -> int | None:
    """Return where the credits begin that a title in marks closes with: "Title(written by A, ...)"."""
    opened = reading.whole.find("(", start, end - 1)
    if reading.words.pack.titles.case != "none" or opened < start + 2 or reading.whole[end - 2] != ")":
        return None
    said = within(reading.hits("cues"), opened, end) or within(reading.hits("jobs"), opened, end)
    return opened if said else None


class Runs:
    """Capitalised runs around a place of a line: titles that stand without marks."""

    def __init__(self, reading: Reading, number: int, stops: list[tuple[int, int]]) -> None:
        self.reading = reading
        self.words, self.loud = reading.line_tokens(number)
        self.stops = {place for first, last in stops for place in range(first, last)}

    def _joined(self, left: Token, right: Token) -> bool:
        gap = self.reading.whole[left.end : right.start]
        return (
            gap in (" ", "\u00a0", ": ", " & ", "-", ", ")
            if ":" in gap
            else gap in (" ", "\u00a0", " & ", "-")
        )

    def _part(self, token: Token, sure: bool = False) -> bool:
        if token.start in self.stops or token.folded in self.reading.words.outside:
            return False
        if self.loud and not sure and token.folded in self.reading.words.common:
            return False
        return token.capital or (token.text.isdigit() and len(token.text) < 3)

    def _person_like(self, last: int) -> bool:
        """Say whether the run that stops at ``last`` has two or three words, all of them rare ones."""
        count = 0
        while (
            last >= 0
            and self.words[last].capital
            and self.words[last].folded not in self.reading.words.common
        ):
            count += 1
            last -= 1
        return 1 < count < 4

    def after(self, place: int) -> tuple[int, int] | None:
        """Return the run that begins at the first word from ``place`` on."""
        index = next((i for i, word in enumerate(self.words) if word.start >= place), None)
        if index is None or self.words[index].start - place > 1 or not self._part(self.words[index]):
            return None
        first, last = self.words[index], index
        small = self.reading.words.small
        while last + 1 < len(self.words) and self._joined(self.words[last], self.words[last + 1]):
            if self.words[last].base < self.words[last].end:
                break
            step = last + 1
            while step < len(self.words) and self.words[step].folded in small and step - last < 4:
                step += 1
            if step >= len(self.words) or not self._part(self.words[step]):
                break
            if not all(self._joined(self.words[i], self.words[i + 1]) for i in range(last, step)):
                break
            last = step
        return first.start, self.words[last].base

    def before(self, place: int, sure: bool = False) -> tuple[int, int] | None:
        """Return the run that stops at the last word before ``place``; ``sure`` takes common words in."""
        index = next((i for i in range(len(self.words) - 1, -1, -1) if self.words[i].end <= place), None)
        if index is None or place - self.words[index].end > 3 or not self._part(self.words[index], sure):
            return None
        first = index
        small = self.reading.words.small
        while first > 0 and self._joined(self.words[first - 1], self.words[first]):
            step = first - 1
            while (
                step > 0
                and self.words[step].folded in small
                and not self.words[step].capital
                and first - step < 4
            ):
                step -= 1
            if not self._part(self.words[step], sure) or self.words[step].base < self.words[step].end:
                break
            if not all(self._joined(self.words[i], self.words[i + 1]) for i in range(step, first)):
                break
            if self.words[step + 1].folded in self.reading.words.inside and self._person_like(step):
                break
            first = step
        while first < index and self.words[first].folded in small and not self.words[first].capital:
            first += 1
        return self.words[first].start, self.words[index].base


def _unmarked(reading: Reading, seasons: tuple[Hit, ...], places: tuple[Hit, ...]) -> Iterator[Work]:
    """Yield the titles that a season, a noun or a platform's possessive beside them gives away."""
    nouns, cues = reading.hits("nouns"), reading.hits("cues")
    of = {fold(word) for word in reading.words.pack.titles.of}
    for number, (start, end) in enumerate(reading.lines):
        here = [*within(places, start, end), *within(seasons, start, end)]
        stops = [(hit.start, hit.end) for hit in here]
        if not here and not within(nouns, start, end):
            continue
        runs = Runs(reading, number, stops + [(hit.start, hit.end) for hit in within(cues, start, end)])
        for hit in within(seasons, start, end):
            run = runs.before(hit.start, True)
            parted = reading.folded[max(0, hit.start - 2) : hit.start] == ", "
            if run and not parted and run[0] not in reading.after_jobs:
                yield from _spelled(reading, run, True)
            if (past := _past_of(reading, hit.end, of)) > hit.end:
                yield from _spelled(reading, runs.after(past))
        for hit in within(places, start, end):
            if reading.folded[hit.start - 2 : hit.start] == " (":
                yield from _spelled(reading, runs.before(hit.start - 1))
            if reading.folded[hit.end : hit.end + 3] in ("'s ", "' "):
                yield from _spelled(reading, runs.after(hit.end + 2))
        yield from _beside_nouns(reading, runs, within(nouns, start, end), of)


def _beside_nouns(reading: Reading, runs: "Runs", nouns: Sequence[Hit], of: set[str]) -> Iterator[Work]:
    """Yield the titles that stand behind a noun: "the thriller Title", "the cast of Title"."""
    sentence = reading.words.pack.titles.case == "sentence"
    for start, end in apposed(reading, runs.words, nouns, runs.stops) if sentence else ():
        yield Work(start, end, reading.whole[start:end])
    for hit in nouns:
        if hit.value in ("noun", "series", "film") or (hit.value == "anaphor" and sentence):
            yield from _spelled(reading, runs.after(hit.end))
        if hit.value == "head" and (past := _past_of(reading, hit.end, of)) > hit.end:
            yield from _spelled(reading, runs.after(past))


def _past_of(reading: Reading, place: int, of: set[str]) -> int:
    following = reading.folded[place : place + 12].split(" ")
    if len(following) > 1 and not following[0] and following[1] in of:
        place += len(following[1]) + 1
        rest = reading.folded[place : place + 12].split(" ")
        if len(rest) > 1 and rest[1] in reading.words.small and not reading.whole[place + 1].isupper():
            place += len(rest[1]) + 1
    return place


def _spelled(reading: Reading, run: tuple[int, int] | None, seasoned: bool = False) -> Iterator[Work]:
    if run is None or reading.whole[run[0] : run[1]].isdigit():
        return
    start, end = run
    text = reading.whole[start:end]
    if (
        len(text) > 1
        and not all(word in reading.words.common or word.isdigit() for word in fold(text).split())
    ) or (
        seasoned
        and len(text) > 4
        and text[0].isupper()
        and reading.whole[end : end + 2].strip()[:1].isupper()
    ):
        yield Work(start, end, text)


def _again(reading: Reading, found: list[Work]) -> Iterator[Work]:
    """Yield every further mention of the titles in ``found``."""
    taken = sorted((work.start, work.end) for work in found)
    aliases = {title: title for title in {work.title for work in found}}
    for title in list(aliases):
        short = title.partition(": ")[2]
        if " " in short and person_free(reading, short):
            aliases.setdefault(short, title)
    for title in sorted(aliases, key=len, reverse=True):
        common = fold(title) in reading.words.common
        if len(title) < 3 or (common and " " not in title):
            continue
        place = reading.whole.find(title)
        while place >= 0:
            end = place + len(title)
            if _bounded(reading, place, end) and not any(a < end and place < b for a, b in taken):
                taken.append((place, end))
                yield Work(place, end, aliases[title])
            place = reading.whole.find(title, end)


def person_free(reading: Reading, title: str) -> bool:
    """Say whether the second half of a title is long or plain enough to stand for the whole."""
    words = fold(title).split()
    return len(words) > 2 or any(
        word in reading.words.common or word in reading.words.small for word in words
    )


def _bounded(reading: Reading, start: int, end: int) -> bool:
    text = reading.whole
    before_ok = start == 0 or not is_word(text[start - 1]) or reading.words.pack.edges == "none"
    after_ok = end == len(text) or not is_word(text[end]) or reading.words.pack.edges != "both"
    return before_ok and after_ok


def _numbered(work: Work, serial: bool, seasons: tuple[Hit, ...]) -> Work:
    """Take the season off a title that carries it."""
    inside = [hit for hit in seasons if work.start <= hit.start and hit.end <= work.end]
    if inside:
        cut = work.title.rfind(" ", 0, max(1, len(work.title) - (inside[-1].end - inside[-1].start)))
        head = work.title[: len(work.title) - (inside[-1].end - inside[-1].start)].strip(_TRAILING)
        return replace(work, title=head or work.title[:cut], season=int(inside[-1].value))
    match = re.fullmatch(r"(.*[^\s\d:.,&-]) ?(\d{1,2})", work.title)
    if match and serial and int(match[2]) < 30:
        return replace(work, title=match[1], season=int(match[2]))
    return work


def _only_season(work: Work, seasons: tuple[Hit, ...]) -> bool:
    """Say whether all that stands in marks is a season."""
    return any(hit.start - 1 <= work.start and work.end <= hit.end + 1 for hit in seasons)


def _titled(reading: Reading, head: tuple[int, int], marked: list[int]) -> bool:
    """Say whether the line that ``head`` opens names its work in marks further on."""
    line_end = reading.whole.find("\n", head[1])
    return any(head[1] <= place and (line_end < 0 or place < line_end) for place in marked)


def find(
    reading: Reading, seasons: tuple[Hit, ...], places: tuple[Hit, ...], dated: Sequence[Placed]
) -> Works:
    """Find every mention of every work in the article."""
    found = list(_marked(reading))
    names = {fold(reading.whole[hit.start : hit.end]) for hit in places}
    case = reading.words.pack.titles.case
    bare = not (case == "none" or (case == "nouns" and found))
    for work in _unmarked(reading, seasons, places) if bare else ():
        if not any(other.start < work.end and work.start < other.end for other in found):
            found.append(_grown(reading, work, places))
    found = [work for work in found if work.title and fold(work.title) not in names]
    found = [work for work in found if not _only_season(work, seasons)]
    listed: list[Work] = []
    if case == "none":
        listed = [
            Work(*place, reading.whole[slice(*place)]) for place in headings(reading, [*dated, *places])
        ]
        spans = [(work.start, work.end) for work in found]
        found += [one for one in listed if not any(a < one.end and one.start < b for a, b in spans)]
        if not found:
            taken = {place for hit in (*places, *dated) for place in range(hit.start, hit.end)}
            found += [
                Work(*place, reading.whole[slice(*place)]) for place in unmarked(reading, seasons, taken)
            ]
    if bare:
        taken = {place for work in found for place in range(work.start, work.end)}
        taken |= {place for hit in (*places, *seasons, *dated) for place in range(hit.start, hit.end)}
        marked = [work.start for work in found if work.marked]
        heads = discover.heads(reading, taken)
        listed = [
            Work(*head, reading.whole[slice(*head)]) for head in heads if not _titled(reading, head, marked)
        ]
        found += listed
        taken |= {place for work in listed for place in range(work.start, work.end)}
        known = {key(work.title) for work in found}
        titles = [work.title for work in found if work.marked and len(work.title) > 4]
        quoted = any(work.marked and work.start < reading.headline_end for work in found)
        extra = discover.titles(reading, taken, places, 6 if quoted else discover.ENOUGH, titles)
        found += [Work(-1, -1, title) for title in extra if key(title) not in known]
    found += list(_again(reading, found))
    found = [work for work in found if work.start >= 0]
    serial = bool(seasons) or _serial(reading)
    numbered = [_numbered(work, serial, seasons) for work in sorted(found, key=lambda work: work.start)]
    if serial and case == "none":
        numbered = [_followed(reading, work, dated) for work in numbered]
    numbered = [work for work in numbered if key(work.title)]
    canonical = _shortened(reading, numbered)
    for work in numbered:
        canonical.setdefault(key(work.title), work.title)
    mentions = [replace(work, title=canonical[key(work.title)]) for work in numbered]
    main = _main(reading, mentions)
    chief = main[0] if main else None
    passed = _with_listed(reading, list(_passing(reading, mentions, chief)))
    return Works(tuple(passed), main, len(listed) > 2 or _itemised(reading, mentions))


def _followed(reading: Reading, work: Work, dated: Sequence[Placed]) -> Work:
    """Take the number that stands behind a title without marks for its season, unless it opens a date."""
    found = None if work.marked or work.season else _BEHIND.match(reading.folded, work.end)
    if found is None or any(date.start <= found.start(1) < date.end for date in dated):
        return work
    return replace(work, season=int(found[1]))


def _serial(reading: Reading) -> bool:
    """Say whether the article calls its work a series and never a film: a number is a season then."""
    titles = reading.words.pack.titles
    return any(fold(word) in reading.folded for word in titles.series) and not any(
        fold(word) in reading.folded for word in titles.films
    )


def _shortened(reading: Reading, works: list[Work]) -> dict[str, str]:
    """Map each one-word title that is part of the headline's only long one to it."""
    headline = {work.title for work in works if work.marked and work.start < reading.headline_end}
    long = next(iter(headline)) if len(headline) == 1 else ""
    parts = {key(word) for word in long.split()} if len(long.split()) > _SHORTENED else set()
    return {key(work.title): long for work in works if work.marked and key(work.title) in parts}


def _itemised(reading: Reading, mentions: list[Work]) -> bool:
    """Say whether at least three lines begin with a work in marks: each work has lines of its own."""
    starts = {start for start, _ in reading.lines[1:]}
    heads = [
        work for work in mentions if work.marked and any(work.start - step in starts for step in range(3))
    ]
    headline = {work.title for work in mentions if work.start < reading.headline_end}
    return len(headline) != 1 and len({work.title for work in heads}) > 2


def _grown(reading: Reading, work: Work, places: tuple[Hit, ...]) -> Work:
    """Return a title of a headline that capitalises every word as long as the body has it."""
    if work.end > reading.headline_end or not reading.line_tokens(0)[1]:
        return work
    place = reading.whole.find(work.title, reading.headline_end)
    line = next((i for i, (start, end) in enumerate(reading.lines) if start <= place < end), 0)
    if place < 0 or line == 0 or reading.line_tokens(line)[1]:
        return work
    run = Runs(reading, line, [(hit.start, hit.end) for hit in places]).after(place)
    longer = reading.whole[run[0] : run[1]] if run else ""
    if not longer.startswith(work.title) or not reading.whole.startswith(longer, work.start):
        return work
    return replace(work, end=work.start + len(longer), title=longer)


def _main(reading: Reading, mentions: list[Work]) -> tuple[str, ...]:
    weights: Counter[str] = Counter()
    for work in mentions:
        weights[work.title] += 4 if work.start < reading.headline_end else 1
    return tuple(title for title, _ in weights.most_common())


def _with_listed(reading: Reading, works: list[Work]) -> list[Work]:
    """Pass by the works that a list joins to one that is passed by."""
    joins = reading.words.ands | {","}
    for left in range(len(works) - 2, -1, -1):
        gap = reading.folded[works[left].end : works[left + 1].start].replace(",", " , ").split()
        if works[left + 1].passing and all(word in joins for word in gap):
            works[left] = replace(works[left], passing=True)
    return works


def _passing(reading: Reading, mentions: list[Work], chief: str | None) -> Iterator[Work]:
    markers = [hit for hit in reading.hits("nouns") if hit.value == "passing"]
    followers = [hit for hit in reading.hits("nouns") if hit.value == "passed"]
    aside = _ASIDE if reading.words.pack.edges == "both" else 1
    for work in mentions:
        near = any(
            0 <= work.start - hit.end <= 12 and "\n" not in reading.whole[hit.end : work.start]
            for hit in markers
        )
        if work.title != chief:
            near = near or any(0 <= hit.start - work.end <= 2 for hit in followers)
        opened = reading.whole.rfind("(", max(reading.headline_end, work.start - aside), work.start)
        bracketed = opened >= 0 and ")" not in reading.whole[opened : work.start]
        yield replace(work, passing=True) if near or bracketed else work
