"""What is handed to the ledger, and how the revisions of one article become claims with a life span."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pipelines.ledger.keys import Key, moment
from pipelines.model import Article, Identified


@dataclass(frozen=True, slots=True)
class Record:
    """One reading of one article, ready to be written.

    ``found`` is when it was fetched or ingested, aware. ``wire`` is the id of the first article of its
    near-duplicate group, None where it is the first itself. ``official`` is True where the outlet is
    the maker's, the platform's or the network's own.
    """

    article: Article
    claims: tuple[Identified, ...]
    found: datetime
    wire: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of an article: the first and the last time it is known to have stood, and its claims.

    ``edited`` is True where the outlet itself gives the time of the edit; without one a wording counts as
    older than every wording that has one, and its times are those of finding. ``found`` is when it was
    first read.
    """

    first: datetime
    last: datetime
    claims: frozenset[Key]
    edited: bool
    found: datetime

    @property
    def age(self) -> tuple[bool, datetime, datetime]:
        """Sorts wordings from the oldest to the one that stands now."""
        return self.edited, self.last, self.first

    def seen_again(self, other: "Revision") -> "Revision":
        """Join two sightings of one wording; the newer reading's claims hold."""
        found = min(self.found, other.found)
        if self.edited != other.edited:
            return replace(self if self.edited else other, claims=other.claims, found=found)
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Revision(first, last, other.claims, self.edited, found)


@dataclass(frozen=True, slots=True)
class Life:
    """When a claim was first said, and when it was edited away (None: it still stands).

    ``dropped`` is when we found that it was.
    """

    said: datetime
    until: datetime | None
    dropped: datetime | None


def published(record: Record) -> datetime:
    """Say when the article came out: never later than it was found, which is the answer if it is silent."""
    said = moment(record.article.published)
    return min(said, record.found) if said else record.found


def wording(record: Record, claims: frozenset[Key]) -> Revision:
    """Say when this wording was seen: the time of the edit where the outlet gives it, else of finding."""
    edited = moment(record.article.modified)
    at = max(min(edited, record.found), published(record)) if edited else record.found
    return Revision(at, at, claims, edited is not None, record.found)


def lives(revisions: Iterable[Revision], out: datetime) -> Mapping[Key, Life]:
    """Work out the life of every claim of an article that came ``out`` then, from all its wordings.

    The order of ``revisions`` does not matter. The oldest wording counts from the publication; a claim that
    newer wordings lack ended when the first of them was seen.
    """
    ordered = sorted(revisions, key=lambda revision: revision.age)
    found: dict[Key, Life] = {}
    for claim in frozenset().union(*(revision.claims for revision in ordered)):
        holding = [revision for revision in ordered if claim in revision.claims]
        newest = holding[-1]
        without = ordered[ordered.index(newest) + 1 :]
        after = [max(newest.last, r.first) if r.edited == newest.edited else r.first for r in without]
        said = out if holding[0] is ordered[0] else min(revision.first for revision in holding)
        until = max(min(after), said) if after else None
        found[claim] = Life(said, until, min((r.found for r in without), default=None))
    return found
