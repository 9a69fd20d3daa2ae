"""``greenlit schedule``: the daemon that visits outlets when they are due."""

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.schedule.jobs import JOBS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from crawler.schedule.plan import Plan

EPILOG = (
    "Example: greenlit schedule --budget 5000. Exit status: 0 stopped as asked (--once: every visit ended "
    "well), 1 another daemon works on the ledger or a visit failed, 2 wrong usage or configuration."
)


def _times(command: "Callable[..., int]") -> "Callable[..., int]":
    """Give a command an option for the times of each job."""
    for name, (at, does) in reversed(tuple(JOBS.items())):
        command = click.option(f"--{name}-at", default=at, show_default=True, metavar="CRON", help=does)(
            command
        )
    return command


@click.command(epilog=EPILOG)
@click.option("--once", is_flag=True, help="Visit what is due now, then end; as `crawl --due` does.")
@click.option("--dry-run", is_flag=True, help="Say what would be visited when, and why; ask nobody.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an outlet (--dry-run) or visit.")
@click.option("--catalogue", type=click.Path(path_type=Path), help="Take the outlets of this folder instead.")
@click.option("--budget", type=click.IntRange(min=1), help="Requests a day; GREENLIT_BUDGET where not given.")
@click.option(
    "--minutes", type=click.FloatRange(min=0.1), default=20, show_default=True, help="A visit's limit."
)
@click.option(
    "--megabytes", type=click.IntRange(min=128), default=1024, show_default=True, help="Its memory."
)
@click.option("--at-once", type=click.IntRange(1, 16), default=2, show_default=True, help="Visits at once.")
@click.option("--every", type=click.FloatRange(1, 60), default=15, show_default=True, help="Seconds a tick.")
@_times
def command(
    once: bool,
    dry_run: bool,
    as_json: bool,
    catalogue: Path | None,
    budget: int | None,
    minutes: float,
    megabytes: int,
    at_once: int,
    every: float,
    **times: str,
) -> int:
    """Visit outlets when they are due, day and night, within a budget of requests."""
    from crawler.commands.crawl import show
    from crawler.configuration import configuration
    from crawler.fetch.child import introduced
    from crawler.fetch.run import clock, outlets_of
    from crawler.schedule.daemon import Daemon
    from crawler.schedule.housework import Housework
    from crawler.schedule.lock import Lock
    from crawler.schedule.plan import Plan
    from crawler.schedule.visits import Limits, Visits, run_due
    from pipelines.ledger import open_ledger

    given = configuration()
    outlets = {outlet.id: outlet for outlet in outlets_of(given, (), catalogue)}
    with open_ledger(given.database) as ledger:
        plan = Plan(ledger, outlets, budget or given.budget)
        if dry_run:
            show_forecast(plan, as_json=as_json)
            return 0
        introduced(given, [url for outlet in outlets.values() for url in (outlet.home, *outlet.addresses)])
        limits = Limits(at_once=at_once, minutes=minutes, megabytes=megabytes)
        visits = Visits(plan, given, limits, catalogue)
        with Lock(given.database) as lock:
            if once:
                ended = run_due(visits, clock)
                return show([visit for one in ended for visit in one.visits], as_json=as_json)
            _log()
            housework = Housework(given, ledger, {name.removesuffix("_at"): at for name, at in times.items()})
            Daemon(visits, lock, housework, every).run()
    return 0


def _log() -> None:
    """Write the daemon's log to standard error, in UTC, control characters made visible."""
    from datetime import UTC, datetime

    class Plain(logging.Formatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
            return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%SZ}"

        def format(self, record: logging.LogRecord) -> str:
            return "".join(
                c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in super().format(record)
            )

    handler = logging.StreamHandler()
    handler.setFormatter(Plain("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("crawler").addHandler(handler)
    logging.getLogger("crawler").setLevel(logging.INFO)


def show_forecast(plan: "Plan", within: "timedelta | None" = None, *, as_json: bool) -> None:
    """Print which outlets would be visited when, and why: those due ``within`` a stretch, or all."""
    from crawler.fetch.run import clock
    from crawler.schedule.report import forecast

    for row in forecast(plan, clock(), within):
        click.echo(json.dumps(row) if as_json else f"{row['due']}  {row['outlet']:32} {row['why']}")
