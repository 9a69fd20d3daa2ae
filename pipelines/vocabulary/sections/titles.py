"""How works are named: marks, the nouns that stand for them, what only sounds like news about them."""

from typing import Literal

from pipelines.vocabulary.sections.base import Section, Words


class Titles(Section, frozen=True):
    """The shape of a work's title and the words around it.

    ``case``: ``title`` (every long word has a capital), ``sentence`` (the first has), ``nouns`` (as every
    noun has: bare titles are looked for only where the article marks none), ``none``. ``speech`` lists the
    opening marks that may also open speech; titles in other marks are always titles. ``said`` particles
    right behind such marks tell of speech, as do the ``ends`` of sentences in them; ``labels`` are brackets
    that only say that a title is not the last. ``small`` words stay small inside a title; ``nouns`` are
    what a work is (series, thriller); ``series`` and ``films`` are those of them that tell the two apart;
    ``anaphors`` stand for the article's work ("the show"); ``sequels`` stand for its next part ("the
    sequel"); ``of`` parts "the cast *of* Title"; ``known`` joins a person to what they are known from ("A
    *of* Title"); ``untitled`` works have no title yet; ``heads`` are words before ``of`` ("cast", "star");
    ``inside`` words often stand before a title ("in", "on"), ``within`` are those of them that a title
    often has before a place ("Lost *in* Lisbon"), ``acts`` are verbs of headlines that end a title ("Title
    *Snags* Renewal"), ``where`` words stand before the place that something happens in, ``outside`` words
    never stand in one ("about"); ``articles`` may open a title with a capital of their own ("The");
    ``passing`` introduces a work that is only background ("known for"), ``passed`` stands right behind one,
    ``derived`` behind one that another work comes from ("*Title* spin-off"), ``unlike`` words beside marks
    that hold no work ("the *song* X"), ``these`` words at a paragraph's head go on with the work of the one
    before; ``behind`` words stand right behind a title without marks and say what it is ("Title *dizisi*"),
    ``owned`` ones behind a title in the genitive ("Title'in *kadrosu*").
    ``genitives`` are endings of an owner that a title may begin with ("Fatma'*nın* Kızı"). ``verb_last`` is
    true where a verb stands behind those it tells of: a verb before a run of capitals then speaks for a
    person.
    """

    case: Literal["title", "sentence", "nouns", "none"] = "title"
    speech: Words = ()
    said: Words = ()
    ends: Words = ()
    labels: Words = ()
    small: Words = ()
    nouns: Words = ()
    series: Words = ()
    films: Words = ()
    anaphors: Words = ()
    sequels: Words = ()
    of: Words = ()
    known: Words = ()
    untitled: Words = ()
    heads: Words = ()
    derived: Words = ()
    acts: Words = ()
    unlike: Words = ()
    these: Words = ()
    inside: Words = ()
    within: Words = ()
    where: Words = ()
    outside: Words = ()
    articles: Words = ()
    passing: Words = ()
    passed: Words = ()
    behind: Words = ()
    owned: Words = ()
    genitives: Words = ()
    verb_last: bool = False
