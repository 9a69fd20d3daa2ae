"""``greenlit digest``: what changed since yesterday, and of what is watched."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click


@click.command(epilog="Example: greenlit digest --hours 168 --watched")
@click.option(
    "--hours", type=click.FloatRange(0, min_open=True), default=24, show_default=True, help="Look back."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"]), help="Look back to here, UTC."
)
@click.option("--watched", is_flag=True, help="Only the titles that are watched.")
@click.option("--into", type=click.Path(path_type=Path), help="Write DAY.txt into this folder instead.")
def command(hours: float, since: datetime | None, watched: bool, into: Path | None) -> None:
    """Say what we came to know since yesterday: the titles that you watch first, each with its sentence."""
    from crawler.configuration import configuration
    from crawler.fetch.run import clock
    from crawler.schedule import watching
    from pipelines.ledger import open_ledger
    from pipelines.publish.digest import digest
    from pipelines.publish.files import Batch

    now = clock()
    begins = since.replace(tzinfo=UTC) if since else now - timedelta(hours=hours)
    with open_ledger(configuration().database, thorough=False) as ledger:
        ledger.settle(now)
        with ledger.reading() as connection:
            mine = watching.works(connection)
        with ledger.source() as source:
            found = list(source.found(begins, now))
    lines = digest((each for each in found if not watched or each[0].work in mine), mine, begins, now)
    if into is None:
        click.echo("".join(lines), nl=False)
        return
    batch = Batch(into, str)
    batch.write(f"{now:%Y-%m-%d}.txt", lines)
    batch.replace()
    click.echo(f"{len(found)} changes in {into / f'{now:%Y-%m-%d}.txt'}")
