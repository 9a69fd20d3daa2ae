"""WHERE: pure functions from what an outlet answered to the links in it, with their times.

One function for each way in: ``rss.read``, ``sitemap.read``, ``listing.read`` and ``autodetect.candidates``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.discover.address import resolved
from pipelines.errors import Refused

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class Malformed(Refused):
    """The answer is not what this way in should give; ``reason`` says what it is instead."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be an article.

    ``published`` and ``changed`` are aware times as the outlet says them, None where it says none that can
    be true; ``title`` is plain text.
    """

    url: str
    published: datetime | None = None
    changed: datetime | None = None
    title: str = ""

    @property
    def newest(self) -> datetime | None:
        """The later of the two times."""
        return max((time for time in (self.published, self.changed) if time), default=None)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed says that it is worth reading: 0 and empty where it does not say.

    ``ttl`` and ``period`` (of ``sy:updatePeriod``) are in seconds, ``skip`` the hours of the day, UTC, in
    which it asks not to be read.
    """

    ttl: int = 0
    period: int = 0
    skip: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What one answer gave: ``links`` in its order, ``maps`` further sitemaps to read, ``hub`` a WebSub hub.

    ``skipped`` counts entries without a usable address, ``topic`` is the address to subscribe to at the hub.
    """

    links: tuple[Link, ...] = ()
    maps: tuple[str, ...] = ()
    hub: str | None = None
    topic: str | None = None
    skipped: int = 0
    pace: Pace = Pace()


def link(base: str, url: object, **told: object) -> Link | None:
    """Make a link from what an outlet wrote, None where that is no web address."""
    address = resolved(base, url)
    if address is None:
        return None
    return Link(address, **told)  # type: ignore[arg-type]


def plausible(time: datetime | None, now: datetime) -> datetime | None:
    """Keep ``time`` if an article can bear it: aware, an offset within 14 hours, from 1990 to a day ahead."""
    if time is None:
        return None
    offset = time.utcoffset()
    if offset is None or abs(offset) > timedelta(hours=14):
        return None
    try:
        time = time.astimezone(UTC)
    except OverflowError:
        return None
    return time if EARLIEST <= time <= now + timedelta(days=1) else None
