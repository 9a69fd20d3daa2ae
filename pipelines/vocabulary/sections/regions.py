"""What a language calls countries, beyond the names that CLDR gives them."""

from msgspec import field

from pipelines.vocabulary.sections.base import Section


class Regions(Section, frozen=True):
    """Everything that ``extract.places`` reads about countries in one language.

    The keys of ``names`` are ISO 3166-1 alpha-2; its words are abbreviations, adjectives and short forms
    ("U.K.", "Indian", ``국내``). ``skip`` are CLDR names that are common words or persons' names;
    ``suffixes`` are endings that may follow a name.
    """

    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
