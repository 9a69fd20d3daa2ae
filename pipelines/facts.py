"""What the ledger hands on: facts, their updates, and who told them.

Structs instead of dataclasses: frozen all the same, but made and written out by the hundred thousand. None of
them can be part of a cycle (``gc=False``).
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from pipelines.model import Certainty, Kind

Change = Literal["new", "moved", "narrowed", "widened", "confirmed", "disputed", "withdrawn", "passed"]

CHANGES: tuple[Change, ...] = (
    "new",
    "moved",
    "narrowed",
    "widened",
    "confirmed",
    "disputed",
    "withdrawn",
    "passed",
)


class Value(Struct, frozen=True, gc=False):
    """One answer to a fact's question.

    ``state`` is what is compared (``scheduled``, ``in`` ...), ``event`` how the best telling put it; ``date``
    is EDTF. ``role`` is the character (cast) or the job (crew).
    """

    state: str
    event: str
    certainty: Certainty
    date: str | None = None
    platform: str | None = None
    role: str | None = None


class Telling(Struct, frozen=True, gc=False):
    """One claim with where it comes from.

    ``id`` is hexadecimal. ``source`` is equal for tellings that count as one: a near-duplicate group, an
    outlet. ``said`` is when it was published, ``found`` when we read it, ``until`` when it was edited away.
    """

    id: str
    article: str
    url: str | None
    outlet: str | None
    source: str
    headline: str
    language: str | None
    event: str
    certainty: Certainty
    attribution: str | None
    date: str | None
    platform: str | None
    role: str | None
    title: str
    name: str | None
    sentence: str
    start: int
    rules: tuple[str, ...]
    said: datetime
    found: datetime
    until: datetime | None = None


class Update(Struct, frozen=True, gc=False):
    """What a reader is told: a fact changed.

    ``id`` and ``fact`` are hexadecimal; ``number`` counts the fact's updates from 1. ``at`` is the
    publication time of what caused it, ``found`` when we learnt of it. ``value`` is what holds from then on
    (None: nothing does), ``previous`` what held before; in a dispute ``value`` still holds and ``against``
    contradicts it. ``days`` is how far a date moved (negative: earlier), ``nth`` for the how-manieth time.
    ``rule`` names the rule of docs/ledger.md that decided.
    """

    id: str
    fact: str
    number: int
    kind: Change
    at: datetime
    found: datetime
    rule: str
    value: Value | None
    previous: Value | None = None
    days: int | None = None
    nth: int | None = None
    telling: Telling | None = None
    against: Telling | None = None


class Fact(Struct, frozen=True, gc=False):
    """One slot of one work, its current value and its history.

    ``title`` and ``name`` are how the work and the person are shown, ``work`` and ``person`` their ids.
    ``aspect`` is the milestone of a production (``order``, ``filming`` ...) and the job of a person.
    ``value`` is None where nothing is believed any more. ``beside`` are other values that somebody tells.
    """

    id: str
    kind: Kind
    work: str
    title: str
    season: int | None
    region: str | None
    person: str | None
    name: str | None
    aspect: str
    value: Value | None
    since: datetime | None
    sources: int
    updates: tuple[Update, ...] = ()
    tellings: tuple[Telling, ...] = ()
    beside: tuple[Value, ...] = ()


class Heading(Struct, frozen=True, gc=False):
    """A work in the list of titles.

    ``also`` are the other spellings of its title that were met. ``state`` changes whenever anything that is
    told of the work does, and means nothing else.
    """

    work: str
    title: str
    also: tuple[str, ...]
    state: str


class Story(Struct, frozen=True, gc=False):
    """All that is known of one work: facts with their updates; ``names`` are other spellings of persons."""

    heading: Heading
    facts: tuple[Fact, ...]
    names: dict[str, tuple[str, ...]]
