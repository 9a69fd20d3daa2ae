"""What joined dates lend each other: "11 and 12 October", "5 February to 16 July 2026"."""

from itertools import pairwise

from pipelines.extract.dates.part import DATED, DAYS, GROUPS
from pipelines.extract.dates.resolve import Atom


def share(atoms: list[Atom], *, back: bool) -> None:
    """Lend a joined neighbour's month or year: "11 and 12 October", "5 February to 16 July 2026".

    Where months stand before days none is lent ``back`` to a day before it.
    """
    for left, right in reversed(list(pairwise(atoms))):
        if right.joined:
            if back:
                _lend_day(right, left)
            _lend_year(right, left)
            _part_years(left, right)
    for left, right in pairwise(atoms):
        if right.joined:
            _lend_day(left, right)
        if right.joined in ("either", "range"):
            _lend_year(left, right)


def _lend_day(giver: Atom, taker: Atom) -> None:
    day_alone = taker.parts.keys() <= {*DAYS, *DATED, "weekday", "bound"} and DAYS & taker.parts.keys()
    if day_alone and DAYS & giver.parts.keys() and "month" in giver.parts:
        taker.parts["month"] = giver.parts["month"]
        taker.strong += 1
        taker.parts |= {key: giver.parts[key] for key in DATED if key in giver.parts}


def _lend_year(giver: Atom, taker: Atom) -> None:
    if taker.parts.keys() & {*GROUPS, "part"} and not taker.parts.keys() & {*DATED, "unit", "near"}:
        taker.parts |= {key: giver.parts[key] for key in DATED if key in giver.parts}


def _part_years(left: Atom, right: Atom) -> None:
    """Put the first of two dates into the year before where it would be later: "Nov. 19 to May 27, 2022"."""
    year, months = left.parts.get("year"), (left.parts.get("month"), right.parts.get("month"))
    if year == right.parts.get("year") and isinstance(year, int) and None not in months:
        left.parts["year"] = year - (int(months[0] or 0) > int(months[1] or 0))
