"""Characters told from persons where particles and brackets do it: "A *ga* X *rul*", "X (A *bun*)"."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.names import Name
from pipelines.extract.reading import Reading, within
from pipelines.extract.words import Tail
from pipelines.vocabulary.sections.cues import Cue

_REACH = 40
_LONGEST = 30


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
    """Give a name in the object's case to the subject before it, in a sentence that tells who plays whom."""
    plays = (
        [hit for hit in within(reading.hits("cues"), names[0].start, end) if _plays(hit.value)]
        if names
        else []
    )
    if not plays:
        return names
    last = plays[-1].start
    kept: list[Name] = []
    for name in names:
        subject = next(
            (one for one in reversed(kept) if _particle(reading, one) in reading.words.subjects), None
        )
        object_ = _particle(reading, name) in reading.words.objects and name.start < last
        if object_ and subject is not None and subject.role is None and name.start - subject.stop <= _REACH:
            kept[kept.index(subject)] = replace(subject, role=name.text, stop=name.stop, cast=True)
        else:
            kept.append(name)
    return kept


def _particle(reading: Reading, name: Name) -> str:
    tail = reading.folded[name.end : name.end + 4].split(" ")[0]
    return tail.rstrip(",.)")


def _plays(entries: Sequence[Cue | Tail]) -> bool:
    """Say whether one of the cues that a phrase may be takes a character."""
    cues = (entry.cue if isinstance(entry, Tail) else entry for entry in entries)
    return any(cue.kind == "cast" and cue.role == "object" for cue in cues)
