"""From drafts to claims: certainty, attribution, one claim per thing said, the best sentence as evidence."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.extract.binding import Draft
from pipelines.extract.edtf import stretch
from pipelines.extract.lexicon import fold
from pipelines.extract.names import People
from pipelines.extract.reading import Hit, Reading, within
from pipelines.extract.works import key
from pipelines.model import Certainty, Claim, Evidence

_LEVELS: tuple[Certainty, ...] = ("official", "reported", "expected", "rumoured", "denied")
_RANK = {"exits": 4, "joins": 3, "returns": 3, "in_talks": 2, "credited": 1}


def certainty(reading: Reading, draft: Draft) -> Certainty:
    """Return how sure the sentence is of the draft."""
    if draft.denied:
        return "denied"
    worst = draft.certainty or "official"
    start, end = draft.clause
    for hit in within(reading.hits("hedges"), start, end):
        if hit.value not in ("official", "denied") and _LEVELS.index(hit.value) > _LEVELS.index(worst):
            worst = hit.value
    return worst  # type: ignore[return-value]


def attribution(reading: Reading, people: People, platforms: tuple[Hit, ...], draft: Draft) -> str | None:
    """Return who says so, as the sentence names them; None where it names nobody."""
    sentence = draft.sentence
    whole = reading.whole
    speech = within(reading.hits("speech"), sentence.start, sentence.end)
    names = [name for name in people.names(sentence.start, sentence.end, sentence.line) if not name.alone]
    subjects = sorted(
        [(hit.start, hit.end) for hit in within(platforms, sentence.start, sentence.end)]
        + [(name.start, name.end) for name in names]
        + [(hit.start, hit.end) for hit in speech if hit.value == "speaker"]
    )
    for hit in speech:
        if hit.value == "before":
            after = [span for span in subjects if 0 <= span[0] - hit.end <= 24]
            if after:
                return whole[after[0][0] : after[0][1]]
        if hit.value == "verb":
            before = [span for span in subjects if 0 <= hit.start - span[1] <= 12]
            if before:
                return whole[before[-1][0] : before[-1][1]]
            after = [span for span in subjects if 0 <= span[0] - hit.end <= 2]
            if after:
                return whole[after[0][0] : after[0][1]]
    return None


def claims(
    reading: Reading, people: People, platforms: tuple[Hit, ...], drafts: Iterable[Draft]
) -> tuple[Claim, ...]:
    """Turn drafts into claims, one for each thing said."""
    made = [_claim(reading, people, platforms, draft) for draft in drafts]
    made = _one_each(reading, made)
    return tuple(made)


def _claim(reading: Reading, people: People, platforms: tuple[Hit, ...], draft: Draft) -> Claim:
    start, end = draft.sentence.start, draft.sentence.end
    return Claim(
        article=reading.article.id,
        kind=draft.kind,  # type: ignore[arg-type]
        event=draft.event,
        work=draft.work,
        certainty=certainty(reading, draft),
        evidence=Evidence(start, end, reading.whole[start:end]),
        season=draft.season,
        date=draft.date,
        platform=draft.platform,
        region=draft.region,
        person=draft.person,
        role=draft.role,
        attribution=attribution(reading, people, platforms, draft),
        rules=(draft.rule,),
    )


def _one_each(reading: Reading, made: list[Claim]) -> list[Claim]:
    kept: list[Claim] = []
    for claim in made:
        for index, other in enumerate(kept):
            merged = _merged(reading, other, claim)
            if merged is not None:
                kept[index] = merged
                break
        else:
            kept.append(claim)
    return kept


def _merged(reading: Reading, first: Claim, second: Claim) -> Claim | None:
    """Return the one claim that both say; None where they say two things."""
    if first.kind != second.kind or key(first.work) != key(second.work):
        return None
    if None not in (first.season, second.season) and first.season != second.season:
        return None
    if (first.certainty == "denied") != (second.certainty == "denied"):
        return None
    if first.kind in ("cast", "crew"):
        return _merged_person(reading, first, second)
    if first.kind == "production":
        return _better(reading, first, second) if first.event == second.event else None
    return _merged_release(reading, first, second)


def _merged_person(reading: Reading, first: Claim, second: Claim) -> Claim | None:
    if fold(first.person or "") != fold(second.person or ""):
        return None
    if first.kind == "crew" and first.role != second.role:
        return None
    if first.event == second.event:
        return _better(reading, first, second)
    strong = max(first, second, key=lambda claim: _RANK[claim.event])
    weak = second if strong is first else first
    return replace(
        strong,
        role=strong.role or weak.role,
        season=strong.season if strong.season is not None else weak.season,
    )


def _merged_release(reading: Reading, first: Claim, second: Claim) -> Claim | None:
    moved = {"delayed", "brought_forward"}
    events = {first.event, second.event}
    if first.event == second.event:
        if first.date == second.date or None in (first.date, second.date):
            return _better(reading, first, second)
        if _contains(first.date, second.date) or _contains(second.date, first.date):
            return _better(reading, first, second)
        return None
    if not (events & moved and "scheduled" in events):
        return None
    strong, weak = (first, second) if first.event in moved else (second, first)
    together = strong.evidence == weak.evidence
    if together or strong.date == weak.date or None in (strong.date, weak.date):
        date = weak.date if together and weak.date else strong.date or weak.date
        return replace(strong, date=date, platform=strong.platform or weak.platform)
    return None


def _contains(vague: str | None, precise: str | None) -> bool:
    if not vague or not precise or vague == precise:
        return False
    outer, inner = stretch(vague), stretch(precise)
    if None in (outer.earliest, outer.latest, inner.earliest, inner.latest):
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest  # type: ignore[operator]


def _better(reading: Reading, first: Claim, second: Claim) -> Claim:
    """Return the fuller telling; the body beats the headline, the more precise date the vaguer."""
    body = second if first.evidence.start < reading.headline_end else first
    other = first if body is second else second
    date = other.date if body.date is None or _contains(body.date, other.date) else body.date
    return replace(
        body,
        date=date,
        season=body.season if body.season is not None else other.season,
        role=body.role or other.role,
        platform=body.platform or other.platform,
        attribution=body.attribution or other.attribution,
    )
