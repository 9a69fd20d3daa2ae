"""Sentences that an outlet repeats from article to article."""

import sqlalchemy as sa
from alembic import op

revision = "0007_repeats"
down_revision = "0006_paces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repeats",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("one", sa.BigInteger, nullable=False),
        sa.Column("two", sa.BigInteger),
        sa.Column("three", sa.BigInteger),
        sa.Column("seen", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    waiting = sa.text("three IS NULL")
    op.create_index("repeats_waiting", "repeats", ["seen"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_table("repeats")
