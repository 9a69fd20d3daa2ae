"""Commands and the daemon as processes of their own, and what they left in a ledger."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def environment(folder: Path, url: str | None = None) -> dict[str, str]:
    given = {
        "GREENLIT_DATA": str(folder),
        "GREENLIT_PRIVATE": "127.0.0.1",
        "GREENLIT_FEEDS": str(folder / "feeds"),
    }
    return os.environ | given | ({"GREENLIT_DATABASE": url} if url else {})


def greenlit(folder: Path, *arguments: str, url: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "crawler", *arguments, "--catalogue", str(folder / "catalogue")]
    return subprocess.run(
        command, env=environment(folder, url), capture_output=True, text=True, check=False, timeout=240
    )


@contextmanager
def schedule(folder: Path, url: str | None = None) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-m", "crawler", "schedule", "--every", "1"]
    command += ["--catalogue", str(folder / "catalogue")]
    with (folder / "daemon.log").open("a") as log:
        process = subprocess.Popen(command, env=environment(folder, url), stderr=log, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def listens(process: "subprocess.Popen[str]") -> bool:
    """Say whether a process has a handler for SIGTERM by now."""
    [caught] = [
        line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if "SigCgt" in line
    ]
    return bool(int(caught.split()[1], 16) & 1 << signal.SIGTERM - 1)


def query(folder: Path, text: str) -> list[tuple[object, ...]]:
    """Read a ledger that others write to; nothing where its tables are not there yet."""
    if not (folder / "greenlit.sqlite").exists():
        return []
    with closing(sqlite3.connect(folder / "greenlit.sqlite", timeout=30)) as database:
        try:
            return database.execute(text).fetchall()
        except sqlite3.OperationalError:
            return []
