"""Hosts that asked to be left alone for a while: remembered over restarts, never asked before their time."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import sqlalchemy as sa

from crawler.fetch.failure import Declined
from crawler.fetch.outcome import ASLEEP
from pipelines.ledger.crawl import hosts
from pipelines.ledger.store import Ledger

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
FIRST = timedelta(minutes=5)
BUSY = (429, 503)


class Hosts:
    """The hosts of one run. A host is ``host[:port]`` as it stands in an address."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        with ledger.reading() as connection:
            rows = connection.execute(sa.select(hosts.c.host, hosts.c.asleep, hosts.c.refusals))
            self._known = {row.host: (row.asleep, row.refusals) for row in rows}

    def check(self, host: str) -> None:
        """Let a request to ``host`` pass.

        Raises:
            Declined: ``asleep``, with the moment it may be asked again.
        """
        until, _ = self._known.get(host, (None, 0))
        if until and until > self._clock():
            raise Declined(ASLEEP, f"until {until:%Y-%m-%dT%H:%M:%SZ}")

    def note(self, host: str, status: int, told: bytes | None, latency: float) -> None:
        """Remember what a host answered: a 429 or 503 puts it to sleep, anything else forgives it."""
        _, refusals = self._known.get(host, (None, 0))
        if status in BUSY:
            refusals += 1
            until = self._clock() + rest(told, refusals, self._clock())
            self._known[host] = (until, refusals)
            self._keep(host)
        elif refusals:
            self._known[host] = (None, 0)
            self._keep(host)

    def _keep(self, host: str) -> None:
        until, refusals = self._known[host]
        with self._ledger.transaction() as connection:
            connection.execute(sa.delete(hosts).where(hosts.c.host == host))
            connection.execute(sa.insert(hosts).values(host=host, asleep=until, refusals=refusals))


def rest(told: bytes | None, refusals: int, now: datetime) -> timedelta:
    """How long to leave a host alone: what ``Retry-After`` says, within a minute and a day.

    Where it says nothing usable: five minutes, doubled with every further refusal.

    Source:
        RFC 9110, section 10.2.3.
    """
    text = (told or b"").decode("latin-1").strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        wanted = timedelta(seconds=min(int(text), 10**6))
    else:
        try:
            date = parsedate_to_datetime(text)
            wanted = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
        except (ValueError, TypeError, OverflowError):
            wanted = FIRST * 2 ** min(refusals - 1, 10)
    return min(max(wanted, SHORTEST), LONGEST)
