"""Who is worth asking sooner for some hours: outlets that usually tell a story which is breaking now.

Weights multiply an outlet's expected items; the price that keeps the budget is found with them, so that what
one outlet gains the others give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.schedule.rate import HOUR

HALF_LIFE = 3 * HOUR
WATCHED = 12 * HOUR
"""The half-life of what somebody watches."""

MOST = 4.0


@dataclass(frozen=True, slots=True)
class Story:
    """A work that moves: ``at`` is when an outlet broke it, or the day that its date falls on.

    It fades by half in ``half_life`` seconds, before its moment as after it.
    """

    work: str
    at: float
    half_life: float = HALF_LIFE


def weights(
    stories: Iterable[Story], telling: Mapping[str, Mapping[str, int]], now: float
) -> dict[str, float]:
    """Return a weight between 1 and 4 for each outlet that usually tells one of the stories.

    ``telling`` counts, by work and outlet, the claims so far. An outlet is raised by its share of the telling
    of a work, the foremost fully; of several stories of one work the hottest counts.
    """
    hottest: dict[str, float] = {}
    for story in stories:
        heat = 0.5 ** (abs(now - story.at) / story.half_life)
        hottest[story.work] = max(heat, hottest.get(story.work, 0.0))
    raised: dict[str, float] = {}
    for work, heat in hottest.items():
        tellers = telling.get(work, {})
        foremost = max(tellers.values(), default=0)
        for outlet, told in tellers.items():
            raised[outlet] = raised.get(outlet, 0.0) + heat * told / foremost
    return {outlet: min(MOST, 1.0 + 3.0 * heat) for outlet, heat in raised.items() if heat > 0.01}
