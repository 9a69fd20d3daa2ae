"""What an outlet's and a host's manners ask for, over what the policy would like: pure arithmetic.

Times are seconds since the epoch, stretches seconds.
"""

from collections.abc import Collection
from dataclasses import dataclass

from crawler.schedule.rate import HOUR, QUARTER

FLOOR = HOUR / 4
"""No feed is asked sooner again: at 24 visits a day and fewer this costs no freshness."""

FLOOR_WITHOUT_VALIDATORS = HOUR
FLOOR_TOLD = HOUR / 30
"""Where a hub told of news its word is at hand: the feed itself is not asked."""

DAY = 24 * HOUR
WEEKLY = 7 * DAY
GONE_AFTER = 3
"""So many times "no such page" in a row, and an outlet is only probed."""

FIRST_BACK_OFF = HOUR / 2
LONGEST_WISH = 6 * HOUR
"""A lifetime that an outlet states counts up to this; up to a day where its host ever said "too many"."""


SETTLED = 45.0
"""Seconds after the stroke of a quarter-hour at which what was published on it stands in a feed."""

EXPECTED = "expected news"


@dataclass(frozen=True, slots=True)
class Manners:
    """What is known of how an outlet wants to be asked; None and 0 are "not said".

    ``max_age``, ``ttl`` and ``update_period`` are lifetimes of its feed in seconds, ``skip_hours`` hours of
    the day (UTC), ``crawl_delay`` seconds between requests to its host, of which a visit makes ``requests``.
    ``asleep`` is the moment before which its host is not to be asked. ``failures`` and ``gone`` count visits
    in a row. ``told``: its hub told of news, whatever the feed's lifetime says.
    """

    validators: bool = True
    told: bool = False
    max_age: float = 0.0
    ttl: float = 0.0
    update_period: float = 0.0
    skip_hours: Collection[int] = ()
    crawl_delay: float = 0.0
    requests: float = 1.0
    asleep: float = 0.0
    refused_before: bool = False
    failures: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """When, and what decided it, in words that a person reads."""

    at: float
    why: str


def floor(manners: Manners) -> tuple[float, str]:
    """Return the shortest stretch between two visits, and what asks for it."""
    if manners.gone >= GONE_AFTER:
        return WEEKLY, "gone: probed once a week"
    asked = _lifetimes(manners) | {"crawl-delay": manners.crawl_delay * manners.requests}
    if manners.failures:
        asked["back-off"] = min(DAY, FIRST_BACK_OFF * 2.0 ** min(manners.failures - 1, 10))
    why = max(asked, key=lambda name: asked[name])
    return asked[why], why


def _lifetimes(manners: Manners) -> dict[str, float]:
    if manners.told:
        return {"floor": FLOOR_TOLD}
    cap = DAY if manners.refused_before else LONGEST_WISH
    return {
        "floor": FLOOR if manners.validators else FLOOR_WITHOUT_VALIDATORS,
        "max-age": min(manners.max_age, cap),
        "ttl": min(manners.ttl, cap),
        "update period": min(manners.update_period, cap),
    }


def constrained(wanted: float, since: float, manners: Manners, spread: float = 0.5) -> Due:
    """Return when to go, given when the policy would like to and when the last visit was.

    ``spread`` in [0, 1) tells outlets apart, so that those that failed together do not come back together,
    and those that publish on the stroke are not asked in one second.
    """
    shortest, why = floor(manners)
    if why == "back-off":
        shortest *= 1.0 + 0.1 * spread
    late = wanted % QUARTER
    due = Due(wanted + SETTLED * (1.0 + spread) if late < 1.0 or QUARTER - late < 1.0 else wanted, EXPECTED)
    if since + shortest > wanted:
        due = Due(since + shortest, why)
    if manners.asleep > due.at:
        due = Due(manners.asleep + 60.0 * spread, "Retry-After")
    return _past_skipped(due, manners.skip_hours)


def _past_skipped(due: Due, skipped: Collection[int]) -> Due:
    """Move a moment out of the hours in which a feed asks not to be read; all 24 skipped means none."""
    hour = int(due.at // HOUR)
    if hour % 24 not in skipped or len({h % 24 for h in skipped}) >= 24:
        return due
    while hour % 24 in skipped:
        hour += 1
    return Due(hour * HOUR, "skipHours")
