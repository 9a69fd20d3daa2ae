"""How often each way in wishes to be asked."""

from alembic import op

from pipelines.ledger.crawl import paces

revision = "0006_paces"
down_revision = "0005_websub"
branch_labels = None
depends_on = None


def upgrade() -> None:
    paces.create(op.get_bind())


def downgrade() -> None:
    paces.drop(op.get_bind())
