"""Weigh the signals that tell titles without marks: ``make fit-titles``, ``FIT=--write`` to keep the weights.

Every article of a language that writes titles with capitals is read as it is, and once more without the marks
around its titles; every run of capitals is a sample, right where the labels know it as a work. A logistic
model, drawn towards what ``titles.toml`` says beforehand, is fitted on the articles that were read while the
rules were written, and tried on them in five folds and on the third that was not.
"""

import argparse
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from pipelines.extract import extract
from pipelines.extract.works import discover, weights
from pipelines.extract.works.marks import quotes
from pipelines.extract.works.weigh import Candidate
from tests.bench.claims import CORPUS, Record, article, folders, held_out, lines
from tests.bench.logistic import solve
from tests.bench.score import fold

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TARGET = Path(weights.__file__)
BESIDE = "beside a likely work"  # said of a run only when its neighbours have been judged
PENALTY = 10.0  # how strongly a weight is drawn towards what was said beforehand
LEAN = 0.5  # towards titles: one that is missed costs more than one too many
FOLDS = 5
LEAST = 0.05  # smaller weights are left out


class Sample(NamedTuple):
    """A run in one reading of an article: its signals, the runs listed beside it, whether it is a title."""

    reading: tuple[str, bool]
    text: str
    signals: dict[str, int]
    beside: frozenset[str]
    right: bool


class Model(NamedTuple):
    """What each signal is worth, in log odds."""

    bias: float
    worth: dict[str, float]

    def score(self, one: Sample) -> float:
        """Return how much the signals of a run speak for a title."""
        return self.bias + sum(self.worth.get(name, 0.0) * count for name, count in one.signals.items())


def samples(corpus: Path, *, held: bool) -> list[Sample]:
    """Return the runs of one part of the corpus."""
    found = []
    for folder in folders(corpus):
        works: dict[str, set[str]] = defaultdict(set)
        for gold in lines(folder / "gold.jsonl"):
            named = gold["work"] if isinstance(gold["work"], list) else [gold["work"]]
            works[gold["article"]] |= {fold(title) for title in named if title}
        for record in lines(folder / "articles.jsonl"):
            if held_out(record["id"]) == held:
                found += _read(record, works[record["id"]])
    return found


def _read(record: Record, works: set[str]) -> Iterator[Sample]:
    """Yield the runs of an article as it is, and of the article without the marks around its works."""
    quoted = {fold(content) for _, _, content in quotes(f"{record['title']}\n{record['text']}")}
    bare = {**record, **{name: _bare(record[name], works) for name in ("title", "text")}}
    yield from _judged(record, works, quoted, stripped=False)
    if bare != record:
        yield from _judged(bare, works, quoted, stripped=True)


def _bare(text: str, works: set[str]) -> str:
    """Return a text without the marks around ``works``."""
    cut = {
        place
        for start, end, content in quotes(text)
        if fold(content.rstrip(",.")) in works
        for place in (start, end - 1)
    }
    return "".join(char for place, char in enumerate(text) if place not in cut)


def _judged(record: Record, works: set[str], quoted: set[str], *, stripped: bool) -> Iterator[Sample]:
    """Yield the runs of a reading, but for works that no label tells of."""
    passing = quoted | {fold(title) for title in TABLE["passing"]["titles"]}
    for one in _candidates(record):
        right = not works.isdisjoint({fold(one.text), fold(one.text.rstrip("0123456789 "))})
        if right or fold(one.text) not in passing:
            signals = {name: min(count, 2) for name, count in one.signals.items() if count and name != BESIDE}
            yield Sample((record["id"], stripped), one.text, signals, frozenset(one.beside), right)


def _candidates(record: Record) -> list[Candidate]:
    """Return the runs that an article's reading weighs, with their signals."""
    seen: list[Candidate] = []
    gather = discover.candidates

    def watched(*given: object) -> dict[str, Candidate]:
        found = gather(*given)  # type: ignore[arg-type]
        seen.extend(found.values())
        return found

    with patch.object(discover, "candidates", watched):
        extract(article(record))
    return seen


def fit(given: list[Sample]) -> Model:
    """Return the weights that make the samples most probable; those beside likely titles are told twice."""
    first = _fit(given)
    return _fit(lifted(given, first))


def lifted(given: list[Sample], model: Model) -> list[Sample]:
    """Return the samples, those listed beside a run that the model takes for a title marked so."""
    likely = {(one.reading, one.text) for one in given if model.score(one) > 0}
    return [
        one._replace(signals=one.signals | {BESIDE: 1})
        if any((one.reading, other) in likely for other in one.beside)
        else one
        for one in given
    ]


def _fit(given: list[Sample]) -> Model:
    names = sorted({name for one in given for name in one.signals} | TABLE["prior"].keys())
    place = {name: index for index, name in enumerate(names, 1)}
    x = np.zeros((len(given), len(names) + 1))
    x[:, 0] = 1
    for row, one in enumerate(given):
        for name, count in one.signals.items():
            x[row, place[name]] = count
    right = np.array([one.right for one in given], dtype=np.float64)
    prior = np.array([-2.5, *(TABLE["prior"].get(name, 0.0) for name in names)])
    penalty = np.array([1e-6, *[PENALTY] * len(names)])
    solved = solve(x, right, np.ones(len(given)), prior, penalty)
    return Model(float(solved[0]), {name: float(solved[index]) for name, index in place.items()})


def tried(given: list[Sample], model: Model) -> Iterator[tuple[bool, bool]]:
    """Yield for each sample whether it is a title, and whether the model says so."""
    for one in lifted(given, model):
        yield one.right, model.score(one) + LEAN > 0


def crossed(given: list[Sample]) -> Iterator[tuple[bool, bool]]:
    """Yield what models say of articles that they were not fitted on."""
    articles = sorted({one.reading[0] for one in given})
    turn = {name: index % FOLDS for index, name in enumerate(articles)}
    for out in range(FOLDS):
        model = fit([one for one in given if turn[one.reading[0]] != out])
        yield from tried([one for one in given if turn[one.reading[0]] == out], model)


def figures(name: str, judged: Iterable[tuple[bool, bool]]) -> None:
    """Print precision and recall."""
    count = Counter(judged)
    hit, spurious, missed = count[True, True], count[False, True], count[True, False]
    precision, recall = hit / max(1, hit + spurious), hit / max(1, hit + missed)
    print(f"{name:<22}{precision:>7.3f}{recall:>7.3f}{hit + missed:>7} titles of {count.total()} runs")


def written(text: str, model: Model) -> str:
    """Return the text of ``weights.py`` with the weights of ``model``."""
    ordered = sorted(model.worth.items(), key=lambda pair: -pair[1])
    table = "".join(f'    "{name}": {worth:.1f},\n' for name, worth in ordered if abs(worth) >= LEAST)
    fitted = f"BIAS = {model.bias + LEAN:.1f}\nWEIGHTS = {{\n{table}}}\n"
    return re.sub(r"BIAS = .*?\n}\n", lambda _: fitted, text, count=1, flags=re.DOTALL)


def main() -> int:
    """Fit, print how well the weights tell titles and what they are, write them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--write", action="store_true", help=f"write the weights into {TARGET.name}")
    asked = parser.parse_args()
    known, unseen = (samples(asked.corpus, held=held) for held in (False, True))
    if not known:
        print(f"{asked.corpus}: no folder with articles.jsonl and gold.jsonl", file=sys.stderr)
        return 2
    model, now = fit(known), Model(weights.BIAS - LEAN, dict(weights.WEIGHTS))
    print(f"{'':<22}{'P':>7}{'R':>7}")
    figures("fitted, five folds", crossed(known))
    figures("fitted, held out", tried(unseen, model))
    figures("in use, tuned", tried(known, now))
    figures("in use, held out", tried(unseen, now))
    seen = Counter(name for one in known for name in one.signals)
    print(f"\n{'signal':<32}{'fitted':>8}{'in use':>8}{'before':>8}{'seen':>7}")
    for name, worth in sorted(model.worth.items(), key=lambda pair: -pair[1]):
        used, before = now.worth.get(name, 0.0), TABLE["prior"].get(name, 0.0)
        print(f"{name:<32}{worth:>8.1f}{used:>8.1f}{before:>8.1f}{seen[name]:>7}")
    print(f"{'bias':<32}{model.bias + LEAN:>8.1f}{weights.BIAS:>8.1f}")
    if asked.write:
        TARGET.write_text(written(TARGET.read_text(encoding="utf-8"), model), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
