"""What each script's letters may stand for: a word becomes a run of sounds."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from anyascii import anyascii

# Of sounds: each a group of alternatives, with "?" after a weak one and "??" after one that only some hear.
Run = tuple[str, ...]

VOWELS = frozenset("aeiouEUO")
# Sounds that scripts take for each other fall into one class; h, y and w carry nothing.
CLASSES = {
    **dict.fromkeys("pb", "p"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("td", "t"),
    **dict.fromkeys("kgx", "k"),
    **dict.fromkeys("szTc", "s"),
    **dict.fromkeys("SZCJ", "c"),
    **dict.fromkeys("lr", "l"),
    **dict.fromkeys("mnN", "n"),
    **dict.fromkeys("hyw", ""),
}
_BEGUN = re.compile(r"([aeiou])([hyw](?:[aeiou]|y[aeou]))")
_NG = re.compile(r"ng(?=[aeiou])")
_OPEN_SYLLABLE = re.compile(r"[bcdfgklmnprstvz][aeiouy]")
# How English says a vowel that one consonant and a vowel follow: James, Simon, Hugo.
_OPEN: Mapping[str, Run] = {
    "a": ("aeE", "y??"),
    "i": ("iea", "y??"),
    "u": ("y??", "uaEU"),
    "y": ("a??", "yi"),
}


def heard_as(text: str, kind: str, *, korean: bool, surname: bool) -> Run:
    """The sounds of a word in the script ``kind``; ``korean`` where it is a Korean's name, and a surname."""
    return _merged(_run(text, kind, korean, surname))


def _run(text: str, kind: str, korean: bool, surname: bool) -> Sequence[str]:
    special = tables()["surnames"].get(text) if surname and (korean or kind != "latin") else None
    if special:
        return special
    if kind == "latin" and not korean and initials(text):
        return tables()["letters"].get(text[0], ())
    if kind == "latin":
        return _korean(text) if korean else _latin(text)
    if kind == "hangul":
        return _hangul(text, korean)
    if kind == "devanagari":
        return _unrolled(_devanagari(text))
    if kind == "kana":
        return _kana(text)
    if kind == "arabic":
        return _unrolled(_arabic(text))
    if kind == "cyrillic":
        return _unrolled(_greedy(text, "cyrillic"))
    if kind == "han":
        return _greedy(anyascii(text).lower(), "pinyin")
    return _latin(anyascii(text).lower())


def _greedy(text: str, table: str) -> list[str]:
    """Replace the longest known groups of letters; what is unknown makes no sound."""
    sounds, place, found = tables()[table], 0, list[str]()
    while place < len(text):
        for length in (4, 3, 2, 1):
            known = sounds.get(text[place : place + length])
            if known is not None:
                found.extend(known)
                place += length
                break
        else:
            place += 1
    return found


def _korean(text: str) -> list[str]:
    """A Korean's name in Latin letters: h, y, w and g before a vowel may begin a syllable."""
    found: list[str] = []
    for place, part in enumerate(_NG.split(_BEGUN.sub(r"\1 \2", text))):
        found.extend(("nN", "g?") if place else ())
        found.extend(it for syllables in part.split() for it in _greedy(syllables, "korean"))
    return found


def _latin(text: str) -> list[str]:
    known = tables()
    sounds, soft, last = known["latin"], known["latin_soft"], known["latin_last"]
    first = known["latin_first"]
    text = "".join(char if char in sounds else _plain(char) for char in text)
    found: list[str] = []
    place = 0
    while place < len(text):
        rest = text[place:]
        if place and rest in last:
            found.extend(last[rest])
            break
        length = next((size for size in (4, 3, 2, 1) if rest[:size] in sounds), 0)
        if length == 2 and rest[1] in "hwy" and rest[0] in "aeiou" and rest[2:3] and rest[2] in "aeiou":
            length = 1  # a-wa, not aw-a
        if not length:
            place += 1
            continue
        letters, after = rest[:length], rest[length : length + 1]
        special = soft.get(letters) if after and after in "eiyéèêíï" else None
        special = special or (None if place else first.get(letters))
        if letters in _OPEN and _OPEN_SYLLABLE.match(rest, 1):
            special = _OPEN[letters]
        found.extend(_heard(letters, after, found, special))
        place += length
    return found


def _heard(letters: str, after: str, before: Sequence[str], special: Run | None) -> Run:
    """What a group of Latin letters stands for between its neighbours."""
    if special:
        return special
    open_ = after in "aeiouyáéíóúàèìòùâêîôûäëïöü" and after != ""
    if letters == "r" and not open_ and before:
        return ("r?",)
    if letters == "h" and before and not open_:
        return ("h?",)
    return tables()["latin"][letters]


def _plain(char: str) -> str:
    return "".join(it for it in unicodedata.normalize("NFKD", char) if it.isalpha() and it.isascii())


def _hangul(text: str, korean: bool) -> list[str]:
    found: list[str] = []
    known = tables()
    own = known["hangul_korean"] if korean else {}
    letters = unicodedata.normalize("NFD", text)
    for place, char in enumerate(letters):
        code = ord(char)
        if 0x1100 <= code <= 0x1112:
            letter = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[code - 0x1100]
            if letter == "ㄹ" and found and found[-1] == "lr":
                found[-1] = "lr?"  # ll is one sound, and is not merged away where it stands between two words
            found.extend(own.get(letter, known["hangul_initial"][letter]))
        elif 0x1161 <= code <= 0x1175:
            letter = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"[code - 0x1161]
            medial = own.get(letter, known["hangul_medial"][letter])
            found.extend(_palatal(found, medial) if not korean else medial)
        elif 0x11A8 <= code <= 0x11C2:
            ending = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼ?ㄾ?ㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"[code - 0x11A8]
            doubling = ending == "ㅅ" and place + 1 < len(letters)  # of the next consonant: Bach-chan
            found.extend(("tsd?",) if doubling else known["hangul_final"].get(ending, ()))
    return found if korean or len(letters) < 4 else _unvoweled(found)


def _unvoweled(run: list[str]) -> list[str]:
    """Mark what Hangul and kana cannot leave out: an i that carries a last ch or j, an a for a last r."""
    if len(run) > 2 and run[-1] == "i" and set(run[-2]) & set("CJ"):
        run[-1] = "i?"
    if len(run) > 2 and run[-1] in ("aE", "EOo") and run[-2][0] in "oeu":
        run[-1] += "?"
    return run


def _palatal(before: list[str], medial: Run) -> Run:
    """A y after s, j or ch is no sound of its own: it makes the s an sh."""
    if not before or medial[0] not in ("y", "i") or not set(before[-1]) & set("sJC"):
        return medial
    if "s" in before[-1]:
        before[-1] = "Ss"
    return medial[1:] if medial[0] == "y" else medial


def _devanagari(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    sounds, found, place = tables()["devanagari"], list[str](), 0
    while place < len(text):
        length = next((size for size in (3, 2) if text[place : place + size] in sounds), 1)
        heard = sounds.get(text[place : place + length], ())
        found.extend(_after_nasal(found, heard))
        base, place = text[place], place + length
        after = text[place : place + 1]
        bare = "\u0915" <= base <= "\u0939" or "\u0958" <= base <= "\u095f"
        if bare and after and not ("\u093e" <= after <= "\u094d"):
            found.append("aEO?")
    return found


def _unrolled(run: Sequence[str]) -> list[str]:
    """Mark an r that no vowel follows as weak: half of the world's scripts leave it out."""
    closed = ["?" in after or not VOWELS & set(after) for after in (*run[1:], "")]
    return [
        "r?" if place and it == "r" and end else it
        for place, (it, end) in enumerate(zip(run, closed, strict=True))
    ]


def _kana(text: str) -> list[str]:
    sounds, small, found = tables()["kana"], tables()["kana_small"], list[str]()
    here = ""
    for char in text:
        before, here = here, chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char
        if here in small:
            if found and VOWELS & set(found[-1]):
                found[-1:] = {"ウ": ["w"], "フ": ["w?"]}.get(before, [])
            found.extend(_softened(found, small[here]))
        elif here in sounds:
            long_ = here == "ウ" and found and found[-1][0] == "o"
            found.extend(("u?",) if long_ else _after_nasal(found, sounds[here]))
    return _unvoweled(found)


def _softened(before: Sequence[str], heard: Run) -> Run:
    """A y after s, ch or j is no sound of its own; after k and g it may be a vowel's colour: Kyatto, cat."""
    if heard[0] != "y" or not before:
        return heard
    if set("SCJc") & set(before[-1]):
        return heard[1:]
    return ("y?", *heard[1:]) if before[-1] in ("k", "g") and "a" in heard[1] else heard


def _after_nasal(before: Sequence[str], heard: Run) -> Run:
    """A g after n is often no more than the writing of ng."""
    return ("g?", *heard[1:]) if heard[:1] == ("g",) and before and "N" in before[-1] else heard


def _arabic(text: str) -> list[str]:
    return _greedy(text.removeprefix("ال") if len(text) > 4 else text, "arabic")


def _merged(run: Sequence[str]) -> Run:
    """Write a doubled consonant once, also where the two halves are spelt with different letters."""
    found: list[str] = []
    for it in run:
        last, here = set(found[-1]) if found else set(), set(it)
        within = not here & VOWELS and (last <= here or here <= last)
        if last and "?" not in last and (last == here or within):
            found[-1] = min(found[-1], it, key=len)
        else:
            found.append(it)
    return tuple(found)


def initials(word: str) -> bool:
    """Tell initials: letters that end in a full stop, or a few consonants that make no word."""
    if len(word) > 3 and "." not in word:
        return False
    letters = [char for char in word if char.isalpha()]
    if not letters or not all(char.isascii() for char in letters):
        return False
    return (len(letters) <= 3 and not set(letters) & set("aeiouy")) or word == "".join(
        f"{it}." for it in letters
    )


@cache
def tables() -> Mapping[str, Mapping[str, Run]]:
    """What every group of letters may sound like, by script, from ``sounds.toml``."""
    raw = tomllib.loads(files(__package__).joinpath("sounds.toml").read_text("utf-8"))
    return {
        script: {unicodedata.normalize("NFC", key): tuple(value.split()) for key, value in table.items()}
        for script, table in raw.items()
    }
