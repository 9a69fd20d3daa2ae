"""When each outlet is due, what runs, what was learnt, pages that killed their parser."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0004_schedule"
down_revision = "0003_crawl"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _visits()
    _notes()


def _visits() -> None:
    op.create_table(
        "schedule",
        sa.Column("outlet", sa.Text, primary_key=True),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("seen", MOMENT),
        sa.Column("asked", MOMENT),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("gone", sa.Integer, nullable=False, server_default="0"),
        sa.Column("cost", sa.Float, nullable=False, server_default="2"),
        sa.Column("learnt", sa.LargeBinary),
        sa.Column("run", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("schedule_by_due", "schedule", ["due"])
    op.create_table(
        "runs",
        sa.Column("run", sa.Text, primary_key=True),
        sa.Column("outlets", sa.JSON, nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer),
        sa.Column("ended", MOMENT),
        sa.Column("status", sa.Integer),
        sa.Column("note", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("runs_by_end", "runs", ["ended"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "poison",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("outlet", sa.Text),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("poison")
    op.drop_table("notes")
    op.drop_table("runs")
    op.drop_table("schedule")
