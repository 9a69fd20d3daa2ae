"""A pack made ready for reading: every word list of the engine as an automaton, built once a process."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from msgspec import Struct

from pipelines.extract.lexicon import Lexicon, fold, fold_all
from pipelines.vocabulary import FOLDER
from pipelines.vocabulary import pack as vocabulary
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.cues import Cue

GAP = " … "
NUKTA = "\u093c"  # a dot that Devanagari spelling leaves out as often as not
_CHOICE = re.compile(r"\{([^{}]*)\}")


def expand(phrase: str) -> Iterator[str]:
    """Yield every reading of ``phrase``, whose braces hold alternatives: ``{will ,}return``."""
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(_CHOICE.split(phrase))]
    for chosen in product(*choices):
        reading = re.sub(r"  +", " ", "".join(chosen)).strip() if len(choices) > 1 else phrase
        yield reading
        if NUKTA in reading:
            yield reading.replace(NUKTA, "")


class Tail(Struct, frozen=True):
    """The last part of a phrase with a gap: ``head`` must stand shortly before it."""

    head: str
    cue: Cue


class Vocabulary(Struct, frozen=True):
    """The word lists of one language as the layers ask for them."""

    pack: Pack
    cues: Lexicon[tuple[Cue, ...]]
    gapped: Lexicon[tuple[Tail, ...]]
    jobs: Lexicon[tuple[str, bool]]
    nouns: Lexicon[str]
    hedges: Lexicon[str]
    speech: Lexicon[str]
    negation: Lexicon[str]
    breaks: Lexicon[str]
    blocks: Lexicon[str]
    common: frozenset[str]
    ands: frozenset[str]
    joint: tuple[str, ...]
    who: frozenset[str]
    roles: Lexicon[str]
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
    parts: Lexicon[str]
    does: Lexicon[str]
    conditions: Lexicon[str]
    doubts: Lexicon[str]
    cinemas: Lexicon[str]
    spaced: bool
    tails: tuple[str, ...]
    places: frozenset[str]
    role_words: frozenset[str]
    name_endings: frozenset[str]
    owners: frozenset[str]
    definite: frozenset[str]
    kinds: frozenset[str]
    openers: frozenset[str]
    links: frozenset[str]
    trailing: frozenset[str]
    withs: Lexicon[str]
    pronouns: Lexicon[str]
    after_closed: frozenset[str]
    after_open: frozenset[str]
    inner: frozenset[str]
    marks: tuple[str, ...]
    gone: tuple[str, ...]
    sounds: re.Pattern[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    bracketed: tuple[str, ...]
    surnames: frozenset[str]
    elided: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    within: frozenset[str]

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


def _negation(pack: Pack) -> dict[str, str]:
    """Return on which side of a cue each negating word stands: ``before`` it, ``after`` it, ``both``."""
    words, after = pack.negation.words, pack.negation.after
    both = {word: "both" for word in words if word in after}
    return dict.fromkeys(words, "before") | dict.fromkeys(after, "after") | both


def _cue_words(pack: Pack) -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Tail, ...]]]:
    """Return the phrases without a gap, and the last parts of those with one."""
    plain: dict[str, list[Cue]] = {}
    gapped: dict[str, list[Tail]] = {}
    for cue in pack.cue:
        for phrase in cue.phrases:
            for reading in expand(fold(phrase)):
                head, gap, last = reading.partition(GAP)
                if gap:
                    gapped.setdefault(last, []).append(Tail(head, cue))
                elif head:
                    plain.setdefault(head, []).append(cue)
    for (
        last,
        tails,
    ) in gapped.items():  # a longer last part hides the shorter ones that it begins or ends with
        words = last.split(" ")
        for size in range(1, len(words)):
            tails += gapped.get(" ".join(words[:size]), []) + gapped.get(" ".join(words[size:]), [])
    cues = {word: tuple(dict.fromkeys(entries)) for word, entries in plain.items()}
    return cues, {word: tuple(dict.fromkeys(entries)) for word, entries in gapped.items()}


def _nouns(pack: Pack) -> dict[str, str]:
    titles = pack.titles
    table = dict.fromkeys(titles.owned, "owned") | dict.fromkeys(titles.nouns, "noun")
    table |= dict.fromkeys(titles.series, "series") | dict.fromkeys(titles.films, "film")
    table |= dict.fromkeys(titles.anaphors, "anaphor") | dict.fromkeys(titles.sequels, "sequel")
    table |= dict.fromkeys(titles.passed, "passed")
    table |= dict.fromkeys(titles.passing, "passing") | dict.fromkeys(titles.heads, "head")
    return table


def _hedges(pack: Pack) -> dict[str, str]:
    levels = pack.certainty
    table: dict[str, str] = {}
    for level in ("official", "reported", "expected", "rumoured", "denied"):
        table |= {reading: level for word in getattr(levels, level) for reading in expand(word)}
    return table


def _speech(pack: Pack) -> dict[str, str]:
    spoken = pack.attribution
    table = {reading: "verb" for word in spoken.verbs for reading in expand(word)}
    table |= dict.fromkeys(spoken.outlets, "outlet")
    table |= {reading: "passive" for word in spoken.passive for reading in expand(word)}
    table |= dict.fromkeys(spoken.before, "before") | dict.fromkeys(spoken.whose, "whose")
    table |= {reading: "service" for word in spoken.services for reading in expand(word)}
    return table | {reading: "speaker" for word in spoken.speakers for reading in expand(word)}


@cache
def words(language: str) -> Vocabulary:
    """Return the language's word lists, ready for reading.

    Raises:
        Misconfigured: there is no vocabulary for the language, or it is wrong.
    """
    pack = vocabulary(language)
    names = pack.names

    def lexicon(table: dict[str, str]) -> Lexicon[str]:
        spelled = {reading: value for word, value in table.items() for reading in expand(word)}
        return Lexicon(spelled.items(), pack.edges, pack.suffixes)

    cues, gapped = _cue_words(pack)
    blocks = {word: word for cue in pack.cue for word in cue.blocks} | dict.fromkeys(
        pack.clauses.noise, "noise"
    )
    return Vocabulary(
        pack=pack,
        cues=Lexicon(cues.items(), pack.edges, pack.suffixes),
        gapped=Lexicon(gapped.items(), pack.edges, pack.suffixes),
        cinemas=lexicon(dict.fromkeys(pack.clauses.cinemas, "cinema")),
        doubts=lexicon({one: "doubt" for word in pack.negation.doubts for one in expand(word)}),
        conditions=lexicon(dict.fromkeys(pack.negation.conditions, "if")),
        spaced=pack.edges != "none",
        jobs=Lexicon(
            ((word, (job.role, job.after)) for job in pack.job for raw in job.words for word in expand(raw)),
            pack.edges,
            pack.suffixes,
        ),
        nouns=lexicon(_nouns(pack)),
        hedges=lexicon(_hedges(pack)),
        speech=lexicon(_speech(pack)),
        negation=lexicon(_negation(pack)),
        breaks=lexicon(
            dict.fromkeys(pack.clauses.calendar, "calendar")
            | dict.fromkeys(pack.clauses.void, "void")
            | dict.fromkeys(pack.clauses.new, "new")
            | dict.fromkeys(pack.clauses.joins, "join")
            | dict.fromkeys(pack.clauses.breaks, "break")
            | dict.fromkeys(pack.clauses.behind, "behind")
            | dict.fromkeys(pack.clauses.origins, "origin")
            | dict.fromkeys(pack.clauses.old, "old")
            | dict.fromkeys(pack.clauses.gone, "gone")
        ),
        blocks=lexicon(blocks),
        common=(_folded(names.common) | _folded(names.ands)) - _folded(names.places),
        ands=_folded(names.ands),
        joint=tuple(f" {word} " for word in _folded(names.ands) if " " in word),
        who=_folded(names.who),
        roles=lexicon(dict.fromkeys(names.roles, "role")),
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
        parts=lexicon(dict.fromkeys(names.parts, "part")),
        does=lexicon(
            {reading: job.role for job in pack.job for word in job.does for reading in expand(word)}
        ),
        tails=tuple(names.tails),
        places=_folded(names.places) | _folded(names.common),
        role_words=_folded(names.roles),
        name_endings=_folded(names.endings),
        owners=_folded(names.owners),
        definite=_folded(names.definite),
        kinds=_folded((*pack.titles.series, *pack.titles.films)),
        openers=_folded(pack.clauses.openers),
        trailing=_folded(names.trailing),
        links=_folded(names.links or pack.titles.small) - _folded(names.roles),
        pronouns=lexicon(dict.fromkeys(names.pronoun, "one") | dict.fromkeys(names.pronouns, "many")),
        withs=lexicon(dict.fromkeys(names.withs, "with")),
        after_closed=frozenset(names.after_closed),
        after_open=frozenset(names.after_open),
        inner=frozenset(names.inner),
        marks=tuple(names.parts) or ("\0",),
        gone=tuple(map(fold, pack.clauses.gone)) if pack.edges == "left" else (),
        sounds=re.compile("|".join(map(re.escape, names.sounds)) or r"(?!)"),
        subjects=_folded(names.subjects),
        objects=_folded(names.objects),
        bracketed=tuple(fold(word) for word in names.bracketed),
        surnames=_folded(names.surnames),
        elided=_folded(names.elided),
        articles=_folded(pack.titles.articles),
        of=_folded(pack.titles.of),
        within=_folded(pack.titles.within),
    )
