"""``greenlit outlets``: list the catalogue, look at outlets live."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from crawler.catalogue import Outlet
    from crawler.fetch.look import Health

CATALOGUE = click.option(
    "--catalogue",
    type=click.Path(path_type=Path),
    help="Take the outlets of this folder instead of the bundled ones.",
)


@click.group(
    invoke_without_command=True,
    epilog="Example: greenlit outlets --json | jq -r 'select(.official) | .id'",
)
@CATALOGUE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an outlet.")
@click.pass_context
def command(context: click.Context, catalogue: Path | None, as_json: bool) -> None:
    """List the outlets of the catalogue, or look at them live with `check`."""
    from crawler.configuration import configuration
    from crawler.fetch.run import outlets_of

    if context.invoked_subcommand is not None:
        return
    for outlet in outlets_of(configuration(), (), catalogue):
        click.echo(json.dumps(_plain(outlet), ensure_ascii=False) if as_json else _line(outlet))


@command.command(
    epilog="Example: greenlit outlets check en/example_reporter. Exit status: 1 where one is not well."
)
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@CATALOGUE
@click.option("--verify", is_flag=True, help="Write verified = true into the files of those that are well.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an outlet.")
def check(outlets: tuple[str, ...], catalogue: Path | None, verify: bool, as_json: bool) -> int:
    """Fetch a feed, a sitemap, a listing and three articles of each OUTLET and say what is there.

    Nothing goes into the ledger. Without OUTLET all are looked at.
    """
    from crawler.configuration import configuration
    from crawler.fetch.child import introduced
    from crawler.fetch.look import look
    from crawler.fetch.run import outlets_of

    given = configuration()
    chosen = outlets_of(given, outlets, catalogue)
    introduced(given, [url for outlet in chosen for url in (outlet.home, *outlet.addresses)])
    seen = look(given, chosen, catalogue)
    for health in seen:
        click.echo(json.dumps(_told(health), ensure_ascii=False) if as_json else shown(health))
    if verify:
        _verify([health.outlet for health in seen if health.well], catalogue, given.catalogue)
    return 0 if all(health.well for health in seen) else 1


@command.command(epilog="Example: greenlit outlets due --within 2")
@CATALOGUE
@click.option(
    "--within", type=click.FloatRange(min=0), default=0.0, metavar="HOURS", help="Look ahead so far."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an outlet.")
def due(catalogue: Path | None, within: float, as_json: bool) -> None:
    """Say which outlets are due now, and why; nobody is asked."""
    from datetime import timedelta

    from crawler.commands.schedule import show_forecast
    from crawler.configuration import configuration
    from crawler.fetch.run import outlets_of
    from crawler.schedule.plan import Plan
    from pipelines.ledger import open_ledger

    given = configuration()
    outlets = {outlet.id: outlet for outlet in outlets_of(given, (), catalogue)}
    with open_ledger(given.database) as ledger:
        show_forecast(Plan(ledger, outlets, given.budget), timedelta(hours=within), as_json=as_json)


def shown(health: "Health") -> str:
    """Write a look at an outlet as lines of text."""
    lines = [f"{health.outlet}: {'well' if health.well else 'NOT WELL'}"]
    lines += [
        f"  {way['way']} {way['url']}: {way['outcome']}, {way['found'] or 0} links" for way in health.ways
    ]
    if health.newest:
        rate = f", {health.per_day:g} a day" if health.per_day is not None else ""
        lines.append(f"  newest {health.newest}{rate}")
    for each in health.articles:
        sources = f"title by {each['title_source']}, date by {each['date_source'] or 'nothing'}"
        lines.append(f"  [{each['language']}] {each['title']} ({sources}): {len(each['claims'])} claims")
        lines += [f"    {claim}" for claim in each["claims"]]
    return "\n".join(lines + [f"  ! {problem}" for problem in health.problems])


def _told(health: "Health") -> dict[str, Any]:
    told = asdict(health)
    del told["page"]
    return told | {"well": health.well}


def _plain(outlet: "Outlet") -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(outlet)
    return plain


def _line(outlet: "Outlet") -> str:
    ways = [
        f"{len(ways)} {name}" for name in ("rss", "sitemaps", "listings") if (ways := getattr(outlet, name))
    ]
    marks = [mark for mark in ("official", "verified") if getattr(outlet, mark)]
    return f"{outlet.id}\t{outlet.name}\t{outlet.country or '-'}\t{', '.join(ways + marks)}"


def _verify(well: list[str], *folders: Path | None) -> None:
    """Note in the files of one's own catalogue, or of the bundled one, that an outlet was seen live."""
    from crawler.catalogue import BUNDLED

    for name in well:
        for folder in (*(each for each in folders if each), BUNDLED):
            path = folder / f"{name}.toml"
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                path.write_text(
                    re.sub(r"(?m)^verified\s*=\s*false", "verified = true", text), encoding="utf-8"
                )
                break
