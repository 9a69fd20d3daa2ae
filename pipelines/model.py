"""The values that pass between steps: frozen, plain, and the same for every language and outlet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Sort = Literal["person", "work"]
Kind = Literal["release", "production", "cast", "crew"]
Certainty = Literal["official", "reported", "expected", "rumoured", "denied"]

EVENTS: Mapping[Kind, tuple[str, ...]] = {
    "release": ("scheduled", "delayed", "brought_forward", "unannounced", "released"),
    "production": (
        "announced",
        "renewed",
        "filming",
        "wrapped",
        "post_production",
        "paused",
        "cancelled",
        "ending",
    ),
    "cast": ("joins", "returns", "exits", "in_talks", "credited"),
    "crew": ("joins", "returns", "exits", "in_talks", "credited"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one address as they were fetched.

    ``url`` is the address asked for, ``final_url`` the one that answered; ``fetched`` is aware, UTC.
    ``headers`` has lower-case names, in the order they came. ``outlet`` is a catalogue id or None.
    """

    url: str
    final_url: str
    fetched: datetime
    body: bytes = field(repr=False)
    status: int = 200
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of an article's ``whole``: code points from ``start`` up to, not including, ``end``.

    ``mark`` is how the page marked it: ``em``, ``strong``, ``cite``, ``quote`` or ``heading``.
    """

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One candidate for one field of an article: what was found, which tag said so, if it won and why."""

    field: str
    value: str
    source: str
    won: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A dated part of a live blog or round-up; offsets into the article's ``whole``."""

    start: int
    end: int
    heading: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader would call the article: its text without furniture, and what the page says about it.

    ``id`` is the canonical address, or the file's path when read from a file. ``text`` has its paragraphs
    parted by ``\\n``. ``published`` and ``modified`` are ISO 8601 with the offset that the page gave (a bare
    date where it gave no time), None where no trusted tag says so. ``language`` is a BCP 47 tag.
    ``free`` is False behind a paywall and None where the page does not say. ``kind`` is ``article``,
    ``live_blog`` or ``round_up``: the latter two have ``sections``.
    """

    id: str
    title: str
    text: str = field(repr=False)
    url: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    free: bool | None = None
    marks: tuple[Span, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    kind: str = "article"

    @property
    def whole(self) -> str:
        """The headline, a line feed and the text: what every offset counts in."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it: ``text`` is exactly ``article.whole[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one article says about a work's release, production, cast or crew, in its own words.

    ``work``, ``person``, ``role``, ``platform`` and ``attribution`` stand as the article writes them;
    ``date`` is EDTF (ISO 8601-2 level 2), ``region`` ISO 3166-1 alpha-2. None is "not said". ``rules`` are
    the ids of the vocabulary entries that made the claim.
    """

    article: str
    kind: Kind
    event: str
    work: str
    certainty: Certainty
    evidence: Evidence
    season: int | None = None
    date: str | None = None
    platform: str | None = None
    region: str | None = None
    person: str | None = None
    role: str | None = None
    attribution: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identified:
    """A claim that knows whose work and which person it is about, in whatever script they were written.

    ``work`` and ``person`` are stable ids of the ledger (``person`` None for release and production);
    ``maybe`` lists ids of known persons or works that it may also be, undecided. ``work_form`` and
    ``person_form`` are the ids of the spellings that led there: they never change, while the ids they lead to
    may, by a later merger or a person's decision.
    """

    claim: Claim
    work: str
    person: str | None = None
    maybe: tuple[str, ...] = ()
    work_form: str | None = None
    person_form: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of an article's wording, to know its copies: hashes only, no text.

    ``published`` counts seconds since 1970, UTC. ``exact`` is the hash of the text's words and ``words``
    that of headline and text. ``keys`` (signed, 64 bits) are what an index is searched by, ``furniture``
    the hashes of the site's name with each outer sentence. ``sketch`` and ``names`` are packed samples of
    the wording and of the names and numbers in it.
    """

    article: str
    published: int
    exact: bytes = field(repr=False)
    words: bytes = field(repr=False)
    keys: tuple[int, ...] = field(default=(), repr=False)
    sketch: bytes = field(default=b"", repr=False)
    names: bytes = field(default=b"", repr=False)
    furniture: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name, in one sense: ``root`` is the form that stands for all forms of the same one.

    ``sort`` is ``person`` or ``work``. ``published`` is the earliest time of publication that it was met in,
    in seconds since 1970. ``folded`` is the spelling without case, accents, spaces and punctuation.
    """

    id: str
    sort: Sort
    name: str
    folded: str
    root: str
    published: int
    sense: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held about two forms. ``same`` None is undecided.

    ``by`` is ``sound`` (names and context), ``article`` (one stood in brackets behind the other), ``import``
    or ``person``: a later kind overrides an earlier one.
    ``score`` is how alike the names are, from 0 to 1; ``why`` says it in words.
    """

    one: str
    other: str
    same: bool | None
    by: str
    score: float
    why: str = ""
