"""``updates.csv``: every update as a row; lossy where a cell could be taken for a formula."""

import csv
from typing import Any

from pipelines.facts import Fact, Telling, Update, Value

COLUMNS = (
    "id", "at", "found", "change", "summary", "title", "season", "kind", "aspect", "person", "region",
    "event", "date", "certainty", "platform", "role",
    "previous_event", "previous_date", "previous_certainty", "days", "nth",
    "outlet", "attribution", "sentence", "headline", "url", "work_id", "person_id", "fact_id",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run by a spreadsheet; a quotation mark before it makes it text (OWASP)."""


class _Line:
    """A file of one line, which is handed back to whoever writes it."""

    def write(self, line: str) -> str:
        return line


_joined: Any = csv.writer(_Line()).writerow  # ends a line as RFC 4180 does


def line(fact: Fact, update: Update, summary: str) -> str:
    """Write one update as a row."""
    written: str = _joined([_cell(value) for value in _row(fact, update, summary)])
    return written


def _row(fact: Fact, update: Update, summary: str) -> tuple[str | int | None, ...]:
    return (
        update.id,
        update.at.isoformat(),
        update.found.isoformat(),
        update.kind,
        summary,
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
