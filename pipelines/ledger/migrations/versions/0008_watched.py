"""The titles that somebody watches."""

from alembic import op

from pipelines.ledger.schedule import watched

revision = "0008_watched"
down_revision = "0007_repeats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    watched.create(op.get_bind())


def downgrade() -> None:
    watched.drop(op.get_bind())
