"""What is kept in memory of a fact while it is weighed, and of much-told facts from batch to batch."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from pipelines.ledger.keys import Key, fold
from pipelines.ledger.platforms import platform_name
from pipelines.ledger.shown import Forms
from pipelines.ledger.slots import state
from pipelines.ledger.told import RANKS, Told
from pipelines.ledger.weigh import History, Verdict

WARM = 400_000
"""Tellings that are kept warm at most, some 200 MB."""


class Dossier:
    """One fact: its scales, which wire is which source, and how its work and person are written.

    Tellings are taken in the order of publication; ``follows`` says if some may be added to what is there.
    """

    def __init__(self, first: Any) -> None:
        self.first = first
        self.history = History()
        self.titles, self.names = Forms(), Forms()
        self.last: datetime = first.said
        self.size = 0
        self._wires: dict[str, str] = {}

    def follows(self, rows: Iterable[Any]) -> bool:
        """Were all of these said after everything that was taken, and do they still stand?"""
        return all(row.said > self.last and row.until is None for row in rows)

    def take(self, rows: Sequence[Any]) -> None:
        """Weigh claims, which come in the order of publication."""
        told = [self._told(row) for row in rows]
        self.history.take_all(told)
        for row in rows:
            self.titles.add(row.title, row.said)
            self.names.add(row.name, row.said)
        ends = [row.until for row in rows if row.until]
        self.last = max([self.last, rows[-1].said, *ends])
        self.size += len(rows)

    def verdict(self, until: datetime | None) -> Verdict:
        """Read the scales."""
        return self.history.verdict(until)

    def _told(self, row: Any) -> Told:
        return told_of(row, self._wires)


class Warm:
    """The dossiers of facts that were told of lately. Whoever changes claims otherwise forgets them here."""

    def __init__(self, room: int = WARM) -> None:
        self._room = room
        self._size = 0
        self._kept: OrderedDict[Key, Dossier] = OrderedDict()

    def take(self, fact: Key) -> Dossier | None:
        """Take a dossier out."""
        found = self._kept.pop(fact, None)
        self._size -= found.size if found else 0
        return found

    def keep(self, fact: Key, dossier: Dossier) -> None:
        """Put a dossier in; the one longest unused goes when there is no room."""
        self._kept[fact] = dossier
        self._size += dossier.size
        while self._size > self._room and self._kept:
            _, old = self._kept.popitem(last=False)
            self._size -= old.size

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._size = 0


def told_of(row: Any, wires: dict[str, str]) -> Told:
    """Put a claim on the scales' terms; ``wires`` learns which source each near-duplicate group is."""
    return Told(
        said=row.said,
        article=row.article,
        key=row.key,
        source=wires.setdefault(row.wire, source_of(row)),
        event=row.event,
        state=state(row.kind, row.event, row.date),
        date=row.date,
        rank=RANKS[row.certainty],
        standing=2 if row.official else 1 if row.attribution else 0,
        speaker=_speaker(row.attribution) if row.attribution else "",
        found=row.found,
        until=row.until,
        platform=platform_name(row.platform),
        role=row.role,
        dropped=row.dropped,
    )


_speaker = lru_cache(4096)(fold)


def source_of(row: Any) -> str:
    """Name who tells it. A wire is its first outlet."""
    return str(row.outlet or source_from(row.url, row.article_id))


def source_from(url: str | None, article: str) -> str:
    """Name who tells it where no outlet is known: the host, else the article."""
    return (urlsplit(url).hostname if url else None) or article
