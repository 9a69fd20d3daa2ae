"""What ends a sentence in a language, and what only looks as if it did."""

from pipelines.vocabulary.sections.base import Section


class Sentences(Section, frozen=True):
    """Everything that ``extract.sentences`` reads in one language.

    ``abbreviations`` are words whose full stop ends nothing ("Dr", "Vol", "z. B"), without the last stop.
    ``ordinal_stops`` is true where a stop after a figure makes it an ordinal (``23. Juli``); after one of
    ``counted`` ("Staffel 2. Die ...") it ends the sentence all the same. ``spaceless`` is true where no
    space follows a sentence's end.
    """

    abbreviations: tuple[str, ...] = ()
    ordinal_stops: bool = False
    counted: tuple[str, ...] = ()
    spaceless: bool = False
