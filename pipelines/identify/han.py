"""Chinese characters read as Koreans and Japanese read them, and in one spelling."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from pipelines.identify.sound import Sound, sound

_MOST = 48  # Japanese readings that are tried
_LONGEST = 3  # characters that are read as one word


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """The text with simplified characters for traditional ones."""
    return "".join(_simplified().get(char, char) for char in text)


@lru_cache(maxsize=4096)
def korean(text: str) -> str | None:
    """The text in Hangul as Koreans read its characters; None where one has no such reading."""
    read = [_hangul().get(char) or _hangul().get(_traditional().get(char, "")) for char in text]
    return "".join(filter(None, read)) if text and all(read) else None


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[Sound, ...]:
    """How a person's name may sound: in Chinese characters as Chinese, Koreans and Japanese read them.

    In Mandarin first; in Korean only where it begins with a surname. Any other name has one reading.
    """
    letters = "".join(char for char in name if char.isalpha())
    if not any(map(_ideograph, letters)):
        return (sound(name),)
    hangul = sound(korean(letters) or "")
    return (sound(name), *([hangul] if hangul.korean else []), *map(sound, japanese(letters)))


def _ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


@lru_cache(maxsize=4096)
def japanese(text: str) -> tuple[str, ...]:
    """The text in kana as Japanese may read it in a name; none where a character is unknown.

    Kana in the text stay. Of many readings a few dozen are given, the likeliest first.
    """
    return tuple(islice(_read(text), _MOST))


def _read(text: str) -> Iterator[str]:
    if not text:
        yield ""
        return
    for length in range(min(_LONGEST, len(text)), 0, -1):
        for head in _kana(text[:length]):
            for tail in _read(text[length:]):
                yield head + tail


def _kana(text: str) -> Sequence[str]:
    if len(text) == 1 and "\u3041" <= text <= "\u30ff":
        return (text,)
    return _names().get(text, ())


@cache
def _hangul() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for syllable, chars in map(str.split, _lines("hanja.txt")):
        for char in chars:
            if char not in found or "라" <= found[char] <= "맇":  # 李 is I where it begins a name
                found[char] = syllable
    return found


@cache
def _simplified() -> Mapping[str, str]:
    return {pair[0]: pair[1] for line in _lines("hanzi.txt") for pair in line.split()}


@cache
def _traditional() -> Mapping[str, str]:
    return {pair[1]: pair[0] for line in _lines("hanzi.txt") for pair in line.split()}


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {text: tuple(readings) for text, *readings in map(str.split, _lines("kanji.txt"))}


def _lines(name: str) -> list[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
