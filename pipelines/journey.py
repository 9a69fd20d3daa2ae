"""The steps in order: page → article → its group → claims → identified claims → the ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.engine import Connection

from pipelines import article as reading_step
from pipelines.article import Layout, Options
from pipelines.dedupe import Placement, canonical, place
from pipelines.errors import Refused, Repeated
from pipelines.extract import extract
from pipelines.identify import identify
from pipelines.ledger.keys import moment
from pipelines.ledger.names import Names
from pipelines.ledger.neighbours import Neighbours
from pipelines.ledger.record import Record
from pipelines.ledger.store import Ledger
from pipelines.model import Article, Claim, Identified, Page
from pipelines.text import clean_text


class Along(Protocol):
    """What the crawl writes on the same transaction as what the page gave: its outcome and its validators."""

    def __call__(self, connection: Connection, outcome: str | None = None) -> None:
        """Write it; ``outcome`` replaces the crawl's own word (new, revised) where a step knows better."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One fetched page, with what its outlet's entry in the catalogue says about reading it.

    ``language`` is what the outlet writes in, ``names`` are its names, ``official`` is True for a maker's own
    newsroom, ``layouts`` say how its pages are built. ``along`` must be called on the transaction that keeps
    the page, ``kept`` once it is committed. ``article`` and ``claims`` are what the steps made of the page,
    None before their turn.
    """

    page: Page
    along: Along = field(repr=False)
    kept: Callable[[], None] = field(repr=False)
    language: str | None = None
    names: tuple[str, ...] = ()
    official: bool = False
    layouts: tuple[Layout, ...] = ()
    article: Article | None = None
    claims: tuple[Claim, ...] | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """An article with its claims, ready for the ledger; ``found`` is when it was fetched or handed in."""

    article: Article
    claims: tuple[Claim, ...]
    found: datetime
    official: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one article: its group, its claims identified; ``repeated`` if it was read before."""

    article: Article
    claims: tuple[Identified, ...] = ()
    placement: Placement | None = None
    repeated: bool = False


__all__ = ["Along", "Gathered", "Kept", "Reading", "extract", "gather", "keep", "read"]


def read(page: Page, options: Options) -> Article:
    """Read the article of a page, under the one spelling of its address.

    Raises:
        Unreadable: there is no article on the page.
    """
    article = reading_step.read(page, options)
    return replace(article, id=canonical(article.id))


def gather(article: Article, found: datetime, *, official: bool = False) -> Gathered:
    """Make an article that was handed in ready for the ledger: cleaned, with its claims.

    Raises:
        Refused: its times are no ISO 8601.
    """
    article = replace(
        article,
        id=canonical(clean_text(article.id)),
        title=clean_text(article.title),
        text="\n".join(filter(None, (clean_text(line) for line in article.text.splitlines()))),
    )
    for name, time in (("published", article.published), ("modified", article.modified)):
        try:
            moment(time)
        except ValueError:
            raise Refused(name, f"{time!r} is no ISO 8601 date or date-time") from None
    return Gathered(article, extract(article), found, official)


def keep(
    ledger: Ledger, batch: Sequence[Gathered], along: Sequence[Along] = (), *, again: bool = False
) -> tuple[Kept, ...]:
    """Place, identify and record articles in one transaction; ``along`` writes its own on the same.

    An article that was read before, word for word, is only marked so, unless it is to be read ``again``;
    ``along`` is called in either case.

    Raises:
        LedgerError: nothing was kept, of none of them.
    """
    with ledger.transaction() as connection:
        index, known = Neighbours(connection), Names(connection)
        kept = tuple(_kept(gathered, index, known, again=again) for gathered in batch)
        moved = {article for one in kept if one.placement for article in one.placement.moved}
        ledger.record(
            connection,
            [_record(gathered, one) for gathered, one in zip(batch, kept, strict=True) if not one.repeated],
            roots=known.moved,
            groups={article: index.group(article) for article in sorted(moved)},
        )
        for one, write in zip(kept, along, strict=False):
            write(connection, "unchanged" if one.repeated else None)
    return kept


def _kept(gathered: Gathered, index: Neighbours, known: Names, *, again: bool) -> Kept:
    article = gathered.article
    try:
        placement = place(article, index, gathered.found)
    except Repeated:
        if not again:
            return Kept(article, repeated=True)
        placement = Placement(article.id, index.group(article.id))
    return Kept(article, identify(gathered.claims, article, known), placement)


def _record(gathered: Gathered, kept: Kept) -> Record:
    group = kept.placement.group if kept.placement else None
    return Record(gathered.article, kept.claims, gathered.found, group, gathered.official)
