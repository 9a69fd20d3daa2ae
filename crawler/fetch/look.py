"""A look at an outlet that leaves nothing behind: a crawl into a ledger of its own, told in figures."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from scrapy.crawler import Crawler

from crawler.catalogue import Outlet
from crawler.configuration import Configuration
from crawler.fetch.archive import pages
from crawler.fetch.child import Order, crawl
from crawler.fetch.outcome import BESIDE, failed
from crawler.fetch.run import run_id
from crawler.fetch.runs import rows, settle
from pipelines.journey import Reading
from pipelines.ledger import open_ledger
from pipelines.ledger.crawl import addresses
from pipelines.ledger.store import Ledger
from pipelines.model import Page

ARTICLES = 3
STAGES = {"pipelines.stages.Read": 0, "pipelines.stages.Extract": 1, "crawler.fetch.look.Look": 2}


class Look:
    """Stage: writes what was read of a page as one line of JSON; the ledger gets its outcome alone."""

    def __init__(self, crawler: Crawler) -> None:
        self._ledger: Ledger = crawler.spider.crawled.ledger  # type: ignore[union-attr]
        self._path = Path(crawler.settings["LOOK_FILE"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Look":
        """Make the stage of one crawl."""
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Write the line."""
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(_seen(item), ensure_ascii=False) + "\n")
        with self._ledger.transaction() as connection:
            item.along(connection)
        item.kept()
        return item


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at one outlet showed: ``articles`` and ``ways`` in plain values, ``problems`` in words."""

    outlet: str
    ways: list[dict[str, Any]]
    articles: list[dict[str, Any]]
    problems: list[str]
    newest: str | None = None
    per_day: float | None = None
    page: Page | None = field(default=None, repr=False)

    @property
    def well(self) -> bool:
        """Say whether all that was promised was there."""
        return not self.problems


def look(
    given: Configuration, outlets: Iterable[Outlet], catalogue: Path | None, *, articles: int = ARTICLES
) -> list[Health]:
    """Fetch one way in of each kind and a few articles of each outlet, and say what was found."""
    chosen = list(outlets)
    with TemporaryDirectory(prefix="greenlit-") as folder:
        told, kept, database = (Path(folder) / name for name in ("told.jsonl", "kept.warc.gz", "look.sqlite"))
        arguments = {
            "outlet": ",".join(outlet.id for outlet in chosen),
            "articles": str(articles),
            "ways": "1",
        }
        arguments |= {"keep": str(kept)} | ({"catalogue": str(catalogue)} if catalogue else {})
        settings = (
            f"GREENLIT_DATABASE=sqlite:///{database}",
            "GREENLIT_CALLBACK=",
            f"LOOK_FILE={told}",
            f"ITEM_PIPELINES={json.dumps(STAGES)}",
        )
        order = Order(run_id(), "news", arguments, settings=settings)
        with open_ledger(f"sqlite:///{database}") as ledger:
            crawl(order, given)
            settle(ledger, order.run)
            read = (
                [json.loads(line) for line in told.read_text("utf-8").splitlines()] if told.exists() else []
            )
            stories = {each["url"] for each in read}
            shown = [page for page in (pages(kept) if kept.exists() else ()) if page.url in stories]
            return [_health(ledger, order.run, outlet, read, shown) for outlet in chosen]


def _seen(item: Reading) -> dict[str, Any]:
    article, claims = item.article, item.claims or ()
    won = {each.field: each.source for each in (article.findings if article else ()) if each.won}
    return {
        "outlet": item.page.outlet,
        "url": item.page.final_url,
        "title": article.title if article else None,
        "language": article.language if article else None,
        "published": article.published if article else None,
        "title_source": won.get("title"),
        "date_source": won.get("published"),
        "claims": [f"{claim.kind} {claim.event} {claim.work}: {claim.evidence.text}" for claim in claims],
    }


def _health(
    ledger: Ledger, run: str, outlet: Outlet, read: list[dict[str, Any]], shown: list[Page]
) -> Health:
    told = [row for row in rows(ledger, run) if row["outlet"] == outlet.id]
    ways = [
        {name: row[name] for name in ("way", "url", "outcome", "detail", "found")}
        for row in told
        if row["way"] not in BESIDE
    ]
    articles = [each for each in read if each["outlet"] == outlet.id]
    times = _times(ledger, outlet)
    per_day = _per_day(times)
    problems = [
        f"{row['way']} {row['url']}: {row['outcome']}" + (f" ({row['detail']})" if row["detail"] else "")
        for row in told
        if failed(row["outcome"], row["way"])
    ]
    problems += [
        f"{each['way']} {each['url']}: no link of the outlet's own site"
        for each in ways
        if each["outcome"] == "new" and not each["found"] and each["way"] != "sitemap"
    ]
    left = Counter(row["outcome"] for row in told if row["way"] == "article" and row["outcome"] != "new")
    problems += [f"{number} of its articles: {outcome}" for outcome, number in left.items()]
    problems += _broken(outlet, articles, per_day)
    mine = next((page for page in shown if any(page.url == each["url"] for each in articles)), None)
    newest = max(times).isoformat() if times else None
    return Health(outlet.id, ways, articles, problems, newest, per_day, mine)


def _times(ledger: Ledger, outlet: Outlet) -> list[datetime]:
    query = sa.select(addresses.c.published).where(
        addresses.c.outlet == outlet.id, addresses.c.published.is_not(None)
    )
    with ledger.reading() as connection:
        return list(connection.execute(query).scalars().all())


def _per_day(times: list[datetime]) -> float | None:
    """How many a day the listed times make; None for fewer than five, or all at once."""
    if len(times) < 5:
        return None
    days = (max(times) - min(times)).total_seconds() / 86_400
    return round((len(times) - 1) / days, 1) if days > 0.01 else None


def _broken(outlet: Outlet, articles: list[dict[str, Any]], per_day: float | None) -> list[str]:
    """Say which promises of the catalogue were not kept."""
    said = []
    expected = outlet.expect.articles_per_day
    if per_day is not None and not expected.min <= per_day <= expected.max:
        said.append(f"{per_day:g} articles a day, expected {expected.min} to {expected.max}")
    strange = {each["language"] for each in articles} - {None, outlet.language}
    foreign = [each for each in strange if each.partition("-")[0] != outlet.language.partition("-")[0]]
    said += [f"articles in {each}, expected {outlet.language}" for each in sorted(foreign)]
    if not articles:
        said.append("no article could be read")
    return said
