"""Names to be told apart: the hand-made groups, and look-alikes generated from them."""

import random
import re
import unicodedata
import zlib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "names"
# Syllables that Korean given names are made of.
SYLLABLES = (
    "민지재현수준서진영우호성훈은정희연경석혁규태원승하윤선미주아나라리빈찬동상"
    "용철기범환욱예린솔별봄결람온유이인혜화순숙자옥춘복"
)
Pair = tuple[str, str, str]  # sort and two names


def groups(sort: str) -> list[list[str]]:
    """Every group of forms of one person or work."""
    return list(_rows(f"{sort}s.txt"))


def held_out(first: str) -> bool:
    """Say whether a group is kept away from tuning: half of them are, by a hash of the first form."""
    return zlib.crc32(first.encode()) % 2 == 1


def same(sort: str, *, held: bool) -> list[Pair]:
    """All pairs of forms of one."""
    return [
        (sort, one, other)
        for group in groups(sort)
        if held_out(group[0]) == held
        for one, other in combinations(group, 2)
    ]


def curated(*, held: bool) -> list[Pair]:
    """The hand-made look-alikes."""
    return [(row[0], row[1], row[2]) for row in _rows("lookalikes.txt") if held_out(row[1]) == held]


def generated(*, held: bool, count: int, seed: int = 7) -> list[Pair]:
    """Pairs of two people or works that share most of a name, in any two scripts."""
    rng = random.Random(seed)
    people = [group for group in groups("person") if held_out(group[0]) == held]
    works = [group for group in groups("work") if held_out(group[0]) == held]
    makers = (_other_word, _other_word, _other_syllable, _other_syllable, _other_group)
    pairs: list[Pair] = []
    while len(pairs) < count:
        sort, pool = ("person", people) if rng.random() < 0.8 else ("work", works)
        maker = rng.choice(makers)
        made = maker(rng, pool) if sort == "person" or maker is not _other_syllable else None
        if made and _letters(made[0]) != _letters(made[1]):
            pairs.append((sort, *made))
    return pairs


def _other_word(rng: random.Random, pool: list[list[str]]) -> tuple[str, str] | None:
    """One word of a name replaced by the word of another name in the same script; against any form."""
    group, other = rng.sample(pool, 2)
    form = rng.choice(group)
    words, gap = _words(form)
    same_script = [_words(it)[0] for it in other if _kind(it) == _kind(form)]
    if len(words) < 2 or not same_script:
        return None
    place = rng.randrange(len(words))
    new = rng.choice(rng.choice(same_script))
    if _close(new, words[place]):
        return None
    made = gap.join([*words[:place], new, *words[place + 1 :]])
    return None if _letters(made) in map(_letters, (*group, *other)) else (made, rng.choice(group))


def _other_syllable(rng: random.Random, pool: list[list[str]]) -> tuple[str, str] | None:
    """A Korean name with one other syllable; against any form of the first."""
    group = rng.choice(pool)
    native = next((form for form in group if re.fullmatch("[가-힣]{3}", form)), None)
    if native is None:
        return None
    place, new = rng.choice((1, 2)), rng.choice(SYLLABLES)
    if _like(new, native[place]):
        return None
    form = rng.choice([form for form in group if form != native and "-" in form] or group)
    return native[:place] + new + native[place + 1 :], form


def _other_group(rng: random.Random, pool: list[list[str]]) -> tuple[str, str]:
    """Any forms of two names."""
    one, other = rng.sample(pool, 2)
    return rng.choice(one), rng.choice(other)


def _like(one: str, other: str) -> bool:
    """Tell Korean syllables that outlets spell alike: the same but for ㅓ, ㅜ, ㅡ or ㅗ, or for ㄱ and ㅋ."""
    first, second = (divmod(divmod(ord(char) - 0xAC00, 28)[0], 21) for char in (one, other))
    endings = [(ord(char) - 0xAC00) % 28 for char in (one, other)]
    vowels = ({4, 13, 18, 8}, {6, 17, 12}, {1, 5})
    alike = first[1] == second[1] or any({first[1], second[1]} <= group for group in vowels)
    onset = first[0] == second[0] or {first[0], second[0]} <= {12, 14} or {first[0], second[0]} <= {0, 15}
    return alike and onset and (endings[0] == endings[1] or set(endings) <= {4, 21})


def _words(form: str) -> tuple[list[str], str]:
    gap = "・" if "・" in form else "·" if "·" in form else " "
    return [word for word in form.split(gap) if word], gap


def _kind(form: str) -> int:
    letters = [char for char in form if char.isalpha()]
    return ord(letters[0]) >> 8 if letters else 0


def _close(one: str, other: str) -> bool:
    return _letters(one)[:3] == _letters(other)[:3] or len(_letters(one)) < 3


def writing(form: str) -> str:
    """Name the script of a form's first letter."""
    first = next((char for char in form if char.isalpha()), "a")
    return unicodedata.name(first).split()[0].lower().replace("hiragana", "kana").replace("katakana", "kana")


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _rows(name: str) -> Iterator[list[str]]:
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [form.strip() for form in line.split(" | ")]
