"""Claims that say the same are one: the fuller telling, the more precise date, a change before a credit."""

from collections import defaultdict
from dataclasses import replace

from pipelines.extract.edtf import stretch
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.works import key
from pipelines.model import Claim

_RANK = {"exits": 4, "joins": 3, "returns": 3, "in_talks": 2, "credited": 1}


def one_each(reading: Reading, made: list[Claim]) -> list[Claim]:
    """Return one claim for each thing that is said."""
    kept: list[Claim] = []
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for claim in made:
        alike = places[_about(claim)]
        for index in alike:
            merged = _merged(reading, kept[index], claim)
            if merged is not None:
                kept[index] = merged
                break
        else:
            alike.append(len(kept))
            kept.append(claim)
    return kept


def _about(claim: Claim) -> tuple[str, str, str]:
    """Return what two claims have in common that may be one: kind and work, and of people the person."""
    person = claim.person if claim.kind in ("cast", "crew") else None
    return claim.kind, key(claim.work), fold(person or "")


def _merged(reading: Reading, first: Claim, second: Claim) -> Claim | None:
    """Return the one claim that two of one kind about one work both say; None where they say two things."""
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
    if first.kind == "crew" and first.role != second.role:
        return None
    if first.event == second.event:
        return _better(reading, first, second)
    strong = max(first, second, key=lambda claim: _RANK[claim.event])
    weak = second if strong is first else first
    promised = strong.evidence.start < reading.headline_end < weak.evidence.start  # the body decides
    doubtful = promised or strong.certainty not in ("official", "denied")
    if doubtful and {first.event, second.event} == {"joins", "in_talks"}:
        strong = first if first.event == "in_talks" else second
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
    if events == moved and None in (first.date, second.date) and first.date != second.date:
        return _move_named(first, second)
    if not (events & moved and "scheduled" in events):
        return None
    strong, weak = (first, second) if first.event in moved else (second, first)
    together = strong.evidence == weak.evidence
    if not together and _contains(strong.date, weak.date):
        return replace(strong, date=weak.date, platform=strong.platform or weak.platform)
    if together or strong.date == weak.date or None in (strong.date, weak.date):
        date = _moved_to(strong, weak) if together else strong.date or weak.date
        return replace(strong, date=date, platform=strong.platform or weak.platform)
    return None


def _move_named(first: Claim, second: Claim) -> Claim:
    """Return the move whose direction one sentence names and whose date another gives: "moves to July"."""
    named, dated = (first, second) if first.date is None else (second, first)
    return replace(named, date=dated.date, platform=named.platform or dated.platform)


def _moved_to(strong: Claim, weak: Claim) -> str | None:
    """Return the date that a move told in one sentence ends at: the later of a delay, else the earlier."""
    if strong.date is None or weak.date is None:
        return strong.date or weak.date
    first, second = stretch(strong.date).earliest, stretch(weak.date).earliest
    if first is None or second is None:
        return weak.date
    later = strong.date if first > second else weak.date
    return later if strong.event == "delayed" else min(strong.date, weak.date)


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
