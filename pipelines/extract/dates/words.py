"""One language's words for dates, ready to be searched."""

from collections.abc import Iterator

from msgspec import Struct

from pipelines.extract.lexicon import Lexicon, fold, prepared
from pipelines.vocabulary.sections.dates import Dates


class Words(Struct, frozen=True):
    """A section's lists, folded; ``lexicon`` says of a word which part of a date it is, and its value."""

    section: Dates
    lexicon: Lexicon[tuple[str, int | str, bool]]
    joins: dict[str, str]
    glue: frozenset[str]
    of: frozenset[str]
    leads: frozenset[str]
    weak: frozenset[str]
    marks: tuple[tuple[str, str], ...]


@prepared
def words_of(section: Dates) -> Words:
    """Return the words of a section."""
    cased = frozenset(map(fold, section.cased))
    entries = [
        (word, (part, value, fold(word) in cased))
        for words, part, value in _entries(section)
        for word in words
    ]
    joins = {"either": section.joins.either, "both": section.joins.both, "range": section.joins.range}
    marks = [(mark, part) for part in ("year", "month", "day") for mark in getattr(section.marks, part)]
    return Words(
        section=section,
        lexicon=Lexicon(entries, section.edges, section.suffixes),
        joins={fold(word): kind for kind, words in joins.items() for word in words},
        glue=frozenset({"", *map(fold, section.glue)}),
        of=frozenset({"", *map(fold, section.of)}),
        leads=frozenset(map(fold, section.leads)),
        weak=frozenset(map(fold, section.weak)),
        marks=tuple(sorted(marks, key=lambda mark: -len(mark[0]))),
    )


def _entries(section: Dates) -> Iterator[tuple[tuple[str, ...], str, int | str]]:
    """Every word list of the section with the part of a date that its words are, and their value."""
    for part, lists, first in (
        ("month", section.months, 1),
        ("weekday", section.weekdays, 0),
        ("half", section.halves, 40),
        ("quarter", section.quarters, 33),
    ):
        yield from ((words, part, first + i) for i, words in enumerate(lists))
    seasons = section.seasons
    for i, words in enumerate((seasons.spring, seasons.summer, seasons.autumn, seasons.winter)):
        yield words, "season", 21 + i
    for part, table, names in (
        ("part", section.parts, ("early", "mid", "late")),
        ("unit", section.units, ("week", "weekend", "month", "year")),
        ("near", section.near, ("last", "this", "next", "following")),
        ("bound", section.bounds, ("before", "not_before", "since")),
    ):
        yield from ((getattr(table, name), part, name) for name in names)
    for part in ("years", "months_away", "weeks", "days", "this_year", "next_year"):
        yield from ((words, part, int(key)) for key, words in getattr(section, part).items())
    yield section.same_month, "same_month", 0
    yield from ((words, "feast", name) for name, words in section.feasts.items())
