"""How a work or a person is shown, of all the ways in which articles write it."""

from collections.abc import Iterable
from datetime import datetime
from unicodedata import name


def shown(forms: Iterable[tuple[str | None, datetime]]) -> str:
    """Choose a form to show: in Latin letters where there is one, the commonest, the earliest.

    Args:
        forms: Forms as written, each with when that was published; None counts for nothing.

    Returns:
        One of them; empty where there is none.
    """
    counts: dict[str, tuple[int, datetime]] = {}
    for form, said in forms:
        if form:
            count, since = counts.get(form, (0, said))
            counts[form] = (count + 1, min(since, said))
    return min(
        counts, key=lambda form: (not latin(form), -counts[form][0], counts[form][1], form), default=""
    )


def latin(text: str) -> bool:
    """Is its first letter a Latin one? A text without letters counts as Latin."""
    letter = next((char for char in text if char.isalpha()), "a")
    return letter.isascii() or name(letter, "").startswith("LATIN")
