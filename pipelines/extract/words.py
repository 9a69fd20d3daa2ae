"""A pack made ready for reading: every word list of the engine, built once a process."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from pipelines.extract.lexicon import Lists, fold, fold_all
from pipelines.extract.tables import expand, tables
from pipelines.vocabulary import FOLDER
from pipelines.vocabulary import pack as vocabulary
from pipelines.vocabulary.pack import Pack

_JOINS = frozenset(",/·、&+")  # signs between the members of a list


class Vocabulary(Struct, frozen=True):
    """The word lists of one language as the layers ask for them."""

    pack: Pack
    lists: Lists
    common: frozenset[str]
    labels: frozenset[str]
    ands: frozenset[str]
    joins: frozenset[str]
    joint: tuple[str, ...]
    who: frozenset[str]
    relatives: frozenset[str]
    small: frozenset[str]
    companies: frozenset[str]
    characters: frozenset[str]
    kin: frozenset[str]
    given: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    fillers: frozenset[str]
    first_words: frozenset[str]
    inside: frozenset[str]
    known: frozenset[str]
    stoppers: frozenset[str]
    outside: frozenset[str]
    spaced: bool
    tails: tuple[str, ...]
    plural: tuple[str, ...]
    likewise: tuple[str, ...]
    places: frozenset[str]
    role_words: frozenset[str]
    name_endings: frozenset[str]
    owners: frozenset[str]
    fresh: frozenset[str]
    definite: frozenset[str]
    kinds: frozenset[str]
    openers: frozenset[str]
    links: frozenset[str]
    trailing: frozenset[str]
    after_closed: frozenset[str]
    after_open: frozenset[str]
    inner: frozenset[str]
    marks: tuple[str, ...]
    gone: tuple[str, ...]
    said: tuple[str, ...]
    instead: tuple[str, ...]
    topics: frozenset[str]
    asks: tuple[str, ...]
    ends: tuple[str, ...]
    sounds: re.Pattern[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    datives: frozenset[str]
    participles: tuple[str, ...]
    bracketed: tuple[str, ...]
    surnames: frozenset[str]
    elided: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    within: frozenset[str]
    where: frozenset[str]
    derived: frozenset[str]
    which: frozenset[str]
    adverbs: re.Pattern[str] | None
    acts: frozenset[str]
    unlike: frozenset[str]
    these: frozenset[str]

    def forename(self, word: str) -> bool:
        """Say whether a folded word, or its first half before a hyphen, is a given name."""
        return word.partition("-")[0] in forenames()


@cache
def forenames() -> frozenset[str]:
    """Read ``vocabulary/forenames.toml`` once a process."""
    text = (FOLDER / "forenames.toml").read_text(encoding="utf-8")
    return frozenset(str(tomllib.loads(text)["names"]).split())


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_all(reading for word in words for reading in expand(word)))


def _labels(pack: Pack) -> frozenset[str]:
    """Return the words of which a heading in capitals is no title: common ones, days of the week."""
    days = [day for spelled in (pack.dates.weekdays if pack.dates else ()) for day in spelled]
    return _folded((*pack.names.common, *days, *(f"{day}s" for day in days)))


def _adverbs(pack: Pack) -> re.Pattern[str] | None:
    """Return what finds an adverb with the space before it; None where the pack lists none."""
    listed = sorted(_folded(pack.clauses.adverbs), key=len, reverse=True)
    return re.compile(f" (?:{'|'.join(map(re.escape, listed))})(?= )") if listed else None


@cache
def words(language: str) -> Vocabulary:
    """Return the language's word lists, ready for reading.

    Raises:
        Misconfigured: there is no vocabulary for the language, or it is wrong.
    """
    pack = vocabulary(language)
    names = pack.names

    return Vocabulary(
        pack=pack,
        lists=Lists(tables(pack), pack.edges, pack.suffixes),
        spaced=pack.edges != "none",
        common=(_folded(names.common) | _folded(names.ands)) - _folded(names.places),
        labels=_labels(pack),
        ands=_folded(names.ands),
        joins=_folded(names.ands) | _JOINS,
        joint=tuple(f" {word} " for word in _folded(names.ands) if " " in word),
        who=_folded(names.who),
        relatives=_folded(names.relatives),
        small=_folded(pack.titles.small) - _folded(names.roles),
        companies=_folded(names.companies),
        characters=_folded(names.characters),
        kin=_folded(names.kin),
        given=_folded(names.given),
        particles=_folded(names.particles),
        suffixes=frozenset(names.suffixes),
        fillers=_folded(names.fillers),
        first_words=_folded(names.honorifics),
        inside=_folded(pack.titles.inside),
        known=_folded(pack.titles.known),
        stoppers=_folded(names.stoppers),
        outside=_folded(pack.titles.outside),
        tails=tuple(names.tails),
        plural=tuple(names.plural),
        likewise=tuple(f" {word}" for word in sorted(_folded(names.likewise))),
        places=_folded(names.places) | _folded(names.common),
        role_words=_folded(names.roles),
        name_endings=_folded(names.endings),
        owners=_folded(names.owners),
        fresh=_folded(names.fresh),
        definite=_folded(names.definite),
        kinds=_folded((*pack.titles.series, *pack.titles.films)),
        openers=_folded(pack.clauses.openers),
        trailing=_folded(names.trailing),
        links=_folded(names.links or pack.titles.small) - _folded(names.roles),
        after_closed=frozenset(names.after_closed),
        after_open=frozenset(names.after_open),
        inner=frozenset(names.inner),
        marks=tuple(names.parts) or ("\0",),
        gone=tuple(map(fold, pack.clauses.gone)) if pack.edges == "left" else (),
        said=tuple(map(fold, pack.titles.said)) or ("\0",),
        instead=tuple(map(fold, names.instead)),
        topics=_folded(names.topics),
        asks=tuple(map(fold, pack.clauses.asks)),
        ends=pack.titles.ends or ("\0",),
        sounds=re.compile("|".join(map(re.escape, names.sounds)) or r"(?!)"),
        subjects=_folded(names.subjects),
        objects=_folded(names.objects),
        datives=_folded(names.datives),
        participles=tuple(_folded(names.participles)),
        bracketed=tuple(fold(word) for word in names.bracketed),
        surnames=_folded(names.surnames),
        elided=_folded(names.elided),
        articles=_folded(pack.titles.articles),
        of=_folded(pack.titles.of),
        derived=_folded(pack.titles.derived),
        acts=_folded(pack.titles.acts),
        unlike=_folded(pack.titles.unlike),
        these=_folded(pack.titles.these),
        within=_folded(pack.titles.within),
        where=_folded(pack.titles.where),
        which=_folded(pack.attribution.which),
        adverbs=_adverbs(pack),
    )
