"""``greenlit publish``: the feeds that people read, from the ledger into a folder."""

from pathlib import Path

import click


@click.command(epilog="Example: greenlit publish --into public/")
@click.option("--into", type=click.Path(path_type=Path), help="The folder; GREENLIT_FEEDS where not given.")
def command(into: Path | None) -> None:
    """Write every feed: JSON Lines, CSV, Atom, iCalendar and pages for reading.

    Each file is replaced as a whole; the same ledger gives the same bytes.
    """
    from datetime import UTC, datetime

    from crawler.configuration import configuration
    from crawler.fetch.run import outlets_of
    from crawler.progress import Progress
    from pipelines.ledger import open_ledger
    from pipelines.publish import publish

    given = configuration()
    folder = into or given.feeds
    names = {outlet.id: outlet.name for outlet in outlets_of(given)}
    with open_ledger(given.database) as ledger, Progress("files written") as progress:
        ledger.settle(datetime.now(UTC))
        with ledger.source() as source:
            done = publish(source, folder, lambda _: progress.step(), names)
    click.echo(
        f"{len(done.files)} files in {folder}, {done.changed} changed; start at {folder / 'index.html'}"
    )
