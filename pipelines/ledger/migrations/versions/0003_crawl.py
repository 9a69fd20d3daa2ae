"""Addresses, outcomes, hosts and robots.txt: the crawl's own state."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0003_crawl"
down_revision = "0002_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _addresses()
    _hosts()


def _addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("answered", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("digest", sa.LargeBinary(16)),
        sa.Column("size", sa.Integer),
        sa.Column("listed", MOMENT),
        sa.Column("published", MOMENT),
        sa.Column("first", MOMENT, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("outcome", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("addresses_of_outlet", "addresses", ["outlet"])
    op.create_table(
        "outcomes",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("bytes", sa.Integer),
        sa.Column("found", sa.Integer),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sqlite_with_rowid=False,
    )
    op.create_index("outcomes_of_outlet", "outcomes", ["outlet", "asked"])


def _hosts() -> None:
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("asleep", MOMENT),
        sa.Column("refusals", sa.Integer, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "robots",
        sa.Column("origin", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("fetched", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("robots")
    op.drop_table("hosts")
    op.drop_table("outcomes")
    op.drop_table("addresses")
