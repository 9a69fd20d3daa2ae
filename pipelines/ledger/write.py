"""Articles, their revisions and their claims into the tables: writing the same again changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.ledger import schema
from pipelines.ledger.keys import Key, article_key, claim_key, text_key
from pipelines.ledger.record import Life, Record, Revision, lives, published, wording
from pipelines.ledger.rows import select_in, upsert
from pipelines.ledger.slots import Slot, slot
from pipelines.model import Identified
from pipelines.text import clean_text

QUOTED = 500
"""Code points that are quoted of a sentence at most: a page without a full stop is not reprinted."""


@dataclass(slots=True)
class Story:
    """One article with all that the ledger knows of it, while a batch is written."""

    out: datetime
    revisions: dict[Key, Revision] = field(default_factory=dict)
    titles: dict[Key, str] = field(default_factory=dict)
    kept: dict[Key, tuple[Key, Life]] = field(default_factory=dict)  # claims in the table: fact and life
    fresh: dict[Key, tuple[Identified, Slot]] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)  # its row: that of the wording which stands now
    wire: str | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The facts whose claims changed; for those that only gained claims, these claims with their article."""

    facts: frozenset[Key]
    fresh: Mapping[Key, Sequence[Any]]


def write(connection: Connection, records: Sequence[Record]) -> Written:
    """Write a batch of readings."""
    stories = _known(connection, {article_key(record.article.id) for record in records})
    for record in records:
        _merge(stories, record)
    changed = {key: story for key, story in stories.items() if story.changed}
    _write_articles(connection, changed)
    return _write_claims(connection, changed)


def _known(connection: Connection, keys: set[Key]) -> dict[Key, Story]:
    known = select_in(connection, sa.select(schema.articles), schema.articles.c.key, keys)
    stories = {row.key: Story(row.published, article=row._asdict(), wire=row.wire) for row in known}
    for row in select_in(connection, sa.select(schema.revisions), schema.revisions.c.article, stories):
        story = stories[row.article]
        packed = row.claims
        held = frozenset(packed[at : at + 16] for at in range(0, len(packed), 16))
        story.revisions[row.text] = Revision(row.first, row.last, held, row.edited, row.found)
        story.titles[row.text] = row.title
    c = schema.claims.c
    query = sa.select(c.fact, c.key, c.article, c.said, c.until, c.dropped)
    for row in select_in(connection, query, c.article, stories):
        stories[row.article].kept[row.key] = (row.fact, Life(row.said, row.until, row.dropped))
    return stories


def _merge(stories: dict[Key, Story], record: Record) -> None:
    """Add one reading to what is known of its article, if it says anything new."""
    key, text = article_key(record.article.id), text_key(record.article)
    out = published(record)
    story = stories.setdefault(key, Story(out))
    claims = {claim_key(identified.claim): (identified, slot(identified)) for identified in record.claims}
    new, old = wording(record, frozenset(claims)), story.revisions.get(text)
    if old and not _news(story, record, old, new, claims):
        return
    story.changed, story.out = True, min(story.out, out)
    story.wire = record.wire or story.wire
    story.revisions[text] = old.seen_again(new) if old else new
    story.titles[text] = record.article.title
    latest = story.revisions[text] == max(story.revisions.values(), key=lambda revision: revision.age)
    if latest or not story.article:
        story.article = _article(key, record)
    for claim, value in claims.items():
        newest = max((r for r in story.revisions.values() if claim in r.claims), key=lambda r: r.age)
        if newest is story.revisions[text] or claim not in story.fresh.keys() | story.kept.keys():
            story.fresh[claim] = value


def _news(
    story: Story,
    record: Record,
    old: Revision,
    new: Revision,
    claims: Mapping[Key, tuple[Identified, Slot]],
) -> bool:
    facts = {key: fact for key, (fact, _) in story.kept.items()}
    facts.update({key: place.id for key, (_, place) in story.fresh.items()})
    if old.claims != new.claims or any(facts[key] != place.id for key, (_, place) in claims.items()):
        return True
    if record.wire not in (None, story.wire) or published(record) < story.out:
        return True
    # Seen again as it stands: only an edit's own time, or the return of an older wording, is worth a row.
    stands = old.age >= max(revision.age for revision in story.revisions.values())
    return old.seen_again(new) != old and (new.edited or not stands)


def _write_articles(connection: Connection, stories: Mapping[Key, Story]) -> None:
    articles, revisions = [], []
    for key, story in stories.items():
        found = min(revision.found for revision in story.revisions.values())
        story.article |= {"published": story.out, "wire": story.wire or story.article["id"], "found": found}
        articles.append(story.article)
        for text, revision in story.revisions.items():
            packed = b"".join(sorted(revision.claims))
            life = {"first": revision.first, "last": revision.last, "edited": revision.edited}
            title = {"title": story.titles[text], "claims": packed, "found": revision.found}
            revisions.append({"article": key, "text": text, **life, **title})
    upsert(connection, schema.articles, articles)
    upsert(connection, schema.revisions, revisions)


def _article(key: Key, record: Record) -> dict[str, Any]:
    article = record.article
    return {
        "key": key,
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "official": record.official,
        "language": article.language,
        "title": article.title,
    }


def _write_claims(connection: Connection, stories: Mapping[Key, Story]) -> Written:
    changes = _Changes()
    for article, story in stories.items():
        _compare(article, story, changes)
    _delete(connection, changes.gone)
    _move(connection, changes.moved)
    upsert(connection, schema.claims, changes.rows)
    old = {fact for fact, _ in changes.gone} | {row["f"] for row in changes.moved} | changes.rewritten
    fresh: dict[Key, list[Any]] = {}
    for row in changes.rows:
        if row["fact"] not in old:
            fresh.setdefault(row["fact"], []).append(_told(row, stories[row["article"]]))
    return Written(frozenset(old | {row["fact"] for row in changes.rows}), fresh)


@dataclass(slots=True)
class _Changes:
    """What is to be done to the table of claims; ``rewritten`` are facts of claims there before."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)
    gone: list[tuple[Key, Key]] = field(default_factory=list)
    rewritten: set[Key] = field(default_factory=set)


def _compare(article: Key, story: Story, changes: _Changes) -> None:
    """Compare an article's claims with those in the table."""
    now = lives(tuple(story.revisions.values()), story.out)
    changes.rewritten |= {fact for fact, _ in story.kept.values()}  # what is shown of the article changed
    for key, life in now.items():
        fresh, (fact, old) = story.fresh.get(key), story.kept.get(key, (None, None))
        if fresh is None:
            if fact is not None and old != life:
                changes.moved.append(
                    {"f": fact, "k": key, "s": life.said, "u": life.until, "d": life.dropped}
                )
            continue
        identified, place = fresh
        if fact is not None and fact != place.id:
            changes.gone.append((fact, key))
        found = min(revision.found for revision in story.revisions.values() if key in revision.claims)
        changes.rows.append(_claim(key, article, place, identified, life, found))
    changes.gone.extend((fact, key) for key, (fact, _) in story.kept.items() if key not in now)


def _told(row: Mapping[str, Any], story: Story) -> SimpleNamespace:
    """A claim with the columns of its article that decide, as ``recount`` reads it from the tables."""
    origin = {name: story.article[name] for name in ("url", "outlet", "wire", "official")}
    return SimpleNamespace(**row, **origin, article_id=story.article["id"])


def _claim(
    key: Key, article: Key, place: Slot, identified: Identified, life: Life, found: datetime
) -> dict[str, Any]:
    claim = identified.claim
    return {
        "fact": place.id,
        "key": key,
        "article": article,
        "kind": claim.kind,
        "event": claim.event,
        "work": identified.work,
        "person": identified.person,
        "work_form": identified.work_form or identified.work,
        "person_form": identified.person_form or identified.person,
        "season": claim.season,
        "region": claim.region,
        "date": claim.date,
        "platform": claim.platform,
        "role": claim.role,
        "certainty": claim.certainty,
        "attribution": claim.attribution,
        "title": claim.work,
        "name": claim.person,
        "start": claim.evidence.start,
        "sentence": clean_text(claim.evidence.text, QUOTED),
        "rules": " ".join(claim.rules),
        "said": life.said,
        "until": life.until,
        "found": found,
        "dropped": life.dropped,
    }


def _delete(connection: Connection, gone: Sequence[tuple[Key, Key]]) -> None:
    if gone:
        c = schema.claims.c
        statement = sa.delete(schema.claims).where(c.fact == sa.bindparam("f"), c.key == sa.bindparam("k"))
        connection.execute(statement, [{"f": fact, "k": key} for fact, key in gone])


def _move(connection: Connection, moved: Sequence[Mapping[str, Any]]) -> None:
    if moved:
        c = schema.claims.c
        statement = (
            sa.update(schema.claims)
            .where(c.fact == sa.bindparam("f"), c.key == sa.bindparam("k"))
            .values(said=sa.bindparam("s"), until=sa.bindparam("u"), dropped=sa.bindparam("d"))
        )
        connection.execute(statement, moved)
