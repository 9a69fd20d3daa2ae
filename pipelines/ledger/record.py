"""What is handed to the ledger, and how the revisions of one article become claims with a life span."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.ledger.keys import Key, moment
from pipelines.model import Article, Identified


@dataclass(frozen=True, slots=True)
class Record:
    """One reading of one article, ready to be written.

    ``found`` is when it was fetched or ingested, aware. ``wire`` names its near-duplicate group (any string
    that the group's articles share), None where it stands alone. ``official`` is True where the outlet is
    the maker's, the platform's or the network's own.
    """

    article: Article
    claims: tuple[Identified, ...]
    found: datetime
    wire: str | None = None
    official: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of an article: the first and the last time it is known to have stood, and its claims."""

    first: datetime
    last: datetime
    claims: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Life:
    """When a claim was first said, and when it was edited away (None: it still stands)."""

    said: datetime
    until: datetime | None


def published(record: Record) -> datetime:
    """Say when the article came out: never later than it was found, which is the answer if it is silent."""
    said = moment(record.article.published)
    return min(said, record.found) if said else record.found


def sighted(record: Record) -> datetime:
    """Say when this wording was seen: the time of the edit where the outlet gives it, else of finding."""
    edited = moment(record.article.modified)
    return max(min(edited, record.found), published(record)) if edited else record.found


def lives(revisions: Sequence[Revision], out: datetime) -> Mapping[Key, Life]:
    """Work out the life of every claim of an article that came ``out`` then, from all its wordings.

    The order of ``revisions`` does not matter. The earliest wording counts from the publication; a claim that
    the last wording lacks ended when the first wording after its own was seen.
    """
    earliest = min(revisions, key=lambda revision: (revision.first, revision.last, sorted(revision.claims)))
    found: dict[Key, Life] = {}
    for claim in frozenset().union(*(revision.claims for revision in revisions)):
        holding = [revision for revision in revisions if claim in revision.claims]
        last = max(revision.last for revision in holding)
        after = [max(r.first, last) for r in revisions if r.last > last and claim not in r.claims]
        said = out if earliest in holding else min(revision.first for revision in holding)
        found[claim] = Life(said, min(after, default=None))
    return found
