"""The lists that persons stand in."""

import re

from msgspec.structs import replace

from pipelines.extract import hangul
from pipelines.extract.lexicon import fold
from pipelines.extract.names import Group, Name
from pipelines.extract.reading import Reading, within

_PARTING = ("-", " ▲", " △", " ▷", " •")  # signs between the members of a list
_FEW = 3  # words that say who a member of a list is
_SPEECH = 48  # characters that hold a word of speech before a name
_QUOTED = re.compile("[“‘\"'«『「](?:[^“”‘’\"'«»『』「」\n]{1,60})[”’\"'»』」]")


def groups(reading: Reading, names: list[Name]) -> list[Group]:
    """Join the names that stand in one list."""
    found: list[list[Name]] = []
    closed = False
    for name in names:
        how = _joined(reading, found[-1][-1], name) if found else ""
        if how == "&," and closed:
            how = ""
        if how == "&" and len(found[-1]) == 1:
            found[-1][0] = _with_surname(reading, found[-1][0], name)
        if how and len(found[-1]) == 1 and _apart(reading, how, found[-1][0], name):
            how = ""
        if how:
            found[-1].append(name)
            closed = closed or how == "&"
        else:
            found.append([name])
            closed = False
    lists = (_without_opener(reading, members) for members in found)
    return [
        Group(members[0].start, max(members[-1].stop, members[-1].end), tuple(members)) for members in lists
    ]


def _apart(reading: Reading, how: str, left: Name, right: Name) -> bool:
    """Say whether two names that a comma joins are no list."""
    return (how == "," and _owns(reading, left, right)) or _employed(reading, left, right)


def _employed(reading: Reading, left: Name, right: Name) -> bool:
    """Say whether a headline only parts who it is about from whose work it is: "A、*B kantoku no* film"."""
    if reading.words.spaced or left.start or right.end >= reading.headline_end:
        return False
    return any(
        job.start == right.end and job.value[1]
        for job in within(reading.hits("jobs"), right.end, reading.headline_end)
    )


def _with_surname(reading: Reading, first: Name, second: Name) -> Name:
    """Give a first name the surname of the name that it is joined to: "Josh and Jonas Pate"."""
    surname = second.text.rpartition(" ")[2]
    cased = reading.words.pack.names.shape == "cased"
    lone = first.alone and first.role is None and " " not in first.text and first.stop == first.end
    lone = lone and reading.words.forename(fold(first.text))  # a star of one name has no surname to share
    return (
        replace(first, text=f"{first.text} {surname}", alone=False)
        if cased and lone and " " in second.text
        else first
    )


def _joined(reading: Reading, left: Name, right: Name) -> str:
    """Say how two names are joined; Korean lists full names with nothing but a space between them."""
    beside = reading.whole[left.stop : right.start] == " " and left.stop == left.end
    if reading.words.pack.names.shape != "surname":
        return joined(reading, left, right)
    surnames = reading.words.surnames
    if beside and hangul.native(left.text, surnames) and hangul.native(right.text, surnames):
        return ","
    jobs = within(reading.hits("jobs"), left.stop, right.start)
    if len(jobs) == 1 and jobs[0].start - left.stop <= 1:
        rest = reading.folded[jobs[0].end : right.start].strip()
        if rest in reading.words.ands:
            return "&"
    return joined(reading, left, right)


def _owns(reading: Reading, left: Name, right: Name) -> bool:
    """Say whether a name with a suffix behind a comma opens a clause: "A, *B'nin* written series stars"."""
    verb_last = reading.words.pack.titles.verb_last
    return verb_last and right.stop > right.end and left.stop == left.end


def _without_opener(reading: Reading, members: list[Name]) -> list[Name]:
    """Drop what only opens the sentence before a name: "Pregnant, A leaves", "According to B, A leaves"."""
    first = members[0]
    if (
        len(members) != 2
        or not first.alone
        or first.role
        or reading.whole[first.stop : first.stop + 2] != ", "
    ):
        return members
    sentence = reading.sentence_at(first.start)
    gap = reading.whole[first.stop : members[1].start]
    opens = sentence is not None and first.start - sentence.start <= 1
    speech = within(reading.hits("speech"), max(0, first.start - _SPEECH), first.start)
    told = any(hit.value == "before" and first.start - hit.end <= 1 for hit in speech)
    return members[1:] if (opens or told) and gap == ", " else members


def joined(reading: Reading, left: Name, right: Name) -> str:
    """Say how two names are joined: ``,``, ``&`` (a word), ``&,`` (both); empty where they are not."""
    gap = _QUOTED.sub(" ", reading.folded[left.stop : right.start])
    if "\n" in gap:
        return ""
    if reading.folded[left.end : left.stop] in reading.words.ands:  # a particle that joins
        gap = reading.folded[left.end : left.stop] + gap
    gap = "," if gap in _PARTING else gap
    for phrase in reading.words.joint:
        gap = gap.replace(phrase, " & ")
    words = gap.replace(",", " , ").replace("/", " / ").replace("·", " · ").replace("、", " 、 ").split()
    if len(words) > 1 and words[0] in reading.words.trailing:
        words = words[1:]
    if not words:
        return ""
    ands = reading.words.joins
    loose = [word for word in words if word not in ands]
    comma, word = "," in words[:1], any(one in reading.words.ands for one in words)
    how = ("&," if comma else "&") if word else ","
    if left.cast and right.cast and len(words) < 24 and words.count(".") == 0:
        return how
    if words[0] not in ands:
        return ""
    if loose and reading.words.spaced and within(reading.hits("cues"), left.stop, right.start):
        return ""
    fits = len(loose) <= 1 or all(word in reading.words.fillers for word in loose)
    if reading.words.pack.names.shape == "surname":  # "the former idol *A*, the comedian *B*"
        fits = fits or (len(loose) <= _FEW and all(word in reading.words.common for word in loose))
    return (
        how
        if fits and not any(word in reading.words.who or word in reading.words.stoppers for word in loose)
        else ""
    )


def last_list(reading: Reading, names: list[Name]) -> list[Name]:
    """Return the names of the list that ``names`` end with."""
    first = len(names) - 1
    while first > 0 and joined(reading, names[first - 1], names[first]):
        first -= 1
    return names[max(first, 0) :]
