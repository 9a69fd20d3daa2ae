"""WHO: one TOML file per outlet. Its id is its path without the suffix, its language the folder."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from pipelines.errors import Misconfigured

BUNDLED = Path(__file__).parent
EXAMPLE = (
    'name = "The Reporter", home = "https://reporter.example", rss = ["https://reporter.example/film.xml"]'
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z0-9][a-z0-9_]*")


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many a day are normal, both ends inclusive."""

    min: int = 0
    max: int = 10_000


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an outlet promises; a broken promise shows in its health."""

    articles_per_day: Range = Range()


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """CSS selectors for pages that generic reading gets wrong; ``until`` is the last day they held.

    The keys are those of ``pipelines.article.options.Layout``, where each is described.
    """

    until: dt.date | None = None
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place that publishes news, and the ways in. ``id`` and ``language`` come from the file's path.

    ``rss`` are RSS, Atom or JSON feeds; ``sitemaps`` news sitemaps or indexes; ``listings`` hub pages.
    ``official`` is a maker's or platform's own newsroom: a claim there is first-hand. ``verified`` is False
    until ``greenlit outlets check`` has seen the addresses live. ``country`` is ISO 3166-1 alpha-2.
    """

    name: str
    home: str
    rss: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    country: str | None = None
    official: bool = False
    verified: bool = False
    expect: Expect = Expect()
    layout: tuple[Layout, ...] = ()
    id: str = ""
    language: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that a visit starts from."""
        return self.rss + self.sitemaps + self.listings


def load(*folders: Path) -> dict[str, Outlet]:
    """Read every outlet below ``folders`` (the bundled catalogue where none is given), by id.

    Raises:
        Misconfigured: for a folder that is not there, a file with an unknown key or a wrong value, two files
            with one id; the message names the path, the line where it is known, and a correct example.
    """
    outlets: dict[str, Outlet] = {}
    for folder in folders or (BUNDLED,):
        if not folder.is_dir():
            raise Misconfigured(
                f"{folder}: no such folder of outlets; example: GREENLIT_CATALOGUE=my/outlets"
            )
        for path in sorted(folder.rglob("*.toml")):
            outlet = read(path, folder)
            if outlet.id in outlets:
                raise Misconfigured(f"{path}: there is another outlet {outlet.id}; rename this file")
            outlets[outlet.id] = outlet
    return outlets


def select(outlets: Mapping[str, Outlet], wanted: Iterable[str]) -> tuple[Outlet, ...]:
    """Pick the outlets with these ids, all where none is wanted.

    Raises:
        Misconfigured: for an id that is not in the catalogue, with its close matches.
    """
    chosen = tuple(wanted)
    for name in chosen:
        if name not in outlets:
            raise Misconfigured(f"no outlet {name!r}; {_nearest(name, outlets)}`greenlit outlets` lists them")
    return tuple(outlets[name] for name in dict.fromkeys(chosen)) or tuple(outlets.values())


def read(path: Path, folder: Path) -> Outlet:
    """Read one outlet's file, whose id is its path below ``folder``.

    Raises:
        Misconfigured: as ``load`` does.
    """
    *languages, name = path.relative_to(folder).with_suffix("").parts
    if len(languages) != 1 or not _LANGUAGE.fullmatch(languages[0]) or not _NAME.fullmatch(name):
        raise Misconfigured(f"{path}: an outlet is <language>/<name>.toml; example: en/example_reporter.toml")
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misconfigured(f"{path}: {problem}; a correct file says {EXAMPLE}") from problem
    for key in ("id", "language"):
        if key in told:
            raise Misconfigured(f"{_at(path, text, key)}: {key} is the file's path; remove the line")
    try:
        outlet = msgspec.convert({**told, "id": f"{languages[0]}/{name}", "language": languages[0]}, Outlet)
    except msgspec.ValidationError as problem:
        raise Misconfigured(_explained(path, text, str(problem))) from problem
    for complaint in _complaints(outlet):
        raise Misconfigured(f"{path}: {complaint}; a correct file says {EXAMPLE}")
    return outlet


def _complaints(outlet: Outlet) -> Iterator[str]:
    for address in (outlet.home, *outlet.addresses):
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            yield f"{address!r} is no http or https address"
    if not outlet.addresses:
        yield "no way in: give rss, sitemaps or listings"
    if outlet.country is not None and not re.fullmatch(r"[A-Z]{2}", outlet.country):
        yield f"country {outlet.country!r} is not ISO 3166-1 alpha-2 (GB, IN, KR)"
    if outlet.expect.articles_per_day.min > outlet.expect.articles_per_day.max:
        yield "expect.articles_per_day: min is more than max"


def _explained(path: Path, text: str, problem: str) -> str:
    unknown = re.search(r"unknown field `([^`]+)`(?:.* at `\$\.?([a-z_]*))?", problem)
    if unknown is None:
        key = re.search(r"(?:field `|`\$\.)([a-z_]+)", problem)
        return f"{_at(path, text, key[1]) if key else path}: {problem}; a correct file says {EXAMPLE}"
    kinds: dict[str, type[msgspec.Struct]] = {"expect": Expect, "layout": Layout}
    fields = kinds.get(unknown[2] or "", Outlet).__struct_fields__
    known = [name for name in fields if name not in ("id", "language")]
    return (
        f"{_at(path, text, unknown[1])}: unknown key {unknown[1]!r}; {_nearest(unknown[1], known)}"
        f"the keys are {', '.join(known)}; a correct file says {EXAMPLE}"
    )


def _at(path: Path, text: str, key: str) -> str:
    named = re.compile(rf"\s*\[*\s*[\w.]*\b{re.escape(key)}\b")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if named.match(line))
    line = next(lines, None)
    return f"{path}:{line}" if line else str(path)


def _nearest(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}? " if close else ""
