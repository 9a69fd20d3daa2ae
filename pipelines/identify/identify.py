"""Claims → the same claims, knowing whose work and which person they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipelines.identify.aliases import names_for, standing_for
from pipelines.identify.beside import beside
from pipelines.identify.compare import compare
from pipelines.identify.context import ENOUGH, PLENTY, Traits, at_odds, person_traits, weight, work_traits
from pipelines.identify.filing import codes, entries, keys, skeleton
from pipelines.identify.fold import fold, form_id
from pipelines.identify.known import Known
from pipelines.identify.settle import judge, settle
from pipelines.identify.sound import script
from pipelines.model import Article, Claim, Form, Identified, Sort, Verdict

LATEST = 1 << 40  # seconds; after anything that has a time


@dataclass(frozen=True, slots=True)
class _Met:
    """Where and when the names are met and by whom they are known; ``beside`` are the folded names of it."""

    article: Article
    published: int
    known: Known
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    form: str
    maybe: tuple[str, ...]


def identify(claims: Sequence[Claim], article: Article, known: Known) -> tuple[Identified, ...]:
    """Give every claim the ids of its work and person, remembering the names it meets.

    Args:
        claims: Those of one article.
        article: Its ``published`` orders the names; one without counts as the latest.
        known: The names met so far; what is new is added.

    Returns:
        One ``Identified`` a claim, in order. Names of one spelling are one unless their context is at odds;
        names that sound alike are one only where the context speaks for it, else both stay and each is a
        *maybe* of the other.
    """
    met = _Met(article, _seconds(article.published), known)
    works = {
        name: _settle("work", name, work_traits([it for it in claims if it.work == name], _sound), met)
        for name in dict.fromkeys(claim.work for claim in claims)
    }
    forms = {name: found.form for name, found in works.items()}
    names = dict.fromkeys(claim.person for claim in claims if claim.person)
    met = replace(met, beside=frozenset(map(fold, names)))
    persons = {
        name: _settle(
            "person",
            name,
            person_traits([it for it in claims if it.person == name], claims, _sound, forms),
            met,
        )
        for name in names
    }
    return tuple(_identified(claim, works, persons, known) for claim in claims)


def _identified(
    claim: Claim, works: Mapping[str, _Found], persons: Mapping[str, _Found], known: Known
) -> Identified:
    found = [works[claim.work]] + ([persons[claim.person]] if claim.person else [])
    roots = {form.id: form.root for form in known.forms(it for one in found for it in (one.form, *one.maybe))}
    mine = [roots[one.form] for one in found]
    maybe = {roots[it] for one in found for it in one.maybe} - set(mine)
    person = found[1].form if claim.person else None
    return Identified(
        claim, mine[0], mine[1] if person else None, tuple(sorted(maybe)), found[0].form, person
    )


def _settle(sort: Sort, name: str, traits: Traits, now: _Met) -> _Found:
    """Find or make the form of a name and of those that stand beside it, and settle which are one."""
    standing, *listed = names_for(sort, name)
    form = _weighed(sort, standing, traits, now)
    for other in listed:
        _tie(form, _weighed(sort, other, traits, replace(now, published=LATEST)), "import", now.known)
    for other in beside(name, now.article.whole):
        if sort == "work" or compare(sort, name, other).same is not False:
            _tie(form, _weighed(sort, standing_for(sort, other), traits, now), "article", now.known)
    settle((form.id,), now.known)
    held = now.known.verdicts(form.id)
    return _Found(form.id, tuple(it for it, verdict in held.items() if verdict.same is None))


def _weighed(sort: Sort, name: str, traits: Traits, now: _Met) -> Form:
    """Find or make the form of a name, and weigh it against all that sound like it."""
    known = now.known
    folded = fold(name)
    met = known.met(sort, folded, keys(sort, name), codes(sort, name))
    around = known.traits(form.id for form in met)
    form = _sense(
        sort, name, folded, [it for it in met if it.folded == folded], around, traits, now.published
    )
    for filed, code in entries(sort, name):
        known.remember(form, filed, code)
    known.note(form.id, traits)
    rooted = _rooted({**around, form.id: traits | around.get(form.id, frozenset())}, known)
    held = known.verdicts(form.id)
    for other in met:
        beside = other.folded in now.beside and script(other.name) == script(name)
        if other.folded != form.folded and not beside:
            _weigh(form, other, weight(rooted[form.id], rooted[other.id]), held.get(other.id), known)
    return form


def _tie(form: Form, other: Form, by: str, known: Known) -> None:
    """Hold two forms to be one, unless that is decided already."""
    held = known.verdicts(form.id).get(other.id)
    if form.id != other.id and (held is None or (held.by == "sound" and not held.same)):
        why = {"article": "one stands in brackets behind the other", "import": "on one list"}[by]
        judge(Verdict(form.id, other.id, True, by, 1.0, why), known)


def _rooted(around: Mapping[str, Traits], known: Known) -> Mapping[str, Traits]:
    """The same traits, with the works that persons are in by the form that stands for each."""
    ids = {trait[3:] for traits in around.values() for trait in traits if trait.startswith("in:")}
    roots = {f"in:{form.id}": f"in:{form.root}" for form in known.forms(ids)} if ids else {}
    return {form: frozenset(roots.get(it, it) for it in traits) for form, traits in around.items()}


def _sense(
    sort: Sort,
    name: str,
    folded: str,
    senses: Sequence[Form],
    around: Mapping[str, Traits],
    traits: Traits,
    published: int,
) -> Form:
    """The sense of a spelling that fits the context best; a new one where all are at odds with it."""
    fitting = [it for it in senses if sort == "person" or not at_odds(traits, around[it.id])]
    if fitting:
        best = max(fitting, key=lambda it: (weight(traits, around[it.id]), -it.sense))
        return replace(best, published=published)
    sense = max((it.sense for it in senses), default=0) + 1
    new = form_id(sort, folded, sense)
    return Form(new, sort, name, folded, new, published, sense)


def _weigh(form: Form, other: Form, context: float, held: Verdict | None, known: Known) -> None:
    """Judge two forms that sound alike; a verdict that is not ours stands, and so does one for."""
    if held and (held.by != "sound" or held.same):
        return
    compared = compare(form.sort, form.name, other.name)
    if compared.same is False:
        return
    same = True if context >= (ENOUGH if compared.same else PLENTY) else None
    if held is None or held.same != same:
        score = round(compared.score, 3)
        known.judge(Verdict(form.id, other.id, same, "sound", score, f"context {context:g}"))


def _sound(name: str) -> str:
    return skeleton(name)


def _seconds(published: str | None) -> int:
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return LATEST
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
