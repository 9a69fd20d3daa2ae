"""How a language counts the seasons and parts of a work."""

from typing import Literal

from msgspec import field

from pipelines.vocabulary.sections.base import Section

Words = tuple[str, ...]
Named = dict[str, Words]


class Seasons(Section, frozen=True):
    """Everything that ``extract.seasons`` reads in one language.

    ``edges`` and ``suffixes`` are as in the section for dates. The keys of ``words`` are kinds: ``season``,
    ``series`` (a season only with a number), ``part``, ``volume``, ``chapter``, ``cour``, ``sequel``;
    ``counters`` are words that count only right after a figure (``2기``), unless one of ``unless`` follows.
    ``short`` letters stand right before a figure, in capitals ("S2"). The keys of ``cardinals`` and
    ``ordinals`` are numbers, those of ``relations`` ``next``, ``final``, ``previous``. ``marks`` may follow a
    figure that stands before the word ("2nd", "2.", "2ª"), ``prefix`` stands before the figure (``第2期``).
    ``glue`` may stand between number and word, ``joins`` between two numbers.
    """

    edges: Literal["both", "left", "none"] = "both"
    words: Named = field(default_factory=dict)
    counters: Named = field(default_factory=dict)
    short: Words = ()
    cardinals: Named = field(default_factory=dict)
    ordinals: Named = field(default_factory=dict)
    relations: Named = field(default_factory=dict)
    marks: Words = ()
    prefix: Words = ()
    glue: Words = ()
    joins: Words = ()
    unless: Words = ()
    suffixes: Words = ()
