"""Files that are whole or not there: drafted beside their place, made durable, then moved into it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from filecmp import cmp
from pathlib import Path
from typing import TextIO

from pipelines.errors import LedgerError, Misconfigured

PREFIX = ".tmp-"
FEW = 64
"""Files that are made durable one by one."""


def sweep(folder: Path) -> None:
    """Make the folder, and remove what an interrupted run left half-written.

    Raises:
        Misconfigured: for a folder that cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.rglob(f"{PREFIX}*"):
            stale.unlink(missing_ok=True)
    except OSError as problem:
        raise Misconfigured(f"{folder}: {problem.strerror}; name another folder") from problem


class Batch:
    """Files of one publication: all are drafted first, made durable together, then moved into place.

    A file that has its bytes already is left alone. When anything fails, the files that were there stay.
    """

    def __init__(self, folder: Path, told: Callable[[Path], object]) -> None:
        self.folder = folder
        self._told = told
        self._drafts: list[tuple[Path, Path]] = []
        self._made: set[Path] = set()
        self.done: list[Path] = []
        self.changed = 0

    def write(self, name: str, chunks: Iterable[str]) -> None:
        """Draft a file.

        Raises:
            LedgerError: for a full disk or a folder that cannot be written to.
        """
        with self.draft(name) as file:
            file.writelines(chunks)

    @contextmanager
    def draft(self, name: str) -> Iterator[TextIO]:
        """Open a draft to write to; it counts when the block ends.

        Raises:
            LedgerError: as ``write`` does.
        """
        path = self.folder / name
        draft = path.with_name(f"{PREFIX}{path.name}")
        with _told(path):
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            try:
                with draft.open("w", encoding="utf-8", newline="") as file:
                    yield file
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
            self._keep(draft, path)

    def keep(self, name: str) -> None:
        """Count a file that is known to stand as it should."""
        self.done.append(self.folder / name)
        self._told(self.folder / name)

    def note(self, name: str, text: str) -> None:
        """Write a file that is none of the feeds at once, whole or not at all."""
        draft = self.folder / f"{PREFIX}{name}"
        with _told(self.folder / name):
            draft.write_text(text, encoding="utf-8")
            os.replace(draft, self.folder / name)

    def replace(self) -> None:
        """Move every draft into its place, once all of them are durable.

        Raises:
            LedgerError: as ``write`` does.
        """
        if len(self._drafts) > FEW:
            os.sync()  # one for thousands of pages: each on its own would wait for the disk each time
        else:
            for draft, _ in self._drafts:
                settle(draft)
        for draft, path in self._drafts:
            with _told(path):
                os.replace(draft, path)
        self._drafts = []

    def _keep(self, draft: Path, path: Path) -> None:
        if path.exists() and cmp(draft, path, shallow=False):
            draft.unlink()
        else:
            self._drafts.append((draft, path))
            self.changed += 1
        self.done.append(path)
        self._told(path)


def settle(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    with _told(path):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(paths: Iterable[Path]) -> None:
    """Remove files that no longer belong to the feeds."""
    for path in paths:
        with _told(path):
            path.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        advice = (
            "free some space and publish again" if problem.errno in (ENOSPC, EDQUOT) else "check the folder"
        )
        raise LedgerError(f"{path}: {problem.strerror}; {advice}; the old file is untouched") from problem
