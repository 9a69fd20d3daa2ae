"""Dates and date windows in running text, as EDTF with both ends; every word of every language is data.

A run of date words with nothing but glue between them is one or more dates in whatever order the language
puts the parts; a part that repeats begins the next date.
"""

from collections.abc import Iterator
from datetime import date

from pipelines.extract.dates.atoms import atoms, runs
from pipelines.extract.dates.joining import joined
from pipelines.extract.dates.parts import parts
from pipelines.extract.dates.resolve import Atom
from pipelines.extract.dates.sharing import share
from pipelines.extract.dates.window import Window, turned, window_of
from pipelines.extract.dates.words import words_of
from pipelines.extract.lexicon import fold
from pipelines.vocabulary.pack import Pack

__all__ = ["Window", "turned", "windows"]

_NEXT = 60  # characters between a date and a bare day of its month


def windows(text: str, published: date | None, pack: Pack) -> Iterator[Window]:
    """Yield every date or date window that the text names.

    Args:
        text: One sentence or more. Offsets count Unicode code points in it.
        published: The day that "this Friday" and "later this year" are read against; None reads only what
            is complete.
        pack: The words of the text's language; without a section for dates nothing is found.

    Yields:
        Windows in reading order. "soon" yields none, "28 days" and "two years" yield none.

    Source:
        EDTF, ISO 8601-2:2019 level 2 (sub-year groupings 21-41).
    """
    if pack.dates is None:
        return
    words = words_of(pack.dates)
    folded = fold(text)
    said: Window | None = None
    for run in runs(parts(text, folded, words), folded, words):
        named = atoms(run, folded, words)
        share(named, back=words.section.order != "ymd")
        for atom in named:
            if ("same_month" in atom.parts and said is not None and said.edtf[5:7].isdigit()) or (
                said is not None
                and _goes_on(atom, said, published)
                and "\n" not in text[said.end : atom.start]
            ):
                atom.parts |= {"year": int(said.edtf[:4]), "month": int(said.edtf[5:7])}
        for window in joined([(atom, window_of(atom, folded, words, published)) for atom in named]):
            said = window
            yield window


def _goes_on(atom: Atom, said: Window, published: date | None) -> bool:
    """Say whether a bare day is one of the month of the date before it, which is still to come."""
    if set(atom.parts) != {"day"} or said.precision != "day" or published is None or said.earliest is None:
        return False
    later = (said.earliest.year, said.earliest.month) > (published.year, published.month)
    today = 0 <= published.day - int(atom.parts["day"]) <= 1
    return later and not today and atom.start - said.end <= _NEXT
