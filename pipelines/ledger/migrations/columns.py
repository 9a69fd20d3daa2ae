"""Column types as the migrations wrote them: like the migrations, never changed."""

import sqlalchemy as sa

MOMENT = sa.String(27).with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
