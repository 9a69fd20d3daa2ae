"""``greenlit completion``: the script that makes a shell complete our commands."""

import click
from click.shell_completion import get_completion_class

from crawler.cli import cli


@click.command(epilog='Example: eval "$(greenlit completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL."""
    script = get_completion_class(shell)
    if script is None:  # pragma: no cover - click ships all three
        raise click.UsageError(f"no completion for {shell}")
    click.echo(script(cli, {}, "greenlit", "_GREENLIT_COMPLETE").source())
