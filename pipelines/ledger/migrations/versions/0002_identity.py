"""Near copies of articles; names of works and persons, and what is held about them."""

import sqlalchemy as sa
from alembic import op

revision = "0002_identity"
down_revision = "0001_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _copies()
    _names()


def _copies() -> None:
    op.create_table(
        "traces",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("published", sa.BigInteger, nullable=False),
        sa.Column("exact", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.LargeBinary(16), nullable=False),
        sa.Column("keys", sa.LargeBinary, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
        sa.Column("names", sa.LargeBinary, nullable=False),
        sa.Column("furniture", sa.LargeBinary, nullable=False),
        sa.Column("parent", sa.BigInteger),
        sa.Column("score", sa.Float),
    )
    op.create_index("traces_by_exact", "traces", ["exact"])
    copied = sa.text("parent IS NOT NULL")
    op.create_index("traces_by_parent", "traces", ["parent"], sqlite_where=copied, postgresql_where=copied)
    op.create_table(
        "wordings",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("published", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sentences",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _names() -> None:
    op.create_table(
        "name_forms",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("published", sa.BigInteger, nullable=False),
        sa.Column("sense", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("name_forms_by_root", "name_forms", ["root"])
    op.create_index("name_forms_by_spelling", "name_forms", ["folded", "sort"])
    op.create_table(
        "name_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("form", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_traits",
        sa.Column("form", sa.Text, primary_key=True),
        sa.Column("trait", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_verdicts",
        sa.Column("one", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sa.Column("same", sa.Boolean),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("name_verdicts_by_other", "name_verdicts", ["other"])
