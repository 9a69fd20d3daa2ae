"""Where a work can be seen: the platforms, networks and studios, and the countries, that a text names."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from babel import Locale
from msgspec import Struct

from pipelines import vocabulary
from pipelines.extract.lexicon import Lexicon, fold
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.base import Section
from pipelines.vocabulary.sections.regions import Regions

PlatformKind = Literal["streamer", "network", "studio", "distributor", "cinema-chain"]


class Company(Section, frozen=True):
    """One company of ``vocabulary/platforms.toml``: its names in each script.

    ``ambiguous`` names are also common words, or other companies' ("Max", "Sky").
    """

    kind: PlatformKind
    names: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Platform(Struct, frozen=True):
    """A company that a text names, at ``start`` to ``end``; ``id`` is the same for all of its names."""

    start: int
    end: int
    id: str
    kind: PlatformKind
    ambiguous: bool = False


class Region(Struct, frozen=True):
    """A country that a text names; ``code`` is ISO 3166-1 alpha-2."""

    start: int
    end: int
    code: str


@cache
def companies() -> dict[str, Company]:
    """Read ``vocabulary/platforms.toml`` once a process."""
    path = Path(vocabulary.__file__).parent / "platforms.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Company])


@cache
def _company_names() -> Lexicon[tuple[str, str, bool]]:
    return Lexicon(
        (
            (name, (key, name, ambiguous))
            for key, company in companies().items()
            for names, ambiguous in ((company.ambiguous, True), (company.names, False))
            for name in names
        ),
        edges="script",
    )


def platforms(text: str) -> Iterator[Platform]:
    """Yield the companies that ``text`` names in any script, in reading order.

    A name counts as it is written in the list or in capitals: "Max", never "max". Names that are common
    words are marked ``ambiguous``: the reader of the mention decides.
    """
    for start, end, (key, name, ambiguous) in _company_names().find(fold(text)):
        if _as_listed(text[start:end], name) and not _compound(text, end):
            yield Platform(start, end, key, companies()[key].kind, ambiguous)


def _compound(text: str, end: int) -> bool:
    """Say whether the name is half of an adjective: "star-studded"."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()


def _as_listed(written: str, name: str) -> bool:
    return not name[:1].isupper() or written[:1].isupper()


def regions(text: str, pack: Pack) -> Iterator[Region]:
    """Yield the countries that ``text`` names in the pack's language, in reading order.

    Names are CLDR's for the language and those of the pack's section; a pack without one finds none.
    """
    if pack.regions is None:
        return
    for start, end, (code, name) in _countries(pack.language).find(fold(text)):
        if _as_listed(text[start:end], name):
            yield Region(start, end, code)


@cache
def _countries(language: str) -> Lexicon[tuple[str, str]]:
    section = vocabulary.pack(language).regions or Regions()
    listed = {
        code: name for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()
    }
    names = [(name, (code, name)) for code, name in listed.items() if name not in section.skip]
    names += [(name, (code, name)) for code, own in section.names.items() for name in own]
    return Lexicon(names, edges="script", suffixes=section.suffixes)
