"""``updates.csv``: every update as a row; lossy where a cell could be taken for a formula."""

import csv
from collections.abc import Sequence
from io import StringIO

from pipelines.facts import Fact, Telling, Update, Value
from pipelines.publish.phrases import headline_words

COLUMNS = (
    "id", "at", "found", "change", "summary", "title", "season", "kind", "aspect", "person", "region",
    "event", "date", "certainty", "platform", "role",
    "previous_event", "previous_date", "previous_certainty", "days", "nth",
    "outlet", "attribution", "sentence", "headline", "url", "work_id", "person_id", "fact_id",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run by a spreadsheet; a quotation mark before it makes it text (OWASP)."""


def line(fact: Fact, update: Update) -> str:
    """Write one update as a row, with the line end of RFC 4180."""
    return _joined([_cell(value) for value in _row(fact, update)])


def _joined(cells: Sequence[str | int | None]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _row(fact: Fact, update: Update) -> tuple[str | int | None, ...]:
    return (
        update.id,
        update.at.isoformat(),
        update.found.isoformat(),
        update.kind,
        headline_words(fact, update),
        fact.title,
        fact.season,
        fact.kind,
        fact.aspect,
        fact.name,
        fact.region,
        *_value(update.value),
        *_value(update.previous)[:3],
        update.days,
        update.nth,
        *_said(update.telling),
        fact.work,
        fact.person,
        fact.id,
    )


def _said(telling: Telling | None) -> tuple[str | None, ...]:
    if telling is None:
        return (None,) * 5
    return telling.outlet, telling.attribution, telling.sentence, telling.headline, telling.url


def _value(value: Value | None) -> tuple[str | None, ...]:
    if value is None:
        return (None,) * 5
    return value.event, value.date, value.certainty, value.platform, value.role


def _cell(value: str | int | None) -> str | int | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


NAME = "updates.csv"
HEADING = _joined(COLUMNS)
