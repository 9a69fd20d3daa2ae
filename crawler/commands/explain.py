"""``greenlit explain``: why an update exists, or what is made of a page or an article, step by step."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from pipelines.facts import Fact, Telling, Update
    from pipelines.ledger.why import Rival
    from pipelines.model import Article, Claim, Page

SHOWN = 12
"""Tellings of one kind that are listed."""


@click.command(
    epilog="Examples: greenlit explain 4ab70a0779 · greenlit explain saved.html · greenlit explain https://..."
)
@click.argument("what", metavar="UPDATE-ID|FILE|URL")
def command(what: str) -> None:
    """Say why: for an update its claims, rules and rivals; for a file or an address, what is read there.

    An update's id stands in the feeds and in `greenlit timeline`; its first characters are enough. A FILE is
    a saved page, or articles as JSON Lines. A URL is looked up in the ledger, else fetched.
    """
    if Path(what).is_file():
        lines = _file(Path(what))
    elif re.match(r"https?://", what):
        lines = _ledger(what, _address)
    else:
        lines = _ledger(what.removeprefix("u-"), _update)
    for line in lines:
        click.echo(line)


def _ledger(what: str, explain: "Callable[[Connection, str], Iterator[str]]") -> Iterator[str]:
    from crawler.configuration import configuration
    from pipelines.ledger import open_ledger

    with open_ledger(configuration().database, thorough=False) as ledger, ledger.reading() as connection:
        yield from explain(connection, what)


def _update(connection: "Connection", beginning: str) -> Iterator[str]:
    from pipelines.errors import Misconfigured
    from pipelines.ledger.look import update_at

    found = update_at(connection, beginning)
    if found is None:
        raise Misconfigured(f"{beginning}: neither a file, an address nor the id of one update")
    fact, name = found
    update = next((each for each in fact.updates if each.id == name), None)
    if update is None:
        raise Misconfigured(f"{beginning}: that update no longer stands; see `greenlit timeline`")
    yield from _why(fact, update)


def _why(fact: "Fact", update: "Update") -> Iterator[str]:
    from pipelines.ledger.contest import RULES
    from pipelines.ledger.why import agreeing, outlook, rivals
    from pipelines.publish.phrases import headline_words, value_words

    yield click.style(headline_words(fact, update), bold=True)
    yield f"{update.kind}, {update.at:%Y-%m-%d %H:%M} UTC, found {update.found:%Y-%m-%d}; id {update.id}"
    yield f"\nThe rule: {update.rule}: {RULES[update.rule]}."
    if update.telling:
        yield "\nIt stands on:"
        yield from _telling(update.telling)
        yield from _several("Told alike by:", agreeing(fact, update.telling), update.telling.source)
        yield from _rivals(rivals(fact, update.telling))
    if update.against:
        yield "\nContradicted by:"
        yield from _telling(update.against)
    forms = sorted({telling.title for telling in fact.tellings})
    names = sorted({telling.name for telling in fact.tellings if telling.name})
    yield f"\nSpellings taken for one work: {', '.join(forms)}"
    if names:
        yield f"Spellings taken for one person: {', '.join(names)}"
    held = f"{value_words(fact.value)}, {fact.value.certainty}" if fact.value else "nothing"
    yield f"\nWhat holds now: {held}. What would change it:"
    yield from (f"  - {way}" for way in outlook(fact))


def _several(heading: str, tellings: "tuple[Telling, ...]", source: str | None = None) -> Iterator[str]:
    if not tellings:
        return
    yield f"\n{heading}"
    for telling in tellings[:SHOWN]:
        yield from _telling(telling, copy=telling.source == source)
    if len(tellings) > SHOWN:
        yield f"  ... and {len(tellings) - SHOWN} more"


def _rivals(lost: "tuple[Rival, ...]") -> Iterator[str]:
    from pipelines.publish.phrases import date_words

    if lost:
        yield "\nOther answers, and why they do not stand here:"
    for rival in lost:
        when = f", {date_words(rival.date)}" if rival.date else ""
        yield f"\n  {rival.event.replace('_', ' ')}{when}: {rival.why}."
        for telling in rival.tellings[:SHOWN]:
            yield from _telling(telling)
        if len(rival.tellings) > SHOWN:
            yield f"  ... and {len(rival.tellings) - SHOWN} more"


def _telling(telling: "Telling", *, copy: bool = False) -> Iterator[str]:
    from crawler.commands.timeline import origin

    said = f"{telling.event} {telling.date}" if telling.date else telling.event
    ended = f", edited away {telling.until:%Y-%m-%d}" if telling.until else ""
    once = "; counts once with the one above" if copy else ""
    yield f"  {telling.said:%Y-%m-%d}  {said}: {origin(telling)}{ended}{once}"
    yield f"              “{telling.sentence}”"
    if telling.rules:
        yield f"              words: {' '.join(telling.rules)}"


def _address(connection: "Connection", url: str) -> Iterator[str]:
    from pipelines.dedupe import canonical
    from pipelines.ledger.look import tellings_of
    from pipelines.ledger.timeline import weighed
    from pipelines.publish.phrases import question_words, value_words, work_words

    told = tellings_of(connection, canonical(url))
    if not told:
        yield f"{url}: no claim of it is in the ledger; this is what would be read there now:"
        yield from _live(url)
        return
    facts = {fact.id: fact for fact in weighed(connection, {key for _, key in told})}
    yield click.style(told[0][0].headline, bold=True)
    for telling, key in told:
        fact = facts[key.hex()]
        yield f"\n{work_words(fact)}: {question_words(fact)}"
        yield from _telling(telling)
        yield f"              holds now: {value_words(fact.value)}, {fact.sources} sources"


def _file(path: Path) -> Iterator[str]:
    if path.suffix in (".jsonl", ".ndjson", ".json"):
        from crawler.commands.extract import articles

        with path.open(encoding="utf-8") as file:
            for article in articles(file):
                yield from _article(article)
        return
    yield from _page(path)


def _live(url: str) -> Iterator[str]:
    from crawler.configuration import configuration
    from crawler.fetch.single import fetched
    from pipelines.errors import Refused

    for answer in fetched(configuration(), [url]):
        if isinstance(answer, Refused):
            raise answer
        yield from _read(answer)


def _page(path: Path) -> Iterator[str]:
    from datetime import UTC, datetime

    from pipelines.model import Page

    yield from _read(Page(str(path), str(path), datetime.now(UTC), path.read_bytes()))


def _read(page: "Page") -> Iterator[str]:
    from crawler.commands.read import explained
    from pipelines.article import Options, read

    yield f"page: {page.url}, {len(page.body)} bytes"
    article = read(page, Options())
    yield explained(article)
    yield from _article(article)


def _article(article: "Article") -> Iterator[str]:
    from pipelines.extract import trace

    yield click.style(article.title, bold=True)
    when = article.published or "publication time unknown"
    yield f"{article.id}, {article.language or 'language unknown'}, {when}, {len(article.text)} characters"
    found = trace(article)
    if found.skipped:
        yield f"  no claims: {found.skipped}"
    for claim in found.claims:
        yield from _claim(claim)
    for line in found.unread():
        yield f"\n  not a claim ({line.rule}: {line.why})"
        yield f"      “{line.sentence}”"
    yield ""


def _claim(claim: "Claim") -> Iterator[str]:
    named = ("date", "platform", "region", "person", "role", "attribution")
    fields = ", ".join(f"{name} {value}" for name in named if (value := getattr(claim, name)) is not None)
    season = f" season {claim.season}" if claim.season else ""
    yield f"\n  {claim.kind} {claim.event}: {claim.work}{season} [{claim.certainty}]" + (
        f", {fields}" if fields else ""
    )
    yield f"      “{claim.evidence.text}” ({claim.evidence.start}-{claim.evidence.end})"
    if claim.rules:
        yield f"      words: {' '.join(claim.rules)}"
