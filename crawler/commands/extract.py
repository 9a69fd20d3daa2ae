"""``greenlit extract``: articles in, claims out, both as JSON Lines."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.model import Article


@click.command(epilog="Example: greenlit read https://outlet.example/story | greenlit extract -")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--unread", is_flag=True, help="List the sentences whose cue yielded nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --unread: JSON Lines.")
def command(file: TextIO, unread: bool, as_json: bool) -> int:
    """Read articles (JSON Lines) from FILE or "-" and print their claims (JSON Lines)."""
    import msgspec

    from pipelines.extract import trace

    write = msgspec.json.encode
    skipped: dict[str, int] = {}
    for article in articles(file):
        found = trace(article)
        if found.skipped:
            skipped[found.skipped] = skipped.get(found.skipped, 0) + 1
        if unread:
            for line in found.unread():
                record = {"article": article.id, "cue": line.rule, "why": line.why, "sentence": line.sentence}
                click.echo(
                    write(record) if as_json else f"{article.id}\t{line.rule}\t{line.why}\t{line.sentence}"
                )
            continue
        for claim in found.claims:
            click.echo(write(claim))
    for reason, count in sorted(skipped.items()):
        click.echo(f"greenlit: {count} of the articles gave no claims: {reason}", err=True)
    return 0


def articles(file: TextIO) -> "Iterator[Article]":
    """Yield the articles of a JSON Lines file.

    Raises:
        Misconfigured: a line is no article; names the file and the line.
    """
    import msgspec

    from pipelines.errors import Misconfigured
    from pipelines.model import Article

    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record: dict[str, Any] = msgspec.json.decode(line)
            known = {name: record[name] for name in Article.__dataclass_fields__ if name in record}
            article = msgspec.convert(known, Article)
        except (msgspec.MsgspecError, TypeError) as problem:
            name = Path(getattr(file, "name", "-")).name
            raise Misconfigured(
                f'{name}, line {number}: {problem}; example: {{"id": "a", "title": "T", "text": "..."}}'
            ) from None
        yield article
