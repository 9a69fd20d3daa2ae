"""Two runs of sounds held against each other: what it costs to take one for the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipelines.identify.letters import VOWELS, Run

# What it costs to take one sound for another, both ways; consonants not named here cost 1, vowels below.
_NEAR: Mapping[str, float] = {
    "pb": 0.3, "pf": 0.3, "bv": 0.25, "fv": 0.3, "vw": 0.15, "td": 0.24, "kg": 0.3, "kx": 0.15,
    "hx": 0.15, "gx": 0.3, "tT": 0.35, "sT": 0.3, "dT": 0.4, "sz": 0.28, "zT": 0.3, "sS": 0.3,
    "sc": 0.25, "zc": 0.3, "zJ": 0.25, "ZJ": 0.15, "SZ": 0.3, "zZ": 0.25, "CJ": 0.24, "SC": 0.3,
    "Cc": 0.25, "cJ": 0.38, "ct": 0.4, "Ct": 0.62, "Jd": 0.4, "lr": 0.62, "nN": 0.2, "nm": 0.6, "mN": 0.6,
    "hf": 0.5, "gh": 0.4, "kh": 0.5, "Jy": 0.4, "SJ": 0.7, "Zr": 0.4, "ae": 0.44, "aE": 0.28, "ao": 0.4,
    "eE": 0.19, "ei": 0.4, "iU": 0.4, "oE": 0.3, "ou": 0.3, "uU": 0.12, "EU": 0.3, "uE": 0.35, "ai": 0.7,
    "au": 0.6, "eo": 0.7, "eu": 0.8, "io": 0.9, "iu": 0.7, "iE": 0.5, "aU": 0.5, "eU": 0.5, "oU": 0.4,
    "Oo": 0.1, "OE": 0.15, "Ou": 0.3, "OU": 0.3, "Oa": 0.45, "Oe": 0.5, "iy": 0.1, "uw": 0.1, "ow": 0.3,
    "ey": 0.35, "Uw": 0.2,
}  # fmt: skip
_MISSING: Mapping[str, float] = {"h": 0.4, "y": 0.55, "w": 0.5, "N": 1.0, "n": 1.3}
_VOWEL_MISSING = 0.28
_HARDLY = 0.03
_STOPS = frozenset("pbtdkg")
_UNUSUAL = 0.1  # both would have to be read in a way that is not their first


@dataclass(frozen=True, slots=True)
class Alignment:
    """What taking one run for the other costs in all, and how much of it falls on each sound of both."""

    cost: float
    first: tuple[float, ...]
    second: tuple[float, ...]


class _Row(dict[str, float]):
    """What one sound costs to take for each other, filled in as it is asked for.

    The alignment asks a hundred times for every pair of names: nothing here may cost more than a look-up.
    """

    def __init__(self, one: str, ear: "Ear") -> None:
        self._one = one
        self._ear = ear

    def __missing__(self, other: str) -> float:
        found = self._ear.sharp * substitution(self._one, other, strict=self._ear.strict)
        self[other] = found
        return found


_ROWS: dict[tuple[bool, float], dict[str, _Row]] = {}


def _rows(run: Run, ear: "Ear") -> list[_Row]:
    known = _ROWS.setdefault((ear.strict, ear.sharp), {})
    for one in run:
        if one not in known:
            known[one] = _Row(one, ear)
    return [known[one] for one in run]


def substitution(one: str, other: str, *, strict: bool) -> float:
    """The least cost between any two alternatives of two sounds.

    ``strict`` is for two names in one script, where another letter is another sound unless both are often
    written for each other.
    """
    first, second = set(one.rstrip("?")), set(other.rstrip("?"))
    least = min(0.0 if a == b else _near(a, b) for a in first for b in second)
    if first == second:
        return 0.0
    if not strict:
        usual = one[0] in second or other[0] in first
        return least if least or usual else _UNUSUAL
    if least:
        return 0.4 + least
    if not (first <= second or second <= first):
        return 0.25
    hard = one[0] != other[0] and first | second <= _STOPS  # a t may be spelt d, but no d is spelt t
    return 0.5 if hard else 0.1


@lru_cache(maxsize=4096)
def omission(one: str, weak: float) -> float:
    """The cost of a sound that the other run lacks."""
    if one.endswith("?"):
        return _HARDLY if one.endswith("??") else weak
    return min(_VOWEL_MISSING if it in VOWELS else _MISSING.get(it, 1.0) for it in one)


@dataclass(frozen=True, slots=True)
class Ear:
    """How two runs are listened to.

    ``first`` and ``second`` are what a vowel that only the first or the second run has counts, against
    its usual cost: less where the other script leaves vowels out. ``weak`` is what a missing weak sound
    counts; ``strict`` is for two names in one script. ``first_sound`` is what a word that begins with another
    sound counts beyond it; ``sharp`` multiplies what taking one sound for another costs, or
    leaving it out.
    """

    first: float = 1.0
    second: float = 1.0
    weak: float = 0.06
    strict: bool = False
    first_sound: float = 0.0
    sharp: float = 1.0


def align(first: Run, second: Run, ear: Ear, bound: float = 1e9) -> Alignment | None:
    """Find the cheapest way to take one run for the other; None where it costs more than ``bound``."""
    gaps, others = _omissions(first, ear.first, ear), _omissions(second, ear.second, ear)
    rows = _rows(first, ear)
    table = [[0.0, *accumulate(others)]]
    for row, gap in zip(rows, gaps, strict=True):
        above = table[-1]
        left = above[0] + gap
        here = [left]
        for place, other in enumerate(second):
            best = above[place] + row[other]
            up = above[place + 1] + gap
            if up < best:
                best = up
            left += others[place]
            if left < best:
                best = left
            left = best
            here.append(best)
        if min(here) > bound:
            return None
        table.append(here)
    return _traced(second, rows, table, gaps, others) if table[-1][-1] <= bound else None


def _omissions(run: Run, vowels: float, ear: Ear) -> list[float]:
    return [
        omission(it, ear.weak) * (1.0 if "?" in it else ear.sharp) * (vowels if VOWELS & set(it) else 1.0)
        for it in run
    ]


def _traced(
    second: Run,
    rows: Sequence[_Row],
    table: Sequence[Sequence[float]],
    gaps: Sequence[float],
    others: Sequence[float],
) -> Alignment:
    """Walk back along the cheapest way and note what falls on each sound."""
    i, j = len(rows), len(second)
    ones, twos = [0.0] * i, [0.0] * j
    while i or j:
        here = table[i][j]
        taken = rows[i - 1][second[j - 1]] if i and j else 0.0
        if i and j and here == table[i - 1][j - 1] + taken:
            i, j = i - 1, j - 1
            ones[i] += taken
            twos[j] += taken
        elif i and here == table[i - 1][j] + gaps[i - 1]:
            i -= 1
            ones[i] += gaps[i]
            if j:
                twos[j - 1] += gaps[i]
        else:
            j -= 1
            twos[j] += others[j]
            if i:
                ones[i - 1] += others[j]
    return Alignment(table[-1][-1], tuple(ones), tuple(twos))


def _near(one: str, other: str) -> float:
    found = _NEAR.get(one + other, _NEAR.get(other + one))
    if found is not None:
        return found
    if one in VOWELS and other in VOWELS:
        return 0.6
    return 1.3 if (one in VOWELS) != (other in VOWELS) else 1.0
