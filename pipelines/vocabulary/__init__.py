"""Every word we know: one file per language, with examples that run as tests.

``pack("en")`` is the door: the language's words as frozen values, read once a process.
"""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from pipelines.errors import Misconfigured
from pipelines.vocabulary.families import spelled_out
from pipelines.vocabulary.pack import Pack

FOLDER = Path(__file__).parent
EXAMPLE = 'example: [seasons] words = ["season", "series"]'


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Name the languages that have a vocabulary file, in alphabetical order."""
    return _in(folder or FOLDER)


@cache
def _in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if len(path.stem) in (2, 3)))


@cache
def pack(language: str) -> Pack:
    """Return the words of ``language``, a BCP 47 tag whose primary subtag names the file.

    Raises:
        Misconfigured: there is no such file, or it says something that we do not understand.
    """
    return load(FOLDER / f"{language.split('-')[0].lower()}.toml")


def load(path: Path) -> Pack:
    """Read one vocabulary file.

    Raises:
        Misconfigured: naming the path, the key and a correct example.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(languages(path.parent))
        raise Misconfigured(f"{path}: no vocabulary for this language; there are: {known}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Misconfigured(f"{path}: {problem}; {EXAMPLE}") from None
    try:
        return msgspec.convert({"language": path.stem, **spelled_out(content)}, Pack)
    except (msgspec.ValidationError, ValueError) as problem:
        raise Misconfigured(f"{path}: {problem}; {EXAMPLE}") from None
