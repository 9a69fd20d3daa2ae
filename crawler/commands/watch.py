"""``greenlit watch``: titles whose outlets are asked sooner when something is about to happen."""

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.schedule.watching import Watched
    from pipelines.ledger.store import Ledger


@click.group(
    short_help="titles whose outlets are asked sooner near a date",
    epilog='Example: greenlit watch add "All of Us Are Dead"',
)
def command() -> None:
    """Watch titles: near a date of theirs, and while news of them breaks, their outlets are asked sooner.

    The requests a day stay the same. `greenlit digest` has what is watched on top.
    """


@command.command(epilog='Example: greenlit watch add "All of Us Are Dead" "Night Ferry"')
@click.argument("titles", nargs=-1, required=True, metavar="TITLE...")
def add(titles: tuple[str, ...]) -> int:
    """Watch TITLEs; one that is not in the news yet waits for its first news."""
    from crawler.fetch.run import clock
    from crawler.schedule import watching
    from pipelines.errors import Misconfigured

    if any(not title.strip() for title in titles):
        raise Misconfigured('a title is empty; example: greenlit watch add "Night Ferry"')
    with _ledger() as ledger, ledger.transaction() as connection:
        for title in titles:
            fresh = watching.add(connection, title, clock())
            click.echo(f"{title}: {'watched from now on' if fresh else 'was watched already'}")
    return 0


@command.command(
    epilog='Example: greenlit watch remove "Night Ferry". Exit status: 1 where one was not watched.'
)
@click.argument("titles", nargs=-1, required=True, metavar="TITLE...")
def remove(titles: tuple[str, ...]) -> int:
    """Watch TITLEs no longer."""
    from crawler.schedule import watching

    with _ledger() as ledger, ledger.transaction() as connection:
        known = [watching.remove(connection, title) for title in titles]
    for title, was in zip(titles, known, strict=True):
        click.echo(f"{title}: {'no longer watched' if was else 'was not watched'}", err=not was)
    return 0 if all(known) else 1


@command.command("list", epilog="Example: greenlit watch list --json | jq -r .title")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a title.")
def show(as_json: bool) -> None:
    """Say what is watched, whether it is known yet, and its next date."""
    from crawler.schedule import watching

    with _ledger() as ledger, ledger.reading() as connection:
        for row in watching.rows(connection):
            click.echo(json.dumps(_plain(row), ensure_ascii=False) if as_json else _line(row))


@contextmanager
def _ledger() -> "Iterator[Ledger]":
    from crawler.configuration import configuration
    from pipelines.ledger import open_ledger

    with open_ledger(configuration().database, thorough=False) as ledger:
        yield ledger


def _plain(row: "Watched") -> dict[str, object]:
    return {
        "title": row.title,
        "since": f"{row.since:%Y-%m-%dT%H:%M:%SZ}",
        "works": sorted(row.works),
        "next": f"{row.next:%Y-%m-%d}" if row.next else None,
    }


def _line(row: "Watched") -> str:
    if not row.works:
        return f"{row.title}\tnot in the news yet"
    return f"{row.title}\t{f'next date {row.next:%Y-%m-%d}' if row.next else 'no date ahead'}"
