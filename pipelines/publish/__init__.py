"""Updates → feeds: the files that people read.

``publish`` writes every feed into a folder: whole or not at all, the same bytes for the same ledger. A feed
is a small module. Those of ``STREAMS`` have a line for every update (``NAME``, ``HEADING``, ``line``) and are
written together in one pass; those of ``FEEDS`` have ``files(source)``: the name and the text of each file.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipelines.publish import lines, table
from pipelines.publish.files import Batch, remove, settle, sweep
from pipelines.publish.source import Source

STREAMS = (lines, table)
FEEDS = ("lines", "atom", "calendar", "site")
"""Modules by name: their libraries (jinja2, icalendar) are imported when they are written."""

__all__ = ["FEEDS", "STREAMS", "Published", "Source", "publish"]


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
    batch = Batch(folder, told)
    _stream(source, batch)
    for name in FEEDS:
        for path, text in import_module(f"{__name__}.{name}").files(source):
            batch.write(path, text)
    batch.replace()
    stale = set((folder / "works").glob("*.html")) - set(batch.done)
    remove(stale)
    for place in sorted({path.parent for path in batch.done}):
        settle(place)
    return Published(tuple(batch.done), batch.changed + len(stale))


def _stream(source: Source, batch: Batch) -> None:
    """Write a line of every stream for every update, reading the updates once."""
    with ExitStack() as stack:
        drafts = [(stream.line, stack.enter_context(batch.draft(stream.NAME))) for stream in STREAMS]
        for (_, draft), stream in zip(drafts, STREAMS, strict=True):
            draft.write(stream.HEADING)
        for fact, update in source.updates():
            for line, draft in drafts:
                draft.write(line(fact, update))
