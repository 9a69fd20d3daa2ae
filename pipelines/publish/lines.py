"""``updates.jsonl``: every update, whole, one JSON object a line, and the schema that describes it.

This is the lossless feed: what the others show can be made from it.
"""

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from msgspec.json import encode

from pipelines.facts import Fact, Update
from pipelines.publish.overview import Overview
from pipelines.publish.phrases import Outlets

NAME = "updates.jsonl"
SCHEMA = "updates.schema.json"
HEADING = ""


def files(_overview: Overview, _outlets: Outlets) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the schema that describes the lines."""
    yield SCHEMA, iter([(resources.files("pipelines.publish") / SCHEMA).read_text(encoding="utf-8")])


def line(fact: Fact, update: Update, summary: str) -> str:
    """Write one update as a line."""
    return encode(entry(fact, update, summary)).decode() + "\n"


def entry(fact: Fact, update: Update, summary: str) -> Mapping[str, Any]:
    """Put an update and what it is about in plain values; moments become ISO 8601 in UTC."""
    about = {
        "kind": fact.kind,
        "aspect": fact.aspect or None,
        "work": {"id": fact.work, "title": fact.title, "season": fact.season},
        "region": fact.region,
        "person": {"id": fact.person, "name": fact.name} if fact.person else None,
    }
    return {
        "id": update.id,
        "fact": {"id": update.fact, **about},
        "number": update.number,
        "kind": update.kind,
        "at": update.at,
        "found": update.found,
        "summary": summary,
        "rule": update.rule,
        "value": update.value,
        "previous": update.previous,
        "days": update.days,
        "nth": update.nth,
        "telling": update.telling,
        "against": update.against,
    }
