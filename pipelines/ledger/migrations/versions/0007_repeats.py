"""Sentences that an outlet repeats from article to article."""

from alembic import op

from pipelines.ledger.repeats import repeats

revision = "0007_repeats"
down_revision = "0006_paces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    repeats.create(op.get_bind())


def downgrade() -> None:
    repeats.drop(op.get_bind())
