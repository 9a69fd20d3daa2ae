"""``greenlit new``: add an outlet from its address."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from crawler.configuration import Configuration
    from crawler.fetch.look import Health


@click.group(epilog="Example: greenlit new outlet https://reporter.example")
def command() -> None:
    """Add something of one's own."""


@command.command(epilog="Example: greenlit new outlet https://reporter.example --into outlets")
@click.argument("url")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The folder of your outlets.  [default: GREENLIT_CATALOGUE, else outlets]",
)
@click.option("--language", help="What it writes in (BCP 47), where its home page does not say.")
@click.option("--name", help="Its id without the language, such as example_reporter.")
def outlet(url: str, into: Path | None, language: str | None, name: str | None) -> int:
    """Find the ways into the outlet at URL, write its catalogue file, and show the claims of one article.

    The page of that article and its claims are saved as a case in CASES beside the folder of outlets, to be
    kept right from then on.
    """
    from crawler.catalogue import read
    from crawler.commands.outlets import shown
    from crawler.configuration import configuration
    from crawler.fetch.child import introduced
    from crawler.fetch.look import look

    given = configuration()
    address = url if "://" in url else f"https://{url}"
    introduced(given, [address])
    found = _detected(given, address)
    folder = into or given.catalogue or Path("outlets")
    path = _written(folder, address, found, language, name)
    click.echo(f"wrote {path}")
    (health,) = look(given, [read(path, folder)], folder, articles=1)
    click.echo(shown(health))
    if health.page is not None:
        click.echo(f"saved {_case(folder, health)}")
    if folder != given.catalogue:
        click.echo(f"to crawl it: GREENLIT_CATALOGUE={folder} greenlit crawl {health.outlet}")
    return 0 if health.well else 1


def _detected(given: "Configuration", url: str) -> dict[str, Any]:
    from tempfile import TemporaryDirectory

    from crawler.fetch.child import Order, crawl
    from crawler.fetch.run import run_id
    from crawler.fetch.runs import rows
    from pipelines.errors import GreenlitError
    from pipelines.ledger import open_ledger

    with TemporaryDirectory(prefix="greenlit-") as folder:
        to, database = Path(folder) / "found.json", f"sqlite:///{folder}/detect.sqlite"
        order = Order(run_id(), "detect", {"home": url, "to": str(to)}, 5, (f"GREENLIT_DATABASE={database}",))
        with open_ledger(database) as ledger:
            crawl(order, given)
            told = [row for row in rows(ledger, order.run) if row["url"] == url]
        found: dict[str, Any] = json.loads(to.read_text("utf-8")) if to.exists() else {}
    if not any(found.get(way) for way in ("rss", "sitemaps", "listings")):
        why = f" ({told[0]['outcome']}: {told[0]['detail'] or ''})" if told else ""
        raise GreenlitError(
            f"{url}: no feed, news sitemap or listing found{why}; is it the outlet's home page?"
        )
    return found


def _written(folder: Path, url: str, found: dict[str, Any], language: str | None, name: str | None) -> Path:
    from crawler.catalogue import read
    from pipelines.errors import Misconfigured

    spoken = language or (found["language"] or "").partition("-")[0].lower()
    if not spoken:
        raise Misconfigured(
            f"{url} does not say what it is written in; add --language, such as --language en"
        )
    path = folder / spoken / f"{name or _id(url)}.toml"
    if path.exists():
        raise Misconfigured(f"{path} is there already; remove it, or give another --name")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_toml(url, found), encoding="utf-8")
    try:
        read(path, folder)
    except Misconfigured:
        path.unlink()
        raise
    return path


def _toml(url: str, found: dict[str, Any]) -> str:
    """Write a catalogue file: feeds and a news sitemap, the listing where neither gives dated links."""
    ways = {
        "rss": found["rss"][:2],
        "sitemaps": [each for each in found["sitemaps"] if each["dated"] or each["maps"]][:1],
    }
    if not any(ways.values()):
        ways = {"sitemaps": found["sitemaps"][:1], "listings": found["listings"][:1]}
    title = found["name"] or urlsplit(url).hostname
    lines = [f"name = {json.dumps(title, ensure_ascii=False)}", f"home = {json.dumps(url)}"]
    lines += [f"{way} = {json.dumps([each['url'] for each in told])}" for way, told in ways.items() if told]
    return "\n".join([*lines, "verified = true", ""])


def _id(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    stem = host.rpartition(".")[0] if re.search(r"[a-z]", host) else host
    return re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_") or "outlet"


def _case(folder: Path, health: "Health") -> Path:
    """Save the page of one article, where it came from, and what was read of it."""
    page = health.page
    assert page is not None  # noqa: S101  asked only where there is one
    story = re.sub(r"[^a-z0-9]+", "-", urlsplit(page.url).path.lower()).strip("-")[-60:] or "story"
    case = folder.parent / "cases" / health.outlet / story
    case.mkdir(parents=True, exist_ok=True)
    (case / "page.html").write_bytes(page.body)
    told = f"url = {json.dumps(page.url)}\nfetched = {page.fetched:%Y-%m-%dT%H:%M:%SZ}\n"
    (case / "page.toml").write_text(told, encoding="utf-8")
    read = next(each for each in health.articles if each["url"] == page.url)
    (case / "expected.json").write_text(
        json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return case
