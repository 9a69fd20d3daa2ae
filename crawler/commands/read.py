"""``greenlit read``: pages into articles, as JSON Lines, or with the reasons for every field."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.errors import GreenlitError, Refused
from pipelines.model import Article, Page

if TYPE_CHECKING:
    from pipelines.article import Options


WEB = ("http://", "https://")


@click.command(epilog="Example: greenlit read saved/*.html https://reporter.example/story > articles.jsonl")
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--explain", is_flag=True, help="Show every candidate for every field and why one won.")
@click.option("--language", help="What the pages are written in, where they do not say (BCP 47).")
def command(pages: tuple[str, ...], explain: bool, language: str | None) -> int:
    """Turn pages, saved or at an address, into articles, one JSON object a line; ``-`` is standard input.

    An article's id is the path of its file, or its address. Sentences that three or more pages of one host
    share are dropped from the third on. A page that cannot be read is a line on standard error and makes the
    exit status 1.
    """
    from pipelines.article import Options, SeenHere

    failed = 0
    show = explained if explain else _line
    seen = SeenHere()
    answers = _fetched(list(dict.fromkeys(page for page in pages if page.startswith(WEB))))
    with _progress(pages) as paths:
        for path in paths:
            try:
                name = None if path in answers else path
                page = answers.get(path) or _saved(path)
                article = _read(page, Options(id=name, language=language, furniture=seen))
            except (GreenlitError, OSError) as problem:
                failed += 1
                reason = problem.strerror if isinstance(problem, OSError) else problem
                click.echo(f"greenlit: {path}: {reason}", err=True)
            else:
                click.echo(show(article))
    return 1 if failed else 0


def _progress(pages: tuple[str, ...]) -> Any:
    quiet = len(pages) < 20 or not sys.stderr.isatty()
    return click.progressbar(pages, label="reading", file=sys.stderr, hidden=quiet)


def _fetched(urls: list[str]) -> dict[str, Page | Refused]:
    from crawler.configuration import configuration

    if not urls:
        return {}
    from crawler.fetch.single import fetched

    return dict(zip(urls, fetched(configuration(), urls), strict=True))


def _saved(path: str) -> Page:
    body = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    return Page(url=path, final_url=path, fetched=datetime.now(UTC), body=body)


def _read(page: Page | Refused, options: "Options") -> Article:
    from pipelines.article import read

    if isinstance(page, Refused):
        raise page
    return read(page, options)


def _line(article: Article) -> str:
    """One JSON object: the fields of an article that are not empty, without its findings."""
    fields = {name: value for name, value in asdict(article).items() if value not in (None, (), "")}
    fields.pop("findings", None)
    return json.dumps(fields, ensure_ascii=False, default=datetime.isoformat)


def explained(article: Article) -> str:
    """The findings of an article, field by field, the winner marked."""
    return "\n".join([article.id, *_findings(article), ""])


def _findings(article: Article) -> Iterator[str]:
    by_field: Iterable[Any] = groupby(article.findings, key=lambda finding: finding.field)
    for name, findings in by_field:
        yield f"  {name}"
        for one in findings:
            why = f" ({one.why})" if one.why else ""
            yield f"    {'*' if one.won else ' '} {one.value}  <- {one.source}{why}"
