"""What a user can set: environment variables named ``GREENLIT_*``, each with a default that works."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.errors import Misconfigured

PREFIX = "GREENLIT_"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where things are kept and how we introduce ourselves.

    ``database`` is an SQLAlchemy URL (SQLite or PostgreSQL); ``feeds`` the folder that is published to;
    ``catalogue`` a folder of one's own outlets beside the bundled ones; ``contact`` an address that an outlet
    can complain to (a mail address or a page), needed for live crawling; ``budget`` requests a day in all;
    ``private`` the private networks that may be crawled all the same (``127.0.0.1:8000,10.0.0.0/8``): none
    unless named; ``callback`` the public address under which hubs reach ``greenlit listen``: without it the
    hubs that feeds name are left alone.
    """

    data: Path = Path("data")
    database: str = "sqlite:///data/greenlit.sqlite"
    feeds: Path = Path("feeds")
    catalogue: Path | None = None
    contact: str | None = None
    budget: int = 5000
    private: str | None = None
    callback: str | None = None


def configuration(environ: Mapping[str, str] | None = None) -> Configuration:
    """Read the configuration from environment variables.

    Raises:
        Misconfigured: for a variable with our prefix that we do not know, a budget that is no number, or a
            callback that is no web address.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in (os.environ if environ is None else environ).items()
        if name.startswith(PREFIX) and value
    }
    known = Configuration.__dataclass_fields__
    unknown = sorted(set(given) - set(known))
    if unknown:
        names = ", ".join(PREFIX + name.upper() for name in known)
        raise Misconfigured(f"{PREFIX}{unknown[0].upper()}: no such setting; there are {names}")
    data = Path(given.get("data", "data"))
    return Configuration(
        data=data,
        database=given.get("database", f"sqlite:///{data / 'greenlit.sqlite'}"),
        feeds=Path(given.get("feeds", "feeds")),
        catalogue=Path(given["catalogue"]) if "catalogue" in given else None,
        contact=given.get("contact"),
        budget=_whole("BUDGET", given.get("budget", "5000")),
        private=given.get("private"),
        callback=_address("CALLBACK", given.get("callback")),
    )


def _whole(name: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        raise Misconfigured(f"{PREFIX}{name}={value!r} is not a whole number; example: {PREFIX}{name}=5000")
    return int(value)


def _address(name: str, value: str | None) -> str | None:
    parts = urlsplit(value or "")
    if value and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    ):
        example = f"{PREFIX}{name}=https://crawler.example.org/websub"
        raise Misconfigured(f"{PREFIX}{name}={value!r} is no web address; example: {example}")
    return value
