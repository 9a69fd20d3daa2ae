"""What changed between two readings of one article, as sentences that came and went."""

import difflib
import re
from dataclasses import dataclass

from pipelines.model import Article

_ENDS = re.compile(r"(?<=[.!?。！？।])[\"'”’»)\]]*\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Revision:
    """Sentences of the new reading that the old had not, and the other way round, in reading order.

    A sentence that only moved is in neither; one that changed by a word is in both.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def compare(old: Article, new: Article) -> Revision:
    """List what ``new`` says that ``old`` did not, headline first, and what it no longer says."""
    before, after = sentences(old), sentences(new)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    added: list[str] = []
    removed: list[str] = []
    for change, i, j, k, m in matcher.get_opcodes():
        if change != "equal":
            removed += before[i:j]
            added += after[k:m]
    return Revision(_without(added, removed), _without(removed, added))


def sentences(article: Article) -> list[str]:
    """The headline and every sentence of the text."""
    return [s for line in article.whole.split("\n") for part in _ENDS.split(line) if (s := part.strip())]


def _without(these: list[str], those: list[str]) -> tuple[str, ...]:
    left = list(those)
    kept = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            kept.append(one)
    return tuple(kept)
