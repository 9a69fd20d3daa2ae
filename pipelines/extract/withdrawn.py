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
            taken = bool(within(denials, sentence.end, _reach(reading, draft)))
        yield replace(draft, denied=True) if taken else draft


def _heard(reading: Reading, draft: Draft) -> bool:
    """Say whether the sentence only passes on what others report."""
    hedges = within(reading.hits("hedges"), draft.sentence.start, draft.sentence.end)
    return any(hit.value in _HEARD for hit in hedges)


def _reach(reading: Reading, draft: Draft) -> int:
    """Return where the sentences end in which a denial still answers the draft's; a headline has none."""
    index = bisect_left(reading.sentences, draft.sentence.end, key=lambda one: one.start)
    following = reading.sentences[index : index + _NEXT]
    body = draft.sentence.start > reading.headline_end
    return following[-1].end if following and body else draft.sentence.end
