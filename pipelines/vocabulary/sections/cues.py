"""Cues: the phrases that signal an event, and what belongs to them."""

from typing import Literal

from pipelines.model import Certainty, Kind
from pipelines.vocabulary.sections.base import Section, Words

Side = Literal["none", "before", "after", "either"]
Case = Literal["subject", "object", "dative"]
Slot = Literal["person", "work", "title", "object", "date", "season", "platform", "region", "role", "subject"]


class Cue(Section, frozen=True):
    """A group of phrases that say the same event.

    ``phrases`` may hold alternatives in braces (``{will ,}return``) and one gap (``takes … role``).
    ``person``, ``work`` and ``date`` say on which side of the phrase that mention stands; ``role`` is
    ``after`` where a character may follow behind one of ``names.roles`` ("returns *as* X"), ``object`` where
    it may also follow directly ("plays X"), ``before`` where it stands right before ("X, *played by* A").
    ``job`` is the crew role that the phrase itself says. ``needs`` lists what the sentence must name outright
    (``object``: the work, its season or a word for it right behind the phrase; ``title``: a work right before
    it; ``person``: a full or known name); ``lacks`` lists what must not (``subject``: a person right before
    it) stand right behind the phrase (a date: anywhere in its clause); ``reach`` is how many words may lie
    between the phrase and its person or date; ``behind``, where it is set, how many before a person that
    stands behind an ``either`` phrase. ``blocks`` lists phrases that void the cue in the same sentence.
    ``crew`` is the event where a job beside the person makes a crew claim of it; ``negated`` is the event
    where the phrase is negated ("" for a denial of the event). ``certainty`` caps what the phrase can say.
    ``weak`` cues are not counted as unread when they yield nothing. ``past`` phrases are past tense: an open
    year is read behind the day of publication. After a ``tight`` phrase the character must follow at once.
    ``case`` is that of its person where particles tell ("cast A", "went *to* A").
    """

    id: str
    kind: Kind
    event: str
    phrases: Words
    person: Side = "none"
    role: Literal["none", "before", "after", "object"] = "none"
    work: Side = "either"
    date: Side = "none"
    job: str | None = None
    needs: tuple[Slot, ...] = ()
    lacks: tuple[Slot, ...] = ()
    reach: int = 8
    behind: int | None = None
    blocks: Words = ()
    negated: str = ""
    crew: str = ""
    certainty: Certainty | None = None
    weak: bool = False
    past: bool = False
    tight: bool = False
    case: Case = "subject"


class Job(Section, frozen=True):
    """Words that name a crew job; beside a person's name they credit the person with it.

    Words of an empty ``role`` name a job that makes no claim ("art director") and is no cast either.

    ``does`` phrases say after a cast cue that the person comes or goes in this job ("returns *to
    direct*"). ``after`` words follow the name they belong to (Korean 감독) as well as an apposition's
    comma.
    """

    role: str
    words: Words = ()
    does: Words = ()
    after: bool = False


class Certainties(Section, frozen=True):
    """Words by the certainty they lower a sentence to; ``official`` words make an announcement of it."""

    official: Words = ()
    reported: Words = ()
    expected: Words = ()
    rumoured: Words = ()
    denied: Words = ()


class Attribution(Section, frozen=True):
    """Who says so: ``verbs`` follow or precede the speaker, ``before`` introduces it, ``behind`` words
    stand right behind it; ``speakers`` are nouns; ``outlets`` are publications, ``passive`` phrases
    hold a word of speech that has no speaker; ``which`` words open a clause about who speaks.
    """

    verbs: Words = ()
    outlets: Words = ()
    passive: Words = ()
    before: Words = ()
    behind: Words = ()
    speakers: Words = ()
    services: Words = ()
    whose: Words = ()
    which: Words = ()


class Negation(Section, frozen=True):
    """``words`` negate the cue that follows within ``reach`` words (``after``: the cue before them);
    behind ``until`` words stands the date up to which they do ("*not* … *until* May"). ``denials`` take back
    all that their clause said before them, and what the sentences before only report.
    """

    words: Words = ()
    after: Words = ()
    conditions: Words = ()
    doubts: Words = ()
    until: Words = ()
    denials: Words = ()
    reach: int = 3


class Clauses(Section, frozen=True):
    """How a sentence is parted: ``breaks`` end a clause, as the ``endings`` of verbs do (Korean *-go,*);
    ``joins`` do where a subject with its cue follows;
    ``old`` words mark a date that no longer holds (``gone`` words stand right behind one, ``origins`` before
    one where a ``new`` one follows: *from* May *to* June), ``new`` words one that something moves to;
    ``behind`` words stand before a date of the past ("after its April 23 premiere"); ``openers`` begin a
    clause that the first comma ends. ``calendar`` phrases of a headline or lead make the lines of a list
    releases; ``void`` phrases of a headline say that the article is a review, a chart or about something
    else. ``noise`` voids a release beside it. ``adverbs`` may stand inside the phrase of any cue.
    ``asks`` endings make a question of a verb without a mark.
    Where a question may be only the last part of a headline ("A leaves, who comes?"), ``questions``
    words make a question of all that they open.
    """

    breaks: Words = ()
    endings: Words = ()
    joins: Words = ()
    openers: Words = ()
    old: Words = ()
    gone: Words = ()
    origins: Words = ()
    new: Words = ()
    behind: Words = ()
    calendar: Words = ()
    void: Words = ()
    cinemas: Words = ()
    noise: Words = ()
    questions: Words = ()
    asks: Words = ()
    adverbs: Words = ()


class Example(Section, frozen=True):
    """A sentence and the claims it makes; each claim lists the fields that are checked."""

    text: str
    claims: tuple[dict[str, str | int | None], ...]
    title: str = ""
    published: str | None = None
