"""``greenlit listen``: the callback that hubs of feeds speak to (WebSub)."""

import json
import re
from typing import Any

import click

EPILOG = (
    "Example: GREENLIT_CALLBACK=https://crawler.example.org/websub greenlit listen --bind 127.0.0.1:8765, "
    "with a web server that speaks TLS in front of it. Exit status: 0 once it was asked to stop."
)


@click.command(epilog=EPILOG)
@click.option(
    "--bind", default="127.0.0.1:8765", show_default=True, metavar="HOST:PORT", help="Where to listen."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an event.")
def command(bind: str, as_json: bool) -> int:
    """Listen for what the hubs of feeds tell, until SIGINT or SIGTERM.

    Crawls subscribe to the hubs that feeds name where GREENLIT_CALLBACK says how hubs reach this command.
    What a hub tells makes its outlet due: `greenlit schedule` or `greenlit crawl --due` then reads it.
    """
    from crawler.configuration import configuration
    from pipelines.errors import Misconfigured

    given = configuration()
    if not given.callback:
        raise Misconfigured(
            "hubs cannot reach us: set GREENLIT_CALLBACK=https://crawler.example.org/websub "
            "(the public address of this command)"
        )
    _listen(given.database, *_place(bind), as_json=as_json)
    return 0


def _listen(database: str, host: str, port: int, *, as_json: bool) -> None:
    from twisted.internet import reactor as installed
    from twisted.internet.error import CannotListenError

    from crawler.fetch.callback import factory
    from crawler.fetch.run import clock
    from crawler.fetch.websub import Subscriptions
    from pipelines.errors import Misconfigured
    from pipelines.ledger import open_ledger

    reactor: Any = installed  # typed as a module

    def say(event: str, feed: str) -> None:
        click.echo(
            json.dumps({"event": event, "feed": feed}) if as_json else f"{event} {json.dumps(feed)[1:-1]}"
        )

    with open_ledger(database) as ledger:
        try:
            listening = reactor.listenTCP(port, factory(Subscriptions(ledger, clock), say), interface=host)
        except CannotListenError as problem:
            raise Misconfigured(
                f"--bind {host}:{port}: {problem.socketError}; name another place"
            ) from problem
        say("listening", f"{host}:{listening.getHost().port}")
        reactor.run()


def _place(bind: str) -> tuple[str, int]:
    from pipelines.errors import Misconfigured

    found = re.fullmatch(r"\[?([0-9a-fA-F.:]+?)\]?:([0-9]{1,5})", bind)
    if found is None or int(found[2]) > 65535:
        raise Misconfigured(f"--bind {bind!r} is no address and port; example: --bind 127.0.0.1:8765")
    return found[1], int(found[2])
