"""From drafts to claims: certainty, attribution, one claim per thing said, the best sentence as evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from pipelines.extract.draft import Draft, Mentions
from pipelines.extract.edtf import stretch
from pipelines.extract.lexicon import fold
from pipelines.extract.names import People
from pipelines.extract.reading import Hit, Reading, Sentence, within
from pipelines.extract.withdrawn import withdrawn
from pipelines.extract.works import key
from pipelines.model import Certainty, Claim, Evidence

_LEVELS: tuple[Certainty, ...] = ("official", "reported", "expected", "rumoured", "denied")
_NAME = r"[A-ZÀ-Þ][\w'’.&+-]*\w"
_SOURCE = re.compile(rf" (?:[^\W\d_A-ZÀ-Þ][\w'’]* ){{0,3}}({_NAME}(?: (?:[a-zß-ÿ]{{1,3}} )?{_NAME}){{0,3}})")
_NEAR = 16
_RANK = {"exits": 4, "joins": 3, "returns": 3, "in_talks": 2, "credited": 1}


def certainty(reading: Reading, mentions: Mentions, draft: Draft) -> Certainty:
    """Return how sure the sentence is of the draft."""
    if draft.denied:
        return "denied"
    worst = draft.certainty or "official"
    start, end = draft.clause
    for hit in within(reading.hits("hedges"), start, end):
        dated = any(date.start <= hit.start < date.end for date in within(mentions.dates, start, end))
        if dated or _across_quotes(reading.whole, draft.place, hit.start):
            continue
        if hit.value not in ("official", "denied") and _LEVELS.index(hit.value) > _LEVELS.index(worst):
            worst = hit.value
    return worst  # type: ignore[return-value]


def _across_quotes(whole: str, place: int, other: int) -> bool:
    """Say whether one of two places stands in a quotation that the other is not part of."""
    between = whole[min(place, other) : max(place, other)]
    return between.count('"') % 2 == 1 or between.count("“") != between.count("”")


def home(reading: Reading, platforms: tuple[Hit, ...]) -> str | None:
    """Return the one platform of the headline, else of the article; None where there are several."""
    for end in (reading.headline_end, len(reading.whole)):
        named = {fold(str(hit.value)): str(hit.value) for hit in within(platforms, 0, end)}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def attribution(reading: Reading, people: People, mentions: Mentions, sentence: Sentence) -> str | None:
    """Return who says so, as the article names them; None where the sentence names nobody."""
    speech = within(reading.hits("speech"), sentence.start, sentence.end)
    names = [
        name
        for name in people.names(sentence.start, sentence.end, sentence.line)
        if not name.alone and name.text not in people.roles.values()
    ]
    subjects = sorted(
        [(hit.start, hit.end) for hit in within(mentions.platforms, sentence.start, sentence.end)]
        + [(name.start, name.end) for name in names]
        + [(hit.start, hit.end) for hit in speech if hit.value in ("speaker", "service")]
        + [
            (hit.start, hit.end)
            for hit in speech
            if hit.value == "outlet" and reading.whole[hit.start].isupper()
        ]
        + people.companies(sentence.start, sentence.end, sentence.line)
    )
    span = _speaker(reading, speech, subjects)
    if span is None:
        return None
    services = {(hit.start, hit.end) for hit in speech if hit.value == "service"}
    named = home(reading, mentions.platforms) if span in services else None
    full = {(name.start, name.end): name.text for name in names}
    return named or full.get(span) or reading.whole[span[0] : span[1]]


def _speaker(
    reading: Reading, speech: Sequence[Hit], subjects: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the subject that stands beside a word of speech."""
    for hit in speech:
        before = [span for span in subjects if 0 <= hit.start - span[1] <= 12]
        after = [span for span in subjects if 0 <= span[0] - hit.end <= (24 if hit.value == "before" else 2)]
        if hit.value == "before" and (named := _source(reading, hit.end, after)):
            return named
        if hit.value in ("verb", "behind") and (before or after):
            parted = not before or (bool(after) and "," in reading.whole[before[-1][1] : hit.start])
            return after[0] if parted else before[-1]
    return None


def _source(reading: Reading, place: int, after: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return who is named behind "according to": the first name, known or not, else the first subject."""
    if reading.words.pack.names.shape == "cased":
        found = next((match for match in [_SOURCE.match(reading.whole, place)] if match), None)
        if found and (not after or found.start(1) <= after[0][1] + _NEAR):
            return found.span(1)
    return after[0] if after else None


def claims(
    reading: Reading, people: People, mentions: Mentions, drafts: Iterable[Draft]
) -> tuple[Claim, ...]:
    """Turn drafts into claims, one for each thing said."""
    kept = list(_by_jobs(_succeeded(_unmade(_recast(_news(withdrawn(reading, drafts)))))))
    sentences = {draft.sentence for draft in kept}
    said_by = {sentence: attribution(reading, people, mentions, sentence) for sentence in sentences}
    made = [_claim(reading, people, mentions, draft, said_by[draft.sentence]) for draft in kept]
    return tuple(_once_left(_one_each(reading, made)))


def _once_left(made: list[Claim]) -> Iterator[Claim]:
    """Yield the claims; who leaves a job leaves no part that nobody names."""
    jobs = {
        (claim.person, key(claim.work)) for claim in made if (claim.kind, claim.event) == ("crew", "exits")
    }
    for claim in made:
        left = (claim.kind, claim.event) == ("cast", "exits") and claim.role is None
        if not (left and (claim.person, key(claim.work)) in jobs):
            yield claim


def _news(drafts: Iterable[Draft]) -> list[Draft]:
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


def _unmade(drafts: list[Draft]) -> list[Draft]:
    """Take a season that is cancelled off the credits: nobody is in what is not made."""
    gone = {(draft.work, draft.season) for draft in drafts if draft.event == "cancelled" and not draft.denied}
    return [
        structs.replace(draft, season=None)
        if draft.event == "credited" and (draft.work, draft.season) in gone
        else draft
        for draft in drafts
    ]


def _succeeded(drafts: list[Draft]) -> list[Draft]:
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


def _recast(drafts: list[Draft]) -> list[Draft]:
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


def _by_jobs(drafts: list[Draft]) -> Iterator[Draft]:
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


def _claim(reading: Reading, people: People, mentions: Mentions, draft: Draft, said_by: str | None) -> Claim:
    start, end = draft.sentence.start, draft.sentence.end
    return Claim(
        article=reading.article.id,
        kind=draft.kind,  # type: ignore[arg-type]
        event=draft.event,
        work=draft.work,
        certainty=certainty(reading, mentions, draft),
        evidence=Evidence(start, end, reading.whole[start:end]),
        season=draft.season,
        date=draft.date,
        platform=draft.platform,
        region=draft.region,
        person=draft.person,
        role=draft.role or (people.roles.get(fold(draft.person or "")) if draft.kind == "cast" else None),
        attribution=said_by,
        rules=(draft.rule,),
    )


def _one_each(reading: Reading, made: list[Claim]) -> list[Claim]:
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
