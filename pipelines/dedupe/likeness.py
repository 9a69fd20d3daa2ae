"""How alike two wordings are: the share of the shorter one's shingles in the other, guarded by its names."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipelines.dedupe.trace import NAMES, SKETCH, unpacked
from pipelines.model import Trace


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on two articles are one telling.

    ``contained`` is the share of the smaller sketch found in the other, ``names`` the same of names and
    numbers; ``own`` the least share of a sketch that must be left once furniture is taken out, or none is.
    ``window`` is the longest time between the two publications, in seconds.
    """

    contained: float = 0.35
    names: float = 0.5
    own: float = 0.2
    window: int = 30 * 86400


def likeness(one: Trace, other: Trace, furniture: AbstractSet[int], bounds: Bounds) -> float:
    """Return 0 for two stories, up to 1 for one wording.

    ``furniture`` holds those of their watched sentences that belong to the site and not to the story.
    """
    if one.exact == other.exact and one.keys:
        return 1.0
    if abs(one.published - other.published) > bounds.window:
        return 0.0
    hidden = tuple(_hidden(trace, furniture) for trace in (one, other))
    contained, _ = _overlap(one.sketch, other.sketch, SKETCH, hidden, bounds.own)
    if contained < bounds.contained:
        return 0.0
    named, compared = _overlap(one.names, other.names, NAMES, hidden, bounds.own)
    if compared < 3:  # too few names to tell by: only a copy in most of its words counts
        return contained if contained >= (1 + bounds.contained) / 2 else 0.0
    return contained if named >= bounds.names else 0.0


def _hidden(trace: Trace, furniture: AbstractSet[int]) -> frozenset[int]:
    return frozenset(place for place, value in enumerate(trace.furniture, 1) if value in furniture)


def _overlap(
    one: bytes, other: bytes, most: int, hidden: tuple[frozenset[int], ...], own: float
) -> tuple[float, int]:
    """Estimate the share of the smaller set found in the other, and how many of it were compared.

    The samples are the smallest hashes of both; one of fewer than ``most`` is the whole set. Only the range
    that both cover is compared.
    """
    samples = (unpacked(one), unpacked(other))
    reach = min((max(sample) for sample in samples if len(sample) >= most), default=1 << 32)
    first, second = (
        {value for value in _kept(sample, tags, own) if value <= reach}
        for sample, tags in zip(samples, hidden, strict=True)
    )
    smaller = min(len(first), len(second))
    return (len(first & second) / smaller if smaller else 0.0), smaller


def _kept(sample: dict[int, int], hidden: frozenset[int], own: float) -> dict[int, int]:
    if not hidden:
        return sample
    kept = {value: tag for value, tag in sample.items() if tag not in hidden}
    return kept if len(kept) >= own * len(sample) else sample
