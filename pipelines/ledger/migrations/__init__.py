"""Alembic's folder; revisions are named by their number and are a single line of descent."""
