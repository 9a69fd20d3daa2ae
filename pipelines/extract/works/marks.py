"""Titles in marks or emphasis, told from speech in the same marks."""

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.lexicon import is_word
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.works.around import KINDS
from pipelines.extract.works.work import TRAILING, Work

Quote = tuple[int, int, str]
_CLOSERS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»", "„": "“”", "<": ">",
    '"': '"', "'": "'", "‚": "‘", "”": "”", "»": "«", "＜": "＞",
}  # fmt: skip
_STRICT = "「『《〈<＜"
_MARK = re.compile("[" + re.escape("".join(_CLOSERS)) + "]")
_INITIALS = re.compile(r"\b[A-Z]\. ")
_LONGEST = 90
_MOST_WORDS = 12
_SPEECH_WORDS = 3
_SENTENCE_WORDS = 9
_SPEECH = '"“„'
_SAID = 24  # characters between speech in marks and the end of the verb behind it
_NOUN = 12  # characters of a word for a work
_PARTICLE = 8  # characters of a particle and what ends it
_INDIC = 0x900  # from here on scripts have no letters that an apostrophe joins


def marked(reading: Reading) -> Iterator[Work]:
    """Yield the works in marks and in emphasis; marks that also open speech only where no others are used."""
    speech = reading.words.pack.titles.speech
    nested = reading.words.pack.titles.case == "none"
    quoted = [one for one in quotes(reading.whole, nested) if _looks_like_title(one[2], reading, one[0])]
    if reading.words.unlike:
        quoted = [one for one in quoted if not _unlike(reading, one)]
    if reading.words.pack.names.shape in ("surname", "words"):
        quoted = [one for one in quoted if not _only_said(reading, quoted, one)]
    if any(reading.whole[one[0]] not in speech for one in quoted):
        quoted = [one for one in quoted if reading.whole[one[0]] not in speech or _called(reading, one)]
    for start, end, content in quoted:
        cut = _credited(reading, start, end)
        title = _unlabelled(reading, reading.whole[start + 1 : cut] if cut else content)
        yield Work(start, cut or end, title.strip(TRAILING), marked=True)
    for span in reading.article.marks:
        content = reading.whole[span.start : span.end]
        if span.mark in ("em", "cite") and content and _looks_like_title(content, reading, span.start):
            yield Work(span.start, span.end, content.strip(TRAILING), marked=True)


def _unlabelled(reading: Reading, title: str) -> str:
    """Return a title without the bracket that says which title it is: "*Title* (working title)"."""
    labels = reading.words.pack.titles.labels
    return next(
        (title[: -len(one)] for one in labels if title.endswith(one) and len(title) > len(one)), title
    )


def _called(reading: Reading, one: Quote) -> bool:
    """Say whether marks that may hold speech name a work: a word for it right before them ("drama *X*")."""
    nouns = within(reading.hits("nouns"), max(0, one[0] - _NOUN), one[0])
    return reading.words.pack.edges == "none" and any(
        hit.end == one[0] and hit.value in KINDS for hit in nouns[-1:]
    )


def _unlike(reading: Reading, one: Quote) -> bool:
    """Say whether a word beside marks says that they hold no work: "the song *X*", "*X* tour"."""
    before = reading.folded[max(0, one[0] - _NOUN) : one[0]].split(" ")[-2:]
    behind = reading.folded[one[1] : one[1] + _NOUN].split(" ")
    beside = [before[0]] if before[-1:] == [""] else []
    beside += [behind[1].strip(TRAILING)] if len(behind) > 1 and not behind[0] else []
    return not reading.words.unlike.isdisjoint(beside)


def _only_said(reading: Reading, quoted: Sequence[Quote], one: Quote) -> bool:
    """Say whether a headline's marks hold mere words: the body marks works, and never these words."""
    others = [said for start, _, said in quoted if start > reading.headline_end]
    words = one[2].rstrip("0123456789 ")
    if (
        not others
        or one[1] > reading.headline_end
        or any(said.isascii() != words.isascii() for said in others)
    ):
        return False
    if reading.words.pack.names.shape == "words":
        return not any(words in said or said in words for said in others)
    return words not in reading.article.text


def _credited(reading: Reading, start: int, end: int) -> int | None:
    """Return where the credits begin that a title in marks closes with: "Title(written by A, ...)"."""
    opened = reading.whole.find("(", start, end - 1)
    if reading.words.pack.titles.case != "none" or opened < start + 2 or reading.whole[end - 2] != ")":
        return None
    said = within(reading.hits("cues"), opened, end) or within(reading.hits("jobs"), opened, end)
    return opened if said else None


def quotes(text: str, nested: bool = False) -> Iterator[Quote]:
    """Yield ``(start, end, content)`` of what stands in marks; the place takes the marks in.

    ``nested`` yields what stands in marks inside of what someone says, too.
    """
    place = 0
    while match := _MARK.search(text, place):
        start = match.start()
        end = _closing(text, start)
        place = start + 1 if end is None else end
        if end is not None:
            content = text[start + 1 : end - 1]
            yield start, end, content.strip()
            if nested and text[start] in _SPEECH and _MARK.search(content):
                inner = quotes(content)
                yield from ((first + start + 1, last + start + 1, said) for first, last, said in inner)


def _closing(text: str, start: int) -> int | None:
    mark = text[start]
    strict = mark in _STRICT
    spaced = mark == "«" and text[start + 1 : start + 2] in ("\u00a0", "\u202f", " ")
    if start + 1 >= len(text) or (text[start + 1].isspace() and not spaced):
        return None
    before = text[start - 1] if start else " "
    if not strict and is_word(before) and mark in "'‘\"”»" and ord(before) < _INDIC:
        return None
    for place in range(start + 2, min(len(text), start + _LONGEST)):
        char = text[place]
        if char == "\n":
            return None
        if char in _CLOSERS[mark] and (strict or spaced or _closes(text, place)):
            return place + 1
    return None


def _closes(text: str, place: int) -> bool:
    if text[place - 1].isspace():
        return False
    if text[place] not in "'’":
        return True
    following = text[place + 1 : place + 2]
    return not following or not is_word(following) or ord(following) > _INDIC


def _looks_like_title(content: str, reading: Reading, start: int) -> bool:
    pack, mark = reading.words.pack.titles, reading.whole[start]
    words = content.split()
    if not words or len(words) > _MOST_WORDS or not any(is_word(char) for char in content):
        return False
    if mark not in pack.speech and mark in _STRICT:
        return True
    if any(hit.value == "before" and start - hit.end <= 1 for hit in _speech_before(reading, start)):
        return False
    if mark in pack.speech and (_quoted(reading, content, start) or _goes_on_saying(reading, content, start)):
        return False
    if pack.case == "none":
        return not content.endswith((".", "।", "。", "다", "?", "!")) or len(words) <= _SPEECH_WORDS + 1
    return _cased(reading, content, words, start)


def _cased(reading: Reading, content: str, words: list[str], start: int) -> bool:
    """Say whether the content of marks has the capitals of a title in its language."""
    if not (content[0].isupper() or content[0].isdigit()):
        return False
    if content[-1] == "." and len(words) > _SPEECH_WORDS + 1:
        small = reading.words.small if reading.words.pack.titles.case == "title" else ()
        return bool(small) and all(not word[0].islower() or word in small for word in words)
    long = [word for word in words[1:] if len(word) > 4 and word[0].isalpha()]
    if reading.words.pack.titles.case == "title":
        if len(words) > _SPEECH_WORDS and words[1:] == [word.lower() for word in words[1:]]:
            return False
        return sum(word[0].islower() for word in long) <= len(long) // 4
    return len(words) <= _SENTENCE_WORDS and not _stopped(content) and not _spoken(reading, content, start)


def _stopped(content: str) -> bool:
    """Say whether a full stop parts sentences: one of a short title or behind an initial does not."""
    return ". " in _INITIALS.sub("", content) and len(content.split()) > _SPEECH_WORDS + 1


def _spoken(reading: Reading, content: str, start: int) -> bool:
    """Say whether marks hold speech: a verb before their colon, several words with a comma or a colon."""
    said = within(reading.hits("speech"), max(0, start - _SAID), start)
    if any(hit.value == "verb" and reading.whole[hit.end : start] == ": " for hit in said):
        return True
    if len(content.split()) <= _SPEECH_WORDS:
        return False
    end = start + len(content) + 2
    verbs = within(reading.hits("speech"), end, end + _SAID)
    if any(hit.value == "verb" for hit in verbs):
        return True
    behind = reading.whole[max(0, start - 2) : start].strip()
    return (", " in content or behind == ":") and reading.whole.count(content) == 1


def _speech_before(reading: Reading, place: int) -> Sequence[Hit]:
    """Return the words of speech shortly before ``place``: what "according to" introduces is no work."""
    return within(reading.hits("speech"), max(0, place - 24), place)


def _goes_on_saying(reading: Reading, content: str, start: int) -> bool:
    """Say whether marks hold a sentence, or the particle of reported speech stands right behind them."""
    if reading.words.pack.edges != "left":
        return False
    ended = " " in content and content.endswith(reading.words.ends)
    return ended or reading.folded[start + len(content) + 2 :][:_PARTICLE].startswith(reading.words.said)


def _quoted(reading: Reading, content: str, start: int) -> bool:
    """Say whether marks of a script without spaces hold speech: a stop in them, a verb of speech behind."""
    if reading.words.pack.edges != "none":
        return False
    end = start + len(content) + 2
    return "。" in content or any(
        hit.value == "verb" for hit in within(reading.hits("speech"), end, end + 12)
    )
