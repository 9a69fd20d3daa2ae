"""One language's words, section by section; a section that is missing is empty."""

from typing import Any

from pipelines.vocabulary.sections.base import Section
from pipelines.vocabulary.sections.dates import Dates
from pipelines.vocabulary.sections.seasons import Seasons
from pipelines.vocabulary.sections.sentences import Sentences

Table = dict[str, Any]


class Pack(Section, frozen=True):
    """Everything that a vocabulary file says.

    ``language`` is the file's name (a BCP 47 primary subtag). A section that the file leaves out is None.
    """

    language: str
    sentences: Sentences | None = None
    seasons: Seasons | None = None
    dates: Dates | None = None
    regions: Table | None = None
