"""Addresses that may stand in a feed, and those of our own pages."""

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize
from urllib.parse import urlsplit


def link(url: str | None) -> str | None:
    """Give an address that may stand in a feed: http or https with a host, else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


@lru_cache(4096)
def path_of(work: str, title: str) -> str:
    """Name a work's page: letters of its title that are safe anywhere, and a hash of its id."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    digest = blake2b(work.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"works/{slug}-{digest}.html" if slug else f"works/{digest}.html"
