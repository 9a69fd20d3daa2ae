"""How often each way in wishes to be asked."""

import sqlalchemy as sa
from alembic import op

revision = "0006_paces"
down_revision = "0005_websub"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("max_age", sa.Integer, nullable=False, server_default="0"),
        sa.Column("ttl", sa.Integer, nullable=False, server_default="0"),
        sa.Column("period", sa.Integer, nullable=False, server_default="0"),
        sa.Column("delay", sa.Float, nullable=False, server_default="0"),
        sa.Column("skip", sa.JSON, nullable=False, server_default="[]"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("paces")
