"""The processes that runs are: started, found again by their command lines, signalled."""

import os
import signal
import socket
import subprocess
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from crawler.schedule.table import Run
from pipelines.errors import GreenlitError

STARTING = 60.0
"""Seconds that starting a child may take."""


def spawn(command: list[str], data: Path) -> "subprocess.Popen[bytes]":
    """Start a child in a process group of its own, so that a signal reaches all of it and nothing else.

    What it says goes to ``visits.log`` in the folder ``data``.

    Raises:
        GreenlitError: it could not start.
    """
    data.mkdir(parents=True, exist_ok=True)
    try:
        with (data / "visits.log").open("ab") as output:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
    except OSError as problem:
        raise GreenlitError(f"a visit could not start: {problem}") from problem


def send(pid: int, what: signal.Signals) -> None:
    """Send a signal to a run's process and all of its group; nothing where they are gone."""
    try:
        group = os.getpgid(pid)
    except ProcessLookupError:
        group = pid  # a command that ended leads its group no more, but what it started may go on
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, what)


def alive(run: Run, now: datetime) -> bool:
    """Say whether a run still works; one on another machine is believed until its time is up."""
    if run.host != socket.gethostname() or of(run) is not None:
        return True
    starting = run.pid is not None and run.pid < 0 and _exists(-run.pid)
    return starting and abs((now - run.started).total_seconds()) < STARTING


def of(run: Run) -> int | None:
    """Find a process that a run of this machine is, None where there is none: its command, or its spider."""
    if run.host != socket.gethostname():
        return None
    if run.pid is not None and run.pid > 0 and _is_run(run.pid, run.run):
        return run.pid
    # Who started it was killed before it could write the number down, or its spider has outlived it.
    numbers = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return next((number for number in numbers if _is_run(number, run.run)), None)


def _is_run(pid: int, run: str) -> bool:
    """Say whether a process is this run's: numbers are given anew, command lines tell."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return not Path("/proc/self/cmdline").exists() and _exists(pid)
    except PermissionError:
        return False
    return any(run.encode() == word.rpartition(b"=")[2] for word in words)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
