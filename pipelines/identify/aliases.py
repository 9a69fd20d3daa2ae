"""Curated aliases: which names stand for which, where no sound can tell."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipelines.errors import Misconfigured
from pipelines.identify.fold import fold
from pipelines.model import Sort

_PATH = "pipelines/identify/aliases.toml"


def standing_for(sort: Sort, name: str) -> str:
    """The name that stands for all names of its list; the name itself where it is in none."""
    return _table(sort).get(fold(name), name)


def read(text: str, sort: Sort) -> dict[str, str]:
    """Read a table of aliases, folded name to standing name.

    Raises:
        Misconfigured: where a name stands in two lists or a list holds fewer than two names.
    """
    table: dict[str, str] = {}
    for names in tomllib.loads(text).get(sort, []):
        if len(names) < 2 or not all(isinstance(name, str) and fold(name) for name in names):
            raise Misconfigured(f'{_PATH}: {sort} {names!r}: example: ["Park Solomon", "Lomon"]')
        for name in names:
            if table.get(fold(name), names[0]) != names[0]:
                raise Misconfigured(f"{_PATH}: {sort} {name!r} stands in two lists; keep it in one")
            table[fold(name)] = names[0]
    return table


@cache
def _table(sort: Sort) -> Mapping[str, str]:
    return read(files(__package__).joinpath("aliases.toml").read_text("utf-8"), sort)
