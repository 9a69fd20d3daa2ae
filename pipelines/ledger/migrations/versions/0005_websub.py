"""Feeds whose hub tells us of what is new."""

from alembic import op

from pipelines.ledger.websub import subscriptions

revision = "0005_websub"
down_revision = "0004_schedule"
branch_labels = None
depends_on = None


def upgrade() -> None:
    subscriptions.create(op.get_bind())


def downgrade() -> None:
    subscriptions.drop(op.get_bind())
