"""``greenlit identity``: which names are one person or one work."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from pipelines.errors import GreenlitError, Misconfigured

if TYPE_CHECKING:
    from pipelines.ledger.names import Names
    from pipelines.model import Form, Sort

_LINE = '{"kind": "person", "a": "Park Ji-hu", "b": "박지후"}'


@click.group(short_help="settle which names are one person or one work")
def command() -> None:
    """Settle which names are one person or one work."""


@command.command(epilog=f"Example: echo '{_LINE}' | greenlit identity compare")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def compare(file: TextIO) -> None:
    """Read pairs of names (JSON Lines: kind, a, b) and write each with "same" and "score".

    "same" is true, false, or null where the names alone cannot tell. "kind" is person or work.
    """
    from pipelines.identify import compare as held_against

    wrong = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            pair = _pair(line, number)
        except Misconfigured as problem:
            click.echo(f"greenlit: {problem}", err=True)
            wrong += 1
            continue
        found = held_against(pair["kind"], pair["a"], pair["b"])
        click.echo(json.dumps({**pair, "same": found.same, "score": found.score}, ensure_ascii=False))
    if wrong:
        raise GreenlitError(f"{wrong} lines could not be read")


@command.command(epilog="Example: greenlit identity review --limit 20")
@click.option("--limit", default=50, show_default=True, help="How many pairs to show.")
@click.option("--decided", is_flag=True, help="Show what was decided instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def review(limit: int, decided: bool, as_json: bool) -> None:
    """Show the pairs of names that may be one and wait for a decision."""
    with _names(writes=False) as names:
        pairs = names.decided(limit) if decided else names.undecided(limit)
    for verdict, one, other in pairs:
        if as_json:
            row: dict[str, Any] = {
                "kind": one.sort,
                "a": one.name,
                "b": other.name,
                "a_id": one.id,
                "b_id": other.id,
            }
            row |= {"same": verdict.same, "score": verdict.score, "why": verdict.why}
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        mark = {True: "one", False: "two", None: "?"}[verdict.same]
        click.echo(f"{mark:3}  {one.sort:6}  {one.name} | {other.name}  ({verdict.score:.2f}; {verdict.why})")
        click.echo(f"     {one.id} {other.id}")
    if not pairs and not as_json:
        click.echo("no decisions yet" if decided else "nothing to review")


@command.command(epilog="Example: greenlit identity accept p-0123456789abcdef p-fedcba9876543210")
@click.argument("one")
@click.argument("other")
@click.option("--undo", is_flag=True, help="Take the decision back.")
def accept(one: str, other: str, undo: bool) -> None:
    """Hold two names to be one from now on. ONE and OTHER are ids, or the names as they were written."""
    _decide(one, other, same=None if undo else True)


@command.command(epilog="Example: greenlit identity reject 'Kim Ji-won' 'Kim Jee-woon'")
@click.argument("one")
@click.argument("other")
@click.option("--undo", is_flag=True, help="Take the decision back.")
def reject(one: str, other: str, undo: bool) -> None:
    """Hold two names to be two from now on. ONE and OTHER are ids, or the names as they were written."""
    _decide(one, other, same=None if undo else False)


@command.command("import", epilog="Example: greenlit identity import entities.json")
@click.argument("file", type=click.File("r", encoding="utf-8"))
def import_(file: TextIO) -> None:
    """Learn the names of works and persons from Wikidata-style JSON (labels and aliases in any language).

    Each entity's names become one; ids of TMDB ("tmdb") and TVmaze ("tvmaze") are kept with them.
    """
    from pipelines.identify.review import entities, learn

    try:
        document = json.load(file)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise Misconfigured(f"{file.name} is no JSON: {problem}") from problem
    found = entities(document)
    with _names(writes=True) as names:
        new = sum(learn(entity, names) for entity in found)
    click.echo(f"{len(found)} entities, {new} new names")


def _pair(line: str, number: int) -> dict[str, Any]:
    try:
        pair = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise Misconfigured(f"line {number} is no JSON; example: {_LINE}") from problem
    if not isinstance(pair, dict) or pair.get("kind") not in ("person", "work"):
        raise Misconfigured(f"line {number} has no kind (person or work); example: {_LINE}")
    if not isinstance(pair.get("a"), str) or not isinstance(pair.get("b"), str):
        raise Misconfigured(f"line {number} needs two names, a and b; example: {_LINE}")
    return pair


def _decide(one: str, other: str, *, same: bool | None) -> None:
    from pipelines.identify.review import decide

    with _names(writes=True) as names:
        first, second = _pair_of_forms(names, one, other)
        decide(first, second, names, same=same)
    said = {True: "are one", False: "are two", None: "are open again"}[same]
    click.echo(f"{first.name} and {second.name} {said}", err=not sys.stdout.isatty())


def _pair_of_forms(names: "Names", one: str, other: str) -> tuple["Form", "Form"]:
    """The two forms meant: by id, else by spelling, of one kind."""
    pairs = [(a, b) for a in _meant(names, one) for b in _meant(names, other) if a.sort == b.sort and a != b]
    if not pairs:
        raise Misconfigured(
            f"no two persons or works called {one!r} and {other!r}; see: greenlit identity review"
        )
    if len(pairs) > 1:
        options = "; ".join(f"{a.id} {b.id}" for a, b in pairs[:5])
        raise Misconfigured(f"{one!r} and {other!r} may be several; give ids: {options}")
    return pairs[0]


def _meant(names: "Names", text: str) -> list["Form"]:
    from pipelines.identify.fold import fold

    found = list(names.forms([text]))
    if not found and fold(text):
        for sort in cast("tuple[Sort, ...]", ("person", "work")):
            found += [form for form in names.met(sort, fold(text), (), ()) if form.folded == fold(text)]
    return found


@contextmanager
def _names(*, writes: bool) -> Iterator["Names"]:
    """The names of the configured ledger; facts follow when a change moves them."""
    from crawler.configuration import configuration
    from pipelines.ledger import open_ledger
    from pipelines.ledger.names import Names

    with open_ledger(configuration().database) as ledger:
        if not writes:
            with ledger.reading() as connection:
                yield Names(connection)
            return
        with ledger.transaction() as connection:
            names = Names(connection)
            yield names
            ledger.record(connection, [], roots=names.moved)
