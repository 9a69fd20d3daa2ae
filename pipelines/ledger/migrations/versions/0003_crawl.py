"""Addresses, outcomes, hosts and robots.txt: the crawl's own state."""

from alembic import op

from pipelines.ledger.crawl import addresses, hosts, outcomes, robots

revision = "0003_crawl"
down_revision = "0002_identity"
branch_labels = None
depends_on = None

TABLES = (addresses, outcomes, hosts, robots)


def upgrade() -> None:
    for table in TABLES:
        table.create(op.get_bind())


def downgrade() -> None:
    for table in reversed(TABLES):
        table.drop(op.get_bind())
