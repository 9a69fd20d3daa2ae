"""Whether two names are one, from the names alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from pipelines.identify.aliases import names_for
from pipelines.identify.fold import fold
from pipelines.identify.han import readings, simplified
from pipelines.identify.letters import VOWELS, Run
from pipelines.identify.liken import Measure, alike, liken
from pipelines.identify.sound import Part, Sound, script, sound
from pipelines.identify.title import Title, title
from pipelines.model import Sort

# Up to which total and worst cost two names are one, by their writing; learnt on half of the groups.
_LIMITS: Mapping[str, Measure] = {
    "korean": Measure(0.06, 0.11),
    "latin": Measure(0.062, 0.12),
    "script": Measure(0.065, 0.12),
    "han": Measure(0.24, 0.3),
    "arabic": Measure(0.14, 0.26),
    "half": Measure(0.075, 0.17),
    "cross": Measure(0.16, 0.21),
}
_READINGS = 3  # of a name in Chinese characters that are held against the other name
_CAUTION = 1.03  # times what a person's name costs: new people sound more alike than the groups'
_DOUBT = 2.0  # times the limit; beyond it two names are two
_TITLE = 6.0  # sounds; a shorter title says less, and its limits are the lower for it


@dataclass(frozen=True, slots=True)
class Comparison:
    """``same`` is None where the names alone cannot tell; ``score`` runs from 0 to 1, from 0.5 for *same*."""

    same: bool | None
    score: float


_ONE = Comparison(True, 1.0)
_TWO = Comparison(False, 0.0)


def compare(sort: Sort, one: str, other: str) -> Comparison:
    """Compare two names: by curated aliases, by letters, then by sound.

    ``same`` is True only where the names leave little doubt, False where they contradict each other. A name
    that is part of the other, initials, and a title with a subtitle against one without are undecided.
    """
    first, second = names_for(sort, one), names_for(sort, other)
    if fold(first[0]) == fold(second[0]):
        return _ONE if fold(one) else Comparison(None, 0.0)
    found = _heard(sort, one, other)
    if found.same or len(first) == len(second) == 1:
        return found
    listed = [*((it, other) for it in first), *((one, it) for it in second)]
    return next((it for it in (_heard(sort, *pair) for pair in listed) if it.same), found)


def _heard(sort: Sort, one: str, other: str) -> Comparison:
    one, other = sorted((one, other))  # of two ways to align that cost the same, always the same one
    first, second = fold(one), fold(other)
    if not first or not second:
        return Comparison(None, 0.0)
    if first == second:
        return _ONE
    if sort == "work":
        return _works(title(one), title(other))
    if simplified(first) == simplified(second):
        return _ONE
    return _likeliest(_persons(a, b) for a, b in _read(readings(one), readings(other)))


def _read(ones: Sequence[Sound], others: Sequence[Sound]) -> Iterator[tuple[Sound, Sound]]:
    """The readings of two names that are worth holding against each other."""
    if len(ones) > 1 and len(others) > 1:
        yield ones[0], others[0]  # both in Chinese characters: other characters are another name
    elif len(ones) > 1:
        yield from ((it, others[0]) for it in alike(ones, others[0], _READINGS))
    else:
        yield from ((ones[0], it) for it in alike(others, ones[0], _READINGS))


def _likeliest(found: Iterable[Comparison]) -> Comparison:
    return max(found, key=lambda it: (it.same is True, it.score, it.same is None))


def _persons(one: Sound, other: Sound) -> Comparison:
    if not one.units or not other.units:
        return Comparison(None, 0.0)
    if _spelt_out(one) == _spelt_out(other):
        return _ONE
    if (
        one.scripts == other.scripts
        and one.scripts in ({"hangul"}, {"han"})
        and (one.korean or "han" in one.scripts)
    ):
        return _TWO
    alike = _judged(one, other, turn=True)
    if alike.same and _ends_otherwise(one, other):
        return Comparison(None, min(0.49, alike.score))
    if _initialled(one) != _initialled(other) and one.scripts == other.scripts:
        return Comparison(None, min(0.49, alike.score)) if _initials_fit(one, other) else _TWO
    if alike.same is not True and len(one.units) != len(other.units) and _within(one, other):
        return Comparison(None, 0.49)
    return alike


def _spelt_out(name: Sound) -> list[str]:
    return sorted(_plain(part.letters) for unit in name.units for part in unit)


@lru_cache(maxsize=65536)
def _plain(letters: str) -> str:
    """The letters without accents, and ı, ø, ł and the like as they are typed where there are none."""
    return fold(anyascii(letters)) if script(letters) == "latin" else letters


def _judged(one: Sound, other: Sound, *, turn: bool, least: int = 2, enough: float = 0.0) -> Comparison:
    limit = _LIMITS[_kind(one, other)]
    measure = liken(one, other, turn=turn, least=least, far=_DOUBT * limit.total)
    held = max(1.0, enough / (measure.length or 1.0)) if enough else _CAUTION
    times = held * max(measure.total / limit.total, measure.worst / limit.worst)
    score = round(max(0.0, 1 - times / 2), 3)
    if times <= 1:
        return Comparison(True, score)
    return Comparison(None if times <= _DOUBT else False, score)


def _kind(one: Sound, other: Sound) -> str:
    scripts = one.scripts | other.scripts
    if one.korean and other.korean:
        return "korean"
    if len(scripts) == 1:
        return "latin" if scripts == {"latin"} else "script"
    if scripts & {"han", "arabic"}:
        return "han" if "han" in scripts else "arabic"
    return "half" if one.korean or other.korean else "cross"


def _ends_otherwise(one: Sound, other: Sound) -> bool:
    """Tell names whose ending makes them another's: Daniel and Danielle, Paul and Paula, Mario and Maria."""
    if one.korean or other.korean:
        return False
    first, second = ([part for unit in name.units for part in unit] for name in (one, other))
    latin = one.scripts == other.scripts == {"latin"}
    return any(
        (latin and _inflected(a.letters, b.letters)) or _open_a(a.run, b.run) or _open_a(b.run, a.run)
        for a in first
        for b in second
        if a.letters[:3] == b.letters[:3] or a.run[:3] == b.run[:3] or len(first) == len(second) == 1
    )


def _inflected(one: str, other: str) -> bool:
    """Say whether two words differ in their last vowels alone, doubled consonants apart; i and y are one."""
    short, long_ = sorted((_single(one), _single(other)), key=len)
    stem = short.rstrip("aeo")
    ends = short[len(stem) :], long_[len(stem) :]
    vowels = not set(ends[0] + ends[1]) - set("aeo")
    return vowels and len(stem) > 1 and long_.startswith(stem) and ends[0] != ends[1]


def _single(word: str) -> str:
    return "".join(char for place, char in enumerate(word) if not place or char != word[place - 1])


def _open_a(one: Run, other: Run) -> bool:
    """Say whether a word ends in an a that the other, otherwise begun alike, lacks."""
    open_ = one[-1][0] == "a" and "?" not in one[-1]
    return open_ and not VOWELS & set(other[-1]) and len(one) == len(other) + 1


def _initialled(name: Sound) -> bool:
    return not name.korean and any(
        len(unit) == 1 and len(unit[0].letters) == 1 and unit[0].script == "latin" for unit in name.units
    )


def _initials_fit(one: Sound, other: Sound) -> bool:
    """Say whether the shorter name's letters begin words of the longer, and its words are in it."""
    short, long_ = (one, other) if _initialled(one) else (other, one)
    parts = [part.letters for unit in long_.units for part in unit]
    for letters in (part.letters for unit in short.units for part in unit):
        initial = len(letters) == 1
        found = next((it for it in parts if it == letters or (initial and it[0] == letters)), None)
        if found is None and not initial:
            return False
        if found:
            parts.remove(found)
    return True


def _within(one: Sound, other: Sound) -> bool:
    """Say whether all units of the name with fewer are heard among the other's."""
    short, long_ = sorted((one, other), key=lambda it: len(it.units))
    return all(
        any(_judged(_only(short, unit), _only(long_, it), turn=False).same for it in long_.units)
        for unit in short.units
    )


def _only(name: Sound, unit: tuple[Part, ...]) -> Sound:
    return Sound((unit,), name.scripts, name.korean)


def _works(one: Title, other: Title) -> Comparison:
    if any(a != b and a and b for a, b in ((one.numbers, other.numbers), (_led(one), _led(other)))):
        return _TWO
    whole = _sounded(one.whole, other.whole)
    numbered = one.numbers == other.numbers and one.parts == other.parts
    if whole.same:
        return whole if numbered else Comparison(None if _open(one, other) else False, 0.45)
    if bool(one.rest) != bool(other.rest):
        base = _sounded(one.base, other.base)
        return Comparison(None, 0.45) if base.same else Comparison(False, min(0.4, whole.score))
    return whole if numbered else Comparison(False, min(0.4, whole.score))


def _led(name: Title) -> str:
    """The digits that a title begins with."""
    return name.base[: len(name.base) - len(name.base.lstrip("0123456789."))]


def _open(one: Title, other: Title) -> bool:
    """Say whether a number of one may be a season that the other leaves out."""
    return (not one.numbers or not other.numbers) and (not one.parts or not other.parts)


def _sounded(one: str, other: str) -> Comparison:
    if fold(one) == fold(other):
        return _ONE
    first, second = sound(one, title=True), sound(other, title=True)
    if not first.units or not second.units:
        return _TWO
    return _judged(_run_on(first), _run_on(second), turn=False, least=4, enough=_TITLE)


def _run_on(name: Sound) -> Sound:
    """A title as one unit: where words are parted differs from script to script."""
    return Sound((tuple(part for unit in name.units for part in unit),), name.scripts, korean=False)
