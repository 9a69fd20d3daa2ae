"""Near copies of articles; names of works and persons, and what is held about them."""

from alembic import op

from pipelines.ledger import names, neighbours

revision = "0002_identity"
down_revision = "0001_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in (*neighbours.TABLES, *names.TABLES):
        table.create(op.get_bind())
