"""Which question a claim answers: the slot, whose id never contains the answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.ledger.keys import Key, key
from pipelines.model import Identified, Kind

MILESTONES: Mapping[str, str] = {
    "announced": "order",
    "renewed": "order",
    "cancelled": "order",
    "filming": "filming",
    "paused": "filming",
    "wrapped": "wrapped",
    "post_production": "post_production",
    "ending": "ending",
}
"""Production events by the question that they answer: is it ordered, filmed, finished ..."""

STATES: Mapping[Kind, Mapping[str, str]] = {
    "release": {
        "scheduled": "scheduled",
        "delayed": "scheduled",
        "brought_forward": "scheduled",
        "unannounced": "unannounced",
        "released": "released",
    },
    "production": {
        "announced": "ordered",
        "renewed": "ordered",
        "cancelled": "cancelled",
        "filming": "filming",
        "paused": "paused",
        "wrapped": "wrapped",
        "post_production": "post_production",
        "ending": "ending",
    },
    "cast": {"joins": "in", "returns": "in", "credited": "in", "exits": "out", "in_talks": "talks"},
    "crew": {"joins": "in", "returns": "in", "credited": "in", "exits": "out", "in_talks": "talks"},
}
"""The answer that an event gives: two events of one state do not contradict each other."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One question about a work: what the ledger keeps one current answer to.

    ``season`` is None for the first season and for a work without any: outlets name the first one or not, as
    they please. ``aspect`` is the milestone of a production, a person's job, and empty for a release.
    """

    kind: Kind
    work: str
    season: int | None = None
    region: str | None = None
    person: str | None = None
    aspect: str = ""

    @property
    def id(self) -> Key:
        """The fact's key."""
        return key("fact", self.kind, self.work, self.season, self.region, self.person, self.aspect)


def slot(identified: Identified) -> Slot:
    """Find the slot that an identified claim speaks about."""
    claim = identified.claim
    season = None if claim.season == 1 else claim.season
    if claim.kind == "release":
        return Slot("release", identified.work, season, region=claim.region)
    if claim.kind == "production":
        return Slot("production", identified.work, season, aspect=MILESTONES[claim.event])
    job = "cast" if claim.kind == "cast" else claim.role or "crew"
    return Slot(claim.kind, identified.work, season, person=identified.person, aspect=job)


def state(kind: Kind, event: str, date: str | None) -> str:
    """Say which answer an event gives; a delay without a date leaves the release undated."""
    if event == "delayed" and date is None:
        return "undated"
    return STATES[kind][event]
