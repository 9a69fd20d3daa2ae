"""What is kept of addresses between runs."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from crawler.fetch.crawled import Asked, Crawled, Ending
from pipelines.ledger.crawl import addresses, outcomes
from tests.pipelines.ledger.conftest import ledger, postgres, url

__all__ = ["ledger", "postgres", "url"]
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_of_what_waits_the_newest_are_given_and_what_failed_too_often_is_not(ledger) -> None:
    rows = [
        {"url": f"https://a.example/{number}", "outcome": outcome, "failures": failures, "first": NOW - age}
        for number, (outcome, failures, age) in enumerate(
            [
                ("deferred", 0, timedelta(days=3)),
                ("deferred", 0, timedelta(days=1)),
                ("failed:timeout", 6, timedelta(days=2)),
                ("failed:timeout", 7, timedelta(hours=1)),
                ("new", 0, timedelta(hours=1)),
                ("asleep", 0, timedelta(days=4)),
            ]
        )
    ]
    kept = {"outlet": "en/a", "way": "article", "asked": NOW}
    with ledger.transaction() as connection:
        connection.execute(sa.insert(addresses), [row | kept for row in rows])
    waiting = Crawled(ledger, "run", lambda: NOW).waiting("en/a", 6, 3)
    assert [each.url[-1] for each in waiting] == ["1", "2", "0"]


@pytest.mark.parametrize(("digest", "outcome"), [(b"x", "unchanged"), (b"y", "revised")])
def test_what_two_runs_read_at_once_is_new_to_one_of_them(ledger, digest: bytes, outcome: str) -> None:
    runs = [Crawled(ledger, name, lambda: NOW) for name in ("first", "second")]
    for each in runs:
        each.ask([Asked("https://a.example/1", "article", "en/a")])
    for each, body in zip(runs, (b"x", digest), strict=True):
        each.end("https://a.example/1", Ending("new", answered="https://a.example/1", digest=body))
    with ledger.reading() as connection:
        told = connection.execute(sa.select(outcomes.c.outcome).order_by(outcomes.c.run)).scalars().all()
        kept = connection.execute(sa.select(addresses.c.outcome, addresses.c.digest)).one()
    assert told == ["new", outcome]
    assert tuple(kept) == (outcome, digest)
