"""The command line: a table of commands, each imported only when it is called."""

import importlib
from typing import ClassVar

import click

from pipelines.errors import GreenlitError


class Lazy(click.Group):
    """A group whose commands live in ``crawler/commands/<name>.py`` as ``command``, imported on first use."""

    commands_by_name: ClassVar[dict[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order a newcomer meets them."""
        return list(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds ``cmd_name``; None where there is no such command."""
        if cmd_name not in self.commands_by_name:
            return None
        module = importlib.import_module(f"crawler.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_by_name.items()))


class Greenlit(Lazy):
    """The top-level command and its table."""

    commands_by_name: ClassVar[dict[str, str]] = {
        "demo": "crawl the bundled newsroom and print a story's timeline",
        "crawl": "visit outlets now, or those that are due",
        "schedule": "run the daemon that visits outlets when they are due",
        "status": "what is running, what is next, how the outlets are",
        "listen": "hear from feeds' hubs what is new (WebSub)",
        "watch": "titles whose outlets are asked sooner near a date",
        "timeline": "what is known of a title, since when, and who said so",
        "publish": "write the feeds that people read",
        "digest": "what changed since yesterday, and of what you watch",
        "outlets": "list the outlets, check them live, see which are due",
        "new": "add an outlet from its address",
        "read": "turn pages into articles (JSON Lines)",
        "extract": "turn articles into claims (JSON Lines)",
        "ingest": "put articles or archives straight into the ledger",
        "explain": "show why: a page, an article or an update",
        "identity": "settle which names are one person or one work",
        "completion": "print the completion script for your shell",
    }


@click.group(
    cls=Greenlit,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 all went well, 1 some of the work failed, 2 wrong usage or configuration.",
)
@click.version_option(package_name="greenlit")
def cli() -> None:
    """Film and series news as facts: what holds, who said so, and what it replaced."""


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit status; an expected error is one line on standard error."""
    try:
        result = cli.main(args=arguments, prog_name="greenlit", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return 2
    except click.Abort:
        click.echo("greenlit: stopped", err=True)
        return 130
    except GreenlitError as problem:
        click.echo(f"greenlit: {problem}", err=True)
        return problem.exit_status
    return result if isinstance(result, int) else 0
