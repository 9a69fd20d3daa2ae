"""Where a name is filed, so that names that may be one are met without comparing all with all."""

from collections.abc import Iterator, Sequence
from functools import cache

from xxhash import xxh3_64_intdigest

from pipelines.identify.han import readings
from pipelines.identify.letters import CLASSES, VOWELS, Run
from pipelines.identify.sound import Sound, brief, sound
from pipelines.identify.title import title
from pipelines.model import Sort

_MOST = 8  # readings of a name in Chinese characters
_FLIPS = 4  # sounds of one name that are also filed by their second class


def keys(sort: Sort, name: str) -> tuple[int, ...]:
    """What a name is filed under, signed 64-bit: names that sound alike nearly always share one.

    A person is filed as written, and with the words turned so that a surname may stand first or last; in
    Chinese characters in several readings.
    """
    return tuple(sorted({key for filed, _ in entries(sort, name) for key in filed}))


def codes(sort: Sort, name: str) -> tuple[str, ...]:
    """How a name sounds in a few letters, vowels too, in each order of its words: the likeliest of many is
    found by it.
    """
    return tuple(dict.fromkeys(code for found in _heard(sort, name) for code in _codes(sort, found)))


def entries(sort: Sort, name: str) -> Sequence[tuple[tuple[int, ...], str]]:
    """The keys of each reading of a name and how it sounds there: what a memory files it by."""
    return [(_keys(sort, found), _codes(sort, found)[0]) for found in _heard(sort, name)]


def _keys(sort: Sort, found: Sound) -> tuple[int, ...]:
    turn = len(found.units) if sort == "person" else 1
    filed = {_turned(reading, times) for reading in _readings(_units(found)) for times in (1, turn)}
    return tuple(sorted(_hashed(f"{sort}\n{text}") for text in filed if text))


def _codes(sort: Sort, found: Sound) -> list[str]:
    words = [brief(unit) for unit in _units(found)]
    turns = range(len(words)) if sort == "person" and 2 <= len(words) <= 4 else range(1)
    return ["".join((*words[place:], *words[:place])) for place in turns]


def skeleton(name: str) -> str:
    """The consonants that survive every spelling, of the first reading: a coarse name to count by."""
    units = _units(sound(name))
    return _turned(next(_readings(units)), len(units)) or name.casefold()


def _heard(sort: Sort, name: str) -> Sequence[Sound]:
    if sort == "work":
        return [sound(title(name).whole, title=True)]
    return readings(name)[:_MOST]


def _units(name: Sound) -> list[Run]:
    """The words of a name; a Korean's given name is one, however it is parted."""
    units = [tuple(it for part in unit for it in part.run) for unit in name.units]
    if name.korean and len(units) == 3:
        return [units[0], units[1] + units[2]]
    return units


def _readings(units: Sequence[Run]) -> Iterator[list[str]]:
    """The consonant classes of each word: without weak sounds, with them, with one sound read otherwise."""
    firm = [[_classes(it) for it in unit if "?" not in it] for unit in units]
    yield ["".join(it[0] for it in unit) for unit in firm]
    yield ["".join(_classes(it)[0] for it in unit) for unit in units]
    places = [(i, j) for i, unit in enumerate(firm) for j, it in enumerate(unit) if len(it) > 1]
    for i, j in places[:_FLIPS]:
        yield [
            "".join(it[(n, m) == (i, j)] if len(it) > 1 else it[0] for m, it in enumerate(unit))
            for n, unit in enumerate(firm)
        ]


@cache
def _classes(sound_: str) -> tuple[str, ...]:
    """The classes that a sound may belong to, the usual one first; a vowel has the empty one."""
    heard = sound_.rstrip("?")
    return ("",) if VOWELS & set(heard) else tuple(dict.fromkeys(CLASSES[it] for it in heard))


def _turned(words: Sequence[str], times: int) -> str:
    """The words run together, begun with whichever makes the first in alphabetical order."""
    turns = ("".join((*words[place:], *words[:place])) for place in range(max(1, min(times, len(words)))))
    return min(_undoubled(text) for text in turns)


def _undoubled(text: str) -> str:
    return "".join(char for place, char in enumerate(text) if not place or char != text[place - 1])


def _hashed(text: str) -> int:
    value = xxh3_64_intdigest(text.encode())
    return value - (1 << 64) if value >> 63 else value
