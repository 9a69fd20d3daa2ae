"""Characters in a work's marks, told by what stands behind them: "plays '*X*'", "'*X*' (A *bun*)"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract.lexicon import is_word
from pipelines.extract.reading import Reading, within
from pipelines.extract.tables import Tail
from pipelines.extract.works.around import KINDS
from pipelines.extract.works.work import Work, key

_BRACKET = 14  # characters of a bracket that holds who plays the character
_MEMBER = 40  # characters between two characters of "A "X", B "Y" role"
_LISTED = 90  # characters between the members of "X *rul*, B Y *rul* plays" and the verb


def characters(reading: Reading, marked: Sequence[Work]) -> list[Work]:
    """Return the works in marks that are characters, in a language whose particles tell; each mention."""
    pack = reading.words.pack
    if pack.edges != "left" and not (pack.titles.verb_last and pack.names.parts):
        return []
    played = [work for work in marked if _played(reading, work)]
    played += [one for one, other in pairwise(marked) if other in played and _listed(reading, one, other)]
    titles = {key(work.title) for work in marked if work not in played and _titled(reading, work)}
    found = {key(work.title) for work in played} - titles
    return [work for work in marked if key(work.title) in found]


def _listed(reading: Reading, one: Work, other: Work) -> bool:
    """Say whether a comma and a name part a mention from a character: "A "*X*", B "Y" role plays"."""
    between = reading.whole[one.end : other.start]
    return between.startswith(", ") and between[2:3].isupper() and len(between) <= _MEMBER


def _titled(reading: Reading, work: Work) -> bool:
    """Say whether a mention is surely a work: in the headline, or behind a word for one."""
    return work.start < reading.headline_end or _behind_noun(reading, work)


def _behind_noun(reading: Reading, work: Work) -> bool:
    nouns = within(reading.hits("nouns"), max(0, work.start - _BRACKET), work.start)
    return any(hit.value in KINDS and work.start - hit.end <= 1 for hit in nouns)


def _played(reading: Reading, work: Work) -> bool:
    """Say whether a word for a role, a verb of playing or the actor's bracket stands behind a mention."""
    folded, place = reading.folded, work.end
    if _behind_noun(reading, work):
        return False
    if folded[place : place + 1] == "(":
        content = folded[place + 1 : place + _BRACKET].partition(")")[0]
        return content.endswith(reading.words.bracketed or ("\0",))
    part = next(iter(within(reading.hits("parts"), place, place + _BRACKET)), None)
    if part is not None and part.start - place <= 1 and _whole(reading, part.end):
        return True
    if reading.words.pack.edges != "left":
        return False
    size = next((n for n in (2, 1) if folded[place : place + n] in reading.words.objects), 0)
    if not size:
        return False
    plays = list(_plays(reading, place + size))
    if folded[place + size : place + size + 2] == ", ":
        return bool(plays)
    return folded[place + size : place + size + 1] == " " and place + size + 1 in plays


def _whole(reading: Reading, end: int) -> bool:
    """Say whether a word stops at ``end``, or goes on with a particle only."""
    rest = reading.folded[end : end + 4].split(" ")[0].rstrip(",.)")
    return not rest or not is_word(rest[0]) or rest in reading.words.name_endings


def _plays(reading: Reading, start: int) -> Iterator[int]:
    """Yield where the verbs of the sentence begin that take a character."""
    sentence = reading.sentence_at(start)
    end = min(start + _LISTED, sentence.end) if sentence else start
    for hit in within(reading.hits("cues"), start, end):
        cues = (entry.cue if isinstance(entry, Tail) else entry for entry in hit.value)
        if any(cue.kind == "cast" and cue.role == "object" for cue in cues):
            yield hit.start
