"""From drafts to claims: certainty, attribution, one claim per thing said, the best sentence as evidence."""

from collections.abc import Iterable

from pipelines.extract.draft import Draft, Mentions
from pipelines.extract.lexicon import fold
from pipelines.extract.merging import one_each
from pipelines.extract.names import People
from pipelines.extract.reading import Reading, within
from pipelines.extract.settling import by_jobs, news, of_persons, once_left, recast, succeeded, unmade
from pipelines.extract.speakers import attribution
from pipelines.extract.withdrawn import withdrawn
from pipelines.model import Certainty, Claim, Evidence

_LEVELS: tuple[Certainty, ...] = ("official", "reported", "expected", "rumoured", "denied")


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


def claims(
    reading: Reading, people: People, mentions: Mentions, drafts: Iterable[Draft]
) -> tuple[Claim, ...]:
    """Turn drafts into claims, one for each thing said."""
    kept = list(by_jobs(succeeded(unmade(recast(news(of_persons(withdrawn(reading, drafts))))))))
    sentences = {draft.sentence for draft in kept}
    said_by = {sentence: attribution(reading, people, mentions, sentence) for sentence in sentences}
    made = [_claim(reading, people, mentions, draft, said_by[draft.sentence]) for draft in kept]
    return tuple(once_left(one_each(reading, made)))


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
