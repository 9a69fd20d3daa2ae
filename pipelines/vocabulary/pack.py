"""One language's words, section by section; a section that is missing is empty."""

from typing import Literal

from pipelines.vocabulary.sections.base import Section, Words
from pipelines.vocabulary.sections.cues import (
    Attribution,
    Certainties,
    Clauses,
    Cue,
    Example,
    Job,
    Negation,
)
from pipelines.vocabulary.sections.dates import Dates
from pipelines.vocabulary.sections.names import Names
from pipelines.vocabulary.sections.regions import Regions
from pipelines.vocabulary.sections.seasons import Seasons
from pipelines.vocabulary.sections.sentences import Sentences
from pipelines.vocabulary.sections.titles import Titles


class Pack(Section, frozen=True):
    """Everything that a vocabulary file says.

    ``language`` is the file's name (a BCP 47 primary subtag). ``edges`` says where a word of the script may
    stand: ``both`` between word borders, ``left`` after a border (particles may follow), ``none`` anywhere.
    ``suffixes`` are endings that may follow a word. A section that the file leaves out is None or empty.
    """

    language: str
    edges: Literal["both", "left", "none"] = "both"
    suffixes: Words = ()
    sentences: Sentences | None = None
    seasons: Seasons | None = None
    dates: Dates | None = None
    regions: Regions | None = None
    names: Names = Names()
    titles: Titles = Titles()
    cue: tuple[Cue, ...] = ()
    job: tuple[Job, ...] = ()
    certainty: Certainties = Certainties()
    attribution: Attribution = Attribution()
    negation: Negation = Negation()
    clauses: Clauses = Clauses()
    example: tuple[Example, ...] = ()
