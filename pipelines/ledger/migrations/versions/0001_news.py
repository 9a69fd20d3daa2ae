"""Articles, revisions, claims, facts and updates."""

from alembic import op

from pipelines.ledger import schema

revision = "0001_news"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("articles", "revisions", "claims", "facts", "updates", "clock")


def upgrade() -> None:
    for name in TABLES:
        schema.metadata.tables[name].create(op.get_bind())
