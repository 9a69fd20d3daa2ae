"""Files that are whole or not there: written beside their place, made durable, then moved into it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from filecmp import cmp
from pathlib import Path

from pipelines.errors import LedgerError, Misconfigured

PREFIX = ".tmp-"


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


def replace(path: Path, chunks: Iterable[str]) -> bool:
    """Write a file atomically; one that has these bytes already is left alone.

    Args:
        path: The file; its folder is made.
        chunks: The text, piece by piece.

    Returns:
        True where the file is new or changed.

    Raises:
        LedgerError: for a full disk or a folder that cannot be written to; the old file stays as it was.
    """
    draft = path.with_name(f"{PREFIX}{path.name}")
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("w", encoding="utf-8", newline="") as file:
                file.writelines(chunks)
                file.flush()
                if path.exists() and cmp(draft, path, shallow=False):
                    return False
                os.fsync(file.fileno())
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return True


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    with _told(folder):
        handle = os.open(folder, os.O_RDONLY)
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
