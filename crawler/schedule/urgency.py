"""Who is worth asking sooner for some hours: outlets that usually tell a story which is breaking now.

Weights multiply an outlet's expected items; the price that keeps the budget is found with them, so that what
one outlet gains the others give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.schedule.rate import HOUR

HALF_LIFE = 3 * HOUR
MOST = 4.0


@dataclass(frozen=True, slots=True)
class Story:
    """A work that moves: ``at`` is when an outlet broke it, or the day that its date falls on."""

    work: str
    at: float


def weights(
    stories: Iterable[Story], telling: Mapping[str, Mapping[str, int]], now: float
) -> dict[str, float]:
    """Return a weight between 1 and 4 for each outlet that usually tells one of the stories.

    ``telling`` counts, by work and outlet, the claims so far. A story fades by half every three hours, before
    its moment as after it; an outlet is raised by its share of the telling, the foremost fully.
    """
    raised: dict[str, float] = {}
    for story in stories:
        tellers = telling.get(story.work, {})
        foremost = max(tellers.values(), default=0)
        heat = 0.5 ** (abs(now - story.at) / HALF_LIFE)
        for outlet, told in tellers.items():
            raised[outlet] = raised.get(outlet, 0.0) + heat * told / foremost
    return {outlet: min(MOST, 1.0 + 3.0 * heat) for outlet, heat in raised.items() if heat > 0.01}
