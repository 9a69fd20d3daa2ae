"""Why a fact stands as it does, what lost against it, and what would change it: the rules read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.edtf import passes, relation, window
from pipelines.facts import Fact, Telling, Value
from pipelines.ledger.contest import RULES
from pipelines.ledger.slots import state
from pipelines.ledger.told import PLANS, RANKS


@dataclass(frozen=True, slots=True)
class Rival:
    """An answer that does not hold: how it was told, why it lost, and who told it, the earliest first."""

    event: str
    date: str | None
    why: str
    tellings: tuple[Telling, ...]


def agreeing(fact: Fact, telling: Telling) -> tuple[Telling, ...]:
    """The other tellings that say the same as this one: its answer and date, or its denial."""
    said = _said(fact, telling)
    return tuple(other for other in fact.tellings if other.id != telling.id and _said(fact, other) == said)


def rivals(fact: Fact, telling: Telling) -> tuple[Rival, ...]:
    """The answers that others gave to the same question, each with the reason why it does not hold now."""
    mine, found = _said(fact, telling), dict[tuple[object, ...], list[Telling]]()
    for other in fact.tellings:
        if _said(fact, other) != mine:
            found.setdefault((*_said(fact, other), other.certainty), []).append(other)
    return tuple(
        Rival(told[0].event, told[0].date, _reason(fact, told[0]), tuple(told)) for told in found.values()
    )


def outlook(fact: Fact) -> tuple[str, ...]:
    """Say what would change the current value, the likeliest first."""
    value = fact.value
    if value is None:
        return ("an official telling, or two independent sources that say it again",)
    return (*_stronger(value), *_denials(value), *_time(fact, value), "an edit of every article that says so")


_NEXT = {
    "unannounced": "a date that is reported or official",
    "undated": "any date that is as certain",
    "scheduled": "the word that it was delayed or brought forward, or a more precise date",
    "released": "nothing newer: it is out",
    "ordered": "the word that it was cancelled",
    "cancelled": "the word that it was renewed after all",
    "filming": "the word that filming was paused",
    "paused": "the word that filming goes on",
    "in": "the word that the person left",
    "out": "the word that the person joins or returns",
    "talks": "the word that the person joins, or does not",
}


def _stronger(value: Value) -> Iterator[str]:
    if RANKS[value.certainty] < RANKS["official"]:
        yield f"anything more certain: this is only {value.certainty}"
    if value.state in _NEXT:
        yield _NEXT[value.state]
    if value.state == "scheduled":
        yield "another date, as certain, from two independent sources or a speaker who is named"


def _denials(value: Value) -> Iterator[str]:
    if value.state == "unannounced":
        return
    if RANKS[value.certainty] < RANKS["official"]:
        yield "a denial by anybody"
    else:
        yield "a denial by its own speaker, by somebody of higher standing, or by two independent sources"


def _time(fact: Fact, value: Value) -> Iterator[str]:
    day = passes(window(value.date)) if value.date and value.state in PLANS else None
    told = any(update.kind == "passed" and update.value == value for update in fact.updates)
    if day and not told and not (fact.since and day <= fact.since.date()):
        yield f"time: on {day} the date is here or gone"


def _said(fact: Fact, telling: Telling) -> tuple[str, str | None, bool]:
    answer = state(fact.kind, telling.event, telling.date)
    return answer, telling.date, telling.certainty == "denied"


def _reason(fact: Fact, telling: Telling) -> str:
    """Say why a telling does not hold, by the first reason that is enough."""
    value, (answer, date, denied) = fact.value, _said(fact, telling)
    if telling.until:
        return f"the article was edited on {telling.until:%Y-%m-%d} and says so no longer"
    if denied:
        return _denial(fact, telling)
    if value is None:
        return "it was denied, or edited away"
    ends = [u for u in fact.updates if _core(u.previous) == (answer, date) != _core(u.value)]
    if ends:
        return f"it held until {ends[-1].at:%Y-%m-%d}: {RULES[ends[-1].rule]}"
    if RANKS[telling.certainty] < RANKS[value.certainty]:
        return f"it is less certain than what holds: {telling.certainty}, not {value.certainty}"
    return _vague(value, answer, date)


def _core(value: Value | None) -> tuple[str, str | None] | None:
    return (value.state, value.date) if value else None


def _denial(fact: Fact, telling: Telling) -> str:
    if any(update.telling and update.telling.id == telling.id for update in fact.updates):
        return "a denial, which took away what was told before"
    if any(update.against and update.against.id == telling.id for update in fact.updates):
        return "a denial, by too weak a voice to take away an official word"
    return "a denial of what is not held"


def _vague(value: Value, answer: str, date: str | None) -> str:
    if (answer, date) == (value.state, value.date):
        return "it says what holds now"
    if answer == "unannounced":
        return "that no date is announced takes none away before it has passed"
    if answer == value.state and value.date and date is None:
        return "it gives no date, where one is known"
    if answer == value.state and value.date and date and _wider(value.date, date):
        return "it is vaguer than what holds"
    return "it contradicts what holds, neither in words that say so nor from two independent sources"


def _wider(held: str, told: str) -> bool:
    return relation(window(held), window(told)) == "widened"
