"""One language's words, section by section; a section that is missing is empty."""

from typing import Any

from pipelines.vocabulary.sections.base import Section
from pipelines.vocabulary.sections.dates import Dates

Table = dict[str, Any]


class Pack(Section, frozen=True):
    """Everything that a vocabulary file says.

    ``language`` is the file's name (a BCP 47 primary subtag). A section that the file leaves out is None.
    """

    language: str
    sentences: Table | None = None
    seasons: Table | None = None
    dates: Dates | None = None
    regions: Table | None = None
