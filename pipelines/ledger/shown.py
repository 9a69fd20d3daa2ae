"""How a work or a person is shown, of all the ways in which articles write it."""

from collections.abc import Iterable
from datetime import datetime
from unicodedata import name


class Forms:
    """The ways in which one work or person is written, counted."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, datetime]] = {}

    def add(self, form: str | None, said: datetime) -> None:
        """Count a form as written, published then; None and empty count for nothing."""
        if form:
            count, since = self._counts.get(form, (0, said))
            self._counts[form] = (count + 1, min(since, said))

    @property
    def best(self) -> str:
        """The one to show: in Latin letters if there is one, the commonest, the earliest; or empty."""
        counts = self._counts
        if len(counts) < 2:
            return next(iter(counts), "")
        return min(counts, key=lambda form: (not latin(form), -counts[form][0], counts[form][1], form))


def shown(forms: Iterable[tuple[str | None, datetime]]) -> str:
    """Choose a form to show of forms as written, each with when that was published."""
    counted = Forms()
    for form, said in forms:
        counted.add(form, said)
    return counted.best


def latin(text: str) -> bool:
    """Is its first letter a Latin one? A text without letters counts as Latin."""
    letter = next((char for char in text if char.isalpha()), "a")
    return letter.isascii() or name(letter, "").startswith("LATIN")
