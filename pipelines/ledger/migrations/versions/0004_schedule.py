"""When each outlet is due, what runs, what was learnt, pages that killed their parser."""

from alembic import op

from pipelines.ledger.schedule import TABLES

revision = "0004_schedule"
down_revision = "0003_crawl"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in TABLES:
        table.create(op.get_bind())


def downgrade() -> None:
    for table in reversed(TABLES):
        table.drop(op.get_bind())
