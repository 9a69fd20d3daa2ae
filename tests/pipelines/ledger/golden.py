"""The labelled stories of the development corpus as records: gold claims, not extracted ones."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.ledger.keys import fold
from pipelines.ledger.record import Record
from pipelines.ledger.slots import slot
from pipelines.ledger.told import RANKS
from pipelines.model import Article, Claim, Evidence, Identified

CORPUS = Path(__file__).parents[2] / "corpus" / "dev"
STORIES = Path(__file__).parent / "threads.toml"
FOUND = datetime(2027, 1, 1, tzinfo=UTC)


def lines(name):
    return [json.loads(line) for line in (CORPUS / name).read_text().splitlines()]


def one(value):
    """The first reading of a field that admits several, a value before silence."""
    if not isinstance(value, list):
        return value
    return next((each for each in value if each is not None), None)


def surest(certainty):
    """The strongest certainty of those that are right; official where none is scored."""
    return max(
        [certainty] if isinstance(certainty, str) else certainty or ["official"], key=RANKS.__getitem__
    )


def stories():
    return tomllib.loads(STORIES.read_text())


def records():
    """Every article of the corpus as a record, by id, its names joined as ``threads.toml`` says."""
    same = {fold(form): fold(names[0]) for names in stories()["same"] for form in names}
    gold = {}
    for record in [*lines("gold.jsonl"), *stories()["denied"]]:
        gold.setdefault(record["article"], []).append(record)
    made = {}
    for number, line in enumerate(lines("articles.jsonl")):
        article = Article(
            id=line["id"],
            title=line["title"],
            text=line["text"],
            url=line["url"],
            language=line["language"],
            published=line["published"],
            outlet=f"outlet-{number}",
        )
        claims = tuple(identified(record, same) for record in gold.get(article.id, ()))
        made[article.id] = Record(article, claims, FOUND + timedelta(seconds=number))
    return made


def identified(record, same):
    fields = {name: one(value) for name, value in record.items()}
    claim = Claim(
        article=fields["article"],
        kind=fields["kind"],
        event=fields["event"],
        work=fields["work"],
        certainty=surest(record.get("certainty")),
        evidence=Evidence(0, 1, "."),
        season=fields.get("season"),
        date=fields.get("date"),
        platform=fields.get("platform"),
        region=fields.get("region"),
        person=fields.get("person"),
        role=fields.get("role"),
        attribution=fields.get("attribution"),
    )
    work, person = fold(claim.work), claim.person and fold(claim.person)
    return Identified(claim, same.get(work, work), same.get(person, person))


def facts_told_by(seen):
    """The facts of which these articles say anything."""
    return {slot(one).id for record in seen for one in record.claims}
