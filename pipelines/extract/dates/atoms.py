"""Runs of parts with nothing but glue between them, parted into dates."""

from collections.abc import Iterator

from pipelines.extract.dates.part import DATED, DAYS, GROUPS, Part
from pipelines.extract.dates.resolve import Atom
from pipelines.extract.dates.words import Words

_GAP = 16  # characters that glue may take between two parts of one date
_BESIDE = ("", "(", ",")  # what may stand between a weekday and its day
_LEADING = {"part", "near"}  # begin a date where the language puts its bounds ahead of dates


def runs(parts: list[Part], folded: str, words: Words) -> Iterator[list[Part]]:
    """Yield the parts that nothing but glue and joins lies between."""
    run: list[Part] = []
    for part in parts:
        if run and _gap(folded, run[-1], part, words) is None:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _gap(folded: str, left: Part, right: Part, words: Words) -> str | None:
    """What the text between two parts says: the kind of join, "" for glue, None where the date ends."""
    if right.start - left.end > _GAP:
        return None
    between = folded[left.end : right.start]
    if "\n" in between:
        return None
    if between.startswith(". ") and left.name not in DAYS and not folded[right.start].isdigit():
        return None  # a sentence ends between them
    between = " ".join(between.split())
    if between == "," and right.name != "year" and "weekday" not in (left.name, right.name):
        return "both"
    if between in words.joins and left.name not in _LEADING:
        return words.joins[between]
    if {left.name, right.name} == {"number", "month"}:
        allowed = words.of if left.name == "number" or words.section.order == "mdy" else ()
        return "" if between in allowed else None
    if (left.name, right.name) == ("weekday", "number") and between not in _BESIDE:
        return None  # "Friday on Channel 4"
    return "" if between in words.glue else None


def atoms(run: list[Part], folded: str, words: Words) -> list[Atom]:
    """Part a run into dates: a join, a part that repeats, or a bound on its open side begins the next."""
    found = [Atom(run[0].start, run[0].end)]
    ahead = words.section.bounds.side == "before"
    for i, part in enumerate(run):
        joined = (_gap(folded, run[i - 1], part, words) or "") if i else ""
        atom = found[-1]
        opens = ahead and (part.name == "bound" or (part.name in _LEADING and DATED & atom.parts.keys()))
        closed = "bound" in atom.parts and not ahead
        if i and (joined or opens or closed or _clashes(atom, part)):
            atom = Atom(part.start, part.end, joined=joined)
            found.append(atom)
        atom.parts[part.name] = part.value
        atom.end = part.end
        atom.strong += not part.weak and part.name not in ("near", "bound", "unit", "part")
    return found


def _clashes(atom: Atom, part: Part) -> bool:
    if part.name in atom.parts:
        return True
    return any(part.name in rivals and rivals & atom.parts.keys() for rivals in (DAYS, GROUPS, DATED))
