"""How exact a date is that an article names: its days, and the grain it was said in."""

from datetime import date
from functools import lru_cache

from msgspec import Struct

from pipelines.edtf import window

_YEAR, _MONTH, _DAY = len("2025"), len("2025-07"), len("2025-07-23")
_GRAINS = {33: "quarter", 34: "quarter", 35: "quarter", 36: "quarter", 40: "half", 41: "half"}


class Stretch(Struct, frozen=True):
    """A stretch of days: both ends inclusive, None where open; ``precision`` names its grain."""

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str


@lru_cache(maxsize=4096)
def stretch(edtf: str) -> Stretch:
    """Read ``2025``, ``2025-07``, ``2025-37``, ``2025-07-23``, ``a/b``, ``../a`` or ``a/..``.

    Raises:
        ValueError: the string is not of the subset or names no real day.
    """
    days = window(edtf)
    return Stretch(edtf, days.first, days.last, _grain(edtf))


def _grain(edtf: str) -> str:
    if "/" in edtf:
        return "interval"
    if len(edtf) != _MONTH:
        return {_YEAR: "year", _DAY: "day"}[len(edtf)]
    part = int(edtf[-2:])
    if part <= 12:
        return "month"
    return _GRAINS.get(part) or ("season" if part < 33 else "third")
