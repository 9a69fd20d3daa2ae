"""The sentences that say something, each with what the text before it was about."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.extract.blocks import blocks, title_lines
from pipelines.extract.dates import Window
from pipelines.extract.draft import Mentions
from pipelines.extract.focus import Focus
from pipelines.extract.groups import groups
from pipelines.extract.headed import Heading
from pipelines.extract.names import Group, People
from pipelines.extract.reading import QUESTIONS, Hit, Reading, Sentence, within
from pipelines.extract.scene import Scene
from pipelines.extract.speakers import home
from pipelines.extract.stage import stage
from pipelines.extract.works import Work
from pipelines.extract.works.heads import calendar as listing
from pipelines.vocabulary.sections.cues import Cue

_LEAD = 2  # sentences
_LABEL = 12  # characters beside a date that stands alone on its line
_MANY = 3  # lines that make a calendar
_OPENS = 4  # characters before a work that opens its line
_BEHIND = 36  # characters behind a work that hold its date
_FEW = 4  # words between a person and what they are known from
_QUESTION = 120  # characters of a line that asks
_SUBJECT = 24  # characters before a season that is what its sentence is about


def scenes(reading: Reading, mentions: Mentions, people: People) -> Iterator[Scene]:
    """Yield the sentences that have a cue or a job, each with what the text before it was about."""
    headline = [
        work for work in mentions.works.mentions if work.start < reading.headline_end and not work.passing
    ]
    focus, stays = _focus(reading, mentions, headline)
    line = 0
    opened: Cue | None = None
    before: Sequence[Group] = ()
    told_of: tuple[int, int | None] = (-1, None)  # the line and the number of the last season named
    heading = _headline_day(reading, mentions)
    under = Heading()
    topic: str | None = None
    titles = title_lines(reading, mentions)
    below = blocks(reading, mentions, titles)
    calendar = listing(reading) or bool(below) or _dated_lines(reading, mentions) >= _MANY
    platform = home(reading, mentions.platforms)
    for sentence in reading.sentences:
        block = below.get(sentence.line)
        heading = None if below else _date_alone(reading, mentions, sentence) or heading
        platform = _platform_alone(mentions, sentence) or platform
        works = within(mentions.works.mentions, sentence.start, sentence.end)
        here = [
            work for work in works if not (work.passing or _credit(focus, people, mentions, sentence, work))
        ]
        if sentence.line != line:
            named = titles.get(sentence.line)
            topic = named.title if named else _asked(reading, mentions, sentence.line) or topic
            if stays and not _goes_on(reading, sentence):
                focus.back(topic)
        line = sentence.line
        numbered = within(mentions.seasons, sentence.start, sentence.end)
        recent, told_of = told_of, _about(reading, numbered, sentence) or told_of
        focus.move(here, numbered)
        under.move(reading, sentence, named=bool(works))
        listed = here and (calendar or (under.cue and here[0].start - sentence.start <= 3))
        if listed or block or opened or _says(reading, sentence) or (here and reading.words.owners):
            scene = Scene(reading, sentence, mentions, people, focus.title, focus.season, focus.chief, here)
            scene.list_cue, scene.before, scene.headed = opened, before, under.cue
            scene.heading, scene.calendar, scene.home = heading if calendar else None, calendar, platform
            scene.block, scene.under = block, bool(titles) and topic is not None
            scene.recent = recent[1] if recent[0] == sentence.line else None
            stage(scene)
            yield scene
            before = scene.groups or before
            opened = _opened(scene) or (opened if not scene.spoken else None)
        elif reading.words.pack.names.pronoun:
            before = _named(reading, people, sentence) or before


def _focus(reading: Reading, mentions: Mentions, headline: Sequence[Work]) -> tuple[Focus, bool]:
    """Return what the article begins with, and whether each paragraph goes back to it."""
    told = {work.title for work in mentions.works.mentions if not work.passing}
    main = [title for title in mentions.works.main if title in told] or mentions.works.main
    single = len({work.title for work in headline}) == 1
    chief = headline[0].title if single else (main[0] if main else None)
    led = any(work.title == chief for work in headline)
    return Focus(chief, _default_season(reading, mentions, chief)), (
        single or led
    ) and not mentions.works.listed


def _credit(focus: Focus, people: People, mentions: Mentions, sentence: Sentence, work: Work) -> bool:
    """Say whether a work only tells where a person is known from: "A of HBO's *B*"."""
    reading, words = people.reading, people.reading.words
    before = reading.folded[sentence.start : work.start].split()[-_FEW:]
    if work.title == focus.chief or words.known.isdisjoint(before):
        return False
    names = people.names(sentence.start, work.start, sentence.line)
    gap = reading.folded[names[-1].stop : work.start].replace(",", " ").split() if names else []
    if not gap or gap[0] not in words.known:
        return False
    kinds = (mentions.platforms, reading.hits("nouns"))
    return len(gap) == 1 or (
        len(gap) <= _FEW and any(within(kind, names[-1].stop, work.start) for kind in kinds)
    )


def _asked(reading: Reading, mentions: Mentions, number: int) -> str | None:
    """Return the one work that a line asks about: the answer below it is about that work."""
    start, end = reading.lines[number]
    if (
        not number
        or end - start > _QUESTION
        or not any(mark in reading.whole[start:end] for mark in QUESTIONS)
    ):
        return None
    titles = {work.title for work in within(mentions.works.mentions, start, end) if not work.passing}
    return titles.pop() if len(titles) == 1 else None


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a paragraph opens with a word for what the one before it was about: "*this* film"."""
    first = reading.folded[sentence.start : sentence.end].partition(" ")[0]
    return first in reading.words.these


def _says(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence has a word that may say something."""
    lists = ("cues", "gapped", "jobs", "roles", "parts", *(("nouns",) if reading.words.fresh else ()))
    return any(within(reading.hits(name), sentence.start, sentence.end) for name in lists)


def _about(reading: Reading, numbered: Sequence[Hit], sentence: Sentence) -> tuple[int, int] | None:
    """Return the line and the number of the season that a sentence is about."""
    if not numbered or numbered[0].start - sentence.start > _SUBJECT:
        return None
    owns = (
        reading.words.pack.edges == "left"
        and reading.folded[numbered[0].end : numbered[0].end + 1] in reading.words.owners
    )
    return None if owns else (sentence.line, int(numbered[0].value))


def _named(reading: Reading, people: People, sentence: Sentence) -> list[Group]:
    """Return the persons of a sentence that says nothing itself: a pronoun may stand for them."""
    names = people.names(sentence.start, sentence.end, sentence.line)
    return groups(reading, [name for name in names if not name.alone])


def _headline_day(reading: Reading, mentions: Mentions) -> Window | None:
    """Return the one day that the headline of a list of releases names."""
    dated = within(mentions.dates, 0, reading.headline_end)
    if len(dated) != 1 or dated[0].precision != "day" or not listing(reading):
        return None
    ahead = dated[0].latest and reading.published and dated[0].latest > reading.published
    return dated[0] if ahead else None  # a column names its own day


def _dated_lines(reading: Reading, mentions: Mentions) -> int:
    """Return how many lines open with a work and a date right behind it."""
    found = 0
    for start, end in reading.lines[1:]:
        first = within(mentions.works.mentions, start, end)[:1]
        if first and first[0].start - start <= _OPENS:
            found += bool(within(mentions.dates, first[0].end, min(end, first[0].end + _BEHIND)))
    return found


def _platform_alone(mentions: Mentions, sentence: Sentence) -> str | None:
    """Return the platform that is all a line says."""
    named = within(mentions.platforms, sentence.start, sentence.end)
    if len(named) == 1 and sentence.end - sentence.start - (named[0].end - named[0].start) <= 4:
        return str(named[0].value)
    return None


def _date_alone(reading: Reading, mentions: Mentions, sentence: Sentence) -> Window | None:
    """Return the date that is all a line says, or that a line which opens a list names.

    One behind a colon tells of the line above.
    """
    dated = within(mentions.dates, sentence.start, sentence.end)
    if dated and reading.whole[sentence.end - 1] == ":" and len({date.edtf for date in dated}) == 1:
        return dated[-1]
    whole = (sentence.start, sentence.end) == reading.lines[sentence.line]
    if len(dated) != 1 or not whole or ":" in reading.whole[sentence.start : dated[0].start]:
        return None
    alone = sentence.end - sentence.start - (dated[0].end - dated[0].start) <= _LABEL
    return dated[0] if alone else None


def _opened(scene: Scene) -> Cue | None:
    """Return the cue of a sentence that opens a list: one that takes persons after it, at the line's end."""
    text = scene.reading.whole[scene.sentence.start : scene.sentence.end].rstrip()
    if not text.endswith((":", "?")) and (len(text) > 60 or text.endswith((".", "।"))):
        return None
    for hit in scene.cues:
        if hit.cue.kind == "cast" and (hit.cue.person == "after" or not scene.groups):
            return hit.cue
    return None


def _default_season(reading: Reading, mentions: Mentions, chief: str | None) -> int | None:
    for work in mentions.works.mentions:
        if work.title == chief and work.season is not None:
            return work.season
    named = _ahead(reading, [hit for hit in mentions.seasons if hit.start < reading.headline_end])
    headline = [int(hit.value) for hit in named]
    if headline:
        told = Counter(int(hit.value) for hit in mentions.seasons)
        return max(headline, key=lambda number: (told[number], -headline.index(number)))
    titles = {work.title for work in mentions.works.mentions if work.start < reading.headline_end}
    for work in mentions.works.mentions:
        place = reading.sentence_at(work.start)
        if work.title == chief and place is not None:
            others = {one.title for one in within(mentions.works.mentions, place.start, place.end)}
            reach = 40 if len(others) > 1 or place.line > 1 else place.end - place.start
            near = [
                hit
                for hit in _ahead(reading, within(mentions.seasons, place.start, place.end))
                if min(abs(hit.start - work.end), abs(work.start - hit.end)) < reach
            ]
            if near:
                return int(near[-1].value)
    plain = reading.words.pack.titles.case == "none" and chief in titles and len(titles) == 1
    return _only_season(reading, mentions, chief) if plain else _led(reading, mentions, chief)


def _ahead(reading: Reading, named: Sequence[Hit]) -> list[Hit]:
    """Return the seasons but for those that are over by what is told: "after the third run"."""
    over = {hit.end + 1 for hit in reading.hits("breaks") if hit.value == "behind"} if named else ()
    return [hit for hit in named if hit.start not in over]


def _only_season(reading: Reading, mentions: Mentions, chief: str | None) -> int | None:
    """Return the one season that an article about one work names from its lead on, but for the first."""
    every = {int(hit.value) for hit in mentions.seasons}
    late = any(hit.start >= reading.lines[min(2, len(reading.lines)) - 1][1] for hit in mentions.seasons[:1])
    others = late or any(work.title != chief and not work.passing for work in mentions.works.mentions)
    return every.pop() if len(every) == 1 and every != {1} and not others else None


def _led(reading: Reading, mentions: Mentions, chief: str | None) -> int | None:
    """Return the one season that the lead names, where it names no other work than the article's own."""
    lead = [sentence for sentence in reading.sentences if sentence.line == 1][:_LEAD]
    end = lead[-1].end if lead else 0
    others = {work.title for work in within(mentions.works.mentions, 0, end)} - {chief}
    told = {int(hit.value) for hit in _ahead(reading, within(mentions.seasons, 0, end))} - {1}
    return next(iter(told)) if len(told) == 1 and not others else None
