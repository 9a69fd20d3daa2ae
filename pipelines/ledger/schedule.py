"""The tables of the schedule: what each outlet's next visit is and why, what runs, what was learnt."""

import sqlalchemy as sa

from pipelines.ledger.schema import Utc, metadata

schedule = sa.Table(
    "schedule",
    metadata,
    sa.Column("outlet", sa.Text, primary_key=True),
    sa.Column("due", Utc, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("seen", Utc),  # the last visit that answered: what was learnt reaches up to it
    sa.Column("asked", Utc),  # the last visit, however it ended
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),  # in a row
    sa.Column("gone", sa.Integer, nullable=False, server_default="0"),  # "no such page" in a row
    sa.Column("cost", sa.Float, nullable=False, server_default="2"),  # requests a visit, articles aside
    sa.Column("learnt", sa.LargeBinary),  # null before first contact
    sa.Column("run", sa.Text),  # the run that visits it now
    sa.Index("schedule_by_due", "due"),
    sqlite_with_rowid=False,
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("outlets", sa.JSON, nullable=False),
    sa.Column("started", Utc, nullable=False),
    sa.Column("until", Utc, nullable=False),  # after this a run without an end is given up
    sa.Column("host", sa.Text, nullable=False),  # whose ``pid`` it is
    sa.Column("pid", sa.Integer),  # negative: of who is starting it
    sa.Column("ended", Utc),
    sa.Column("status", sa.Integer),  # exit status; negative: the signal that ended it
    sa.Column("note", sa.Text),
    sa.Index("runs_by_end", "ended"),
    sqlite_with_rowid=False,
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # budget, clock, health, group <name>
    sa.Column("value", sa.JSON, nullable=False),
    sqlite_with_rowid=False,
)

poison = sa.Table(
    "poison",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("outlet", sa.Text),
    sa.Column("run", sa.Text, nullable=False),  # the last that died on it
    sa.Column("since", Utc, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),  # from 2 on it is not read again
    sqlite_with_rowid=False,
)

watched = sa.Table(
    "watched",
    metadata,
    sa.Column("folded", sa.Text, primary_key=True),  # the title, as names are held against each other
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("since", Utc, nullable=False),
    sqlite_with_rowid=False,
)

TABLES = (schedule, runs, notes, poison)
"""Those of the first day; ``watched`` came later."""
