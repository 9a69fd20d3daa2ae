"""What is known around a name, as traits to be counted when two names are weighed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from pipelines.identify.fold import fold
from pipelines.model import Claim

Traits = frozenset[str]

# How much one shared trait of each sort says, and how much is enough.
WEIGHTS: Mapping[str, float] = {
    "who": 1.5,
    "in": 2.0,
    "as": 1.0,
    "with": 1.0,
    "on": 1.0,
    "when": 1.0,
    "season": 0.5,
}
ENOUGH = 2.0  # where the names sound alike
PLENTY = 3.0  # where the names alone are undecided


def work_traits(claims: Sequence[Claim], sound: Callable[[str], str]) -> Traits:
    """Who, where and when of one work, from the claims about it: ``sound`` reduces a name to its skeleton."""
    found = set()
    for claim in claims:
        if claim.person:
            found.add(f"who:{sound(claim.person)}")
        if claim.platform:
            found.add(f"on:{fold(claim.platform)}")
        if claim.date and claim.kind == "release":
            found.add(f"when:{claim.date}")
        if claim.season is not None:
            found.add(f"season:{claim.season}")
    return frozenset(found)


def person_traits(
    claims: Sequence[Claim],
    all_claims: Sequence[Claim],
    sound: Callable[[str], str],
    forms: Mapping[str, str],
) -> Traits:
    """The works, parts, jobs and companions of one person; ``forms`` gives the id of each title."""
    found = set()
    works = {claim.work for claim in claims}
    for claim in claims:
        found.add(f"in:{forms[claim.work]}")
        if claim.role:
            found.add(f"as:{fold(claim.role)}")
    name = claims[0].person
    for claim in all_claims:
        if claim.person and claim.person != name and claim.work in works:
            found.add(f"with:{sound(claim.person)}")
    return frozenset(found)


def weight(one: Traits, other: Traits) -> float:
    """How much two sets of traits speak for one bearer."""
    shared = one & other
    total = 0.0
    for sort, each in WEIGHTS.items():
        count = sum(trait.startswith(f"{sort}:") for trait in shared)
        total += each * min(count, 3)
    return total


def at_odds(one: Traits, other: Traits) -> Literal["people", "platform", "time"] | None:
    """Say what keeps two works of one name apart; None where nothing does.

    Different people alone are no proof, as two articles may name different ones; with a different platform or
    years that lie far apart they are.
    """
    people, others = (_values(traits, "who") for traits in (one, other))
    if len(people) < 2 or len(others) < 2 or people & others:
        return None
    years, other_years = (
        {int(it[:4]) for it in _values(traits, "when") if it[:4].isdecimal()} for traits in (one, other)
    )
    if years and other_years and min(abs(a - b) for a in years for b in other_years) >= 4:
        return "time"
    platforms, other_platforms = (_values(traits, "on") for traits in (one, other))
    if platforms and other_platforms and not platforms & other_platforms:
        return "platform"
    return None


def _values(traits: Traits, sort: str) -> set[str]:
    return {trait.partition(":")[2] for trait in traits if trait.startswith(f"{sort}:")}
