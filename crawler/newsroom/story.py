"""A title's facts as a story that a person reads: what happened, in whose words, and what holds now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from crawler.newsroom.words import EVENTS, change, columns, lines, padded, person, phrase
from pipelines.facts import Fact, Telling, Update, Value

SAME_NEWS = timedelta(days=4)
INDENT = " " * 11
KINDS = ("production", "release", "crew", "cast")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence, and everything that became known, moved or fell with it at one moment.

    ``guess`` is set instead of ``updates`` for what somebody said beside the news, and it never won.
    """

    at: datetime
    telling: Telling
    updates: tuple[tuple[Fact, Update], ...]
    guess: tuple[Fact, Value] | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """How the story is set: ``width`` columns; ``names`` are the outlets' names by id."""

    width: int
    names: Mapping[str, str]

    def named(self, telling: Telling) -> str:
        """Name the outlet of a telling."""
        return self.names.get(telling.outlet or "", telling.outlet or telling.article)

    def story(self, facts: Sequence[Fact]) -> Iterator[str]:
        """Tell what happened, oldest first: each change with the sentence that says it and its source."""
        year = 0
        for entry in entries(facts):
            if entry.at.year != year:
                year = entry.at.year
                yield ""
                yield click.style(f"  {year}", bold=True)
            yield ""
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[str]:
        for number, line in enumerate(news(entry)):
            margin = INDENT if number else f"  {entry.at.day:>2} {entry.at:%b}   "
            first, *rest = lines(line, self.width - len(INDENT))
            yield margin + click.style(first, fg="green", bold=True)
            yield from (INDENT + click.style(each, fg="green", bold=True) for each in rest)
        if entry.updates and all(update.kind == "passed" for _, update in entry.updates):
            said = f"{entry.telling.said.day} {entry.telling.said:%B %Y}"
            yield INDENT + click.style(f"as {self.named(entry.telling)} told on {said}", fg="cyan")
            return
        yield from self._quote(entry.telling)
        others = list(echoes(entry))
        widest = max((columns(self.named(each)) for each in others), default=0)
        for each in others:
            label = f"also {padded(self.named(each), widest)}  "
            yield from self._hung(label, f"“{each.sentence}”")

    def _quote(self, telling: Telling) -> Iterator[str]:
        for line in lines(f"“{telling.sentence}”", self.width - len(INDENT)):
            yield INDENT + line
        said = f", quoting {telling.attribution}" if telling.attribution else ""
        yield INDENT + click.style(f"{self.named(telling)}{said} · {telling.certainty}", fg="cyan")

    def _hung(self, label: str, text: str) -> Iterator[str]:
        margin = INDENT + click.style(label, fg="cyan")
        for line in lines(text, self.width - len(INDENT) - columns(label)):
            yield margin + click.style(line, dim=True)
            margin = INDENT + " " * columns(label)

    def holds(self, facts: Sequence[Fact]) -> Iterator[str]:
        """Say what holds now, with how sure it is, how many sources say so, and every spelling of a name."""
        table = list(standing(facts))
        widest = max((columns(text) for _, _, text in table), default=0)
        last = ""
        for title, fact, text in table:
            label = click.style(padded("" if title == last else title, 12), bold=True)
            last = title
            count = f"{fact.sources} source{'s' if fact.sources != 1 else ''}"
            sure = f"{fact.value.certainty}, {count}" if fact.value else ""
            also = "   ".join(forms(fact))
            sure = click.style(padded(sure, 21) if also else sure, fg="cyan")
            yield f"  {label}{padded(text, widest)}   {sure}{also}"


def entries(facts: Sequence[Fact]) -> list[Entry]:
    """Gather what one sentence changed at one moment, and the guesses that never won, oldest first."""
    told: dict[tuple[datetime, str, int], list[tuple[Fact, Update]]] = defaultdict(list)
    sentences: dict[tuple[datetime, str, int], Telling] = {}
    for fact in facts:
        for update in fact.updates:
            telling = update.against or update.telling
            if telling is not None:
                place = (update.at, telling.article, telling.start)
                sentences[place] = telling
                told[place].append((fact, update))
    news = [Entry(place[0], sentences[place], tuple(told[place])) for place in sorted(told)]
    return sorted([*news, *_guesses(facts)], key=lambda entry: entry.at)


def _guesses(facts: Iterable[Fact]) -> Iterator[Entry]:
    """Find what somebody said beside the news and never won, told once, where it was said first."""
    for fact in facts:
        for value in fact.beside:
            same = [each for each in fact.tellings if (each.event, each.date) == (value.event, value.date)]
            if same and all(
                update.value is None or update.value.date != value.date for update in fact.updates
            ):
                yield Entry(same[0].said, same[0], (), (fact, value))


def news(entry: Entry) -> Iterator[str]:
    """Say in a line each what is new; several people of one event share a line."""
    if entry.guess:
        fact, value = entry.guess
        yield f"{value.certainty.capitalize()}: {phrase(fact, value)}"
    people: Mapping[str, list[str]] = defaultdict(list)
    for fact, update in sorted(entry.updates, key=lambda pair: _place(entry.telling, pair[0])):
        if fact.name and update.kind == "new" and update.value:
            people[EVENTS.get(update.value.event, update.value.event)].append(person(fact, update.value))
        else:
            yield change(fact, update)
    for event, names in people.items():
        yield f"{event}: {', '.join(names)}"


def _place(telling: Telling, fact: Fact) -> tuple[int, int]:
    """Orders first, then people as the sentence names them."""
    names = [each.name for each in fact.tellings if each.article == telling.article and each.name]
    return KINDS.index(fact.kind), telling.sentence.find(names[0]) if names else 0


def echoes(entry: Entry) -> Iterator[Telling]:
    """Pick from every other source what it told of the same within a few days, one sentence each."""
    seen = {entry.telling.source}
    same = {(update.value.event, fact.id) for fact, update in entry.updates if update.value}
    for fact, update in entry.updates:
        for telling in fact.tellings:
            near = timedelta() <= telling.said - entry.at <= SAME_NEWS
            if (
                near
                and (telling.event, fact.id) in same
                and telling.source not in seen
                and update.kind != "passed"
            ):
                seen.add(telling.source)
                yield telling


def standing(facts: Iterable[Fact]) -> Iterator[tuple[str, Fact, str]]:
    """Give a heading and a line for everything that holds: the release first, the cast last."""
    heads = {
        "returns": "Returning",
        "joins": "New",
        "credited": "Cast",
        "in_talks": "In talks",
        "exits": "Gone",
    }
    found = []
    for fact in facts:
        if fact.value is None:
            continue
        if fact.kind == "cast":
            head = heads[fact.value.event]
            found.append((3, list(heads).index(fact.value.event), head, fact, person(fact, fact.value)))
        elif fact.kind == "crew":
            found.append((2, 0, fact.aspect.capitalize(), fact, fact.name or ""))
        else:
            place = 0 if fact.kind == "release" else 1
            found.append((place, 0, fact.kind.capitalize(), fact, phrase(fact, fact.value)))
    for _, _, head, fact, text in sorted(
        found, key=lambda row: (*row[:3], row[3].since or row[3].updates[0].at, row[4])
    ):
        yield head, fact, text


def forms(fact: Fact) -> list[str]:
    """List the other spellings of a person's name, in order of appearance."""
    if fact.name is None:
        return []
    return [
        form
        for form in dict.fromkeys(telling.name for telling in fact.tellings)
        if form and form != fact.name
    ]
