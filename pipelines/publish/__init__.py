"""Updates → feeds: the files that people read.

``publish`` writes every feed into a folder: whole or not at all, the same bytes for the same ledger. A feed
is a small module. Those of ``STREAMS`` have a line for every update (``NAME``, ``HEADING``, ``line``) and are
written together in one pass; those of ``FEEDS`` have ``files(overview, outlets)``: name and text of each
file. The pages of works, which are many, are written only where something changed.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from pipelines.publish import lines, overview, shelf, table
from pipelines.publish.files import Batch, remove, settle, sweep
from pipelines.publish.links import path_of
from pipelines.publish.phrases import Outlets, headline_words
from pipelines.publish.source import Source

STREAMS = (lines, table)
FEEDS = ("lines", "atom", "calendar", "site")
"""Modules by name: their libraries (jinja2, icalendar) are imported when they are written."""

NOBODY: Mapping[str, str] = MappingProxyType({})

__all__ = ["FEEDS", "STREAMS", "Published", "Source", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: the files that are there, and how many of them are new or changed."""

    files: tuple[Path, ...]
    changed: int


def publish(
    source: Source,
    folder: Path,
    told: Callable[[Path], object] = str,
    names: Mapping[str, str] = NOBODY,
) -> Published:
    """Write all feeds into ``folder``; files that did not change are left alone, pages of no work removed.

    Args:
        source: What to publish: one consistent view of a ledger.
        folder: Is made where it is missing.
        told: Called with every file that is done, for progress.
        names: What outlets are called, by id; those that are not named go by their id.

    Raises:
        Misconfigured: for a folder that cannot be made.
        LedgerError: for a full disk; the files that were there stay whole.
    """
    sweep(folder)
    batch, outlets, look = Batch(folder, told), Outlets(names), shelf.look_of(names)
    _stream(source, batch, outlets)
    states = _pages(source, batch, outlets, shelf.last(folder, look))
    known = overview.read(source, len(states))
    for name in FEEDS:
        for path, text in import_module(f"{__name__}.{name}").files(known, outlets):
            batch.write(path, text)
    batch.replace()
    stale = set((folder / "works").glob("*.html")) - set(batch.done)
    remove(stale)
    for place in sorted({path.parent for path in batch.done}):
        settle(place)
    batch.note(shelf.NOTE, shelf.noted(folder, look, states.items()).text())
    return Published(tuple(batch.done), batch.changed + len(stale))


def _stream(source: Source, batch: Batch, outlets: Outlets) -> None:
    """Write a line of every stream for every update, reading the updates once."""
    with ExitStack() as stack:
        drafts = [(stream.line, stack.enter_context(batch.draft(stream.NAME))) for stream in STREAMS]
        for (_, draft), stream in zip(drafts, STREAMS, strict=True):
            draft.write(stream.HEADING)
        for fact, update in source.updates():
            summary = headline_words(fact, update, outlets)
            for line, draft in drafts:
                draft.write(line(fact, update, summary))


def _pages(source: Source, batch: Batch, outlets: Outlets, last: shelf.Shelf) -> dict[str, str]:
    """Write the pages of works that changed, and the list of all; gives the state of each page."""
    site = import_module(f"{__name__}.site")
    works = source.works()
    changed = []
    for heading in works:
        name = path_of(heading.work, heading.title)
        if last.holds(batch.folder, name, heading.state):
            batch.keep(name)
        else:
            changed.append(heading)
    for story in source.stories(changed):
        batch.write(*site.page(story, outlets))
    batch.write(*site.titles(works))
    return {path_of(heading.work, heading.title): heading.state for heading in works}
