"""Claims → facts and updates, kept in SQLite or PostgreSQL."""
