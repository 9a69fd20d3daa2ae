"""What became of a run: its outcome rows, and whether they add up."""

from typing import Any

import sqlalchemy as sa

from crawler.fetch.outcome import LOST
from pipelines.errors import LedgerError
from pipelines.ledger.crawl import outcomes
from pipelines.ledger.store import Ledger


def rows(ledger: Ledger, run: str) -> list[dict[str, Any]]:
    """Give every outcome row of a run, by outlet and address."""
    query = sa.select(outcomes).where(outcomes.c.run == run).order_by(outcomes.c.outlet, outcomes.c.url)
    with ledger.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def settle(ledger: Ledger, run: str) -> int:
    """Mark what a killed run left open as ``lost``; returns how many."""
    query = sa.update(outcomes).where(outcomes.c.run == run, outcomes.c.outcome.is_(None))
    with ledger.transaction() as connection:
        left = connection.execute(
            sa.select(sa.func.count())
            .select_from(outcomes)
            .where(outcomes.c.run == run, outcomes.c.outcome.is_(None))
        ).scalar_one()
        connection.execute(query.values(outcome=LOST))
    return left


def adds_up(ledger: Ledger, run: str) -> None:
    """Check that every address of a run has its outcome.

    Raises:
        LedgerError: with the number and one example of those that have none.
    """
    lost = [row for row in rows(ledger, run) if row["outcome"] in (None, LOST)]
    if lost:
        raise LedgerError(
            f"run {run} does not add up: {len(lost)} addresses have no outcome, such as {lost[0]['url']}"
        )
