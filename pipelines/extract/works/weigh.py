"""Which runs are titles: the signals of all their mentions, weighed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import fsum

from msgspec import Struct, field

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.works.evidence import Evidence
from pipelines.extract.works.runs import Run, Runs
from pipelines.extract.works.weights import BIAS, TELLING, WEIGHTS
from pipelines.extract.works.work import Work

_MOST = 2  # mentions that count for one signal
_OFTEN = 3
_MANY = 3  # lines of a list
_LEAD = ": "


class Candidate(Struct):
    """All mentions of one text: how often each signal was seen, which candidates it is listed with."""

    text: str
    mentions: list[Run] = []
    signals: Counter[str] = field(default_factory=Counter)
    beside: set[str] = set()


def candidates(
    reading: Reading, runs: Runs, evidence: Evidence, marked: Sequence[Work]
) -> dict[str, Candidate]:
    """Gather the signals of every run by its text."""
    found: dict[str, Candidate] = {}
    every: list[Run] = []
    for run in runs:
        one = found.setdefault(run.text, Candidate(run.text))
        one.mentions.append(run)
        one.signals.update(evidence.of(run))
        every.append(run)
    _list(reading, every, marked, found)
    for one in found.values():
        _sum(reading, one)
    heads = [one for one in found.values() if one.signals["heads a line"]]
    for one in heads if len(heads) >= _MANY else ():
        one.signals["one of a list"] = 1
    return found


def _list(reading: Reading, runs: Iterable[Run], marked: Iterable[Work], found: dict[str, Candidate]) -> None:
    """Note which neighbours in a list each candidate has: names, works in marks, other candidates."""
    placed: list[Run | Work] = sorted([*runs, *marked], key=lambda one: one.start)
    joins = reading.words.ands | {","}
    for pair in pairwise(placed):
        gap = reading.folded[pair[0].end : pair[1].start]
        if len(gap) > 12 or "\n" in gap:
            continue
        words = gap.replace(",", " , ").split()
        if not words or not joins.issuperset(words):
            continue
        for one, other in (pair, pair[::-1]):
            if isinstance(one, Run):
                if isinstance(other, Work):
                    found[one.text].signals["beside a work"] = not reading.words.forename(fold(one.text))
                else:
                    found[one.text].beside.add(other.text)
                    if other.named:
                        found[one.text].signals["beside a name"] = 1


def _sum(reading: Reading, one: Candidate) -> None:
    """Add what the article as a whole says of a candidate."""
    signals, headline, words = one.signals, reading.article.title, fold(one.text).split()
    at = headline.find(one.text)
    if at >= 0:
        signals["headline"] = 1
    if at == 0 and headline.startswith(_LEAD, len(one.text)):
        signals["headline lead"] = 1
    if at < 0 and 1 < signals["heads a line"] == len(one.mentions):
        signals["label"], signals["heads a line"] = 1, 0
    signals["nothing said"] = TELLING.isdisjoint(name for name, count in signals.items() if count)
    signals["twice"] = len(one.mentions) > 1
    signals["often"] = len(one.mentions) >= _OFTEN
    signals["place"] = reading.words.places.issuperset(words) and not reading.words.common.issuperset(words)
    signals["company"] = not reading.words.companies.isdisjoint(words)


def score(signals: Mapping[str, int]) -> float:
    """Return how much the signals speak for a title: above zero they do."""
    # `sum` would round by the order of the signals, which is that of a set: another one in every process
    return BIAS + fsum(WEIGHTS.get(name, 0.0) * min(count, _MOST) for name, count in signals.items())


def scores(found: Mapping[str, Candidate]) -> dict[str, float]:
    """Return the score of each candidate, those listed beside a likely title lifted."""
    first = {text: score(one.signals) for text, one in found.items()}
    for text, one in found.items():
        if not one.mentions[0].named and any(first[other] > 0 for other in one.beside):
            one.signals["beside a likely work"] = 1
            first[text] = score(one.signals)
    return first
