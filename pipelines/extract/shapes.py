"""Names in scripts without capitals: by what is no name, by surname, by the particle after it."""

import re
from collections.abc import Iterator

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.tokens import Token
from pipelines.extract.words import NUKTA, Vocabulary

_JAPANESE = re.compile(
    "[\u4e00-\u9fff々ヶ]{1,4}[\u30a1-\u30fa\u30fc]{1,7}[\u4e00-\u9fff]{0,2}(?![\u30a1-\u30ff・])"
    "|[\u4e00-\u9fff々ヶ]{1,6}[\u3041-\u3096]{0,4}"
    "|[\u30a1-\u30ff\u4e00-\u9fff]+(?:[・＝=][\u30a1-\u30ff]+)+|[\u30a1-\u30fa\u30fc]{2,10}"
)
_ONE_SIGN = re.compile("[\u4e00-\u9fff][\u3041-\u3096]+")  # a verb or adverb far more often than a name
_HIRAGANA = re.compile("[\u3041-\u3096]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_FIRST, _FINALS = 0xAC00, 28  # the block's first syllable; consonants that a syllable may end with, and none
_LISTED = tuple("·,(/")
_AGE = re.compile(r"[（(]\d{1,3}[）)]")


def cut(word: str, endings: frozenset[str]) -> int:
    """Return the length of ``word`` without the longest of ``endings`` that it ends with."""
    return next((i for i in range(1, len(word)) if word[i:] in endings), len(word))


def runs(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the runs of words of a line that may be a name, and whether their neighbours say so."""
    shape = reading.words.pack.names.shape
    find = {"words": _by_words, "surname": _by_surname, "runs": _by_script}[shape]
    yield from find(reading, number, stopped)


def _near(reading: Reading, run: list[Token]) -> bool:
    """Say whether a job or honorific stands before the run, or a list mark, bracket or particle after it."""
    names = reading.words
    before = reading.folded[max(0, run[0].start - 24) : run[0].start].rstrip(" ,")
    if any(before.endswith(word) for word in names.first_words) or run[0].start in reading.after_jobs:
        return True
    if run[-1].base < run[-1].end:
        return True
    after = reading.folded[run[-1].end : run[-1].end + 12]
    if after[:1] in ("(", ",", "·", "、", "・", "（", "/") or after[:2] in (" (", " ·"):
        return True
    first = after.lstrip().split(" ")[0].rstrip(",.:;!?।") if after.startswith(" ") else ""
    return bool(first) and (first in names.name_endings or first in names.ands)


def introduced(reading: Reading, run: list[Token]) -> bool:
    """Say whether a job or honorific stands right before the run."""
    if reading.whole[run[0].start - 1 : run[0].start] not in (" ", "\u00a0"):
        return False
    before = reading.folded[max(0, run[0].start - 24) : run[0].start - 1].split(" ")[-1]
    return before in reading.words.first_words or run[0].start in reading.after_jobs


def _by_words(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    line, _ = reading.line_tokens(number)
    run: list[Token] = []
    for token in line:
        joined = bool(run) and reading.whole[run[-1].end : token.start] in (" ", "\u00a0", ". ")
        fits = token.start not in stopped and not token.text.isdigit() and not _ordinary(reading, token)
        if run and not (joined and fits and not _complete(reading, run, token)):
            yield run, _near(reading, run) or full(reading, run)
            run = []
        if fits:
            run.append(token)
    if run:
        yield run, _near(reading, run) or full(reading, run)


def _ordinary(reading: Reading, token: Token) -> bool:
    """Say whether a word, or every part of a hyphenated one, is a common word or ends like a verb."""
    common, tails = reading.words.common, reading.words.tails or ("\0",)
    return token.folded.replace(NUKTA, "") not in reading.words.surnames and all(
        part in common or part.replace(NUKTA, "") in common or part.endswith(tails)
        for part in token.folded.split("-")
    )


def full(reading: Reading, run: list[Token]) -> bool:
    """Say whether a run is a full name: its last word is a surname."""
    return len(run) > 1 and run[-1].folded.replace(NUKTA, "") in reading.words.surnames


def _complete(reading: Reading, run: list[Token], token: Token) -> bool:
    """Say whether a run already is a full name, so that the next word begins another: "A Khan B"."""
    return (full(reading, run) or (len(run) > 1 and "-" in run[-1].text)) and (
        token.folded.replace(NUKTA, "") not in reading.words.surnames
    )


def _by_surname(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    line, _ = reading.line_tokens(number)
    run: list[Token] = []
    for index, raw in enumerate(line):
        listed = reading.whole[raw.end : raw.end + 1] in _LISTED
        token = _bare(raw, reading, listed or _goes_on(reading, raw, line[index + 1 : index + 2]))
        joined = bool(run) and reading.whole[run[-1].end : token.start] == " " and run[-1].base == run[-1].end
        fits = token.start not in stopped and token.folded not in reading.words.common
        if run and not (joined and fits):
            yield from _surnamed(reading, run)
            run = []
        if fits and not token.text[0].isdigit():
            run.append(token)
    if run:
        yield from _surnamed(reading, run)


def parted(word: str, words: Vocabulary) -> int:
    """Return the length of a word of Hangul without its particle, which agrees with the syllable before it."""
    return next(
        (
            i
            for i in range(1, len(word))
            if word[i:] in words.name_endings and _agrees(word[:i], word[i:], words)
        ),
        len(word),
    )


def _agrees(stem: str, ending: str, words: Vocabulary) -> bool:
    closed = (ord(stem[-1]) - _FIRST) % _FINALS != 0
    return not (ending in words.after_open if closed else ending in words.after_closed)


def _foreign(reading: Reading, token: Token) -> bool:
    """Say whether a word may be part of a foreign name: in Hangul, not common, with a syllable of theirs."""
    words = reading.words
    bare = token.text[: parted(token.text, words)]
    common = token.text in words.common or bare in words.common or token.start in reading.after_jobs
    return bool(_HANGUL.fullmatch(token.text)) and not common and any(one in bare for one in words.sounds)


def _goes_on(reading: Reading, token: Token, following: list[Token]) -> bool:
    """Say whether a foreign name goes on behind a word, which then has no particle: "Leonardo DiCaprio"."""
    if not following or reading.whole[token.end : following[0].start] != " ":
        return False
    ending = token.text[parted(token.text, reading.words) :]
    may = not ending or ending in reading.words.inner
    return may and _foreign(reading, token) and _foreign(reading, following[0])


def _bare(token: Token, reading: Reading, whole: bool) -> Token:
    """Return the token with its particle parted off, unless the name itself ends like one.

    ``whole``: a list's mark or the rest of a foreign name follows, so that there is no particle.
    """
    words = reading.words
    size = len(token.text)
    if not _HANGUL.match(token.text):
        found = _HANGUL.search(token.text)
        size = found.start() if found and token.text[found.start() :] in words.name_endings else size
    elif _HANGUL.fullmatch(token.text) and size > 2:
        if not (whole and (native(token.text, words.surnames) or _foreign(reading, token))):
            size = parted(token.text, words)
    return Token(token.start, token.end, token.text, fold(token.text[:size]), token.start + size)


def _surnamed(reading: Reading, run: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield each word with a surname's shape alone, and what remains as a foreign name or a short one."""
    words, left = reading.words, []
    for index, token in enumerate(run):
        after = index + 1 < len(run) and _foreign(reading, run[index + 1])
        chained = _foreign(reading, token) and (after or bool(left and _foreign(reading, left[-1])))
        if chained or not native(token.folded, words.surnames):
            left.append(token)
            continue
        yield from _others(reading, left)
        left = []
        if not token.folded.endswith(words.tails or ("\0",)):
            yield [token], True
    yield from _others(reading, left)


def _others(reading: Reading, run: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the foreign names of a run, and its single words where something beside them says they are names."""
    chain: list[Token] = []
    for token in [*run, None]:
        if token is not None and _foreign(reading, token):
            chain.append(token)
            continue
        if 1 < len(chain) < 4:
            yield chain, True
        else:
            yield from _singles(reading, chain)
        chain = []
        if token is not None:
            yield from _singles(reading, [token])


def _singles(reading: Reading, tokens: list[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Yield single words: sure ones behind a job or before a bracket, else short names and foreign ones."""
    for token in tokens:
        after = reading.folded[token.base : token.base + 2]
        if introduced(reading, [token]) or after[:1] in ("(", "·"):
            yield [token], True
        elif len(token.folded) > 1 and (
            (len(token.folded) == 2 and token.folded[0] in reading.words.surnames)
            or _foreign(reading, token)
            or reading.folded.startswith(reading.words.marks, token.end + 1)
        ):
            yield [token], False


def native(word: str, surnames: frozenset[str]) -> bool:
    """Say whether a word is a surname and a given name of two syllables (one or two after a long surname)."""
    if not _HANGUL.fullmatch(word):
        return False
    return (len(word) == 3 and word[:1] in surnames) or (len(word) == 4 and word[:2] in surnames)


def _by_script(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    start, end = reading.lines[number]
    whole, words = reading.whole, reading.words
    for match in _JAPANESE.finditer(whole, start, end):
        for first, last in _pieces(match.start(), match.end(), stopped):
            text = whole[first:last]
            tail = re.search("[\u3041-\u3096]+$", text)
            size = len(text)
            if tail and tail.start():
                size = tail.start() + _kept(tail.group(), words.name_endings)
            if tail is None:
                size = cut(text, words.name_endings)
            base = first + size
            text = whole[first:base]
            if size < 2 or size > 14 or fold(text) in words.common or _HIRAGANA.fullmatch(text):
                continue
            if _ONE_SIGN.fullmatch(text) and not _AGE.match(whole[base : base + 6]):
                continue
            token = Token(first, base, text, fold(text), base)
            after = whole[base : base + 6]
            near = bool(_AGE.match(after)) or any(after.startswith(one) for one in words.name_endings)
            yield [token], (near or _near(reading, [token])) and (size > 2 or bool(_AGE.match(after)))


def _kept(tail: str, endings: frozenset[str]) -> int:
    """Return how many signs of a hiragana tail belong to the name, before the first particle that ends it."""
    return next((i for i in range(len(tail)) if tail[i:] in endings), len(tail) if len(tail) < 4 else 0)


def _pieces(start: int, end: int, stopped: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch that no other mention or cue has taken."""
    first = None
    for place in range(start, end + 1):
        free = place < end and place not in stopped
        if free and first is None:
            first = place
        elif not free and first is not None:
            yield first, place
            first = None
