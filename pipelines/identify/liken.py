"""How alike two names sound: in all, and in the part that is least alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from pipelines.identify.align import Alignment, Ear, align, substitution
from pipelines.identify.letters import Run
from pipelines.identify.sound import Part, Sound, brief

Units = Sequence[tuple[Part, ...]]

_UNWRITTEN = 0.2
_GLANCE = 33.0  # of 100: how alike two names must look in a few letters to be held against each other
_CLEARLY = 20.0  # by how much one order of the words must look likelier for the other not to be tried
_NEAR = 0.1  # a total below which no other order of the words is tried
_FIRST = 0.25  # what another first sound costs beyond itself, across scripts
_SHARP = 1.6  # times what another sound costs, across scripts
_CLOSE = 0.4  # what taking one first sound for another costs at most where scripts do so
_FAR = 0.5  # a total beyond which it does not matter where names differ


@dataclass(frozen=True, slots=True)
class Measure:
    """What it costs, per sound, to take one name for the other.

    ``total`` is over the whole names and ``worst`` over that part of either that costs most: two people
    share a surname more often than they share all of a name. ``length`` is the number of sounds, on
    average.
    """

    total: float
    worst: float
    length: float = 0.0


def liken(one: Sound, other: Sound, *, turn: bool, least: int = 2, far: float = _FAR) -> Measure:
    """Measure two names against each other.

    With ``turn``, surname first or last makes no difference. A part shorter than ``least`` sounds is
    measured as if it had as many. A total beyond ``far`` is as good as any.
    """
    if len(one.units) > len(other.units) == 1:
        one, other = other, one
    ear = _ear(one, other)
    orders = _likeliest(one.units, _orders(other.units)) if turn else [other.units]
    best = Measure(_FAR, 3 * _FAR, 1.0)
    for units in orders:
        best = min(best, _measure(one.units, units, ear, least, far), key=lambda it: (it.total, it.worst))
        if best.total < _NEAR:
            break
    return best


def _likeliest(one: Units, orders: Iterable[Units]) -> list[Units]:
    """The orders of words that look most like the other name's at a glance, the likeliest first."""
    text = brief(_joined(_parts(one)))
    glances = [(ratio(text, brief(_joined(_parts(units)))), units) for units in orders]
    least = max(_GLANCE, max(glance for glance, _ in glances) - _CLEARLY)
    return [units for glance, units in sorted(glances, key=lambda it: -it[0]) if glance >= least]


def alike(readings: Sequence[Sound], other: Sound, most: int) -> Sequence[Sound]:
    """The readings that look most like another name at a glance."""
    if len(readings) <= most:
        return readings
    texts = [brief(_joined(_parts(units))) for units in _orders(other.units)]
    look = {it: max(ratio(brief(_joined(_parts(it.units))), text) for text in texts) for it in readings}
    return sorted(readings, key=lambda it: -look[it])[:most]


def _ear(one: Sound, other: Sound) -> Ear:
    scripts = one.scripts | other.scripts
    if one.korean and other.korean:
        return Ear(strict=True)
    if scripts == {"latin"}:
        return Ear(strict=True, weak=0.45, first_sound=0.4)
    if len(scripts) == 1:
        return Ear(strict=True, weak=0.4 if scripts & {"kana", "hangul"} else 0.06)
    first, second = (_UNWRITTEN if "arabic" in it.scripts else 1.0 for it in (other, one))
    return Ear(first, second, first_sound=_FIRST, sharp=_SHARP)


def _orders(units: Units) -> Iterator[Units]:
    yield units
    if 2 <= len(units) <= 4:
        yield [*units[1:], units[0]]
    if 3 <= len(units) <= 4:
        yield [units[-1], *units[:-1]]


def _measure(one: Units, other: Units, ear: Ear, least: int, far: float) -> Measure:
    first, second = _parts(one), _parts(other)
    run, against = _joined(first), _joined(second)
    length = (_heard(run) + _heard(against)) / 2 or 1
    found = align(run, against, ear, far * length)
    if found is None:
        return Measure(_FAR, 3 * _FAR, length)
    extra = ear.first_sound if _begins_otherwise(first, second, ear) else 0.0
    return Measure((found.cost + extra) / length, _worst(first, second, found, least) + extra / 3, length)


def _worst(first: Sequence[Part], second: Sequence[Part], found: Alignment, least: int) -> float:
    worst = 0.0
    for parts, costs in ((first, found.first), (second, found.second)):
        place = 0
        for part in parts:
            share = sum(costs[place : place + len(part.run)])
            worst = max(worst, share / max(least, _heard(part.run)))
            place += len(part.run)
    return worst


def _begins_otherwise(first: Sequence[Part], second: Sequence[Part], ear: Ear) -> bool:
    """Say whether any two words begin with another sound: across scripts, with one far from it."""
    if len(first) != len(second):
        return False
    heads = [(_head(a.run), _head(b.run)) for a, b in zip(first, second, strict=True)]
    if ear.strict:
        return any(not (set(a) <= set(b) or set(b) <= set(a)) for a, b in heads)
    return any(substitution(a, b, strict=False) > _CLOSE for a, b in heads)


def _head(run: Run) -> str:
    return next((it for it in run if "?" not in it), run[0]).rstrip("?")


def _parts(units: Units) -> list[Part]:
    return [part for unit in units for part in unit]


def _joined(parts: Sequence[Part]) -> Run:
    return tuple(it for part in parts for it in part.run)


def _heard(run: Run) -> int:
    return sum(not it.endswith("?") for it in run)
