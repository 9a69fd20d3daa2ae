"""One name for a platform, in whatever script an article writes it: that of ``vocabulary/platforms.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pipelines.ledger.keys import fold


def platform_name(written: str | None) -> str | None:
    """Give the name that a platform is shown by; one that is not known stays as it is written."""
    return _names().get(fold(written), written) if written else None


@cache
def _names() -> Mapping[str, str]:
    given = (resources.files("pipelines.vocabulary") / "platforms.toml").read_text(encoding="utf-8")
    known: dict[str, str] = {}
    for company in tomllib.loads(given).values():
        names = [*company.get("names", ()), *company.get("ambiguous", ())]
        for name in names:
            known.setdefault(fold(name), names[0])
    return known
