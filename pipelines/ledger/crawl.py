"""The tables of the crawl's own state, beside the news: one transaction covers a page and its visit."""

import sqlalchemy as sa

from pipelines.ledger.schema import Utc, metadata

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),  # as discovered, without fragment and tracking parameters
    sa.Column("outlet", sa.Text),
    sa.Column("way", sa.Text, nullable=False),  # rss, sitemap, listing or article
    sa.Column("answered", sa.Text),  # the address after redirects: what the validators hold for
    sa.Column("etag", sa.Text),
    sa.Column("modified", sa.Text),  # Last-Modified, verbatim
    sa.Column("digest", sa.LargeBinary(16)),  # of the last good body
    sa.Column("size", sa.Integer),  # of the last good answer: entries of a way in, letters of an article
    sa.Column("listed", Utc),  # the newest time that the outlet gave for it when it was last asked for
    sa.Column("published", Utc),
    sa.Column("first", Utc, nullable=False),
    sa.Column("asked", Utc, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),  # in a row
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Index("addresses_of_outlet", "outlet"),
    sqlite_with_rowid=False,
)

outcomes = sa.Table(
    "outcomes",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("outlet", sa.Text),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),  # null while the answer is awaited
    sa.Column("detail", sa.Text),
    sa.Column("status", sa.Integer),
    sa.Column("bytes", sa.Integer),
    sa.Column("found", sa.Integer),  # links that a way in gave
    sa.Column("asked", Utc, nullable=False),
    sa.Column("ended", Utc),
    sa.Index("outcomes_of_outlet", "outlet", "asked"),
    sqlite_with_rowid=False,
)

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("host", sa.Text, primary_key=True),  # host[:port], as in the address
    sa.Column("asleep", Utc),  # not to be asked before
    sa.Column("refusals", sa.Integer, nullable=False, server_default="0"),  # 429 and 503 in a row
    sqlite_with_rowid=False,
)

robots = sa.Table(
    "robots",
    metadata,
    sa.Column("origin", sa.Text, primary_key=True),  # scheme://host[:port]
    sa.Column("body", sa.LargeBinary, nullable=False),  # empty where a client error means "no rules"
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("fetched", Utc, nullable=False),
    sqlite_with_rowid=False,
)

paces = sa.Table(
    "paces",  # how often a way in wishes to be asked; 0 and empty: it does not say
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("max_age", sa.Integer, nullable=False, server_default="0"),  # seconds, as are the next three
    sa.Column("ttl", sa.Integer, nullable=False, server_default="0"),
    sa.Column("period", sa.Integer, nullable=False, server_default="0"),  # of sy:updatePeriod
    sa.Column("delay", sa.Float, nullable=False, server_default="0"),  # Crawl-delay of its robots.txt
    sa.Column("skip", sa.JSON, nullable=False, server_default="[]"),  # hours of the day, UTC
    sqlite_with_rowid=False,
)
