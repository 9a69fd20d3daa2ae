"""The tables of the news: articles, their revisions, their claims, and the facts and updates made of them.

Keys are 16-byte content hashes, so that the same news gives the same rows whatever the order of arrival.
Other tables join the same ``metadata`` from modules of their own.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData()


class Utc(sa.types.TypeDecorator[datetime]):
    """An aware moment: TIMESTAMPTZ in PostgreSQL, sortable ISO 8601 text ending in Z in SQLite.

    SQLite's own date type drops the offset; this one refuses a naive value and always gives UTC back.
    """

    impl = sa.String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Choose the column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(sa.String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store UTC.

        Raises:
            ValueError: for a moment without an offset.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no offset; a moment in the ledger is aware")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return (
            moment if dialect.name == "postgresql" else f"{moment.isoformat(timespec='microseconds')[:26]}Z"
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an aware moment in UTC back."""
        if value is None:
            return None
        return value.astimezone(UTC) if isinstance(value, datetime) else datetime.fromisoformat(value)


def _key(name: str, **options: Any) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(16), nullable=options.pop("nullable", False), **options)


articles = sa.Table(
    "articles",
    metadata,
    _key("key", primary_key=True),
    sa.Column("id", sa.Text, nullable=False),  # the canonical address
    sa.Column("url", sa.Text),
    sa.Column("outlet", sa.Text),
    sa.Column("wire", sa.Text, nullable=False),  # the first article of its near-duplicate group
    sa.Column("official", sa.Boolean, nullable=False, server_default=sa.false()),  # a maker's own outlet
    sa.Column("language", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("published", Utc, nullable=False),
    sa.Column("found", Utc, nullable=False),
    sqlite_with_rowid=False,
)

revisions = sa.Table(
    "revisions",
    metadata,
    _key("article", primary_key=True),
    _key("text", primary_key=True),  # hash of headline and body
    sa.Column("first", Utc, nullable=False),  # sightings of this wording: the time of the edit where the
    sa.Column("last", Utc, nullable=False),  # outlet gives it, else when we found it
    sa.Column("edited", sa.Boolean, nullable=False),  # does the outlet give it?
    sa.Column("found", Utc, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("claims", sa.LargeBinary, nullable=False),  # the keys of its claims, 16 bytes each, sorted
    sqlite_with_rowid=False,
)

claims = sa.Table(
    "claims",
    metadata,
    _key("fact", primary_key=True),  # first: a fact's claims lie together
    _key("key", primary_key=True),
    _key("article"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("work", sa.Text, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("work_form", sa.Text, nullable=False),  # the spellings that lead to work and person: these
    sa.Column("person_form", sa.Text),  # never change, what they lead to may
    sa.Column("season", sa.Integer),
    sa.Column("region", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("platform", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("attribution", sa.Text),
    sa.Column("title", sa.Text, nullable=False),  # the work as the article writes it
    sa.Column("name", sa.Text),  # the person as the article writes it
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),  # ids, parted by spaces
    sa.Column("said", Utc, nullable=False),
    sa.Column("until", Utc),  # edited away at
    sa.Column("found", Utc, nullable=False),
    sa.Column("dropped", Utc),  # when we found that it was edited away
    sa.Index("claims_of_article", "article"),
    sa.Index("claims_of_work_form", "work_form"),
    sa.Index("claims_of_person_form", "person_form"),
    sqlite_with_rowid=False,
)

facts = sa.Table(
    "facts",
    metadata,
    _key("id", primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("work", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),  # the work and the person as most tellings write them
    sa.Column("name", sa.Text),
    sa.Column("season", sa.Integer),
    sa.Column("region", sa.Text),
    sa.Column("person", sa.Text),
    sa.Column("aspect", sa.Text, nullable=False),  # production: the milestone; cast and crew: the job
    sa.Column("state", sa.Text),  # null: nothing is believed
    sa.Column("event", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("platform", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("certainty", sa.Text),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("beside", sa.Text, nullable=False),  # JSON: other values that somebody tells
    sa.Column("since", Utc),
    sa.Column("passes", Utc),  # when the date will be here or gone; null once told, or without a date
    sa.Column(
        "changed", Utc, nullable=False
    ),  # the publication time of the last update, or of the last claim
    sa.Index("facts_of_work", "work"),
    sa.Index("facts_to_pass", "passes"),
    sqlite_with_rowid=False,
)

updates = sa.Table(
    "updates",
    metadata,
    _key("fact", primary_key=True),
    _key("id", primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),  # counts from 1 within the fact
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("found", Utc, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("value", sa.Text),  # JSON
    sa.Column("previous", sa.Text),
    sa.Column("days", sa.Integer),
    sa.Column("nth", sa.Integer),
    _key("claim", nullable=True),
    _key("against", nullable=True),
    sa.Index("updates_by_id", "id"),
    sa.Index("updates_by_time", "at"),
    sqlite_with_rowid=False,
)

clock = sa.Table(
    "clock",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("at", Utc, nullable=False),  # dates before this moment are known to have passed
    sqlite_with_rowid=False,
)

stamps = sa.Table(
    "stamps",
    metadata,
    sa.Column("work", sa.Text, primary_key=True),
    sa.Column("stamp", sa.LargeBinary(8), nullable=False),  # another one after every change of what is told
    sqlite_with_rowid=False,
)
