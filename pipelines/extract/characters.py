"""Characters told from persons where particles and brackets do it: "A *ga* X *rul*", "X (A *bun*)"."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipelines.extract.names import Name
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.shapes import cut
from pipelines.extract.tables import Tail
from pipelines.extract.tokens import Token, tokens
from pipelines.vocabulary.sections.cues import Cue

_REACH = 40
_FEW = 4  # words that a member of "A X, B Y and C Z" has at most
_LONGEST = 30
_APPOSED = 20  # characters of what may stand between a character and who plays it
_NOUN = re.compile("[\u4e00-\u9fff々]{1,6}|[\u30a1-\u30fa\u30fc・]{2,12}")


def parted(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Return the persons among ``names``, each with the character that brackets or particles give it."""
    if reading.words.bracketed:
        names = _out_of_brackets(reading, names, end)
    return _by_particle(reading, names, end) if reading.words.objects else names


def _out_of_brackets(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Read "X (A bun)", where the bracket holds the person and X is the character."""
    kept: list[Name] = []
    for name in names:
        opened = reading.whole[name.start - 1 : name.start] == "("
        close = reading.whole.find(")", name.end, min(end, name.end + _LONGEST)) if opened else -1
        behind = reading.folded[name.end : close].strip() if close > 0 else ""
        if behind not in reading.words.bracketed:
            kept.append(name)
            continue
        before = kept[-1] if kept and name.start - kept[-1].stop <= 2 else None
        if before is not None:
            kept.pop()
        kept.append(replace(name, role=before.text if before else None, stop=close + 1, cast=True))
    return kept


def _by_particle(reading: Reading, names: list[Name], end: int) -> list[Name]:
    """Give what stands in the object's case to the subject before it, where a cue tells who plays whom."""
    hits = within(reading.hits("cues"), names[0].start, end) if names else ()
    plays = [hit for hit in hits if takes_character(hit.value)]
    if not plays:
        return names
    find = _word_in_case if reading.words.pack.edges == "left" else _name_in_case
    kept: list[Name] = []
    for name in names:
        if kept and name.start < kept[-1].stop:
            continue
        if kept and _played_by(reading, kept[-1], name, plays):
            kept[-1] = replace(name, role=kept[-1].text, cast=True)
            continue
        found = find(reading, name, names, plays[-1].start)
        kept.append(replace(name, role=found[0], stop=found[1], cast=True) if found else name)
    return kept


def _played_by(reading: Reading, character: Name, name: Name, plays: Sequence[Hit]) -> bool:
    """Say whether a name in the object's case stands before its subject: "X'i A plays".

    So does a topic before its verb's own subject: "X *nun* A *ga* plays".
    """
    near = name.start - character.stop <= _APPOSED
    if reading.words.subjects:
        verb = near and any(0 <= hit.start - name.stop <= 1 for hit in plays)
        return (
            verb
            and particle(reading, character) in reading.words.topics
            and particle(reading, name) not in reading.words.topics
            and _subject(reading, name)
        )
    return near and particle(reading, character) in reading.words.objects and _subject(reading, name)


def _name_in_case(reading: Reading, name: Name, names: list[Name], limit: int) -> tuple[str, int] | None:
    """Return the next name in the object's case, behind one that is a subject."""
    if not _subject(reading, name) or name.role is not None:
        return None
    for other in names:
        if other.start < name.stop or other.start >= limit:
            continue
        if particle(reading, other) in reading.words.objects and other.start - name.stop <= _REACH:
            return other.text, other.stop
        if _subject(reading, other):
            break
        near = other.start - name.end <= _APPOSED and not within(reading.hits("cues"), name.stop, other.start)
        if near and _another_follows(reading, names, other):
            return other.text, other.end
    return _noun_in_case(reading, name, limit)


def _subject(reading: Reading, name: Name) -> bool:
    """Say whether a name is a subject by its particle; where no subject has one, by having none."""
    tail = particle(reading, name)
    return tail in reading.words.subjects if reading.words.subjects else not tail


def _noun_in_case(reading: Reading, name: Name, limit: int) -> tuple[str, int] | None:
    """Return the short word in the object's case right behind a subject; a common one only before the cue."""
    found = _NOUN.match(reading.whole, name.end + 1, min(limit, name.end + _LONGEST))
    if found is None or reading.whole[found.end() : found.end() + 1] not in reading.words.objects:
        return None
    common = found.group() in reading.words.common and limit - found.end() > 1
    return None if common else (found.group(), found.end())


def _another_follows(reading: Reading, names: list[Name], other: Name) -> bool:
    """Say whether a comma and the next subject stand behind a name: "A *wa* X, B *wa* Y *o* plays"."""
    following = next((one for one in names if one.start > other.end), None)
    return (
        following is not None
        and reading.whole[other.end : following.start] in ("、", ", ")
        and particle(reading, following) in reading.words.subjects
    )


def _word_in_case(reading: Reading, name: Name, names: list[Name], limit: int) -> tuple[str, int] | None:
    """Return the first uncommon word in the object's case, up to the next subject or the cue."""
    words = reading.words
    if particle(reading, name) not in words.subjects or name.role is not None:
        return None
    following = (
        one.start for one in names if one.start > name.stop and particle(reading, one) in words.subjects
    )
    stop = min(next(following, limit), limit, name.stop + _REACH)
    quoted = (one for one in names if name.stop <= one.start < stop and one.end - one.start > len(one.text))
    for other in quoted:  # a character in marks
        if other.alone and particle(reading, other) in words.objects:
            return other.text, other.end
    line = tokens(reading.whole, reading.folded, name.stop, stop, words.name_endings)
    if any(part.start < stop for part in within(reading.hits("parts"), name.stop, stop + _REACH)):
        return None
    told = within(reading.hits("cues"), name.stop, stop)
    if (
        stop < limit
        and 0 < len(line) < _FEW
        and not told
        and reading.whole[line[-1].end : stop].strip() == ","
    ):
        last = line[-1]
        size = cut(last.folded, words.objects)
        return (last.text[:size], last.end) if _uncommon(reading, last, size) else None
    for index, token in enumerate(line):
        size = cut(token.folded, words.objects)
        base = token.folded[:size]
        if size == len(token.folded) or not _uncommon(reading, token, size) or base in words.fillers:
            continue
        start = token.start
        if index and words.sounds.search(line[index - 1].folded):
            start = line[index - 1].start if line[index - 1].folded not in words.common else start
        return reading.whole[start : token.start + size], token.end
    return None


def _uncommon(reading: Reading, token: Token, size: int | None = None) -> bool:
    """Say whether a word may be a character: no common word, no number, and no cue right before it."""
    base = token.folded[:size]
    cues = within(reading.hits("cues"), max(0, token.start - _LONGEST), token.end)
    if any(hit.start <= token.start < hit.end for hit in cues):
        return False
    cues = tuple(hit for hit in cues if hit.end <= token.start)
    return not (base in reading.words.common or base.isdigit() or (cues and token.start - cues[-1].end <= 1))


def particle(reading: Reading, name: Name) -> str:
    """Return what stands right behind a name: up to the next space, or the next sign where there are none."""
    tail = reading.folded[name.end : name.end + (4 if reading.words.spaced else 1)].split(" ")[0]
    return tail.rstrip(",.)")


def takes_character(entries: Sequence[Cue | Tail]) -> bool:
    """Say whether one of the cues that a phrase may be takes a character."""
    cues = (entry.cue if isinstance(entry, Tail) else entry for entry in entries)
    return any(cue.kind == "cast" and cue.role == "object" for cue in cues)
