"""Score claims against a labelled corpus: one-to-one matching, then the attributes of what matched."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]

KEY = {
    "release": ("work", "season", "event", "date"),
    "production": ("work", "season", "event"),
    "cast": ("work", "season", "person", "event"),
    "crew": ("work", "season", "person", "event", "role"),
}
ATTRIBUTES = {
    "release": ("certainty", "platform", "region", "attribution"),
    "production": ("certainty", "date", "platform", "attribution"),
    "cast": ("certainty", "role", "attribution"),
    "crew": ("certainty", "attribution"),
}
_FREE = frozenset({"work", "person", "role", "platform", "attribution"})


def fold(text: str) -> str:
    """Casefold; drop accents, spaces and punctuation; keep letters, digits and the signs of Indic scripts."""
    return unicodedata.normalize(
        "NFC", "".join(filter(_kept, unicodedata.normalize("NFKD", text).casefold()))
    )


def _kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Mn":
        return char != "\u093c" and "DEVANAGARI" in unicodedata.name(char, "")
    return category[0] in "LN" or category == "Mc"


def same(name: str, wanted: object, got: object) -> bool:
    """Say whether ``got`` is a value that the corpus accepts for the field ``name``."""
    return any(_equal(name, one, got) for one in (wanted if isinstance(wanted, list) else [wanted]))


def _equal(name: str, one: object, got: object) -> bool:
    if one is None or got is None:
        return one is got
    if name in _FREE:
        return fold(str(one)) == fold(str(got))
    if name == "region":
        return str(one).upper() == str(got).upper()
    return one == got


def _fits(gold: Record, claim: Record) -> bool:
    return gold["kind"] == claim.get("kind") and all(
        name not in gold or same(name, gold[name], claim.get(name)) for name in KEY[gold["kind"]]
    )


def _agreement(gold: Record, claim: Record) -> int:
    names = ATTRIBUTES[gold["kind"]]
    return sum(name in gold and same(name, gold[name], claim.get(name)) for name in names)


def pair_up(
    golds: Iterable[Record], claims: Iterable[Record]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pair greedily, one to one, scored records before optional ones; return pairs, missed, spurious."""
    left, pairs, missed = list(claims), [], []
    for gold in sorted(golds, key=lambda record: bool(record.get("optional"))):
        found = [claim for claim in left if _fits(gold, claim)]
        if found:
            best = max(found, key=lambda claim: _agreement(gold, claim))
            left.remove(best)
            pairs.append((gold, best))
        elif not gold.get("optional"):
            missed.append(gold)
    return pairs, missed, left


@dataclass
class Count:
    """How many claims were hit, missed and spurious."""

    hit: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def precision(self) -> float:
        """The share of what was emitted that is right; 0 where nothing was."""
        return self.hit / (self.hit + self.spurious) if self.hit else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 where nothing is."""
        return self.hit / (self.hit + self.missed) if self.hit else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / (2 * self.hit + self.missed + self.spurious) if self.hit else 0.0


@dataclass
class Score:
    """The figures of a corpus: counts by group, attribute accuracies, exact evidence slices, the errors."""

    groups: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    evidence: list[int] = field(default_factory=lambda: [0, 0])
    errors: list[tuple[str, Record]] = field(default_factory=list)

    def accuracy(self, name: str) -> float:
        """Return the share of matched claims whose attribute is right."""
        right, asked = self.attributes[name]
        return right / asked if asked else 0.0


def score(articles: Iterable[Record], golds: Iterable[Record], claims: Iterable[Record]) -> Score:
    """Score ``claims`` on ``articles``; denials are left out, as the corpus does not label them."""
    wanted, emitted = defaultdict(list), defaultdict(list)
    for gold in golds:
        wanted[gold["article"]].append(gold)
    for claim in claims:
        if claim.get("certainty") != "denied":
            emitted[claim["article"]].append(claim)
    total = Score()
    for article in articles:
        _score_article(total, article, wanted[article["id"]], emitted[article["id"]])
    return total


def _score_article(total: Score, article: Record, golds: list[Record], claims: list[Record]) -> None:
    language = "lang:" + (article.get("language") or "?").split("-")[0]
    pairs, missed, spurious = pair_up(golds, claims)
    for gold, claim in pairs:
        if not gold.get("optional"):
            _count_pair(total, language, gold, claim)
    for what, records in (("missed", missed), ("spurious", spurious)):
        for record in records:
            total.errors.append((what, record))
            for group in ("all", record["kind"], language):
                count = total.groups[group]
                setattr(count, what, getattr(count, what) + 1)
    whole = f"{article['title']}\n{article['text']}"
    for claim in claims:
        slice_ = claim["evidence"]
        exact = (
            0 <= slice_["start"] < slice_["end"] and whole[slice_["start"] : slice_["end"]] == slice_["text"]
        )
        total.evidence[0] += exact
        total.evidence[1] += 1


def _count_pair(total: Score, language: str, gold: Record, claim: Record) -> None:
    for name in ATTRIBUTES[gold["kind"]]:
        if name in gold:
            total.attributes[name][0] += same(name, gold[name], claim.get(name))
            total.attributes[name][1] += 1
    for group in ("all", gold["kind"], language):
        total.groups[group].hit += 1
