"""What the drafts of an article settle among themselves: news before background, who takes whose part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import structs

from pipelines.extract.draft import Draft
from pipelines.extract.lexicon import fold
from pipelines.extract.works import key
from pipelines.model import Claim


def once_left(made: list[Claim]) -> Iterator[Claim]:
    """Yield the claims; who leaves a job leaves no part that nobody names."""
    jobs = {
        (claim.person, key(claim.work)) for claim in made if (claim.kind, claim.event) == ("crew", "exits")
    }
    for claim in made:
        left = (claim.kind, claim.event) == ("cast", "exits") and claim.role is None
        if not (left and (claim.person, key(claim.work)) in jobs):
            yield claim


def news(drafts: Iterable[Draft]) -> list[Draft]:
    """Drop what a sentence's news makes void: the credit of a person who leaves, a cast's change in a job."""
    drafts = list(drafts)
    jobs = {(one.sentence.start, one.event, one.person) for one in drafts if one.kind == "crew"} - {
        (one.sentence.start, one.event, one.person) for one in drafts if one.event == "credited"
    }
    told = {
        (one.sentence.start, one.work, one.person)
        for one in drafts
        if one.kind == "cast" and one.event in ("exits", "returns") and not one.denied
    }
    return [
        one
        for one in drafts
        if one.kind != "cast"
        or not (
            (one.sentence.start, one.work, one.person) in told
            if one.event == "credited"
            else one.role is None and (one.sentence.start, one.event, one.person) in jobs
        )
    ]


def of_persons(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts but those that take the work itself for who joins it."""
    return [draft for draft in drafts if draft.person is None or key(draft.person) != key(draft.work)]


def unmade(drafts: list[Draft]) -> list[Draft]:
    """Take a season that is cancelled off the credits: nobody is in what is not made."""
    gone = {(draft.work, draft.season) for draft in drafts if draft.event == "cancelled" and not draft.denied}
    return [
        structs.replace(draft, season=None)
        if draft.event == "credited" and (draft.work, draft.season) in gone
        else draft
        for draft in drafts
    ]


def succeeded(drafts: list[Draft]) -> list[Draft]:
    """Give who is succeeded the job of the one named before, where a sentence tells of crew alone."""
    cast = {(one.sentence.start, one.work) for one in drafts if one.kind == "cast" and one.event != "exits"}
    made: list[Draft] = []
    jobs: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one in sorted(drafts, key=lambda draft: draft.place):
        place = (one.sentence.start, one.work)
        if one.kind == "crew" and one.event != "exits" and one.role:
            jobs[place].add(one.role)
        left = one.kind == "cast" and one.event == "exits" and not one.role and place not in cast
        if left and len(jobs[place]) == 1:
            one = structs.replace(one, kind="crew", role=next(iter(jobs[place])))
        made.append(one)
    return made


def recast(drafts: list[Draft]) -> list[Draft]:
    """Give who leaves a role the character of the one person who takes it over in the same sentence."""
    taken: dict[tuple[int, str], set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.kind == "cast" and draft.event == "joins" and draft.role:
            taken[draft.sentence.start, draft.work].add(draft.role)
    return [
        structs.replace(draft, role=next(iter(roles)))
        if draft.kind == "cast"
        and draft.event == "exits"
        and not draft.role
        and len(roles := taken.get((draft.sentence.start, draft.work), set())) == 1
        else draft
        for draft in drafts
    ]


def by_jobs(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts; a change of a person who is only known by a crew job is a change of the crew."""
    jobs: dict[str, set[str]] = defaultdict(set)
    cast: set[str] = set()
    for draft in drafts:
        if draft.kind == "crew" and draft.event == "credited" and draft.person and draft.role:
            jobs[fold(draft.person)].add(draft.role)
        played = draft.role or (draft.event == "credited" and draft.rule != "owner")
        if draft.kind == "cast" and draft.person and played:
            cast.add(fold(draft.person))
    for draft in drafts:
        own = jobs.get(fold(draft.person or ""), set())
        if draft.rule == "owner" and own:
            continue
        if draft.kind == "cast" and own and fold(draft.person or "") not in cast:
            yield from (structs.replace(draft, kind="crew", role=role) for role in sorted(own))
        else:
            yield draft
