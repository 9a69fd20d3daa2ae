"""Facts and updates as the pages show them: every string ready, nothing left to decide in a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipelines.facts import Fact, Story, Telling, Update, Value
from pipelines.publish.links import link, path_of
from pipelines.publish.overview import Release
from pipelines.publish.phrases import (
    MONTHS,
    STATES,
    Outlets,
    change_words,
    date_words,
    question_words,
    value_words,
    work_words,
)

QUOTED = 40
"""Updates of one season that are shown."""

ALSO = 6
"""Other spellings of one name that are shown."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and whose it is."""

    sentence: str
    who: str
    outlet: str
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One update in a list: the question that it answers, and what changed."""

    id: str
    kind: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one sentence changed about one work at one moment."""

    kind: str
    iso: str
    day: str
    work: str
    page: str
    certainty: str | None
    items: tuple[Item, ...]
    telling: Quote | None
    against: Quote | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A date that lies ahead."""

    when: str
    work: str
    page: str
    where: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds of one question."""

    question: str
    answer: str
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
    """One person in one season; ``also`` is the name in another script."""

    name: str
    also: str
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
    """One season of a work, or the work itself; ``older`` updates are not in the ``history``."""

    name: str
    answers: list[Answer] = field(default_factory=list)
    people: tuple[Group, ...] = ()
    history: list[Line] = field(default_factory=list)
    older: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one work; ``gist`` says it in a sentence."""

    title: str
    also: tuple[str, ...]
    gist: str
    seasons: tuple[Season, ...]


def coming(release: Release) -> Coming:
    """Show a release that lies ahead."""
    fact, value = release.fact, release.value
    return Coming(
        when=_capital(date_words(value.date or "")),
        work=work_words(fact),
        page=path_of(fact.work, fact.title),
        where=", ".join(filter(None, (value.platform, fact.region))),
        certainty=value.certainty,
    )


def lines(told: Iterable[tuple[Fact, Update]], outlets: Outlets) -> list[Line]:
    """Show updates in their order; those that one sentence brought about are one line."""
    return [_line(list(group), outlets) for _, group in groupby(told, key=_cause)]


def page(story: Story, outlets: Outlets) -> Page:
    """Show all that is known of one work, the newest season first."""
    numbers = sorted({fact.season or 0 for fact in story.facts}, reverse=True)
    seasons = tuple(
        _season(number, [f for f in story.facts if (f.season or 0) == number], story, outlets)
        for number in numbers
    )
    first = seasons[0]
    gist = "; ".join(f"{answer.question}: {answer.answer}" for answer in first.answers if answer.holds)
    name = f"{story.heading.title}, {first.name.lower()}" if numbers[0] else story.heading.title
    return Page(story.heading.title, story.heading.also[:ALSO], f"{name}. {gist}"[:300], seasons)


def _cause(pair: tuple[Fact, Update]) -> tuple[object, ...]:
    """What makes updates one line: the moment, the work and its season, the sentence, and the same tone."""
    fact, update = pair
    said, value = update.telling, update.value or update.previous
    place = (said.article, said.start) if said else ()
    alone = update.id if update.against or update.kind == "passed" else ""
    return update.at, fact.work, fact.season, place, value and value.certainty, _tone(update), alone


def _tone(update: Update) -> str:
    return update.kind if update.kind in ("moved", "withdrawn", "disputed", "passed") else "new"


def _line(told: Sequence[tuple[Fact, Update]], outlets: Outlets) -> Line:
    fact, update = told[0]
    day, value = update.at, update.value or update.previous
    return Line(
        kind=_tone(update),
        iso=day.date().isoformat(),
        day=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        work=work_words(fact),
        page=path_of(fact.work, fact.title),
        certainty=value.certainty if value else None,
        items=tuple(
            Item(one.id, one.kind, question_words(of, one), change_words(one, outlets)) for of, one in told
        ),
        telling=_quote(update.telling, outlets),
        against=_quote(update.against, outlets),
    )


_ASKED = ("release", "order", "filming", "wrapped", "post_production", "ending")


def _season(number: int, facts: Sequence[Fact], story: Story, outlets: Outlets) -> Season:
    several = any(fact.season for fact in story.facts)
    shown = Season(f"Season {number}" if number else "The first season, or all of it" if several else "")
    asked = [fact for fact in facts if fact.kind in ("release", "production") and fact.updates]
    asked.sort(key=lambda f: (_ASKED.index(f.aspect or "release"), f.region or "", f.id))
    shown.answers = [_answer(fact) for fact in asked]
    people = [fact for fact in facts if fact.kind in ("cast", "crew") and fact.value]
    shown.people = tuple(_groups(people, story))
    told = sorted(
        ((fact, update) for fact in facts for update in fact.updates),
        key=lambda pair: (pair[1].at, *_place(pair[1]), pair[1].fact, pair[1].number),
        reverse=True,
    )
    shown.history, shown.older = lines(told[:QUOTED], outlets), len(told[QUOTED:])
    return shown


def _place(update: Update) -> tuple[str, int]:
    return (update.telling.article, update.telling.start) if update.telling else ("", 0)


def _answer(fact: Fact) -> Answer:
    last = fact.updates[-1].previous if fact.updates else None
    return Answer(
        question=question_words(fact),
        answer=_capital(value_words(fact.value or last)),
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


def _groups(facts: Iterable[Fact], story: Story) -> Iterable[Group]:
    told = sorted(facts, key=lambda fact: (fact.since is None, fact.since, fact.name or "", fact.id))
    for name, events in _HEADINGS:
        people = [
            _person(f, f.value, story)
            for f in told
            if f.kind == "cast" and f.value and f.value.event in events
        ]
        if people:
            yield Group(name, tuple(people))
    crew = [_person(f, f.value, story) for f in told if f.kind == "crew" and f.value]
    if crew:
        yield Group("Making it", tuple(crew))


def _person(fact: Fact, value: Value, story: Story) -> Person:
    notes = [fact.aspect if fact.kind == "crew" else f"as {value.role}" if value.role else ""]
    if fact.kind == "crew" and value.event != "credited":
        notes.append(STATES.get(value.event, value.event))
    also = next((form for form in story.names.get(fact.person or "", ()) if not form.isascii()), "")
    note = ", ".join(filter(None, notes))
    return Person(fact.name or "?", also, note, value.certainty, value.state == "out")


def _quote(telling: Telling | None, outlets: Outlets) -> Quote | None:
    if telling is None:
        return None
    return Quote(
        telling.sentence,
        telling.attribution or "",
        outlets.name(telling),
        link(telling.url),
        telling.language,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
