"""Families: word lists that a file says once and its phrases take in by name, ``{@start} filming``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAME = re.compile(r"@([a-z-]+)")
_ALTERNATIVE = re.compile(r"[^{},]*@[^{},]*")
Families = Mapping[str, list[str]]


def spelled_out(content: dict[str, Any]) -> dict[str, Any]:
    """Return a file's content without its table ``families``, each of them written out where it is named.

    ``"@name"`` alone in a list stands for the family's words, ``@name`` inside a phrase's braces for
    alternatives.

    Raises:
        ValueError: a phrase names a family that there is not.
    """
    families: Families = content.get("families", {})
    if not families:
        return content
    return {key: _spelled(value, families) for key, value in content.items() if key != "families"}


def _spelled(value: Any, families: Families) -> Any:
    if isinstance(value, dict):
        return {key: _spelled(one, families) for key, one in value.items()}
    if isinstance(value, list):
        return [word for one in value for word in _spliced(one, families)]
    return (
        _ALTERNATIVE.sub(lambda found: ",".join(_readings(found[0], families)), value)
        if _named(value)
        else value
    )


def _readings(alternative: str, families: Families) -> Iterator[str]:
    """Yield an alternative with each word of the family that it names."""
    name = _NAME.search(alternative)
    if name is None:
        yield alternative
        return
    for word in _family(name[1], families):
        yield from _readings(alternative[: name.start()] + word + alternative[name.end() :], families)


def _spliced(value: Any, families: Families) -> Iterator[Any]:
    """Yield a list's member; a family that stands alone is as many members as it has words."""
    alone = _NAME.fullmatch(value) if _named(value) else None
    yield from _family(alone[1], families) if alone else (_spelled(value, families),)


def _named(value: Any) -> bool:
    return isinstance(value, str) and "@" in value


def _family(name: str, families: Families) -> list[str]:
    if name not in families:
        raise ValueError(f"no family {name!r} in [families]; there are: {', '.join(sorted(families))}")
    return families[name]
