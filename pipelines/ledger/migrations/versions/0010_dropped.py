"""When it was found that a claim had been edited away."""

import sqlalchemy as sa
from alembic import op

from pipelines.ledger.migrations.columns import MOMENT

revision = "0010_dropped"
down_revision = "0009_stamps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("dropped", MOMENT))
    op.execute(
        "UPDATE claims SET dropped = (SELECT min(revisions.found) FROM revisions"
        " WHERE revisions.article = claims.article AND revisions.first >= claims.until)"
        " WHERE until IS NOT NULL"
    )
