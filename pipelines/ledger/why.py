"""Why a fact stands as it does, and what would change it: the rules of ``contest`` read forwards."""

from pipelines.edtf import passes, window
from pipelines.facts import Fact, Telling
from pipelines.ledger.told import PLANS, RANKS


def agreeing(fact: Fact, telling: Telling) -> tuple[Telling, ...]:
    """The other tellings that say the same as this one: its event and date, or its denial."""
    same = (telling.event, telling.date, telling.certainty == "denied")
    return tuple(
        other
        for other in fact.tellings
        if other.id != telling.id and (other.event, other.date, other.certainty == "denied") == same
    )


def opposing(fact: Fact, telling: Telling) -> tuple[Telling, ...]:
    """The tellings that say something else about the same question."""
    agreed = {telling.id, *(other.id for other in agreeing(fact, telling))}
    return tuple(other for other in fact.tellings if other.id not in agreed)


def outlook(fact: Fact) -> tuple[str, ...]:
    """Say what would change the current value, the likeliest first."""
    value = fact.value
    if value is None:
        return ("an official telling, or two independent sources that say it again",)
    ways = []
    if RANKS[value.certainty] < RANKS["official"]:
        ways.append(f"an official telling (this one is {value.certainty})")
        ways.append("a denial by anybody named")
    else:
        ways.append(
            "an official telling that it was delayed, brought forward, cancelled, or that somebody left"
        )
        ways.append("another official value told by two independent sources, or by a speaker who is named")
        ways.append("a denial by its own speaker, by a maker's own outlet, or by two independent sources")
    day = passes(window(value.date)) if value.date and value.state in PLANS else None
    if day is not None and not any(update.kind == "passed" for update in fact.updates):
        ways.append(f"time: on {day} the date is here or gone")
    ways.append("an edit of every article that says so")
    return tuple(ways)
