"""Names in Hangul: a surname and two syllables, foreign names, and the particles that follow them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading, within
from pipelines.extract.tokens import Token
from pipelines.extract.words import Vocabulary

_HANGUL = re.compile("[\uac00-\ud7a3]+")
_DASH = re.compile("[-xX×](?=[\uac00-\ud7a3])")
_FIRST, _FINALS = 0xAC00, 28  # the block's first syllable; the ways in which a syllable may end
_MARKS = "'\"’”>》〉」』)"  # behind which a particle may stand
_LISTED = tuple("·,(/-")
_TWO_NAMES = 12  # characters of two names in a list
_NATIVE = 3  # syllables of most names
_FOUR = re.compile("(?<![\uac00-\ud7a3])[\uac00-\ud7a3]{4}(?![\uac00-\ud7a3])")
_SHORT = 2  # syllables of a surname and a short given name
_BEFORE_BRACKET = 5  # syllables of a stage name before a bracket
_LONGEST = 3  # words of a foreign name


def runs(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the words of a line that may be a name, each with whether it is surely one."""
    line, _ = reading.line_tokens(number)
    run: list[Token] = []
    line = [part for token in line for part in _dashed(token)]
    for index, raw in enumerate(line):
        listed = reading.whole[raw.end : raw.end + 1] in _LISTED or _entire(reading, raw)
        begun = bool(run) and reading.whole[run[-1].end : raw.start] == " "
        begun = begun and any(_foreign(reading, token) for token in run)
        inside = _goes_on(reading, raw, line[index + 1 : index + 2], begun=begun)
        last = begun and not (_followed(reading, raw, line[index + 1 : index + 2]) or _at_work(reading, raw))
        token = _bare(raw, reading, listed or inside, _SHORT - last)
        joined = bool(run) and reading.whole[run[-1].end : token.start] == " " and run[-1].base == run[-1].end
        parted_off = token.text in reading.words.name_endings and reading.whole[raw.start - 1] in _MARKS
        fits = token.start not in stopped and token.folded not in reading.words.common and not parted_off
        if run and not (joined and fits):
            yield from _surnamed(reading, run)
            run = []
        if fits and not token.text[0].isdigit():
            run.append(token)
    if run:
        yield from _surnamed(reading, run)


def _dashed(token: Token) -> Iterator[Token]:
    """Yield the members of a list whose names only hyphens or an x part."""
    if not _HANGUL.match(token.text) or not _DASH.search(token.text):
        yield token
        return
    place = token.start
    for text in _DASH.split(token.text):
        if text:
            yield Token(place, place + len(text), text, fold(text), place + len(text))
        place += len(text) + 1


def parted(word: str, words: Vocabulary) -> int:
    """Return the length of a word without its particle, which agrees with the syllable before it."""
    return _parted(word, words.name_endings, words.after_closed, words.after_open)


@lru_cache(maxsize=8192)
def _parted(word: str, endings: frozenset[str], closed: frozenset[str], opened: frozenset[str]) -> int:
    for size in range(1, len(word)):
        if word[size:] in endings:
            shut = (ord(word[size - 1]) - _FIRST) % _FINALS != 0
            if word[size:] not in (opened if shut else closed):
                return size
    return len(word)


def _at_work(reading: Reading, token: Token) -> bool:
    """Say whether a job stands right behind a word."""
    jobs = within(reading.hits("jobs"), token.end, token.end + _TWO_NAMES)
    return any(job.start - token.end == 1 for job in jobs)


def _entire(reading: Reading, token: Token) -> bool:
    """Say whether a full name only ends like a particle: a job stands behind it, or a particle elsewhere."""
    if len(token.text) != _NATIVE or not native(token.text, reading.words.surnames):
        return False
    return _at_work(reading, token) or token.text in _whole_names(reading.folded, reading.words.name_endings)


@lru_cache(maxsize=4)
def _whole_names(folded: str, endings: frozenset[str]) -> frozenset[str]:
    """Return the words of three syllables that have one particle more somewhere in a text."""
    return frozenset(word[:_NATIVE] for word in _FOUR.findall(folded) if word[_NATIVE:] in endings)


def _foreign(reading: Reading, token: Token) -> bool:
    """Say whether a word may be part of a foreign name: in Hangul, not common, with a syllable of theirs."""
    words = reading.words
    bare = token.text[: parted(token.text, words)]
    common = token.text in words.common or bare in words.common
    common = common or (token.start in reading.after_jobs and _behind_another(reading, token))
    return bool(_HANGUL.fullmatch(token.text)) and not common and bool(words.sounds.search(bare))


def _goes_on(reading: Reading, token: Token, following: list[Token], *, begun: bool) -> bool:
    """Say whether a foreign name goes on behind a word, which then has no particle: "Leonardo DiCaprio".

    Where the name has ``begun`` before the word, a particle ends it.
    """
    if not _followed(reading, token, following):
        return False
    ending = token.text[parted(token.text, reading.words) :]
    short = len(token.text) <= _SHORT
    may = not ending or (ending in reading.words.inner and (short or not begun))
    return may and _foreign(reading, token)


def _followed(reading: Reading, token: Token, following: list[Token]) -> bool:
    """Say whether the next word of a foreign name stands behind a word."""
    beside = bool(following) and reading.whole[token.end : following[0].start] == " "
    return beside and _foreign(reading, following[0])


def _named(reading: Reading, token: Token) -> bool:
    return native(token.text, reading.words.surnames) or _foreign(reading, token)


def _bare(token: Token, reading: Reading, whole: bool, least: int) -> Token:
    """Return the token with its particle parted off, unless the name itself ends like one.

    ``whole``: a list's mark or the rest of a foreign name follows, so that there is no particle. Words of up
    to ``least`` syllables have none.
    """
    words = reading.words
    size = len(token.text)
    if not _HANGUL.match(token.text):
        found = _HANGUL.search(token.text)
        size = found.start() if found and token.text[found.start() :] in words.name_endings else size
    elif _HANGUL.fullmatch(token.text) and size > least:
        base = parted(token.text, words)
        cased = token.folded[base:] in words.objects and token.folded[:base] in words.common
        kept = whole and not cased and _named(reading, token)
        size = size if kept else base
    return Token(token.start, token.end, token.text, token.folded[:size], token.start + size)


def _surnamed(reading: Reading, run: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield each word with a surname's shape alone, and what remains as a foreign name or a short one."""
    words = reading.words
    left: list[Token] = []
    for index, token in enumerate(run):
        behind = run[index + 1] if index + 1 < len(run) else None
        after = behind is not None and not native(behind.folded, words.surnames)
        chained = _foreign(reading, token) and (after or bool(left))
        if chained or not native(token.folded, words.surnames):
            left.append(token)
            continue
        yield from _others(reading, left)
        left = []
        if not token.folded.endswith(words.tails or ("\0",)):
            yield [token], True
    yield from _others(reading, left)


def _others(reading: Reading, run: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the foreign names of a run, and its single words that something beside them makes names."""
    if 1 < len(run) <= _LONGEST and _like_foreign(reading, run):
        yield run, True
        return
    chain: list[Token] = []
    for token in [*run, None]:
        if token is not None and _foreign(reading, token):
            chain.append(token)
            continue
        if 1 < len(chain) <= _LONGEST:
            yield chain, True
        else:
            yield from _singles(reading, chain)
        chain = []
        if token is not None:
            yield from _singles(reading, [token])


def _like_foreign(reading: Reading, run: list[Token]) -> bool:
    """Say whether a run reads as one foreign name: a word sounds so, none modifies the next, the place fits.

    A particle, a job, a bracket or a list's mark stands behind a person's name.
    """
    words, last = reading.words, run[-1]
    after = reading.folded[last.end : last.end + 1]
    told = last.base < last.end or after in _LISTED or _at_work(reading, last)
    owner = reading.folded[last.base : last.end] in words.owners
    score = sum(len(words.sounds.findall(token.folded)) for token in run)
    return (
        told
        and any(_foreign(reading, token) for token in run)
        and score > owner
        and all(_HANGUL.fullmatch(token.folded) and not _like_verb(token, words) for token in run)
    )


def _like_verb(token: Token, words: Vocabulary) -> bool:
    """Say whether a word ends as verbs and their like do, with two syllables before the ending."""
    return token.folded[_SHORT:].endswith(words.tails or ("\0",))


def _singles(reading: Reading, tokens: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield single words: sure ones behind a job or before a bracket, else short names and foreign ones."""
    for token in tokens:
        after = reading.folded[token.base : token.base + 2]
        bracketed = after[:1] == "·" or (after[:1] == "(" and len(token.folded) <= _BEFORE_BRACKET)
        introduced = reading.introduced(token.start) and not _behind_another(reading, token)
        if introduced or bracketed or _employed(reading, token):
            yield [token], True
        elif len(token.folded) > 1 and (
            (len(token.folded) == _SHORT and token.folded[0] in reading.words.surnames)
            or _listed(reading, token.start)
            or _foreign(reading, token)
            or reading.folded.startswith(reading.words.marks, token.end + 1)
        ):
            yield [token], False


def _behind_another(reading: Reading, token: Token) -> bool:
    """Say whether the job before a word is that of the name before the job: "*A director* swan song"."""
    jobs = within(reading.hits("jobs"), max(0, token.start - _TWO_NAMES), token.start)
    place = jobs[-1].start if jobs else 0
    before = reading.folded[max(0, place - _TWO_NAMES) : place].split(" ")[-2:]
    return len(before) > 1 and before[-1] == "" and native(before[0], reading.words.surnames)


def _employed(reading: Reading, token: Token) -> bool:
    """Say whether a job stands right behind a short name, or a surname alone."""
    short = len(token.folded) <= _SHORT and token.folded[0] in reading.words.surnames
    jobs = within(reading.hits("jobs"), token.end, token.end + _TWO_NAMES) if short else ()
    return any(job.start - token.end == 1 and job.value[1] for job in jobs)


def _listed(reading: Reading, place: int) -> bool:
    """Say whether a list goes on at ``place``: behind a middle dot, or behind two names and their commas."""
    if reading.whole[place - 1] == "·":
        return True
    *_, first, second, here = ["", "", *reading.whole[max(0, place - _TWO_NAMES) : place].split(", ")]
    surnames = reading.words.surnames
    return not here and native(second, surnames) and native(first.split(" ")[-1], surnames)


def native(word: str, surnames: frozenset[str]) -> bool:
    """Say whether a word is a surname and a given name of two syllables (one or two after a long surname)."""
    if not _HANGUL.fullmatch(word):
        return False
    return (len(word) == 3 and word[:1] in surnames) or (len(word) == 4 and word[:2] in surnames)
