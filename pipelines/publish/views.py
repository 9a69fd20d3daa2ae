"""Facts and updates as the pages show them: every string ready, nothing left to decide in a template."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from unicodedata import normalize

from pipelines.facts import Fact, Telling, Update, Value
from pipelines.publish.atom import link
from pipelines.publish.phrases import (
    MONTHS,
    STATES,
    change_words,
    question_words,
    value_words,
    work_words,
)

QUOTED = 40
"""Updates of one season whose sentences are shown."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and whose it is."""

    sentence: str
    who: str
    outlet: str
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One update in a list."""

    id: str
    kind: str
    iso: str
    day: str
    work: str
    page: str
    question: str
    text: str
    certainty: str | None
    telling: Quote | None
    against: Quote | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds of one question."""

    question: str
    answer: str
    answer_note: str
    holds: bool
    certainty: str
    sources: str
    beside: tuple["Other", ...]


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody tells beside what holds."""

    text: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one season."""

    name: str
    note: str
    certainty: str
    out: bool


@dataclass(frozen=True, slots=True)
class Group:
    """People of one heading."""

    name: str
    people: tuple[Person, ...]


@dataclass(slots=True)
class Season:
    """One season of a work, or the work itself."""

    name: str
    answers: list[Answer] = field(default_factory=list)
    people: tuple[Group, ...] = ()
    history: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one work."""

    path: str
    title: str
    also: tuple[str, ...]
    seasons: tuple[Season, ...]


def path_of(work: str, title: str) -> str:
    """Name a work's page: letters of its title that are safe anywhere, and a hash of its id."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    digest = blake2b(work.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"works/{slug}-{digest}.html" if slug else f"works/{digest}.html"


def line(fact: Fact, update: Update) -> Line:
    """Show one update."""
    day = update.at
    value = update.value or update.previous
    return Line(
        id=update.id,
        kind=update.kind,
        iso=day.date().isoformat(),
        day=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        work=work_words(fact),
        page=path_of(fact.work, fact.title),
        question=question_words(fact, update),
        text=change_words(update),
        certainty=value.certainty if value else None,
        telling=_quote(update.telling),
        against=_quote(update.against),
    )


def page(story: Sequence[Fact]) -> Page:
    """Show all that is known of one work, the newest season first."""
    first = story[0]
    forms = dict.fromkeys(t.title for fact in story for t in fact.tellings)
    also = sorted((form for form in forms if form != first.title), key=str.casefold)[:6]
    numbers = sorted({fact.season or 0 for fact in story}, reverse=True)
    several = len(numbers) > 1
    seasons = tuple(
        _season(number, [f for f in story if (f.season or 0) == number], several) for number in numbers
    )
    return Page(path_of(first.work, first.title), first.title, tuple(also), seasons)


def _season(number: int, facts: Sequence[Fact], several: bool) -> Season:
    name = f"Season {number}" if number else "The first season, or all of it" if several else "What is known"
    shown = Season(name)
    order = ("release", "order", "filming", "wrapped", "post_production", "ending")
    asked = [fact for fact in facts if fact.kind in ("release", "production")]
    for fact in sorted(asked, key=lambda f: (order.index(f.aspect or "release"), f.region or "", f.id)):
        if fact.value or fact.updates:
            shown.answers.append(_answer(fact))
    shown.people = tuple(_groups(fact for fact in facts if fact.kind in ("cast", "crew") and fact.value))
    told = sorted(
        ((update, fact) for fact in facts for update in fact.updates),
        key=lambda pair: (pair[0].at, pair[0].fact, pair[0].number),
        reverse=True,
    )
    shown.history = [line(fact, update) for update, fact in told[:QUOTED]]
    return shown


def _answer(fact: Fact) -> Answer:
    last = fact.updates[-1].previous if fact.updates else None
    return Answer(
        question=question_words(fact),
        answer=_capital(value_words(fact.value or last)),
        answer_note="no longer believed",
        holds=fact.value is not None,
        certainty=fact.value.certainty if fact.value else "denied",
        sources=f"{fact.sources} source{'s' * (fact.sources != 1)}",
        beside=tuple(Other(value_words(value), value.certainty) for value in fact.beside[:3]),
    )


_HEADINGS = (
    ("Returning", ("returns",)),
    ("Joining", ("joins",)),
    ("In talks", ("in_talks",)),
    ("In it", ("credited",)),
    ("Leaving", ("exits",)),
)


def _groups(facts: Iterable[Fact]) -> Iterable[Group]:
    told = sorted(facts, key=lambda fact: (fact.since is None, fact.since, fact.name or "", fact.id))
    for name, events in _HEADINGS:
        people = [
            _person(f, f.value) for f in told if f.kind == "cast" and f.value and f.value.event in events
        ]
        if people:
            yield Group(name, tuple(people))
    crew = [_person(f, f.value) for f in told if f.kind == "crew" and f.value]
    if crew:
        yield Group("Making it", tuple(crew))


def _person(fact: Fact, value: Value) -> Person:
    notes = [fact.aspect if fact.kind == "crew" else f"as {value.role}" if value.role else ""]
    if fact.kind == "crew" and value.event != "credited":
        notes.append(STATES.get(value.event, value.event))
    return Person(fact.name or "?", ", ".join(filter(None, notes)), value.certainty, value.state == "out")


def _quote(telling: Telling | None) -> Quote | None:
    if telling is None:
        return None
    outlet = telling.outlet or telling.source
    return Quote(
        telling.sentence,
        telling.attribution or telling.certainty,
        outlet,
        link(telling.url),
        telling.language,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
