"""A schedule over outlets that nobody asks: their outcome rows are written by the tests."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from crawler.catalogue import Outlet
from crawler.schedule.plan import Plan
from pipelines.ledger import open_ledger
from pipelines.ledger.crawl import addresses, outcomes
from pipelines.ledger.store import Ledger
from tests.pipelines.ledger.conftest import postgres

__all__ = ["postgres"]

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def outlet(name: str, host: str | None = None) -> Outlet:
    home = f"https://{host or name.replace('_', '-') + '.example'}"
    return Outlet(name=name, home=home, rss=(f"{home}/{name}.xml",), id=f"en/{name}", language="en")


class World:
    """Writes what visits would have written."""

    def __init__(self, ledger: Ledger, outlets: list[Outlet]) -> None:
        self.ledger = ledger
        self.outlets = {each.id: each for each in outlets}
        self.plan = Plan(ledger, self.outlets, 1000)

    def visited(
        self, name: str, at: datetime, outcome: str = "new", items: tuple[datetime, ...] = ()
    ) -> None:
        source = self.outlets[name]
        with self.ledger.transaction() as connection:
            row = {"url": source.rss[0], "outlet": name, "way": "rss", "outcome": outcome}
            run = f"run-{at:%d%H%M%S}-{name}"
            known = sa.select(addresses.c.url).where(addresses.c.url == source.rss[0])
            connection.execute(sa.insert(outcomes).values(row | {"run": run, "asked": at, "ended": at}))
            if connection.execute(known).first() is None:
                kept = row | {"first": at, "asked": at, "etag": '"1"', "digest": b"x" * 16}
                connection.execute(sa.insert(addresses).values(kept))
            for number, published in enumerate(items):
                url = f"{source.home}/{at:%d%H%M%S}/{number}"
                article = {"url": url, "outlet": name, "way": "article", "outcome": "new"}
                values = article | {"first": at, "asked": at, "published": published}
                connection.execute(sa.insert(addresses).values(values))


@pytest.fixture
def ledger(tmp_path) -> Iterator[Ledger]:  # type: ignore[no-untyped-def]
    with open_ledger(f"sqlite:///{tmp_path / 'greenlit.sqlite'}") as opened:
        yield opened


@pytest.fixture
def world(ledger: Ledger) -> World:
    return World(ledger, [outlet("busy"), outlet("quiet"), outlet("broken")])


def soon(condition: Callable[[], bool], seconds: float = 240.0) -> bool:
    """Wait until a condition holds; returns whether it came to hold in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
