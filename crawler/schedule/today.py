"""What moves every outlet's next visit beside its own rate: stories, hosts, hubs, and outlets' wishes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from crawler.schedule import table, urgency, watching
from crawler.schedule.constraints import Manners
from crawler.schedule.rate import HOUR
from crawler.schedule.table import Row, Wishes, seconds

STORY = timedelta(hours=12)
NEAR = timedelta(hours=48)
STORIES = 200
"""No more works than this move outlets at a time, the newest."""


@dataclass(frozen=True, slots=True)
class Today:
    """What every outlet's next visit depends on beside itself.

    ``weights`` are those of urgency, ``bare`` the outlets that give no validators, ``asleep`` until when
    each host is not to be asked and how often it refused, ``told`` since when a hub's word of an outlet
    waits, ``wishes`` how outlets wish to be asked.
    """

    now: datetime
    weights: Mapping[str, float]
    bare: Collection[str]
    asleep: Mapping[str, tuple[datetime | None, int]]
    told: Mapping[str, datetime]
    wishes: Mapping[str, Wishes]

    def weight(self, outlet: str) -> float:
        """Return how much an outlet's news count now, 1 where nothing moves it."""
        return self.weights.get(outlet, 1.0)

    def manners(self, row: Row, hosts: Collection[str]) -> Manners:
        """Return how an outlet, which is on these hosts, wants to be asked."""
        mine = [self.asleep[host] for host in hosts if host in self.asleep]
        wishes = self.wishes.get(row.outlet, Wishes())
        return Manners(
            validators=row.outlet not in self.bare,
            told=row.outlet in self.told,
            max_age=wishes.max_age,
            ttl=wishes.ttl,
            update_period=wishes.update_period,
            skip_hours=wishes.skip_hours,
            crawl_delay=wishes.crawl_delay,
            requests=row.cost,
            asleep=max((seconds(until) for until, _ in mine), default=0.0),
            refused_before=bool(mine),
            failures=row.failures,
            gone=row.gone,
        )


def read(connection: Connection, now: datetime) -> Today:
    """Read all of it from the ledger."""
    stories = _stories(connection, now)
    telling = table.tellers(connection, {story.work for story in stories}) if stories else {}
    return Today(
        now,
        urgency.weights(stories, telling, seconds(now)),
        table.without_validators(connection),
        table.asleep(connection),
        table.told(connection),
        table.wishes(connection),
    )


def _stories(connection: Connection, now: datetime) -> list[urgency.Story]:
    """Tell what moves: news of the last hours, and the dates of what is watched that are near.

    Moments are rounded to the hour, so that a tick does not turn every due time.
    """
    watched = watching.works(connection)
    half_life = {True: urgency.WATCHED, False: urgency.HALF_LIFE}
    broke = table.breaking(connection, now - STORY, now)[:STORIES]
    near = table.dated(connection, watched, now - NEAR, now + NEAR)
    moments = [(work, at, half_life[work in watched]) for work, at in broke]
    moments += [(work, at, urgency.WATCHED) for work, at in near]
    return [urgency.Story(work, round(seconds(at) / HOUR) * HOUR, fading) for work, at, fading in moments]
