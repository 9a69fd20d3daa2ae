"""What is known of every address, and how each one of this run ended: exactly one outcome row for each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.discover import Link
from crawler.fetch import outcome as ends
from crawler.fetch.hosts import Hosts
from pipelines.ledger.crawl import addresses, outcomes
from pipelines.ledger.store import Ledger
from pipelines.text import clean_text

BATCH = 400
UNKEPT = ("robots", "hub")
"""Ways of which nothing is kept but how they ended."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of one address. ``size`` counts a way in's entries, an article's letters."""

    url: str
    answered: str | None
    etag: str | None
    modified: str | None
    digest: bytes | None
    size: int | None
    listed: datetime | None
    published: datetime | None
    asked: datetime
    failures: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One address of this run. ``way`` is rss, sitemap, listing, article, robots or hub.

    ``listed`` and ``published`` are as the outlet says them.
    """

    url: str
    way: str
    outlet: str | None = None
    listed: datetime | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended. What is None of the answer's own (validators, digest, size) keeps its old value."""

    outcome: str
    detail: str = ""
    status: int | None = None
    length: int | None = None
    found: int | None = None
    answered: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: bytes | None = None
    size: int | None = None


class Crawled:
    """The crawl's state in the ledger, for one run."""

    def __init__(self, ledger: Ledger, run: str, clock: Callable[[], datetime]) -> None:
        self.ledger = ledger
        self.run = run
        self.clock = clock
        self.hosts = Hosts(ledger, clock)
        self._open: dict[str, Asked] = {}
        self._ended: set[str] = set()

    def known(self, urls: Iterable[str]) -> Mapping[str, Known]:
        """Look addresses up; those never asked for are left out."""
        wanted = list(dict.fromkeys(urls))
        columns = [addresses.c[name] for name in Known.__dataclass_fields__]
        found: dict[str, Known] = {}
        with self.ledger.reading() as connection:
            for start in range(0, len(wanted), BATCH):
                query = sa.select(*columns).where(addresses.c.url.in_(wanted[start : start + BATCH]))
                found |= {row.url: Known(*row) for row in connection.execute(query)}
        return found

    def ask(self, asked: Iterable[Asked]) -> list[Asked]:
        """Open a row for each address before it is asked for; those of this run are left out."""
        fresh = {
            each.url: each for each in asked if each.url not in self._open and each.url not in self._ended
        }
        if fresh:
            rows = [
                {
                    "run": self.run,
                    "url": each.url,
                    "outlet": each.outlet,
                    "way": each.way,
                    "asked": self.clock(),
                }
                for each in fresh.values()
            ]
            with self.ledger.transaction() as connection:
                connection.execute(sa.insert(outcomes), rows)
            self._open |= fresh
        return list(fresh.values())

    def end(self, url: str, ending: Ending) -> None:
        """Write the one outcome of an address in a transaction of its own."""
        if url not in self._open:
            return
        with self.ledger.transaction() as connection:
            self.end_on(connection, url, ending)
        self.ended(url)

    def end_on(self, connection: Connection, url: str, ending: Ending) -> None:
        """Write an outcome on a transaction that also keeps what the page gave; ``ended`` confirms it.

        What was new when it was asked for, but was read by another run meanwhile, is new only there.
        """
        asked, now = self._open[url], self.clock()
        row = None if asked.way in UNKEPT else _row(connection, url)
        ending = _second(ending, row) if row else ending
        connection.execute(
            sa.update(outcomes)
            .where(outcomes.c.run == self.run, outcomes.c.url == url, outcomes.c.outcome.is_(None))
            .values(
                outcome=ending.outcome,
                detail=clean_text(ending.detail, 500) or None,
                status=ending.status,
                bytes=ending.length,
                found=ending.found,
                ended=now,
            )
        )
        if asked.way not in UNKEPT:
            _remember(connection, asked, ending, row, now)

    def end_way(self, url: str, ending: Ending, links: Iterable[Link], outlet: str) -> None:
        """Write a way in's outcome and validators together with the links it gave.

        A link not yet known is kept as ``deferred``: were the run to end here, the next visit would still ask
        for it, though the feed then says "not modified".
        """
        with self.ledger.transaction() as connection:
            self.end_on(connection, url, ending)
            fresh = {each.url: each for each in links}
            taken = sa.select(addresses.c.url).where(addresses.c.url.in_(fresh))
            for known in connection.execute(taken).scalars().all():
                del fresh[known]
            if fresh:
                connection.execute(
                    sa.insert(addresses), [_waiting(each, outlet, self.clock()) for each in fresh.values()]
                )
        self.ended(url)

    def waiting(self, outlet: str, failures: int, most: int) -> list[Known]:
        """Give the outlet's articles that earlier visits listed, but brought no answer for.

        Those that failed more than ``failures`` times in a row are given up; of the others the ``most`` that
        were listed last are given, the newest first: an outlet could list more than anyone can read.
        """
        columns = [addresses.c[name] for name in Known.__dataclass_fields__]
        left = sa.or_(*(addresses.c.outcome.startswith(word, autoescape=True) for word in ends.TRANSIENT))
        mine = (addresses.c.outlet == outlet, addresses.c.way == "article", addresses.c.failures <= failures)
        newest = (addresses.c.first.desc(), addresses.c.url)
        query = sa.select(*columns).where(*mine, left).order_by(*newest).limit(most)
        with self.ledger.reading() as connection:
            return [Known(*row) for row in connection.execute(query)]

    def ended(self, url: str) -> None:
        """Confirm that the transaction with an address' outcome was kept."""
        self._open.pop(url, None)
        self._ended.add(url)

    def is_open(self, url: str) -> bool:
        """Say whether an address still awaits its outcome."""
        return url in self._open

    def close(self, *, early: bool) -> int:
        """End the run: what is still open is ``deferred`` where it ended early, else ``lost``.

        Returns:
            How many were lost: addresses whose outcome was never written, which must not happen.
        """
        left = list(self._open)
        for url in left:
            self.end(url, Ending(ends.DEFERRED if early else ends.LOST))
        return 0 if early else len(left)


def _row(connection: Connection, url: str) -> dict[str, Any] | None:
    # What is open was read at the time of asking; another run may have been there since.
    row = connection.execute(sa.select(addresses).where(addresses.c.url == url)).mappings().first()
    return dict(row) if row else None


def _second(ending: Ending, row: Mapping[str, Any]) -> Ending:
    if ending.outcome != ends.NEW or row["digest"] is None or ending.digest is None:
        return ending
    return replace(ending, outcome=ends.UNCHANGED if row["digest"] == ending.digest else ends.REVISED)


def _remember(
    connection: Connection, asked: Asked, ending: Ending, row: dict[str, Any] | None, now: datetime
) -> None:
    if ending.outcome in (ends.ASLEEP, ends.DEFERRED) and row is None:
        return
    values = _merged(row or _first(asked, now), asked, ending, now)
    if row is None:
        connection.execute(sa.insert(addresses).values(values))
    else:
        connection.execute(sa.update(addresses).where(addresses.c.url == asked.url).values(values))


def _waiting(link: Link, outlet: str, now: datetime) -> dict[str, Any]:
    asked = Asked(link.url, "article", outlet)
    return _first(asked, now) | {"asked": now, "outcome": ends.DEFERRED, "published": link.published}


def _first(asked: Asked, now: datetime) -> dict[str, Any]:
    return {"url": asked.url, "outlet": asked.outlet, "way": asked.way, "first": now, "failures": 0}


def _merged(row: dict[str, Any], asked: Asked, ending: Ending, now: datetime) -> dict[str, Any]:
    """Put an ending over what is kept: a failure leaves the validators and the last good state alone."""
    transient = ending.outcome.partition(":")[0] in ends.TRANSIENT
    row |= {"asked": now, "outcome": ending.outcome, "failures": _failures(row["failures"], ending)}
    if not transient:
        row |= {name: getattr(asked, name) for name in ("listed", "published") if getattr(asked, name)}
        answer = {
            name: getattr(ending, name) for name in ("digest", "size") if getattr(ending, name) is not None
        }
        if ending.answered:  # an answer with a body: its validators replace the old ones, also by none
            answer |= {name: getattr(ending, name) for name in ("answered", "etag", "modified")}
        row |= answer
    return row


def _failures(before: int, ending: Ending) -> int:
    """Count failures in a row; being put off is none."""
    if ending.outcome in (ends.ASLEEP, ends.DEFERRED):
        return before
    return before + 1 if ending.outcome.partition(":")[0] in ends.TRANSIENT else 0
