"""Article → Claims: the engine; it knows no word of any language."""

from bisect import bisect_right
from dataclasses import dataclass

from msgspec import Struct

from pipelines.extract import sentences
from pipelines.extract.binding import bind
from pipelines.extract.draft import Draft, Mentions, Rejection
from pipelines.extract.language import detect
from pipelines.extract.lexicon import fold
from pipelines.extract.mentions import mention, stops
from pipelines.extract.names import People
from pipelines.extract.reading import Reading, Row, Sentence, lines_of, published_day, within
from pipelines.extract.scenes import scenes
from pipelines.extract.verdict import claims
from pipelines.extract.words import words
from pipelines.extract.works.marks import quotes
from pipelines.model import Article, Claim
from pipelines.vocabulary import languages


class Unread(Struct, frozen=True):
    """A sentence that looks like news and yielded nothing: the cue's rule and why it was rejected."""

    sentence: str
    rule: str
    why: str


@dataclass(frozen=True)
class Trace:
    """What the layers saw in one article: mentions, drafts, the cues that yielded nothing, the claims.

    ``skipped`` says why an article was not read at all; ``reading`` and ``mentions`` are None then.
    """

    reading: Reading | None = None
    mentions: Mentions | None = None
    drafts: tuple[Draft, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: str = ""

    def unread(self) -> tuple[Unread, ...]:
        """Return the sentences whose every cue was rejected, each with its first strong cue."""
        if self.reading is None:
            return ()
        told = {(draft.sentence.start, draft.sentence.end) for draft in self.drafts}
        found: dict[tuple[int, int], Unread] = {}
        for one in self.rejections:
            sentence = self.reading.sentence_at(one.start)
            if one.weak or sentence is None or (sentence.start, sentence.end) in told:
                continue
            text = self.reading.whole[sentence.start : sentence.end]
            found.setdefault((sentence.start, sentence.end), Unread(text, one.rule, one.why))
        return tuple(found.values())


def extract(article: Article) -> tuple[Claim, ...]:
    """Return what the article claims; nothing where its language is not one of ours."""
    return trace(article).claims


def trace(article: Article) -> Trace:
    """Read the article and keep what every layer saw."""
    known = languages()
    language = (article.language or "").split("-")[0].lower() or detect(article.whole, known)
    if language is None:
        return Trace(skipped="language not recognised")
    if language not in known:
        return Trace(skipped=f"no vocabulary for language {language!r}")
    reading = read(article, language)
    if _void(reading):
        return Trace(reading=reading, skipped="not news of releases, production or people")
    mentions = mention(reading)
    people = People(reading, stops(reading, mentions))
    results = [result for scene in scenes(reading, mentions, people) for result in bind(scene)]
    drafts = tuple(result for result in results if isinstance(result, Draft))
    rejections = tuple(result for result in results if isinstance(result, Rejection))
    made = claims(reading, people, mentions, drafts)
    return Trace(reading, mentions, drafts, rejections, made)


def _void(reading: Reading) -> bool:
    """Say whether the headline tells of a review, a chart or the like, but for what stands in marks."""
    marked = [(start, end) for start, end, _ in quotes(reading.article.title)]
    return any(
        hit.value == "void" and not any(start < hit.start < end for start, end in marked)
        for hit in within(reading.hits("breaks"), 0, reading.headline_end)
    )


def read(article: Article, language: str) -> Reading:
    """Lay the article out in lines and sentences."""
    vocabulary = words(language)
    whole = article.whole
    lines = lines_of(whole)
    starts = [start for start, _ in lines]
    laid = Row(
        Sentence(one.start, one.end, bisect_right(starts, one.start) - 1)
        for one in sentences.sentences(whole, vocabulary.pack)
    )
    return Reading(article, vocabulary, published_day(article), whole, fold(whole), lines, laid)
