"""Article → Claims: the engine; it knows no word of any language."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract import dates, places, seasons, sentences
from pipelines.extract.binding import Draft, Mentions, Rejection, Scene, bind, stage
from pipelines.extract.dates import Window
from pipelines.extract.language import detect
from pipelines.extract.lexicon import fold
from pipelines.extract.names import People
from pipelines.extract.reading import Hit, Reading, Sentence, lines_of, published_day, within
from pipelines.extract.verdict import claims, home
from pipelines.extract.words import words
from pipelines.extract.works import find
from pipelines.model import Article, Claim
from pipelines.vocabulary import languages
from pipelines.vocabulary.sections.cues import Cue

PARTS = ("part", "chapter", "sequel", "volume")  # these belong to a film's title more often than to a series


@dataclass(frozen=True, slots=True)
class Unread:
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
    if any(hit.value == "void" for hit in within(reading.hits("breaks"), 0, reading.headline_end)):
        return Trace(reading=reading, skipped="not news of releases, production or people")
    mentions = mention(reading)
    people = People(reading, _stops(reading, mentions))
    results = [result for scene in scenes(reading, mentions, people) for result in bind(scene)]
    drafts = tuple(result for result in results if isinstance(result, Draft))
    rejections = tuple(result for result in results if isinstance(result, Rejection))
    made = claims(reading, people, mentions.platforms, drafts)
    return Trace(reading, mentions, drafts, rejections, made)


def read(article: Article, language: str) -> Reading:
    """Lay the article out in lines and sentences."""
    vocabulary = words(language)
    whole = article.whole
    lines = lines_of(whole)
    starts = [start for start, _ in lines]
    laid = tuple(
        Sentence(one.start, one.end, bisect_right(starts, one.start) - 1)
        for one in sentences.sentences(whole, vocabulary.pack)
    )
    return Reading(article, vocabulary, published_day(article), whole, fold(whole), lines, laid)


def mention(reading: Reading) -> Mentions:
    """Find everything that the article mentions, but for persons."""
    pack, whole = reading.words.pack, reading.whole
    dated = tuple(dates.windows(whole, reading.published, pack))
    numbers = tuple(
        Hit(one.start, one.end, one.number)
        for one in seasons.seasons(whole, pack)
        if one.number is not None and one.kind not in PARTS and not _in_date(dated, one.start, one.end)
    )
    named = tuple(
        Hit(one.start, one.end, whole[one.start : one.end])
        for one in places.platforms(whole)
        if not one.ambiguous or _capital_alone(whole, one.start, one.end)
    )
    works = find(reading, numbers, named, dated)
    titles = [(work.start, work.end) for work in works.mentions]
    lands = tuple(
        Hit(one.start, one.end, one.code)
        for one in places.regions(whole, pack)
        if not any(start <= one.start and one.end <= end for start, end in titles)
    )
    return Mentions(works, numbers, dated, named, lands)


def _in_date(dated: Sequence[Window], start: int, end: int) -> bool:
    """Say whether a season's number is the day of a date ("season, 13 November")."""
    return any(start < date.start < end < date.end and date.precision == "day" for date in dated)


def _capital_alone(whole: str, start: int, end: int) -> bool:
    """Say whether a name that is also a common word stands as one: no other capital beside it."""
    if not whole[start].isupper():
        return False
    before, after = whole[max(0, start - 14) : start], whole[end : end + 2]
    named = before.endswith(" ") and before.split()[-1:] and before.split()[-1][0].isupper()
    return not named and not (after[:1] == " " and after[1:].isupper())


def _stops(reading: Reading, mentions: Mentions) -> list[tuple[int, int]]:
    """Return the places that are part of no person's name."""
    spans = [(work.start, work.end) for work in mentions.works.mentions]
    for hits in (
        mentions.seasons,
        mentions.platforms,
        mentions.dates,
        reading.hits("jobs"),
        reading.hits("cues"),
    ):
        spans += [(hit.start, hit.end) for hit in hits]
    if reading.words.pack.names.shape != "cased":
        for name in ("nouns", "hedges", "speech", "negation", "roles", "parts", "breaks", "blocks"):
            spans += [(hit.start, hit.end) for hit in reading.hits(name)]
    return spans


def scenes(reading: Reading, mentions: Mentions, people: People) -> Iterator[Scene]:
    """Yield the sentences that have a cue or a job, each with what the text before it was about."""
    main = mentions.works.main
    headline = [work for work in mentions.works.mentions if work.start < reading.headline_end]
    single = len({work.title for work in headline}) == 1
    chief = headline[0].title if single else (main[0] if main else None)
    default = _default_season(reading, mentions, chief)
    led = any(work.title == chief for work in headline)
    focus, season, line = chief, default, 0
    opened: Cue | None = None
    heading: Window | None = None
    calendar = _calendar(reading)
    platform = home(reading, mentions.platforms)
    for sentence in reading.sentences:
        if (alone := _date_alone(mentions, sentence)) is not None:
            heading = alone
        platform = _platform_alone(mentions, sentence) or platform
        here = [
            work for work in within(mentions.works.mentions, sentence.start, sentence.end) if not work.passing
        ]
        if sentence.line != line and (single or led) and not mentions.works.listed:
            focus, season = chief, default
        line = sentence.line
        if here:
            titles = [work.title for work in here]
            told = chief if chief in titles else titles[0]
            if told != focus:
                focus, season = told, default if told == chief else None
        numbered = within(mentions.seasons, sentence.start, sentence.end)
        if numbered and focus and (default is None or focus != chief):
            season = int(numbered[-1].value)
        listed = calendar and here and here[0].start - sentence.start <= 3
        if listed or any(
            within(reading.hits(name), sentence.start, sentence.end)
            for name in ("cues", "gapped", "jobs", "roles")
        ):
            scene = Scene(reading, sentence, mentions, people, focus, season, chief, list_cue=opened)
            scene.heading = heading if calendar else None
            scene.calendar = calendar
            scene.home = platform
            stage(scene)
            yield scene
            opened = _opened(scene) or (opened if not scene.taken_any else None)


def _calendar(reading: Reading) -> bool:
    """Say whether the article is a list of releases: its headline or its first lines say so."""
    lead = reading.lines[min(2, len(reading.lines) - 1)][1]
    return any(hit.value == "calendar" for hit in within(reading.hits("breaks"), 0, lead))


def _platform_alone(mentions: Mentions, sentence: Sentence) -> str | None:
    """Return the platform that is all a line says."""
    named = within(mentions.platforms, sentence.start, sentence.end)
    if len(named) == 1 and sentence.end - sentence.start - (named[0].end - named[0].start) <= 4:
        return str(named[0].value)
    return None


def _date_alone(mentions: Mentions, sentence: Sentence) -> Window | None:
    """Return the date that is all a line says."""
    dated = within(mentions.dates, sentence.start, sentence.end)
    if len(dated) == 1 and sentence.end - sentence.start - (dated[0].end - dated[0].start) <= 12:
        return dated[0]
    return None


def _opened(scene: Scene) -> Cue | None:
    """Return the cue of a sentence that opens a list: one that takes persons after it, at the line's end."""
    text = scene.reading.whole[scene.sentence.start : scene.sentence.end].rstrip()
    if not text.endswith((":", "?")) and (len(text) > 60 or text.endswith(".")):
        return None
    for hit in scene.cues:
        if hit.cue.kind == "cast" and (hit.cue.person == "after" or not scene.groups):
            return hit.cue
    return None


def _default_season(reading: Reading, mentions: Mentions, chief: str | None) -> int | None:
    for work in mentions.works.mentions:
        if work.title == chief and work.season is not None:
            return work.season
    headline = [int(hit.value) for hit in mentions.seasons if hit.start < reading.headline_end]
    if headline:
        told = Counter(int(hit.value) for hit in mentions.seasons)
        return max(headline, key=lambda number: (told[number], -headline.index(number)))
    for work in mentions.works.mentions:
        place = reading.sentence_at(work.start)
        if work.title == chief and place is not None:
            others = {one.title for one in within(mentions.works.mentions, place.start, place.end)}
            reach = 40 if len(others) > 1 or place.line > 1 else place.end - place.start
            near = [
                hit
                for hit in within(mentions.seasons, place.start, place.end)
                if min(abs(hit.start - work.end), abs(work.start - hit.end)) < reach
            ]
            if near:
                return int(near[-1].value)
    return None
