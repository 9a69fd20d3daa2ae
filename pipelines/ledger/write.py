"""Articles, their revisions and their claims into the tables: writing the same again changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipelines.ledger import schema
from pipelines.ledger.keys import Key, article_key, claim_key, text_key
from pipelines.ledger.record import Life, Record, Revision, lives, published, wording
from pipelines.ledger.rows import select_in, upsert
from pipelines.ledger.slots import Slot, slot
from pipelines.model import Identified


@dataclass(slots=True)
class Story:
    """One article with all that the ledger knows of it, while a batch is written."""

    out: datetime
    revisions: dict[Key, Revision] = field(default_factory=dict)
    titles: dict[Key, str] = field(default_factory=dict)
    found: dict[Key, datetime] = field(default_factory=dict)
    kept: dict[Key, tuple[Key, Life]] = field(default_factory=dict)  # claims in the table: fact and life
    fresh: dict[Key, tuple[Identified, Slot]] = field(default_factory=dict)
    record: Record | None = None
    wire: str | None = None
    changed: bool = False


def write(connection: Connection, records: Sequence[Record]) -> set[Key]:
    """Write a batch and name the facts whose claims changed."""
    stories = _known(connection, {article_key(record.article.id) for record in records})
    for record in records:
        _merge(stories, record)
    changed = {key: story for key, story in stories.items() if story.changed}
    _write_articles(connection, changed)
    return _write_claims(connection, changed)


def _known(connection: Connection, keys: set[Key]) -> dict[Key, Story]:
    table = schema.articles.c
    known = select_in(connection, sa.select(table.key, table.published, table.wire), table.key, keys)
    stories = {row.key: Story(row.published, wire=row.wire) for row in known}
    for row in select_in(connection, sa.select(schema.revisions), schema.revisions.c.article, stories):
        story = stories[row.article]
        packed = row.claims
        held = frozenset(packed[at : at + 16] for at in range(0, len(packed), 16))
        story.revisions[row.text] = Revision(row.first, row.last, held, row.edited)
        story.titles[row.text], story.found[row.text] = row.title, row.found
    c = schema.claims.c
    query = sa.select(c.fact, c.key, c.article, c.said, c.until)
    for row in select_in(connection, query, c.article, stories):
        stories[row.article].kept[row.key] = (row.fact, Life(row.said, row.until))
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
    story.found[text] = min(story.found.get(text, record.found), record.found)
    latest = story.revisions[text] == max(story.revisions.values(), key=lambda revision: revision.age)
    if story.record is None or latest:
        story.record = record
    for claim, value in claims.items():
        if claim not in story.fresh or latest:
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
        if story.record:
            articles.append(_article(key, story, story.record))
        for text, revision in story.revisions.items():
            packed = b"".join(sorted(revision.claims))
            life = {"first": revision.first, "last": revision.last, "edited": revision.edited}
            title = {"title": story.titles[text], "claims": packed, "found": story.found[text]}
            revisions.append({"article": key, "text": text, **life, **title})
    upsert(connection, schema.articles, articles, keep={"found": "min"})
    upsert(connection, schema.revisions, revisions)


def _article(key: Key, story: Story, record: Record) -> dict[str, Any]:
    article = record.article
    return {
        "key": key,
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "wire": story.wire or article.id,
        "official": record.official,
        "language": article.language,
        "title": article.title,
        "published": story.out,
        "found": record.found,
    }


def _write_claims(connection: Connection, stories: Mapping[Key, Story]) -> set[Key]:
    facts: set[Key] = set()
    rows: list[dict[str, Any]] = []
    gone: list[tuple[Key, Key]] = []
    moved: list[dict[str, Any]] = []
    for article, story in stories.items():
        now = lives(tuple(story.revisions.values()), story.out)
        for key, life in now.items():
            fresh = story.fresh.get(key)
            if fresh is None:
                fact, old = story.kept[key]
                if old != life:
                    moved.append({"f": fact, "k": key, "s": life.said, "u": life.until})
                    facts.add(fact)
                continue
            identified, place = fresh
            if key in story.kept and story.kept[key][0] != place.id:
                gone.append((story.kept[key][0], key))
            found = min(story.found[text] for text, r in story.revisions.items() if key in r.claims)
            rows.append(_claim(key, article, place, identified, life, found))
            facts.add(place.id)
        gone.extend((fact, key) for key, (fact, _) in story.kept.items() if key not in now)
    facts.update(fact for fact, _ in gone)
    _delete(connection, gone)
    _move(connection, moved)
    upsert(connection, schema.claims, rows)
    return facts


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
        "sentence": claim.evidence.text,
        "rules": " ".join(claim.rules),
        "said": life.said,
        "until": life.until,
        "found": found,
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
            .values(said=sa.bindparam("s"), until=sa.bindparam("u"))
        )
        connection.execute(statement, moved)
