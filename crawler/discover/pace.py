"""How often a feed says that it is worth reading.

Source:
    RSS 2.0 (``ttl`` in minutes, ``skipHours`` in GMT), RSS 1.0 module Syndication (``sy:updatePeriod``,
    ``sy:updateFrequency``).
"""

import re
from collections.abc import Mapping

from crawler.discover import Pace

LONGEST = 7 * 86_400
PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": LONGEST, "monthly": LONGEST, "yearly": LONGEST}
_SKIPPED = re.compile(rb"<skipHours>(.{0,4000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*([0-9]{1,2})\s*</hour>", re.IGNORECASE)


def read(feed: Mapping[str, object], body: bytes) -> Pace:
    """Read what a feed says of itself.

    Args:
        feed: Its head, as feedparser gives it.
        body: Its text; feedparser keeps one skipped hour only.
    """
    each = PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0)
    often = max(1, _whole(feed.get("sy_updatefrequency"), 1))
    ttl = min(60 * _whole(feed.get("ttl"), 0), LONGEST)
    return Pace(ttl, each // often, _skipped(body))


def _skipped(body: bytes) -> tuple[int, ...]:
    told = _SKIPPED.search(body)
    hours = {int(hour) % 24 for hour in _HOUR.findall(told[1]) if int(hour) <= 24} if told else set()
    return tuple(sorted(hours))


def _whole(text: object, absent: int) -> int:
    digits = str(text).strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else absent
