"""A date or a stretch of days that a text names."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pipelines.extract.dates.resolve import Atom, Direction, direction, read
from pipelines.extract.dates.words import Words
from pipelines.extract.edtf import stretch

_BESIDE = 16  # characters before or behind a date that hold a word which makes it one


class Window(Struct, frozen=True):
    """A date or a stretch of days that a text names.

    ``start`` and ``end`` are offsets into the text. ``earliest`` and ``latest`` are inclusive, None where
    open. ``precision`` is ``day``, ``month``, ``season``, ``quarter``, ``third``, ``half``, ``year`` or
    ``interval``. ``inferred``: the words leave the year (or the month of a bare day) open and it was read
    ahead of the day of publication; ``past`` is then the EDTF of the same words read behind it, for
    sentences in the past tense. ``direction`` says which way the words themselves look, None for neither.
    ``loose``: a bare figure that may be no year at all.
    """

    start: int
    end: int
    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    inferred: bool = False
    past: str | None = None
    direction: Direction | None = None
    loose: bool = False


def turned(window: Window) -> Window:
    """Return the window as the words read in the past tense; the window itself where its year is certain."""
    if window.past is None:
        return window
    named = stretch(window.past)
    return replace(window, edtf=named.edtf, earliest=named.earliest, latest=named.latest)


def window_of(atom: Atom, folded: str, words: Words, published: date | None) -> Window | None:
    """Return what a date names; None where too little speaks for a date, or only a publication would tell."""
    loose = atom.parts.keys() == {"year"}
    supported = _supported(atom, folded, words)
    if not supported and not loose:
        return None
    ahead = read(atom, published, "future")
    if ahead is None:
        return None
    behind = read(atom, published, "past") if ahead.inferred and not direction(atom) else None
    named = stretch(ahead.edtf)
    return Window(
        start=atom.start,
        end=atom.end,
        edtf=ahead.edtf,
        earliest=named.earliest,
        latest=named.latest,
        precision=named.precision,
        inferred=ahead.inferred,
        past=behind.edtf if behind else None,
        direction=direction(atom),
        loose=loose and not supported,
    )


def _supported(atom: Atom, folded: str, words: Words) -> bool:
    """Say whether enough speaks for a date: a part that is one alone, two that agree, or a word beside it."""
    if atom.strong or len(atom.parts) > 1:
        return True
    before = folded[max(0, atom.start - _BESIDE) : atom.start].rstrip()
    word = before[before.rfind(" ") + 1 :].lstrip('("“„«')
    if word in words.leads or (words.section.edges != "both" and before.endswith(tuple(words.leads) or "\0")):
        return True
    return folded[atom.end : atom.end + _BESIDE].lstrip().startswith(words.section.follows or ("\0",))
