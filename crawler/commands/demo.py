"""``greenlit demo``: the whole journey on the bundled newsroom, told as one title's story."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pipelines.errors import GreenlitError

if TYPE_CHECKING:
    from crawler.configuration import Configuration
    from crawler.newsroom.show import Show
    from pipelines.facts import Fact
    from pipelines.ledger.store import Ledger

TITLE, SEASON = "All of Us Are Dead", 2
WIDEST = 96


@click.command(epilog="Example: greenlit demo. Nothing but this machine is contacted.")
@click.option("--serve", "stay", is_flag=True, help="Keep the newsroom open, so that links to it work.")
def command(stay: bool) -> None:
    """Crawl the bundled newsroom on two days, publish, and tell the story of one title with every source."""
    from crawler.configuration import configuration
    from crawler.newsroom import serve, tour
    from crawler.newsroom.show import Show

    show = Show(min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST))
    folder = tour.folder_for(configuration().data)
    with serve() as room, tour.settings_for(folder, room) as given:
        _say(show.opening(room))
        for day in (1, 2):
            began = datetime.now(UTC)
            click.echo(show.visit(day, tour.visit(room, given, day)))
        _tell(show, given, began)
        if stay:
            click.echo("\nThe newsroom stays open until you press a key.")
            click.pause(info="")


def _tell(show: "Show", given: "Configuration", began: datetime) -> None:
    from crawler.newsroom import houses
    from pipelines.ledger import open_ledger
    from pipelines.publish import publish

    with open_ledger(given.database) as ledger:
        ledger.settle(datetime.now(UTC))
        with ledger.source() as source:
            _say(show.overnight(pair for pair in source.updates() if pair[1].found > began))
            published = publish(source, given.feeds, names={house.id: house.name for house in houses()})
        facts = _facts(ledger)
    if not facts:
        raise GreenlitError(f"the demo found nothing about {TITLE}; see {given.data / 'crawl.log'}")
    _say(show.story(facts))
    _say(show.feeds(given.feeds, published.files))


def _facts(ledger: "Ledger") -> "tuple[Fact, ...]":
    from crawler.titles import find
    from pipelines.ledger.timeline import facts_of

    with ledger.reading() as connection:
        return facts_of(connection, find(connection, TITLE), SEASON)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
