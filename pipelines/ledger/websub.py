"""The table of subscriptions: feeds whose hub tells us of what is new (WebSub), and what it told last."""

import sqlalchemy as sa

from pipelines.ledger.schema import Utc, metadata

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("feed", sa.Text, primary_key=True),  # as the catalogue writes it
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("hub", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),  # what the feed calls itself: what is subscribed to
    sa.Column("token", sa.Text, nullable=False),  # the last step of the callback that its hub knows
    sa.Column("secret", sa.Text, nullable=False),  # signs what the hub sends
    sa.Column("again", Utc, nullable=False),  # when to ask the hub next
    sa.Column("asked", Utc),  # a verification is believed for a day after this
    sa.Column("until", Utc),  # the end of the lease; null where there is none
    sa.Column("told", Utc),  # when the hub sent what waits to be read; null where nothing waits
    sa.Column("kind", sa.Text),  # its Content-Type
    sa.Column("body", sa.LargeBinary),  # null where it told more than once: then the feed itself is asked
    sa.Index("subscriptions_by_token", "token", unique=True),
    sqlite_with_rowid=False,
)
