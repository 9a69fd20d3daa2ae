"""Progress on standard error: only at a terminal, and only of what takes longer than a second."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self

PATIENCE = 1.0
PAUSE = 0.2
"""Seconds before the first word, and between two."""


class Progress:
    """Counts what is done of one kind of thing; a context manager that cleans its line up."""

    def __init__(self, what: str, *, shown: bool | None = None) -> None:
        self._what = what
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._next = monotonic() + PATIENCE
        self._written = False
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def step(self, amount: int = 1) -> None:
        """Count some more done."""
        self.count += amount
        now = monotonic()
        if self._shown and now >= self._next:
            sys.stderr.write(f"\r{self.count} {self._what}")
            sys.stderr.flush()
            self._next, self._written = now + PAUSE, True
