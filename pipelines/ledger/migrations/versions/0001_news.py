"""Articles, revisions, claims, facts and updates."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0001_news"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _articles()
    _claims()
    _facts()
    op.create_table(
        "clock",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("wire", sa.Text, nullable=False),
        sa.Column("official", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("language", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.Column("found", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revisions",
        sa.Column("article", sa.LargeBinary(16), primary_key=True),
        sa.Column("text", sa.LargeBinary(16), primary_key=True),
        sa.Column("first", MOMENT, nullable=False),
        sa.Column("last", MOMENT, nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False),
        sa.Column("found", MOMENT, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("claims", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sa.Column("article", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("work_form", sa.Text, nullable=False),
        sa.Column("person_form", sa.Text),
        sa.Column("season", sa.Integer),
        sa.Column("region", sa.Text),
        sa.Column("date", sa.Text),
        sa.Column("platform", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("attribution", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("said", MOMENT, nullable=False),
        sa.Column("until", MOMENT),
        sa.Column("found", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("claims_of_article", "claims", ["article"])
    op.create_index("claims_of_work_form", "claims", ["work_form"])
    op.create_index("claims_of_person_form", "claims", ["person_form"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("season", sa.Integer),
        sa.Column("region", sa.Text),
        sa.Column("person", sa.Text),
        sa.Column("aspect", sa.Text, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("event", sa.Text),
        sa.Column("date", sa.Text),
        sa.Column("platform", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("certainty", sa.Text),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("beside", sa.Text, nullable=False),
        sa.Column("since", MOMENT),
        sa.Column("passes", MOMENT),
        sa.Column("changed", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("facts_of_work", "facts", ["work"])
    op.create_index("facts_to_pass", "facts", ["passes"])
    op.create_table(
        "updates",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("found", MOMENT, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("previous", sa.Text),
        sa.Column("days", sa.Integer),
        sa.Column("nth", sa.Integer),
        sa.Column("claim", sa.LargeBinary(16)),
        sa.Column("against", sa.LargeBinary(16)),
        sqlite_with_rowid=False,
    )
    op.create_index("updates_by_id", "updates", ["id"])
    op.create_index("updates_by_time", "updates", ["at"])
