"""What an article tells and takes back: a report that its own sentence, or one right behind it, denies."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipelines.extract.draft import Draft
from pipelines.extract.reading import Reading, within

_NEXT = 2  # sentences behind a report in which it is denied
_HEARD = ("reported", "rumoured")


def withdrawn(reading: Reading, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts, those that a word of denial takes back as denied.

    Talks are no news that the denial of more than talks takes back, unless a report alone tells of them.
    """
    denials = reading.hits("denials")
    for draft in drafts:
        sentence = draft.sentence
        here = within(denials, draft.place, min(draft.clause[1], sentence.end))
        taken = bool(here) and draft.event != "in_talks"
        if not taken and denials and _heard(reading, draft):
            start, end = _answered(reading, draft)
            taken = bool(within(denials, start, end))
        yield replace(draft, denied=True) if taken else draft


def _heard(reading: Reading, draft: Draft, levels: tuple[str, ...] = _HEARD) -> bool:
    """Say whether the sentence only passes on what others report."""
    hedges = within(reading.hits("hedges"), draft.sentence.start, draft.sentence.end)
    return any(hit.value in levels for hit in hedges)


def _answered(reading: Reading, draft: Draft) -> tuple[int, int]:
    """Return the stretch in which a denial answers the draft's sentence: nothing answers a headline's.

    A rumour may be told behind its denial.
    """
    sentence = draft.sentence
    if sentence.start <= reading.headline_end:
        return sentence.end, sentence.end
    index = bisect_left(reading.sentences, sentence.end, key=lambda one: one.start)
    near = reading.sentences[max(0, index - 1 - _NEXT) : index + _NEXT]
    first = max(near[0].start, reading.headline_end)
    return first if _heard(reading, draft, _HEARD[1:]) else sentence.end, near[-1].end
