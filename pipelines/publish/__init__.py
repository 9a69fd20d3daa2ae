"""Updates → feeds: the files that people read.

``publish`` writes every feed of ``FEEDS`` into a folder: whole or not at all, the same bytes for the same
ledger. A feed is a module with ``files(source)``, which gives the name and the text of each of its files.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipelines.publish.files import remove, replace, settle, sweep
from pipelines.publish.source import Source

FEEDS = ("lines", "table", "atom", "calendar", "site")
"""The modules that each write one feed, in order: the pages that lead to the others come last."""

__all__ = ["FEEDS", "Published", "Source", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: the files that are there, and how many of them are new or changed."""

    files: tuple[Path, ...]
    changed: int


def publish(source: Source, folder: Path, told: Callable[[Path], object] = str) -> Published:
    """Write all feeds into ``folder``; files that did not change are left alone, pages of no work removed.

    Args:
        source: What to publish: one consistent view of a ledger.
        folder: Is made where it is missing.
        told: Called with every file that is done, for progress.

    Raises:
        Misconfigured: for a folder that cannot be made.
        LedgerError: for a full disk; the files that were there stay whole.
    """
    sweep(folder)
    done: list[Path] = []
    changed = 0
    for name, text in _files(source):
        path = folder / name
        changed += replace(path, text)
        done.append(path)
        told(path)
    stale = set((folder / "works").glob("*.html")) - set(done)
    remove(stale)
    for place in dict.fromkeys(path.parent for path in done):
        settle(place)
    return Published(tuple(done), changed + len(stale))


def _files(source: Source) -> Iterator[tuple[str, Iterator[str]]]:
    for feed in FEEDS:
        # A feed's libraries (jinja2, icalendar) are imported when it is written.
        yield from import_module(f"{__name__}.{feed}").files(source)
