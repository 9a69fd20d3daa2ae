"""What a run begins with: its name, its time, and its outlets."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from crawler.catalogue import BUNDLED, Outlet, load, select
from crawler.configuration import Configuration


def clock() -> datetime:
    """The time now, aware, UTC."""
    return datetime.now(UTC)


def run_id() -> str:
    """Name a run so that names sort by time."""
    return f"{clock():%Y%m%dT%H%M%SZ}-{token_hex(3)}"


def outlets_of(
    given: Configuration, wanted: Iterable[str] = (), catalogue: Path | None = None
) -> tuple[Outlet, ...]:
    """Pick outlets from the bundled catalogue and one's own, or from ``catalogue`` instead.

    Raises:
        Misconfigured: for a wrong file or an unknown id.
    """
    own = [given.catalogue] if given.catalogue else []
    return select(load(*([catalogue] if catalogue else [BUNDLED, *own])), wanted)
