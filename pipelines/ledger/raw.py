"""Rows read raw: columns as the driver gives them, by place, decoded once into what the ledger hands on."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec.json import Decoder
from sqlalchemy.engine import Connection

from pipelines.facts import Telling, Update, Value

_values = Decoder(list[Value]).decode
_decode = Decoder(Value).decode
FACT = (
    "id", "kind", "work", "season", "region", "person", "aspect", "state", "event", "certainty", "date",
    "platform", "role", "sources", "beside", "since",
)  # fmt: skip
UPDATE = (
    "fact", "id", "number", "kind", "at", "found", "rule", "value", "previous", "days", "nth",
)  # fmt: skip
_ORIGIN = ("id", "url", "outlet", "title", "language")
_SAID = (
    "event", "certainty", "attribution", "date", "platform", "role", "title", "name", "sentence", "start",
    "rules", "said", "found", "until",
)  # fmt: skip
TELLING = 1 + len(_ORIGIN) + len(_SAID)

Clock = Callable[[Any], datetime]
"""Reads a moment as the database driver gives it."""


def clock_of(connection: Connection) -> Clock:
    """Choose how moments are read: SQLite gives text, PostgreSQL moments in its own time zone."""
    return _in_utc if connection.dialect.name == "postgresql" else datetime.fromisoformat


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def telling_columns(claims: Any, articles: Any) -> list[sa.ColumnElement[Any]]:
    """Name the columns that make a telling, raw, in the order that ``telling_at`` takes them."""
    names = (claims.c.key, *(articles.c[name] for name in _ORIGIN), *(claims.c[name] for name in _SAID))
    return [raw(column) for column in names]


def telling_at(values: Sequence[Any], clock: Clock, source: str | None = None) -> Telling | None:
    """Make a telling of the values of ``telling_columns``; None where there is none.

    ``source`` is what it counts as, by default its outlet.
    """
    key, article, url, outlet, headline, language, *said, rules, at, found, until = values
    if key is None:
        return None
    times = (clock(at), clock(found), clock(until) if until else None)
    origin = (key.hex(), article, url, outlet, source or outlet or article, headline, language)
    told = (*origin, *said, tuple(rules.split()), *times)
    return Telling(*told)


def update_at(row: Sequence[Any], clock: Clock) -> Update:
    """Make an update of a row that has the columns of ``UPDATE`` and those of its two tellings."""
    first, second = len(UPDATE), len(UPDATE) + TELLING
    telling = telling_at(row[first:second], clock)
    against = telling_at(row[second : second + TELLING], clock) if row[second] else None
    return update_with(row[:first], telling, against, clock)


def update_with(
    values: Sequence[Any], telling: Telling | None, against: Telling | None, clock: Clock
) -> Update:
    """Make an update of the values of ``UPDATE``."""
    fact, key, number, kind, at, found, rule, value, previous, days, nth = values
    return Update(
        id=key.hex(),
        fact=fact.hex(),
        number=number,
        kind=kind,
        at=clock(at),
        found=clock(found),
        rule=rule,
        value=value_from(value),
        previous=value_from(previous),
        days=days,
        nth=nth,
        telling=telling,
        against=against,
    )


@lru_cache(4096)  # what holds after one update held before the next
def value_from(text: str | None) -> Value | None:
    """Read a value from a row's JSON."""
    return _decode(text) if text else None


def beside_from(text: str) -> tuple[Value, ...]:
    """Read the values that stand beside a fact's own."""
    return tuple(_values(text)) if text != "[]" else ()


def raw(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Read a column as the driver gives it."""
    return sa.type_coerce(column, sa.types.NULLTYPE)
