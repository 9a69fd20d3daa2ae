"""The words a language names days, months and stretches of a year with."""

from typing import Literal

from msgspec import field

from pipelines.vocabulary.sections.base import Section

Words = tuple[str, ...]
Distances = dict[str, Words]


class Marks(Section, frozen=True):
    """What stands right after a number and says what it counts.

    ``unless`` lists what may not follow the mark: ``年間`` is a duration, ``年`` a year.
    """

    year: Words = ()
    month: Words = ()
    day: Words = ()
    unless: Words = ()


class Bounds(Section, frozen=True):
    """Words that open a date to one side; ``side`` is where they stand: before the date or after it."""

    side: Literal["before", "after"] = "before"
    before: Words = ()
    not_before: Words = ()
    since: Words = ()


class Joins(Section, frozen=True):
    """Words between two dates: either of them, both of them, from the one to the other."""

    either: Words = ()
    both: Words = ()
    range: Words = ()


class Near(Section, frozen=True):
    """Words that pick a year, month, week, weekday or season by its distance from the day of publication.

    ``following`` takes a season of the next calendar year ("next summer" said in spring); ``next`` takes the
    first that comes.
    """

    last: Words = ()
    this: Words = ()
    next: Words = ()
    following: Words = ()


class Units(Section, frozen=True):
    """The names of the stretches themselves: "next year" is ``near.next`` and ``units.year``."""

    week: Words = ()
    weekend: Words = ()
    month: Words = ()
    year: Words = ()


class Parts(Section, frozen=True):
    """The beginning, middle and end of a stretch."""

    early: Words = ()
    mid: Words = ()
    late: Words = ()


class Seasons(Section, frozen=True):
    """The seasons of the year, as on the northern half of the globe."""

    spring: Words = ()
    summer: Words = ()
    autumn: Words = ()
    winter: Words = ()


class Dates(Section, frozen=True):
    """Everything that ``extract.dates`` reads in one language.

    ``edges`` is how words of the script are bounded (see ``extract.lexicon``), ``suffixes`` the endings that
    may follow one. ``order`` is how a date of two or three bare numbers is read. ``weak`` words are dates
    only beside another part of a date, after a word of ``leads`` or before one of ``follows``; ``cased``
    words only with a capital. Where words are ``small``, one with a capital before another capital is part
    of a name ("Julio Vega"). ``of`` may stand between a day's number and its month, ``glue`` between any
    two parts of one date. ``two_digit_years`` may follow a year of two digits. The keys of ``years``,
    ``months_away``, ``weeks`` and ``days`` are distances from now, for words that say it whole ("tomorrow",
    ``내년``); those of ``this_year`` and ``next_year`` EDTF's month or sub-year code (``올여름`` is "22");
    ``same_month`` words mean the month of the date before (``同月``); ``feasts``
    name an entry of ``feasts.toml``.
    """

    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    edges: Literal["both", "left", "none"] = "both"
    suffixes: Words = ()
    months: tuple[Words, ...] = ()
    weekdays: tuple[Words, ...] = ()
    seasons: Seasons = Seasons()
    parts: Parts = Parts()
    halves: tuple[Words, ...] = ()
    quarters: tuple[Words, ...] = ()
    units: Units = Units()
    near: Near = Near()
    years: Distances = field(default_factory=dict)
    months_away: Distances = field(default_factory=dict)
    weeks: Distances = field(default_factory=dict)
    days: Distances = field(default_factory=dict)
    this_year: Distances = field(default_factory=dict)
    next_year: Distances = field(default_factory=dict)
    same_month: Words = ()
    bounds: Bounds = Bounds()
    joins: Joins = Joins()
    marks: Marks = Marks()
    ordinals: Words = ()
    of: Words = ()
    glue: Words = ()
    leads: Words = ()
    follows: Words = ()
    weak: Words = ()
    cased: Words = ()
    small: bool = False
    two_digit_years: Words = ()
    feasts: Distances = field(default_factory=dict)
