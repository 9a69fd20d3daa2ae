"""``greenlit status``: what is next, what runs, what was spent, how fresh we are, who sleeps."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import click


@click.command(epilog="Example: greenlit status --watch")
@click.option("--watch", is_flag=True, help="Look again every few seconds until stopped.")
@click.option("--every", type=click.FloatRange(min=0.5), default=5, show_default=True, help="Seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a look.")
@click.option("--catalogue", type=click.Path(path_type=Path), help="The folder of outlets, as for crawl.")
def command(watch: bool, every: float, as_json: bool, catalogue: Path | None) -> None:
    """Show the schedule: next visits, running ones, the budget, freshness, and outlets asleep with why."""
    from crawler.configuration import configuration
    from crawler.fetch.run import clock, outlets_of
    from crawler.schedule.report import report, told
    from pipelines.ledger import open_ledger

    given = configuration()
    outlets = {outlet.id: outlet for outlet in outlets_of(given, (), catalogue)}
    with open_ledger(given.database) as ledger:
        while True:
            now = clock()
            seen = report(ledger, outlets, given.budget, now)
            if as_json:
                click.echo(json.dumps(asdict(seen), ensure_ascii=False))
            else:
                if watch:
                    click.clear()
                click.echo(told(seen, now))
            if not watch:
                return
            time.sleep(every)
