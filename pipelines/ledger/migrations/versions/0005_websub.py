"""Feeds whose hub tells us of what is new."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0005_websub"
down_revision = "0004_schedule"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("hub", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("again", MOMENT, nullable=False),
        sa.Column("asked", MOMENT),
        sa.Column("until", MOMENT),
        sa.Column("told", MOMENT),
        sa.Column("kind", sa.Text),
        sa.Column("body", sa.LargeBinary),
        sqlite_with_rowid=False,
    )
    op.create_index("subscriptions_by_token", "subscriptions", ["token"], unique=True)


def downgrade() -> None:
    op.drop_table("subscriptions")
