"""The word lists of a pack by their names: what each word of a list says."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from msgspec import Struct

from pipelines.extract.lexicon import fold
from pipelines.vocabulary.pack import Pack
from pipelines.vocabulary.sections.cues import Cue

GAP = " … "
NUKTA = "\u093c"  # a dot that Devanagari spelling leaves out as often as not
_CHOICE = re.compile(r"\{([^{}]*)\}")
_BREAKS = ("calendar", "void", "new", "joins", "breaks", "behind", "origins", "old", "gone")  # the latter win


def expand(phrase: str) -> Iterator[str]:
    """Yield every reading of ``phrase``, whose braces hold alternatives: ``{will ,}return``."""
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(_CHOICE.split(phrase))]
    for chosen in product(*choices):
        reading = " ".join("".join(chosen).split()) if len(choices) > 1 else phrase
        yield reading
        if NUKTA in reading:
            yield reading.replace(NUKTA, "")


class Tail(Struct, frozen=True):
    """The last part of a phrase with a gap: ``head`` must stand shortly before it."""

    head: str
    cue: Cue

    @property
    def kind(self) -> str:
        """What its cue is about."""
        return self.cue.kind


def _negation(pack: Pack) -> dict[str, str]:
    """Return on which side of a cue each negating word stands: ``before`` it, ``after`` it, ``both``."""
    words, after = pack.negation.words, pack.negation.after
    both = {word: "both" for word in words if word in after}
    return dict.fromkeys(words, "before") | dict.fromkeys(after, "after") | both


def _cue_words(pack: Pack) -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Tail, ...]]]:
    """Return the phrases without a gap, and the last parts of those with one."""
    cues: dict[str, tuple[Cue, ...]] = {}
    gapped: dict[str, list[Tail]] = {}
    for cue in pack.cue:
        alone = (cue,)  # one for a cue's phrases, which are tens of thousands
        for phrase in cue.phrases:
            for reading in expand(fold(phrase)):
                head, gap, last = reading.partition(GAP)
                if gap:
                    gapped.setdefault(last, []).append(Tail(head, cue))
                elif head and cue not in (known := cues.setdefault(head, alone)):
                    cues[head] = (*known, cue)
    for last, tails in gapped.items():  # a longer last part hides the shorter ones in which it begins or ends
        words = last.split(" ")
        for size in range(1, len(words)):
            tails += gapped.get(" ".join(words[:size]), []) + gapped.get(" ".join(words[size:]), [])
    return cues, {word: tuple(dict.fromkeys(entries)) for word, entries in gapped.items()}


def _nouns(pack: Pack) -> dict[str, str]:
    titles = pack.titles
    table = dict.fromkeys(titles.owned, "owned") | dict.fromkeys(titles.nouns, "noun")
    table |= dict.fromkeys(titles.series, "series") | dict.fromkeys(titles.films, "film")
    table |= dict.fromkeys(titles.anaphors, "anaphor") | dict.fromkeys(titles.sequels, "sequel")
    table |= dict.fromkeys(titles.passed, "passed") | dict.fromkeys(titles.untitled, "untitled")
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
    table |= {reading: "behind" for word in spoken.behind for reading in expand(word)}
    table |= {reading: "service" for word in spoken.services for reading in expand(word)}
    return table | {reading: "speaker" for word in spoken.speakers for reading in expand(word)}


def _breaks(pack: Pack) -> dict[str, str]:
    return {word: name.removesuffix("s") for name in _BREAKS for word in getattr(pack.clauses, name)}


def _blocks(pack: Pack) -> dict[str, str]:
    table = {word: word for cue in pack.cue for word in cue.blocks}
    return table | dict.fromkeys(pack.clauses.noise, "noise")


def tables(pack: Pack) -> dict[str, list[tuple[str, Any]]]:
    """Return the word lists by the names that the layers ask for them by, each word with what it says."""
    cues, gapped = _cue_words(pack)
    names, negation = pack.names, pack.negation
    written: dict[str, Mapping[str, Any]] = {
        "jobs": {word: (job.role, job.after) for job in pack.job for word in job.words},
        "does": {word: job.role for job in pack.job for word in job.does},
        "nouns": _nouns(pack),
        "hedges": _hedges(pack),
        "speech": _speech(pack),
        "negation": _negation(pack),
        "breaks": _breaks(pack),
        "blocks": _blocks(pack),
        "roles": dict.fromkeys(names.roles, "role"),
        "parts": dict.fromkeys(names.parts, "part"),
        "withs": dict.fromkeys(names.withs, "with"),
        "pronouns": dict.fromkeys(names.pronoun, "one") | dict.fromkeys(names.pronouns, "many"),
        "cinemas": dict.fromkeys(pack.clauses.cinemas, "cinema"),
        "doubts": dict.fromkeys(negation.doubts, "doubt"),
        "denials": dict.fromkeys(negation.denials, "denial"),
        "conditions": dict.fromkeys(negation.conditions, "if"),
    }
    spelled = {
        name: [(reading, value) for word, value in table.items() for reading in expand(word)]
        for name, table in written.items()
    }
    return {"cues": list(cues.items()), "gapped": list(gapped.items()), **spelled}
