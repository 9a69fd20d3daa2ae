"""A work as an article mentions it."""

from functools import lru_cache
from unicodedata import normalize

from msgspec import Struct

from pipelines.extract.lexicon import fold, is_word
from pipelines.extract.reading import Row

TRAILING = " ,.;:-–—…"
_NUKTA = "\u093c"  # a dot that Devanagari spelling leaves out as often as not


class Work(Struct, frozen=True):
    """A work as it is mentioned once: ``start`` and ``end`` take in its marks.

    ``title`` is its name in the article; ``season`` the number that the mention itself carries; ``passing``
    works are background to something else.
    """

    start: int
    end: int
    title: str
    season: int | None = None
    passing: bool = False
    marked: bool = False


class Works(Struct, frozen=True):
    """Every mention of every work, in reading order, and the works that the article is about, best first.

    ``listed`` says that the lines of a list are about a work each; ``characters`` are no works, but stand in
    a work's marks.
    """

    mentions: Row[Work]
    main: tuple[str, ...]
    listed: bool = False
    characters: tuple[Work, ...] = ()


@lru_cache(maxsize=4096)
def key(title: str) -> str:
    """Return the form in which two spellings of a title are one."""
    plain = normalize("NFD", fold(title)).replace(_NUKTA, "")
    return "".join(char for char in plain if is_word(char))
