"""What tells whether anything about a work changed since it was last looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0009_stamps"
down_revision = "0008_watched"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stamps",
        sa.Column("work", sa.Text, primary_key=True),
        sa.Column("stamp", sa.LargeBinary(8), nullable=False),
        sqlite_with_rowid=False,
    )
