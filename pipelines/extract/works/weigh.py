"""Which runs are titles: the signals of all their mentions, weighed."""

from collections import defaultdict
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
    signals: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    beside: set[str] = set()


def candidates(
    reading: Reading, runs: Runs, evidence: Evidence, marked: Sequence[Work]
) -> dict[str, Candidate]:
    """Gather the signals of every run by its text."""
    found: dict[str, Candidate] = {}
    every: list[Run] = []
    for run in runs:
        one = found.get(run.text) or found.setdefault(run.text, Candidate(run.text))
        one.mentions.append(run)
        for signal in evidence.of(run):
            one.signals[signal] += 1
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
    if headline == one.text and len(one.mentions) == 1:
        signals["whole headline"] = 1
    if at >= 0:
        signals["headline"] = 1
    if at == 0 and headline.startswith(_LEAD, len(one.text)):
        signals["headline lead"] = 1
    if one.text.isupper() and reading.words.labels.issuperset(words):
        signals["label"] = 1
    if 1 < signals["heads a line"] == (_labels(reading, one) if at >= 0 else len(one.mentions)):
        signals["label"], signals["heads a line"] = 1, 0
    known = reading.words
    headed = signals["head slot"] and words[0] in known.articles  # "The Morning Show Star A Exits"
    told = {
        "nothing said": TELLING.isdisjoint(name for name, count in signals.items() if count),
        "twice": len(one.mentions) > 1,
        "often": len(one.mentions) >= _OFTEN,
        "place": known.places.issuperset(words) and not known.common.issuperset(words),
        "company": not headed and not known.companies.isdisjoint(words),
    }
    signals.update((name, 1) for name, said in told.items() if said)


def _labels(reading: Reading, one: Candidate) -> int:
    """Count the lines that a candidate heads with a colon behind it, as "Directed by:" does."""
    return sum(run.heads and reading.whole[run.end : run.end + 1] == ":" for run in one.mentions)


def score(signals: Mapping[str, int]) -> float:
    """Return how much the signals speak for a title: above zero they do."""
    # `sum` would round by the order of the signals, which is that of a set: another one in every process
    return BIAS + fsum(
        WEIGHTS[name] * (min(_MOST, count)) for name, count in signals.items() if name in WEIGHTS
    )


def scores(found: Mapping[str, Candidate]) -> dict[str, float]:
    """Return the score of each candidate, those listed beside a likely title lifted."""
    first = {text: score(one.signals) for text, one in found.items()}
    for text, one in found.items():
        if not one.mentions[0].named and any(first[other] > 0 for other in one.beside):
            one.signals["beside a likely work"] = 1
            first[text] = score(one.signals)
    return first
