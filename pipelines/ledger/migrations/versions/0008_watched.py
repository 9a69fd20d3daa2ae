"""The titles that somebody watches."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0008_watched"
down_revision = "0007_repeats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watched",
        sa.Column("folded", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("watched")
