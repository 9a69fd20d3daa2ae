"""Phrases with an adverb inside: "is *already* underway" says what "is underway" does."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.extract.lexicon import Lists

_PARTED = ("cues", "gapped")  # the lists whose phrases an adverb may part
Found = tuple[int, int, tuple[Any, ...]]


def stepping(
    lists: Lists, folded: str, adverbs: re.Pattern[str], spans: Iterable[tuple[int, int]]
) -> dict[str, list[Found]]:
    """Return ``(start, end, cues)`` of each cue's phrase, whole or its last part, that an adverb parts."""
    found: dict[str, list[Found]] = {name: [] for name in _PARTED}
    for start, end in spans:
        cuts = [match.span() for match in adverbs.finditer(folded, start, end)]
        if not cuts:
            continue
        text, joints, gone = "", list[int](), [0]
        for first, last in cuts:
            text += folded[start + len(text) + gone[-1] : first]
            joints.append(len(text))
            gone.append(gone[-1] + last - first)
        text += folded[start + len(text) + gone[-1] : end]
        told = lists.find(text)
        for name in _PARTED:
            for left, right, cues in told[name]:
                before, inside = bisect_right(joints, left), bisect_left(joints, right)
                if before < inside:
                    found[name].append((start + left + gone[before], start + right + gone[inside], cues))
    return found


def merged(plain: Iterable[Found], parted: Iterable[Found]) -> Iterator[Found]:
    """Yield the phrases of both, in reading order; one that an adverb parts hides those inside it.

    What the hidden ones say of a release is kept: "is *now opening*" is more than "is opening".
    """
    ahead, reached = deque(plain), 0
    for start, end, cues in parted:
        while ahead and ahead[0][0] < start:
            reached = ahead[0][1]
            yield ahead.popleft()
        inside = []
        while ahead and ahead[0][1] <= end:
            inside.append(ahead.popleft())
        if reached > start or (ahead and ahead[0][0] < end):
            yield from inside
        else:
            also = (cue for hit in inside for cue in hit[2] if cue.kind == "release")
            yield start, end, tuple(dict.fromkeys((*cues, *also)))
        reached = end
    yield from ahead
