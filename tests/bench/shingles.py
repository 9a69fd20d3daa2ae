"""How much of a text is right: four-word shingles, each page counting the same."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
LENGTH = 4

Counts = tuple[float, float, float]


def compare(right: str, said: str) -> Counts:
    """The shares of shingles that are right, wrong and missing; they add up to one, or to nothing at all."""
    wanted, given = shingles(right), shingles(said)
    hits = sum((wanted & given).values())
    wrong = sum((given - wanted).values())
    missed = sum((wanted - given).values())
    whole = hits + wrong + missed
    return (hits / whole, wrong / whole, missed / whole) if whole else (0.0, 0.0, 0.0)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count; a shorter text is one shingle."""
    words = _WORD.findall(text)
    runs = (tuple(words[n : n + LENGTH]) for n in range(max(1, len(words) - LENGTH + 1)))
    return Counter(run for run in runs if run)


def score(counted: Iterable[Counts]) -> tuple[float, float, float]:
    """F1, precision and recall over pages: means of the pages' own precision and recall."""
    pages = list(counted)
    precision = [hits / (hits + wrong) for hits, wrong, _ in pages if hits + wrong]
    recall = [hits / (hits + missed) for hits, _, missed in pages if hits + missed]
    p = sum(precision) / len(precision) if precision else 0.0
    r = sum(recall) / len(recall) if recall else 0.0
    return (2 * p * r / (p + r) if p + r else 0.0), p, r
