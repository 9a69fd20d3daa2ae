"""Whether two names are one, from the names alone."""

from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz.distance import Indel
from xxhash import xxh3_64_intdigest

from pipelines.identify.fold import fold
from pipelines.model import Sort

_CLASSES = str.maketrans(
    {**dict.fromkeys("bpfv", "p"), **dict.fromkeys("gkcqxjzs", "k"), **dict.fromkeys("dt", "t"), "r": "l"}
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``same`` is None where the names alone cannot tell; ``score`` runs from 0 to 1."""

    same: bool | None
    score: float


def compare(sort: Sort, one: str, other: str) -> Comparison:
    """Compare two names by letters, then by sound."""
    del sort
    first, second = fold(one), fold(other)
    if first == second:
        return Comparison(bool(first) or None, 1.0)
    score = Indel.normalized_similarity(skeleton(first), skeleton(second))
    return Comparison(None if score > 0.75 else False, score)


def skeleton(folded: str) -> str:
    """The consonants that survive every romanisation."""
    letters = anyascii(folded).lower().translate(_CLASSES)
    return "".join(char for char in letters if char.isalnum() and char not in "aeiouyhw")


def keys(sort: Sort, name: str) -> tuple[int, ...]:
    """What a name is filed under: names that sound alike share one."""
    value = xxh3_64_intdigest(f"{sort}\n{skeleton(fold(name))}".encode())
    return (value - (1 << 64) if value >> 63 else value,)
