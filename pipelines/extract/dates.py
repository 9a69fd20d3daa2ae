"""Dates and date windows in running text, as EDTF with both ends; every word of every language is data.

A run of date words with nothing but glue between them is one or more dates in whatever order the language
puts the parts; a part that repeats begins the next date.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipelines.extract.edtf import stretch
from pipelines.extract.lexicon import Lexicon, fold, is_word, prepared
from pipelines.extract.resolve import Atom, Direction, direction, read
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.dates import Dates

_FIGURE = re.compile(r"\d+")
_WRITTEN = re.compile(r"(\d{1,4})([./-])(\d{1,2})(?:\2(\d{2,4}))?")
_GAP = 16  # characters that glue may take between two parts of one date
_NEXT = 60  # characters between a date and a bare day of its month
_MONEY = tuple("$€£¥₹#")
_SHARES = tuple("%％$€£")
_DAYS = {"number", "day"}
_BESIDE = ("", "(", ",")  # what may stand between a weekday and its day
_GROUPS = {"month", "season", "half", "quarter", "feast"}
_DATED = {"year", "years"}
_LEADING = {"part", "near"}  # begin a date where the language puts its bounds ahead of dates


class Window(Struct, frozen=True):
    """A date or a stretch of days that a text names.

    ``start`` and ``end`` are offsets into the text. ``earliest`` and ``latest`` are inclusive, None where
    open. ``precision`` is ``day``, ``month``, ``season``, ``quarter``, ``third``, ``half``, ``year`` or
    ``interval``. ``inferred``: the words leave the year (or the month of a bare day) open and it was read
    ahead of the day of publication; ``past`` is then the EDTF of the same words read behind it, for
    sentences in the past tense. ``direction`` says which way the words themselves look, None for neither.
    ``loose``: a bare figure that may be no year at all.
    """

    start: int
    end: int
    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    inferred: bool = False
    past: str | None = None
    direction: Direction | None = None
    loose: bool = False


class _Token(Struct, frozen=True):
    start: int
    end: int
    part: str
    value: int | str
    weak: bool = False


class _Words(Struct, frozen=True):
    """One language's section, ready to be searched."""

    section: Dates
    lexicon: Lexicon[tuple[str, int | str, bool]]
    joins: dict[str, str]
    glue: frozenset[str]
    of: frozenset[str]
    leads: frozenset[str]
    weak: frozenset[str]
    marks: tuple[tuple[str, str], ...]


def windows(text: str, published: date | None, pack: Pack) -> Iterator[Window]:
    """Yield every date or date window that the text names.

    Args:
        text: One sentence or more. Offsets count Unicode code points in it.
        published: The day that "this Friday" and "later this year" are read against; None reads only what
            is complete.
        pack: The words of the text's language; without a section for dates nothing is found.

    Yields:
        Windows in reading order. "soon" yields none, "28 days" and "two years" yield none.

    Source:
        EDTF, ISO 8601-2:2019 level 2 (sub-year groupings 21-41).
    """
    if pack.dates is None:
        return
    words = _prepare(pack.dates)
    folded = fold(text)
    said: Window | None = None
    for run in _runs(_tokens(text, folded, words), folded, words):
        atoms = _atoms(run, folded, words)
        _share(atoms)
        for atom in atoms:
            if ("same_month" in atom.parts and said is not None and said.edtf[5:7].isdigit()) or (
                said is not None
                and _goes_on(atom, said, published)
                and "\n" not in text[said.end : atom.start]
            ):
                atom.parts |= {"year": int(said.edtf[:4]), "month": int(said.edtf[5:7])}
        for window in _joined([(atom, _window(atom, folded, words, published)) for atom in atoms]):
            said = window
            yield window


def _goes_on(atom: Atom, said: Window, published: date | None) -> bool:
    """Say whether a bare day is one of the month of the date before it, which is still to come."""
    if set(atom.parts) != {"day"} or said.precision != "day" or published is None or said.earliest is None:
        return False
    later = (said.earliest.year, said.earliest.month) > (published.year, published.month)
    today = 0 <= published.day - int(atom.parts["day"]) <= 1
    return later and not today and atom.start - said.end <= _NEXT


def turned(window: Window) -> Window:
    """Return the window as the words read in the past tense; the window itself where its year is certain."""
    if window.past is None:
        return window
    named = stretch(window.past)
    return replace(window, edtf=named.edtf, earliest=named.earliest, latest=named.latest)


@prepared
def _prepare(section: Dates) -> _Words:
    cased = frozenset(map(fold, section.cased))
    entries = [
        (word, (part, value, fold(word) in cased))
        for words, part, value in _entries(section)
        for word in words
    ]
    joins = {"either": section.joins.either, "both": section.joins.both, "range": section.joins.range}
    marks = [(mark, part) for part in ("year", "month", "day") for mark in getattr(section.marks, part)]
    return _Words(
        section=section,
        lexicon=Lexicon(entries, section.edges, section.suffixes),
        joins={fold(word): kind for kind, words in joins.items() for word in words},
        glue=frozenset({"", *map(fold, section.glue)}),
        of=frozenset({"", *map(fold, section.of)}),
        leads=frozenset(map(fold, section.leads)),
        weak=frozenset(map(fold, section.weak)),
        marks=tuple(sorted(marks, key=lambda mark: -len(mark[0]))),
    )


def _entries(section: Dates) -> Iterator[tuple[tuple[str, ...], str, int | str]]:
    """Every word list of the section with the part of a date that its words are, and their value."""
    for part, lists, first in (
        ("month", section.months, 1),
        ("weekday", section.weekdays, 0),
        ("half", section.halves, 40),
        ("quarter", section.quarters, 33),
    ):
        yield from ((words, part, first + i) for i, words in enumerate(lists))
    seasons = section.seasons
    for i, words in enumerate((seasons.spring, seasons.summer, seasons.autumn, seasons.winter)):
        yield words, "season", 21 + i
    for part, table, names in (
        ("part", section.parts, ("early", "mid", "late")),
        ("unit", section.units, ("week", "weekend", "month", "year")),
        ("near", section.near, ("last", "this", "next", "following")),
        ("bound", section.bounds, ("before", "not_before", "since")),
    ):
        yield from ((getattr(table, name), part, name) for name in names)
    for part in ("years", "months_away", "weeks", "days", "this_year", "next_year"):
        yield from ((words, part, int(key)) for key, words in getattr(section, part).items())
    yield section.same_month, "same_month", 0
    yield from ((words, "feast", name) for name, words in section.feasts.items())


def _tokens(text: str, folded: str, words: _Words) -> list[_Token]:
    tokens = [
        _Token(start, end, part, value, folded[start:end] in words.weak)
        for start, end, (part, value, cased) in words.lexicon.find(folded)
        if (not cased or text[start].isupper()) and not (words.section.small and _in_name(text, start, end))
    ]
    taken = {at for token in tokens for at in range(token.start, token.end)}
    tokens += (token for token in _figures(folded, words) if token.start not in taken)
    return sorted(tokens, key=lambda token: token.start)


def _in_name(text: str, start: int, end: int) -> bool:
    """Say whether a word with a capital stands before another one."""
    return text[start].isupper() and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _figures(folded: str, words: _Words) -> Iterator[_Token]:
    reached = 0
    for found in _FIGURE.finditer(folded):
        start, end = found.span()
        if start < reached or end - start > 4:
            continue
        for token in _written(folded, start, words) or _counted(folded, start, end, words):
            reached = token.end
            yield token


def _written(folded: str, start: int, words: _Words) -> list[_Token]:
    """A date in figures, ``23.07.2025``, ``2025-07-23`` or ``7/23``, as its parts; empty where it is none."""
    found = _WRITTEN.match(folded, start)
    if found is None or (start and folded[start - 1] in ".,-/$€£¥₹"):
        return []
    end = found.end()
    if end < len(folded) and (folded[end].isdigit() or folded[end : end + 1] in "%-/"):
        return []
    first, mark, second, third = found.groups()
    if third is None and mark != "/" and folded[end : end + 1] != ".":
        return []
    if third is None and mark == "." and words.section.order != "dmy":
        return []
    named = _ordered([int(part) for part in (first, second, third) if part], words.section.order)
    if named is None:
        return []
    end += third is None and mark == "."
    return [_Token(start, end, part, value, third is None and mark == "/") for part, value in named.items()]


def _ordered(figures: list[int], order: str) -> dict[str, int] | None:
    if figures[0] > 31:
        order = "ymd"
    names = {"d": "day", "m": "month", "y": "year"}
    keys = [names[key] for key in order if key != "y" or len(figures) == 3]
    named = dict(zip(keys, figures, strict=True)) if len(keys) == len(figures) else {}
    if "year" in named and named["year"] < 100:
        named["year"] += 2000
    if not 1 <= named.get("month", 0) <= 12 or not 1 <= named.get("day", 0) <= 31:
        return None
    return named if 1888 <= named.get("year", 2000) < 2200 else None


def _counted(folded: str, start: int, end: int, words: _Words) -> list[_Token]:
    """A figure as a part of a date: with its mark (``7月``), as a day ("23rd", "23.") or as a year."""
    value = int(folded[start:end])
    marked = _mark(folded, end, words)
    if marked is not None:
        return _marked(folded, start, marked, value, words)
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    if is_word(before[-1:] or " ") or re.fullmatch(r"\d[.,:/]", before):
        return []
    if before[-1:] in _MONEY or after[:1] in _SHARES or re.fullmatch(r"[.,:]\d", after):
        return []
    if end - start == 4:
        stop = words.lexicon.stretch(folded, end)
        return [_Token(start, stop, "year", value, weak=True)] if stop and 1900 <= value < 2100 else []
    if before[-1:] == "'" and end - start == 2:
        return [_Token(start - 1, end, "year", 2000 + value, weak=True)]
    stop = _ordinal(folded, end, words)
    return [_Token(start, stop, "number", value, weak=True)] if stop and 1 <= value <= 31 else []


def _mark(folded: str, end: int, words: _Words) -> tuple[int, str] | None:
    for mark, part in words.marks:
        at = end + (folded[end : end + 1] == " " and part != "day")
        if folded.startswith(mark, at):
            return at + len(mark), part
    return None


def _ordinal(folded: str, end: int, words: _Words) -> int:
    for ordinal in words.section.ordinals:
        stop = end + len(ordinal)
        if folded.startswith(ordinal, end) and not is_word(folded[stop : stop + 1] or " "):
            return stop
    return 0 if is_word(folded[end : end + 1] or " ") else end


def _marked(folded: str, start: int, marked: tuple[int, str], value: int, words: _Words) -> list[_Token]:
    """A figure with its mark, unless what follows makes it a duration, an age or a share."""
    end, part = marked
    section = words.section
    rest = folded[end : end + 12].lstrip()
    if rest.startswith(section.marks.unless) or folded[start - 1 : start] in (".", ",", "第", "제"):
        return []
    if part == "year" and value < 100:
        if not rest.startswith(section.two_digit_years) and not rest[:1].isdigit():
            return []
        value += 2000
    low, high = {"year": (1900, 2100), "month": (1, 12), "day": (1, 31)}[part]
    return [_Token(start, end, part, value)] if low <= value <= high else []


def _runs(tokens: list[_Token], folded: str, words: _Words) -> Iterator[list[_Token]]:
    run: list[_Token] = []
    for token in tokens:
        if run and _gap(folded, run[-1], token, words) is None:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _gap(folded: str, left: _Token, right: _Token, words: _Words) -> str | None:
    """What the text between two parts says: the kind of join, "" for glue, None where the date ends."""
    if right.start - left.end > _GAP:
        return None
    between = folded[left.end : right.start]
    if "\n" in between:
        return None
    if between.startswith(". ") and left.part not in _DAYS and not folded[right.start].isdigit():
        return None  # a sentence ends between them
    between = " ".join(between.split())
    if between == "," and right.part != "year" and "weekday" not in (left.part, right.part):
        return "both"
    if between in words.joins and left.part not in _LEADING:
        return words.joins[between]
    if {left.part, right.part} == {"number", "month"}:
        allowed = words.of if left.part == "number" or words.section.order == "mdy" else ()
        return "" if between in allowed else None
    if (left.part, right.part) == ("weekday", "number") and between not in _BESIDE:
        return None  # "Friday on Channel 4"
    return "" if between in words.glue else None


def _atoms(run: list[_Token], folded: str, words: _Words) -> list[Atom]:
    """Part a run into dates: a join, a part that repeats, or a bound on its open side begins the next."""
    atoms = [Atom(run[0].start, run[0].end)]
    ahead = words.section.bounds.side == "before"
    for i, token in enumerate(run):
        joined = (_gap(folded, run[i - 1], token, words) or "") if i else ""
        atom = atoms[-1]
        opens = ahead and (token.part == "bound" or (token.part in _LEADING and _DATED & atom.parts.keys()))
        closed = "bound" in atom.parts and not ahead
        if i and (joined or opens or closed or _clashes(atom, token)):
            atom = Atom(token.start, token.end, joined=joined)
            atoms.append(atom)
        atom.parts[token.part] = token.value
        atom.end = token.end
        atom.strong += not token.weak and token.part not in ("near", "bound", "unit", "part")
    return atoms


def _clashes(atom: Atom, token: _Token) -> bool:
    if token.part in atom.parts:
        return True
    return any(token.part in rivals and rivals & atom.parts.keys() for rivals in (_DAYS, _GROUPS, _DATED))


def _share(atoms: list[Atom]) -> None:
    """Lend a joined neighbour's month or year: "11 and 12 October", "5 February to 16 July 2026"."""
    for left, right in reversed(list(pairwise(atoms))):
        if right.joined:
            _lend_day(right, left)
            _lend_year(right, left)
            _part_years(left, right)
    for left, right in pairwise(atoms):
        if right.joined:
            _lend_day(left, right)
        if right.joined in ("either", "range"):
            _lend_year(left, right)


def _lend_day(giver: Atom, taker: Atom) -> None:
    day_alone = taker.parts.keys() <= {*_DAYS, *_DATED, "weekday", "bound"} and _DAYS & taker.parts.keys()
    if day_alone and _DAYS & giver.parts.keys() and "month" in giver.parts:
        taker.parts["month"] = giver.parts["month"]
        taker.strong += 1
        taker.parts |= {key: giver.parts[key] for key in _DATED if key in giver.parts}


def _lend_year(giver: Atom, taker: Atom) -> None:
    if taker.parts.keys() & {*_GROUPS, "part"} and not taker.parts.keys() & {*_DATED, "unit", "near"}:
        taker.parts |= {key: giver.parts[key] for key in _DATED if key in giver.parts}


def _part_years(left: Atom, right: Atom) -> None:
    """Put the first of two dates into the year before where it would be later: "Nov. 19 to May 27, 2022"."""
    year, months = left.parts.get("year"), (left.parts.get("month"), right.parts.get("month"))
    if year == right.parts.get("year") and isinstance(year, int) and None not in months:
        left.parts["year"] = year - (int(months[0] or 0) > int(months[1] or 0))


def _window(atom: Atom, folded: str, words: _Words, published: date | None) -> Window | None:
    loose = atom.parts.keys() == {"year"}
    supported = _supported(atom, folded, words)
    if not supported and not loose:
        return None
    ahead = read(atom, published, "future")
    if ahead is None:
        return None
    behind = read(atom, published, "past") if ahead.inferred and not direction(atom) else None
    named = stretch(ahead.edtf)
    return Window(
        start=atom.start,
        end=atom.end,
        edtf=ahead.edtf,
        earliest=named.earliest,
        latest=named.latest,
        precision=named.precision,
        inferred=ahead.inferred,
        past=behind.edtf if behind else None,
        direction=direction(atom),
        loose=loose and not supported,
    )


def _supported(atom: Atom, folded: str, words: _Words) -> bool:
    """Say whether enough speaks for a date: a part that is one alone, two that agree, or a word beside it."""
    if atom.strong or len(atom.parts) > 1:
        return True
    before = folded[max(0, atom.start - _GAP) : atom.start].rstrip()
    word = before[before.rfind(" ") + 1 :].lstrip('("“„«')
    if word in words.leads or (words.section.edges != "both" and before.endswith(tuple(words.leads) or "\0")):
        return True
    return folded[atom.end : atom.end + _GAP].lstrip().startswith(words.section.follows or ("\0",))


def _joined(found: list[tuple[Atom, Window | None]]) -> Iterator[Window]:
    """Make one window of two that "or" joins, and of a range of months or of days in one month."""
    held: Window | None = None
    for atom, window in found:
        if held and window and _belong(held, window, atom.joined):
            held = _spanning(held, window)
            continue
        if held:
            yield held
        held = window
    if held:
        yield held


def _belong(left: Window, right: Window, joined: str) -> bool:
    if "/" in left.edtf + right.edtf or (left.earliest or date.max) >= (right.earliest or date.min):
        return False
    if joined == "range" and left.precision == right.precision == "day":
        return left.edtf[:7] == right.edtf[:7]
    return joined in ("range", "either")


def _spanning(left: Window, right: Window) -> Window:
    return replace(
        left,
        end=right.end,
        edtf=f"{left.edtf}/{right.edtf}",
        latest=right.latest,
        precision="interval",
        past=f"{left.past}/{right.past}" if left.past and right.past and left.past < right.past else None,
    )
