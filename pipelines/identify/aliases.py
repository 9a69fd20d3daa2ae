"""Curated aliases: which names stand for which, where no sound can tell."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipelines.errors import Misconfigured
from pipelines.identify.fold import fold
from pipelines.model import Sort

_PATH = "pipelines/identify/aliases.toml"
_NUMBERED = re.compile(r"(.*[^\d\s])\s*(\d{1,2})")


def standing_for(sort: Sort, name: str) -> str:
    """The name that stands for all names of its list; the name itself where it is in none."""
    return names_for(sort, name)[0]


def names_for(sort: Sort, name: str) -> tuple[str, ...]:
    """All names of the list that a name is in, the standing one first; the name alone where it is in none.

    A number behind a listed title is behind its other names as well.
    """
    table = _table(sort)
    if listed := table.get(fold(name)):
        return listed
    numbered = _NUMBERED.fullmatch(name) if sort == "work" else None
    listed = table.get(fold(numbered[1])) if numbered else None
    return tuple(f"{it} {numbered[2]}" for it in listed) if numbered and listed else (name,)


def read(text: str, sort: Sort) -> dict[str, tuple[str, ...]]:
    """Read a table of aliases: each folded name to all names of its list.

    Raises:
        Misconfigured: where a name stands in two lists or a list holds fewer than two names.
    """
    table: dict[str, tuple[str, ...]] = {}
    for names in tomllib.loads(text).get(sort, []):
        if len(names) < 2 or not all(isinstance(name, str) and fold(name) for name in names):
            raise Misconfigured(f'{_PATH}: {sort} {names!r}: example: ["Park Solomon", "Lomon"]')
        for name in names:
            if table.setdefault(fold(name), tuple(names)) != tuple(names):
                raise Misconfigured(f"{_PATH}: {sort} {name!r} stands in two lists; keep it in one")
    return table


@cache
def _table(sort: Sort) -> Mapping[str, tuple[str, ...]]:
    return read(files(__package__).joinpath("aliases.toml").read_text("utf-8"), sort)
