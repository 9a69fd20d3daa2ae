"""``greenlit timeline``: what is known of a title, since when, and who said so."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipelines.facts import Fact, Telling, Update, Value


@click.command(epilog='Example: greenlit timeline "All of Us Are Dead" --season 2 --as-of 2024-06-01')
@click.argument("title")
@click.option("--season", type=click.IntRange(1), help="Only this season.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As one could have known it at the end of this day, from what was published by then.",
)
@click.option(
    "--found-by",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Only from what we ourselves had found by the end of this day.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every fact and its history.")
def command(
    title: str, season: int | None, as_of: datetime | None, found_by: datetime | None, as_json: bool
) -> None:
    """Show every fact of TITLE: what holds, how sure, who said so, and how it came to that."""
    import msgspec

    from crawler.configuration import configuration
    from crawler.titles import find
    from pipelines.errors import Misconfigured
    from pipelines.ledger import open_ledger
    from pipelines.ledger.timeline import Moment, facts_of

    at = Moment(_end(as_of), _end(found_by))
    with open_ledger(configuration().database, thorough=False) as ledger, ledger.reading() as connection:
        facts = facts_of(connection, find(connection, title), season, at)
    if not facts:
        narrower = f" of season {season}" if season else ""
        raise Misconfigured(f"nothing was known{narrower} of {title!r} {'then' if as_of else 'so far'}")
    if as_json:
        click.echo(msgspec.json.encode({"title": facts[0].title, "season": season, "facts": facts}))
        return
    for line in lines(facts):
        click.echo(line)


def lines(facts: "Sequence[Fact]") -> Iterator[str]:
    """Write the facts for reading: work by work, question by question, each with its history."""
    from pipelines.publish.phrases import question_words, work_words

    heading, kind = "", ""
    for fact in facts:
        if work_words(fact) != heading:
            heading, kind = work_words(fact), ""
            yield click.style(heading, bold=True)
        if fact.kind != kind:
            kind = fact.kind
            yield f"\n{_KINDS[kind]}"
        yield f"\n  {click.style(question_words(fact), bold=True)}: {_holds(fact)}"
        for other in fact.beside:
            yield f"      also told: {_value(other)}"
        for update in fact.updates:
            yield from _told(update)
    yield ""


_KINDS = {"release": "RELEASE", "production": "PRODUCTION", "cast": "CAST", "crew": "CREW"}
_COLOURS = {"moved": "yellow", "disputed": "yellow", "withdrawn": "red", "new": "green", "confirmed": "green"}


def _holds(fact: "Fact") -> str:
    from pipelines.publish.phrases import value_words

    if fact.value is None:
        return value_words(None) if fact.updates else "denied by " + origin(fact.tellings[0])
    return f"{_value(fact.value)}, {fact.sources} source{'s' * (fact.sources != 1)}"


def _value(value: "Value") -> str:
    from pipelines.publish.phrases import value_words

    return f"{value_words(value)} [{value.certainty}]"


def _told(update: "Update") -> Iterator[str]:
    from pipelines.publish.phrases import CHANGES, change_words

    kind, words = CHANGES[update.kind], change_words(update)
    said = words.removeprefix(kind) if words.startswith(kind) else f": {words}"
    kind = click.style(kind, fg=_COLOURS.get(update.kind))
    yield f"      {update.at:%Y-%m-%d}  {kind}{said}  (u {update.id[:10]})"
    for telling in (update.telling, update.against):
        if telling:
            yield f"                  “{telling.sentence}”"
            yield f"                  {origin(telling)}"


def origin(telling: "Telling") -> str:
    """Say who tells it and where: "official, Netflix, in en/reporter, https://..."."""
    who = ", ".join(filter(None, (telling.certainty, telling.attribution)))
    return f"{who}, in {telling.outlet or telling.source}" + (f", {telling.url}" if telling.url else "")


def _end(day: datetime | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day.date() + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)
