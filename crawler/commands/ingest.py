"""``greenlit ingest``: articles straight into the ledger."""

from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO, cast

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pipelines.journey import Gathered
    from pipelines.model import Article

BATCH = 100
"""Articles that are kept in one transaction."""


@click.command(epilog="Example: greenlit ingest articles.jsonl && greenlit timeline 'All of Us Are Dead'")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option(
    "--again", is_flag=True, help="Also what was read before: after words were added to a language."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def command(files: tuple[str, ...], again: bool, as_json: bool) -> int:
    """Read articles (JSON Lines) or archived pages (WARC) from FILEs or "-", extract their claims, keep both.

    Old news may come late and in any order: the ledger is the same as if it had come in time.
    """
    import json
    from datetime import UTC, datetime

    from crawler.configuration import configuration
    from crawler.progress import Progress
    from pipelines import journey
    from pipelines.ledger import open_ledger

    now = datetime.now(UTC)
    done = {"articles": 0, "unchanged": 0, "claims": 0, "refused": 0, "unreadable": 0}
    with open_ledger(configuration().database) as ledger, Progress("articles") as progress:
        rest = chain.from_iterable(_file(file, now, done) for file in files)
        while batch := list(islice(rest, BATCH)):
            for kept in journey.keep(ledger, batch, again=again):
                done["unchanged" if kept.repeated else "articles"] += 1
                done["claims"] += len(kept.claims)
            progress.step(len(batch))
        ledger.settle(now)
    click.echo(json.dumps(done) if as_json else _summary(done))
    return 1 if done["refused"] else 0


def _file(file: str, now: "datetime", done: dict[str, int]) -> "Iterator[Gathered]":
    from pathlib import Path

    from crawler.commands.extract import articles
    from crawler.fetch.archive import is_archive
    from pipelines.errors import Misconfigured

    if is_archive(Path(file)):
        yield from _archived(Path(file), done)
        return
    try:
        with click.open_file(file, encoding="utf-8") as lines:
            yield from _gathered(articles(cast("TextIO", lines)), now, done)
    except OSError as problem:
        raise Misconfigured(f"{file}: {problem.strerror}") from problem


def _archived(file: "Path", done: dict[str, int]) -> "Iterator[Gathered]":
    """Read an archive's pages; those without an article are no fault of it."""
    from crawler.configuration import configuration
    from crawler.discover.address import site
    from crawler.fetch.archive import pages
    from crawler.fetch.reading import by_site, gathered
    from crawler.fetch.run import outlets_of
    from pipelines.errors import Refused

    outlets = by_site(outlets_of(configuration()))
    for page in pages(file):
        try:
            yield gathered(page, outlets.get(site(page.url)))
        except Refused:
            done["unreadable"] += 1


def _gathered(articles: "Iterator[Article]", now: "datetime", done: dict[str, int]) -> "Iterator[Gathered]":
    from pipelines import journey
    from pipelines.errors import Refused

    for article in articles:
        try:
            yield journey.gather(article, now)
        except Refused as refusal:
            done["refused"] += 1
            click.echo(f"greenlit: {article.id}: {refusal}", err=True)


def _summary(done: dict[str, int]) -> str:
    known = f", {done['unchanged']} read before" if done["unchanged"] else ""
    refused = f", {done['refused']} refused" if done["refused"] else ""
    other = f", {done['unreadable']} pages without an article" if done["unreadable"] else ""
    return f"{done['articles']} articles with {done['claims']} claims kept{known}{refused}{other}"
