"""The hash specification: how a text becomes words, shingles and 64-bit hashes, the same for ever.

Algorithm 1. Text is NFKC, then case-folded. A word is a run of letters, marks and digits; in scripts
written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) each character is one. A shingle is 5 words in
a row, or 10 where most words are single characters, joined by one space. Its hash is XXH3 (64 bits) of the
UTF-8 bytes with the algorithm's number as seed. Test vectors stand in ``docs/dedupe.md`` and are run by the
tests.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache

from xxhash import xxh3_64_intdigest, xxh3_128_digest

ALGORITHM = 1
_PLAIN = re.compile(r"[^\W_]+")
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


def normal(text: str) -> str:
    """Fold width, ligatures and case away."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """Split text that is already ``normal`` into words."""
    return _PLAIN.findall(text) if text.isascii() else _word().findall(text)


def exact(*texts: str) -> bytes:
    """Hash the words of texts, 16 bytes: punctuation, case and spacing make no difference."""
    joined = "\n".join(" ".join(words(normal(text))) for text in texts)
    return xxh3_128_digest(joined.encode("utf-8", "surrogatepass"), seed=ALGORITHM)


def hashed(text: str) -> int:
    """Hash a text to 64 bits, unsigned."""
    return xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"), seed=ALGORITHM)


def signed(number: int) -> int:
    """The same 64 bits as a signed integer, which is what databases keep."""
    return number - (1 << 64) if number >> 63 else number


def shingles(run: Sequence[str]) -> list[int]:
    """Hash every shingle of a run of words, in reading order; a run shorter than one shingle is one."""
    single = sum(len(word) == 1 for word in run)
    width = 10 if single * 2 > len(run) else 5
    if not run:
        return []
    return [hashed(" ".join(run[start : start + width])) for start in range(max(1, len(run) - width + 1))]


@cache
def _word() -> re.Pattern[str]:
    marks = "".join(
        chr(code)
        for code in range(0x300, min(sys.maxunicode, 0x1D2FF))
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    return re.compile(rf"[{_SPACELESS}]|(?:[^\W_{_SPACELESS}]|[{re.escape(marks)}])+")
