"""A part of a date where a text names it."""

from msgspec import Struct

DAYS = {"number", "day"}
GROUPS = {"month", "season", "half", "quarter", "feast"}
DATED = {"year", "years"}


class Part(Struct, frozen=True):
    """A word or a figure; ``name`` is a key of ``Atom.parts``, ``weak`` ones are no date alone."""

    start: int
    end: int
    name: str
    value: int | str
    weak: bool = False
