"""A name folded to its letters: no case, accents, spaces or punctuation."""

import unicodedata
from functools import lru_cache
from hashlib import blake2b

from pipelines.model import Sort


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Keep only letters, digits and the vowel signs of scripts that need them; empty where there are none."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (char for char in decomposed if char.isalnum() or _sign(char))
    return unicodedata.normalize("NFC", "".join(kept))


def form_id(sort: Sort, folded: str, sense: int = 1) -> str:
    """The id of a spelling: it depends only on the letters and, for homonyms, on the number of the sense."""
    digest = blake2b(f"{sort}\n{folded}\n{sense}".encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{sort[0]}-{digest.hexdigest()}"


def _sign(char: str) -> bool:
    """Vowel signs of Indic and other abugidas are letters to us; Latin and Arabic accents are not."""
    return (
        "\u0900" <= char <= "\u1fff" and unicodedata.category(char) in ("Mn", "Mc")
    ) or char in "\u3099\u309a"
