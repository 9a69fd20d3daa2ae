"""What was published last: which pages need not be written again.

A page is what is known of one work, shown by this code. As long as neither changed, and the file is the one
that was written, it stands. The note about that lies beside the pages and is no feed; without it, or when it
is not to be trusted, every page is written.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import Decoder, encode

NOTE = ".pages.json"


class Page(Struct, frozen=True, array_like=True):
    """A page that was written: the state of its work then, and the file's size and time as they were left."""

    state: str
    size: int
    time: int


class Shelf(Struct):
    """The pages of a folder by name, and the ``look`` that they were given: code, style, names of outlets."""

    look: str
    pages: dict[str, Page]

    def holds(self, folder: Path, name: str, state: str) -> bool:
        """Does this page stand as it was written, and was that of this state?"""
        known = self.pages.get(name)
        return known is not None and known.state == state and _seen(folder / name, state) == known

    def text(self) -> str:
        """Write the note."""
        return encode(self).decode()


def last(folder: Path, look: str) -> Shelf:
    """Read what was published into a folder; nothing where it looked otherwise."""
    try:
        shelf = _read((folder / NOTE).read_bytes())
    except (OSError, DecodeError, ValidationError):
        return Shelf(look, {})
    return shelf if shelf.look == look else Shelf(look, {})


def noted(folder: Path, look: str, states: Iterable[tuple[str, str]]) -> Shelf:
    """Note the pages as they lie there now, by name and the state of their work."""
    seen = ((name, _seen(folder / name, state)) for name, state in states)
    return Shelf(look, {name: page for name, page in seen if page})


def look_of(names: Mapping[str, str]) -> str:
    """Hash everything but the ledger that decides how a page looks."""
    return blake2b(f"{_code()}{sorted(names.items())}".encode(), digest_size=10).hexdigest()


_read = Decoder(Shelf).decode


def _seen(path: Path, state: str) -> Page | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return Page(state, found.st_size, found.st_mtime_ns)


@cache
def _code() -> str:
    house = resources.files("pipelines")
    parts = (*sorted(_texts(house / "publish")), (house / "edtf.py").read_bytes())
    return blake2b(b"".join(parts)).hexdigest()


def _texts(folder: Traversable) -> Iterable[bytes]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry)
        elif entry.name.endswith((".py", ".html", ".css")):
            yield entry.read_bytes()
