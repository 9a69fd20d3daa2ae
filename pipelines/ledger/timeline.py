"""The facts of one work with their whole history, as they stand now or as they stood on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.engine import Connection, Row

from pipelines.facts import Fact, Telling, Update
from pipelines.ledger import schema
from pipelines.ledger.dossier import Dossier, source_of
from pipelines.ledger.keys import Key
from pipelines.ledger.raw import value_from
from pipelines.ledger.recount import claims_of, clock, fact_row, update_rows
from pipelines.ledger.shown import shown
from pipelines.ledger.standing import standing


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of view: what was published by ``said`` and found by ``found``; None is "until now"."""

    said: datetime | None = None
    found: datetime | None = None


NOW = Moment()


def facts_of(
    connection: Connection, works: Iterable[str], season: int | None = None, at: Moment = NOW
) -> tuple[Fact, ...]:
    """Read the facts of some works, in the order of season, kind and first telling.

    Args:
        connection: A transaction that reads.
        works: Ids.
        season: Only the facts of this season; the first is also that of works without any. None: all.
        at: What to leave out because it was not published, or not found, yet.
    """
    table = schema.facts.c
    query = sa.select(table.id).where(table.work.in_(list(works)))
    if season is not None:
        query = query.where(table.season.is_(None) if season == 1 else table.season == season)
    ids = list(connection.execute(query).scalars())
    return weighed(connection, ids, at)


def weighed(connection: Connection, ids: Iterable[Key], at: Moment = NOW) -> tuple[Fact, ...]:
    """Weigh facts from what was known at a moment; those of which nothing was known are left out.

    What holds now was weighed when it was recorded.
    """
    if at == NOW:
        return named(sorted(standing(connection, ids), key=_order))
    until = at.said or clock(connection)
    facts = []
    for fact, claims in claims_of(connection, ids):
        known = [_as_of(row, at) for row in claims if _known(row, at)]
        if known:
            dossier = Dossier(known[0])
            dossier.take(known)
            facts.append(_fact(fact, known, dossier, until))
    return named(sorted(facts, key=_order))


def named(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Show one work by one title and one person by one name in all of the facts."""
    facts = tuple(facts)
    titles: dict[str, list[tuple[str | None, datetime]]] = {}
    names: dict[str, list[tuple[str | None, datetime]]] = {}
    for fact in facts:
        for telling in fact.tellings:
            titles.setdefault(fact.work, []).append((telling.title, telling.said))
            if fact.person:
                names.setdefault(fact.person, []).append((telling.name, telling.said))
    title = {work: shown(forms) for work, forms in titles.items()}
    name = {person: shown(forms) for person, forms in names.items()}
    return tuple(
        replace(fact, title=title[fact.work], name=name.get(fact.person or "") or fact.name) for fact in facts
    )


def telling_of(row: Any, source: str) -> Telling:
    """Read one claim with its article."""
    return Telling(
        id=row.key.hex(),
        article=row.article_id,
        url=row.url,
        outlet=row.outlet,
        source=source,
        headline=row.headline,
        language=row.language,
        event=row.event,
        certainty=row.certainty,
        attribution=row.attribution,
        date=row.date,
        platform=row.platform,
        role=row.role,
        title=row.title,
        name=row.name,
        sentence=row.sentence,
        start=row.start,
        rules=tuple(row.rules.split()),
        said=row.said,
        found=row.found,
        until=row.until,
    )


def _known(row: Row[Any], at: Moment) -> bool:
    return (at.said is None or row.said <= at.said) and (at.found is None or row.found <= at.found)


def _as_of(row: Row[Any], at: Moment) -> Any:
    """A claim that was edited away later, or was not found to be, still stood then."""
    ended_later = (row.until and at.said and row.until > at.said) or (
        row.dropped and at.found and row.dropped > at.found
    )
    return SimpleNamespace(**{**row._asdict(), "until": None}) if ended_later else row


def _fact(fact: Key, claims: Sequence[Any], dossier: Dossier, until: datetime | None) -> Fact:
    verdict = dossier.verdict(until)
    row = fact_row(fact, dossier, verdict)
    wires: dict[str, str] = {}
    tellings = {
        claim.key: telling_of(claim, wires.setdefault(claim.wire, source_of(claim))) for claim in claims
    }
    return Fact(
        id=fact.hex(),
        kind=row["kind"],
        work=row["work"],
        title=row["title"],
        season=row["season"],
        region=row["region"],
        person=row["person"],
        name=row["name"],
        aspect=row["aspect"],
        value=verdict.value,
        since=verdict.since,
        sources=verdict.sources,
        updates=tuple(
            _update(one, tellings.get(one["claim"]), tellings.get(one["against"]))
            for one in update_rows(fact, verdict.turns)
        ),
        tellings=tuple(tellings.values()),
        beside=verdict.beside,
    )


def _update(row: Any, telling: Telling | None, against: Telling | None) -> Update:
    return Update(
        id=row["id"].hex(),
        fact=row["fact"].hex(),
        number=row["number"],
        kind=row["kind"],
        at=row["at"],
        found=row["found"],
        rule=row["rule"],
        value=value_from(row["value"]),
        previous=value_from(row["previous"]),
        days=row["days"],
        nth=row["nth"],
        telling=telling,
        against=against,
    )


_KINDS = ("release", "production", "cast", "crew")


def _order(fact: Fact) -> tuple[str, int, int, str, datetime, str]:
    season, kind = fact.season or 1, _KINDS.index(fact.kind)
    return fact.work, season, kind, fact.aspect, fact.tellings[0].said, fact.id
