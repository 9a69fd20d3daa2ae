"""How often a way in wishes to be asked: what its answers said last is kept for the schedule.

Source:
    RFC 9111, sections 4.2.1 (lifetime) and 4.3.4 (a 304 brings the headers up to date).
"""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import sqlalchemy as sa
from scrapy.http import Response

from crawler.discover import Pace
from crawler.fetch.crawled import Asked
from pipelines.ledger.crawl import paces
from pipelines.ledger.store import Ledger

LONGEST = 7 * 86_400
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,12})")
_STALE = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b")


def answered(ledger: Ledger, asked: Asked, response: Response) -> None:
    """Keep what the headers of a good answer, and robots.txt, say."""
    if response.status not in (200, 304):
        return
    told: dict[str, Any] = {"delay": response.meta.get("crawl_delay", 0.0)}
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    if response.status == 200 or headers.keys() & {"cache-control", "expires"}:
        told["max_age"] = lifetime(headers)
    _keep(ledger, asked, told)


def read(ledger: Ledger, asked: Asked, pace: Pace) -> None:
    """Keep what a feed says of itself."""
    _keep(ledger, asked, {"ttl": pace.ttl, "period": pace.period, "skip": list(pace.skip)})


def lifetime(headers: Mapping[str, str]) -> int:
    """Return how many seconds an answer stays fresh, 0 where its headers (lower case) do not say."""
    control = headers.get("cache-control", "").lower()
    if _STALE.search(control):
        return 0
    stated = _MAX_AGE.search(control)
    if stated:
        age = headers.get("age", "").strip()
        passed = int(age) if re.fullmatch(r"[0-9]{1,12}", age) else 0
        return min(max(int(stated[1]) - passed, 0), LONGEST)
    try:
        ends, begins = (parsedate_to_datetime(headers.get(name, "")) for name in ("expires", "date"))
        return min(max(int((ends - begins).total_seconds()), 0), LONGEST)
    except (ValueError, TypeError, OverflowError):
        return 0


def _keep(ledger: Ledger, asked: Asked, told: Mapping[str, Any]) -> None:
    columns = [paces.c[name] for name in told]
    with ledger.reading() as connection:
        known = connection.execute(sa.select(*columns).where(paces.c.url == asked.url)).mappings().first()
    if asked.outlet is None or (known and dict(known) == told):
        return
    with ledger.transaction() as connection:
        if known:
            connection.execute(sa.update(paces).where(paces.c.url == asked.url).values(told))
        elif any(told.values()):
            connection.execute(sa.insert(paces).values(url=asked.url, outlet=asked.outlet, **told))
