"""Names in scripts without capitals: by what is no name, by surname, by the particle after it."""

import re
from collections.abc import Iterator

from pipelines.extract import hangul
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.tables import NUKTA
from pipelines.extract.tokens import Token

_JAPANESE = re.compile(
    "[\u4e00-\u9fff々ヶ]{1,4}[\u30a1-\u30fa\u30fc]{1,7}[\u4e00-\u9fff]{0,2}(?![\u30a1-\u30ff・])"
    "|[\u4e00-\u9fff]{1,3}[\u3041-\u3096]{2,3}[子代美江枝恵奈香](?=[がはもをにとのや、（・氏さ])"
    "|[\u4e00-\u9fff々ヶ]{1,6}[\u3041-\u3096]{0,4}"
    "|[\u30a1-\u30ff\u4e00-\u9fff]+(?:[・＝=][\u30a1-\u30ff]+)+|[\u30a1-\u30fa\u30fc]{2,10}"
)
_MOST = 4
_MANY = "\u0902"  # the sign that makes a Hindi verb one of several women
_LEADS = "はの"  # signs of a particle before what ends a sentence
_SHORT = 3  # letters and signs of a surname that is a common word too
_ONE_SIGN = re.compile("[\u4e00-\u9fff][\u3041-\u3096]+")  # a verb or adverb far more often than a name
_HIRAGANA = re.compile("[\u3041-\u3096]+")
_AGE = re.compile(r"[（(]\d{1,3}[）)]")


def cut(word: str, endings: frozenset[str]) -> int:
    """Return the length of ``word`` without the longest of ``endings`` that it ends with."""
    return next((i for i in range(1, len(word)) if word[i:] in endings), len(word))


def runs(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    """Yield the runs of words of a line that may be a name, and whether their neighbours say so."""
    shape = reading.words.pack.names.shape
    find = {"words": _by_words, "surname": hangul.runs, "runs": _by_script}[shape]
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


def _by_words(reading: Reading, number: int, stopped: set[int]) -> Iterator[tuple[list[Token], bool]]:
    line = [part for token in reading.line_tokens(number)[0] for part in _halves(reading, token)]
    run: list[Token] = []
    for index, token in enumerate(line):
        joined = bool(run) and reading.whole[run[-1].end : token.start] in (" ", "\u00a0", ". ")
        named = not _ordinary(reading, token) or _before_given(reading, token, line[index + 1 : index + 2])
        named = named or (joined and len(run) == 1 and _given(reading, run[0], token))
        fits = not _stopped(token, stopped) and not token.text.isdigit() and named
        if run and not (joined and fits and not _complete(reading, run, token, line[index + 1 : index + 2])):
            run = _from_given(reading, run)
            yield run, _near(reading, run) or full(reading, run) or _long(run)
            run = []
        if fits:
            run.append(token)
    if run:
        run = _from_given(reading, run)
        yield run, _near(reading, run) or full(reading, run) or _long(run)


def _from_given(reading: Reading, run: list[Token]) -> list[Token]:
    """Cut off what stands before a first name that a long run has in its middle: it says who that is."""
    if len(run) < _MOST:
        return run
    given, surnames = reading.words.given, reading.words.surnames
    words = [token.folded for token in run[:-1]]
    first = next((i for i, word in enumerate(words) if word in given or word in surnames), 0)
    return run[first:] if words[first] in given and not reading.introduced(run[0].start) else run


def _halves(reading: Reading, token: Token) -> tuple[Token, ...]:
    """Part a hyphen's two sides where two persons meet at it: "A Sharma-B Khan", "A-B"."""
    if "-" not in token.text:
        return (token,)
    left, _, right = token.folded.partition("-")
    words = reading.words
    names = (left in words.surnames or left in words.given) and (
        right in words.given or right in words.places
    )
    if not names:
        return (token,)
    cut = token.start + len(left)
    first = Token(token.start, cut, token.text[: len(left)], left, cut)
    return first, Token(cut + 1, token.end, token.text[len(left) + 1 :], right, token.base)


def _stopped(token: Token, stopped: set[int]) -> bool:
    """Say whether a word is taken; a word of another list may be half of a hyphenated name: "ना-योन"."""
    return token.start in stopped and ("-" not in token.text or token.base - 1 in stopped)


def _long(run: list[Token]) -> bool:
    """Say whether a run has as many words as a person's name; Latin ones are titles as often."""
    return 1 < len(run) < _MOST and not run[0].text.isascii()


def _before_given(reading: Reading, token: Token, following: list[Token]) -> bool:
    """Say whether a short word is a surname that a hyphenated given name follows: "रो जे-वोन"."""
    if not following or "-" not in following[0].text or len(token.text) > _SHORT:
        return False
    joined = reading.whole[token.end : following[0].start] == " "
    plain = any(
        len(part) > _SHORT and part in reading.words.common for part in following[0].folded.split("-")
    )
    return joined and not plain and token.folded not in reading.words.name_endings | reading.words.ands


def _given(reading: Reading, surname: Token, token: Token) -> bool:
    """Say whether a hyphenated word of common syllables is a given name behind a surname that has such."""
    return "-" in token.text and bool(reading.words.sounds.fullmatch(surname.folded))


def _ordinary(reading: Reading, token: Token) -> bool:
    """Say whether a word, or every part of a hyphenated one, is a common word or ends like a verb."""
    common, tails = reading.words.common, reading.words.tails or ("\0",)
    return token.folded.replace(NUKTA, "") not in reading.words.surnames and all(
        part in common or part.replace(NUKTA, "").removesuffix(_MANY) in common or part.endswith(tails)
        for part in token.folded.split("-")
    )


def full(reading: Reading, run: list[Token]) -> bool:
    """Say whether a run is a full name: its last word is a surname."""
    return len(run) > 1 and run[-1].folded.replace(NUKTA, "") in reading.words.surnames


def _complete(reading: Reading, run: list[Token], token: Token, following: list[Token]) -> bool:
    """Say whether a run already is a full name, so that the next word begins another: "A Khan B C"."""
    lone = bool(following) and following[0].folded in reading.words.stoppers
    lone = lone and not any(hit.start == following[0].start for hit in reading.hits("parts"))
    if lone and "-" not in run[-1].text and token.folded not in reading.words.given:
        return False
    return (full(reading, run) or (len(run) > 1 and "-" in run[-1].text)) and (
        token.folded.replace(NUKTA, "") not in reading.words.surnames
    )


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
            if size < 2 or size > 14 or _made_of(fold(text), words.common) or _HIRAGANA.fullmatch(text):
                continue
            if _ONE_SIGN.fullmatch(text) and not _AGE.match(whole[base : base + 6]):
                continue
            token = Token(first, base, text, fold(text), base)
            after = whole[base : base + 6]
            near = bool(_AGE.match(after)) or any(after.startswith(one) for one in words.name_endings)
            near = near or (after[:1] == "。" and whole[first - 1] in _LEADS)
            yield [token], (near or _near(reading, [token])) and (size > 2 or bool(_AGE.match(after)))


def _made_of(text: str, common: frozenset[str]) -> bool:
    """Say whether a word is a common one, or two of them written as one."""
    return text in common or any(text[:i] in common and text[i:] in common for i in range(1, len(text)))


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
