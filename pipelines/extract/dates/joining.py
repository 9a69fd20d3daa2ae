"""Windows that are one: two that "or" joins, a range of months, of days in one month."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from pipelines.extract.dates.resolve import Atom
from pipelines.extract.dates.window import Window


def joined(found: Iterable[tuple[Atom, Window | None]]) -> Iterator[Window]:
    """Make one window of two that "or" joins, and of a range of months or of days in one month."""
    held: Window | None = None
    for atom, window in found:
        if held and window and _belong(held, window, atom.joined):
            held = _spanning(held, window)
            continue
        if held:
            yield held
        held = window
    if held:
        yield held


def _belong(left: Window, right: Window, joined: str) -> bool:
    if "/" in left.edtf + right.edtf or (left.earliest or date.max) >= (right.earliest or date.min):
        return False
    if joined == "range" and left.precision == right.precision == "day":
        return left.edtf[:7] == right.edtf[:7]
    return joined in ("range", "either")


def _spanning(left: Window, right: Window) -> Window:
    return replace(
        left,
        end=right.end,
        edtf=f"{left.edtf}/{right.edtf}",
        latest=right.latest,
        precision="interval",
        past=f"{left.past}/{right.past}" if left.past and right.past and left.past < right.past else None,
    )
