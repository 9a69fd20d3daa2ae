"""How persons are named: shapes, what stands around a name, what is never one."""

from typing import Literal

from msgspec import field

from pipelines.vocabulary.sections.base import Section, Words
from pipelines.vocabulary.sections.cues import Case


class Names(Section, frozen=True):
    """The shape of a person's name and the words around it.

    ``shape``: ``cased`` (names are runs of capitalised words), ``words`` (no capitals: runs of words that are
    not ``common``), ``surname`` (a closed list of ``surnames`` and one to three syllables, particles after
    it), ``runs`` (no spaces: a name stands before one of ``endings`` or after a job).

    ``particles`` are small words inside a name (de, van), ``links`` inside a character's (of; empty: any
    small word of a title); ``tails`` end the words that are verbs from a headline run's third word on;
    ``plural`` endings are those of verbs of several persons; ``likewise`` words stand before a list of
    which the same goes as of the one before ("*as do* A and B");
    ``definite`` articles stand before a character without a name (*the* abbess); ``honorifics`` stand before
    a name and stay off, ``trailing`` ones behind it; ``suffixes`` end a name (Jr., II); ``common`` words
    never form a name, but ``given`` ones among them are first names before a surname; ``places`` may be part
    of a name but are none alone; ``companies`` words make a run a company (Pictures, Entertainment); ``ands``
    connect the members of a list; ``instead`` words behind a person say that another takes the place;
    ``roles`` introduce the character (as, playing); ``parts``
    stand right behind a character ("X *के किरदार में*", "X *역의* A");
    ``characters`` before a list say that its members are played by those in the brackets behind them; a job
    behind one of ``kin`` and ``titles.of`` is another person's ("the *son* of director A");
    ``who`` opens a clause about the name before it; ``fillers`` may stand between a list's connector and its
    next member (newcomer); ``stoppers`` may not (of, from, by); ``endings`` are particles that follow a name
    directly; of these ``subjects`` mark who plays and ``objects`` whom ("A *ga* X *rul*"), and
    ``datives`` where to something goes; ``topics`` those of the subjects that may also mark a topic;
    ``cases`` are the particles of a person whom a cue has done something to; ``participles`` are endings
    of a verb whose subject has the ending of an owner ("A'nın oynadı*ğı*"); ``pronoun`` words stand for
    the person named last (she, the actor), ``pronouns`` for the list of persons named last (they, the
    pair); ``withs`` words stand between a work and its cast (with, alongside); ``owners`` words give a
    work to the person before them ("A *ki* Title"), ``fresh`` words may stand between such a word and a
    mere word for a work ("A *ki* new film"); of the endings of Hangul ``after_closed`` follow a closed
    syllable only, ``after_open`` an open one, and ``inner`` may also be the end of a word inside a
    foreign name; ``sounds`` are syllables of foreign names in a script without capitals; ``bracketed``
    words close a bracket that holds the person behind the character ("X (A *bun*)"); ``longest`` is the
    most words that a name has; ``relatives`` open a clause whose verb comes last, behind the character
    that the person before it plays ("A, *der* X spielt"); ``elided`` words stand before an apostrophe and
    belong to no name (French d', qu').
    """

    shape: Literal["cased", "words", "surname", "runs"] = "cased"
    particles: Words = ()
    links: Words = ()
    definite: Words = ()
    tails: Words = ()
    plural: Words = ()
    likewise: Words = ()
    honorifics: Words = ()
    trailing: Words = ()
    suffixes: Words = ()
    common: Words = ()
    places: Words = ()
    companies: Words = ()
    surnames: Words = ()
    ands: Words = ()
    roles: Words = ()
    parts: Words = ()
    characters: Words = ()
    kin: Words = ()
    instead: Words = ()
    given: Words = ()
    who: Words = ()
    relatives: Words = ()
    fillers: Words = ()
    stoppers: Words = ()
    endings: Words = ()
    owners: Words = ()
    fresh: Words = ()
    withs: Words = ()
    pronoun: Words = ()
    pronouns: Words = ()
    after_closed: Words = ()
    after_open: Words = ()
    inner: Words = ()
    sounds: Words = ()
    subjects: Words = ()
    objects: Words = ()
    topics: Words = ()
    cases: dict[Case, Words] = field(default_factory=dict)
    datives: Words = ()
    participles: Words = ()
    bracketed: Words = ()
    elided: Words = ()
    longest: int = 4
