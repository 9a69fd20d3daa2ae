"""``greenlit crawl``: visit outlets now, or those that are due."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawler.catalogue import Outlet
    from crawler.configuration import Configuration
    from crawler.fetch.child import Visit
    from pipelines.ledger.store import Ledger

EPILOG = (
    "Example: greenlit crawl en/example_reporter. Exit status: 0 every visit ended well, 1 some did not, "
    "2 wrong usage or configuration."
)


@click.command(epilog=EPILOG)
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@click.option("--due", is_flag=True, help="Only the outlets that are due: for cron.")
@click.option(
    "--catalogue",
    type=click.Path(path_type=Path),
    help="Take the outlets of this folder instead of the bundled ones.",
)
@click.option("--minutes", type=click.FloatRange(min=0.1), default=60, show_default=True, help="End after.")
@click.option("--keep", type=click.Path(path_type=Path), help="Also keep what was fetched, as WARC, here.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Override a Scrapy setting.")
@click.option("--run", hidden=True, help="The name of the run; the schedule gives it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a visit.")
def command(
    outlets: tuple[str, ...],
    due: bool,
    catalogue: Path | None,
    minutes: float,
    keep: Path | None,
    settings: tuple[str, ...],
    run: str | None,
    as_json: bool,
) -> int:
    """Visit every outlet now, or the OUTLETs named (en/example_reporter)."""
    from crawler.configuration import configuration
    from crawler.fetch.child import Order, crawl, introduced, visits
    from crawler.fetch.run import outlets_of, run_id
    from crawler.fetch.runs import adds_up
    from pipelines.ledger import open_ledger

    given = configuration()
    chosen = outlets_of(given, outlets, catalogue)
    with open_ledger(given.database) as ledger:
        introduced(given, [url for outlet in chosen for url in (outlet.home, *outlet.addresses)])
        if due:
            further = [part for each in settings for part in ("--set", each)]
            further += ["--keep", str(keep)] if keep else []
            return show(
                _visited(ledger, given, chosen, Due(catalogue, minutes, tuple(further))), as_json=as_json
            )
        run = run or run_id()
        arguments = {"outlet": ",".join(outlet.id for outlet in chosen)}
        arguments |= {"catalogue": str(catalogue)} if catalogue else {}
        arguments |= {"keep": str(keep)} if keep else {}
        order = Order(run, "news", arguments, minutes, settings)
        crawl(order, given, _progress(ledger, run))
        status = show(visits(ledger, run, chosen), as_json=as_json)
        adds_up(ledger, run)
    return status


@dataclass(frozen=True, slots=True)
class Due:
    """How what is due is visited: see the options of the same names; ``further`` ones go to each visit."""

    catalogue: Path | None
    minutes: float
    further: tuple[str, ...]


def _visited(
    ledger: "Ledger", given: "Configuration", chosen: "tuple[Outlet, ...]", how: Due
) -> "list[Visit]":
    from crawler.fetch.run import clock
    from crawler.schedule.plan import Plan
    from crawler.schedule.visits import Limits, Visits, run_due

    plan = Plan(ledger, {outlet.id: outlet for outlet in chosen}, given.budget)
    limits = Limits(minutes=how.minutes, further=how.further)
    ended = run_due(Visits(plan, given, limits, how.catalogue), clock)
    return [visit for one in ended for visit in one.visits]


def _progress(ledger: "Ledger", run: str) -> Callable[[], None]:
    """Show on a terminal how far the crawl is; stay quiet elsewhere."""
    from crawler.fetch.runs import rows

    def show() -> None:
        told = rows(ledger, run)
        ended = sum(row["outcome"] is not None for row in told)
        click.echo(
            f"\r{ended} of {len(told)} addresses, {time.monotonic() - began:.0f} s", err=True, nl=False
        )

    began = time.monotonic()
    return show if sys.stderr.isatty() else lambda: None


def show(ended: "list[Visit]", *, as_json: bool) -> int:
    """Print how visits ended; returns the exit status."""
    if sys.stderr.isatty():
        click.echo("", err=True)
    for visit in ended:
        if as_json:
            click.echo(json.dumps(asdict(visit) | {"well": visit.well}, ensure_ascii=False))
            continue
        counted = ", ".join(f"{number} {outcome}" for outcome, number in visit.outcomes.items())
        click.echo(f"{visit.outlet}: {counted or 'nothing new'}")
        for problem in visit.problems:
            click.echo(f"  {problem}")
    return 0 if all(visit.well for visit in ended) else 1
