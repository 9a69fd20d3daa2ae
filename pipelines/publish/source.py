"""The port: what the feeds ask of whoever keeps the facts."""

from collections.abc import Iterator, Sequence, Set
from typing import Protocol

from pipelines.facts import Fact, Heading, Story, Update


class Source(Protocol):
    """Facts and updates, the same for the same ledger, in a settled order."""

    def updates(self, newest: int | None = None) -> Iterator[tuple[Fact, Update]]:
        """Every update with its fact, the oldest first; or only the ``newest`` so many, the newest first.

        The facts come without their updates and tellings; the updates with the tellings that caused them.
        """
        ...

    def dated(self) -> Iterator[Fact]:
        """Every release that has or had a date, with its updates, by fact id; the facts without tellings."""
        ...

    def cancelled(self) -> Set[tuple[str, int | None]]:
        """The works and seasons that are held to be cancelled."""
        ...

    def works(self) -> Sequence[Heading]:
        """Every work of which something is known, by title."""
        ...

    def stories(self, works: Sequence[Heading]) -> Iterator[Story]:
        """All facts of each of these works, with their updates; the facts without tellings."""
        ...
