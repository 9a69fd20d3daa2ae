"""Weigh the evidence by which lines are judged, on labelled pages; say how it does on unseen outlets.

Usage: python -m tests.bench.weigh FOLDER [FOLDER ...]

Writes pipelines/article/weights.toml from all pages; before that, every page is scored by weights that were
fitted without its outlet. A logistic model with a quadratic penalty, solved by Newton's method.
"""

import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.article import body, evidence, reading
from pipelines.article.decode import decode
from pipelines.article.evidence import Judge, bare
from pipelines.article.head import read_head
from pipelines.model import Page
from tests.bench.logistic import solve
from tests.bench.pages import Labelled, pages
from tests.bench.shingles import compare, score, shingles

TARGET = Path(evidence.__file__).with_name("weights.toml")
FOLDS = 6
PENALTY = 10.0
RAREST = 12
PRECISE_SHARE = 0.4

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One block: the evidence for it, whether it is right, how much it counts, its text and who chose it."""

    evidence: frozenset[str]
    right: bool
    weight: float
    text: str
    chosen: bool


def samples(page: Labelled) -> list[list[Sample]]:
    """The blocks of the quick and of the precise reading of one page."""
    from datetime import UTC, datetime

    raw = Page(page.url, page.url, datetime.now(UTC), page.html())
    markup = decode(raw).markup
    tree = reading._parse(markup)
    scene = reading._scene(read_head(markup), tree, None)
    numbered = body.prepare(tree)
    return [
        _judged(page, body.candidates(tree, numbered, options), scene, share)
        for options, share in ((body.QUICK, 1.0), (body.PRECISE, PRECISE_SHARE))
    ]


def _judged(
    page: Labelled, blocks: list[evidence.Block], scene: evidence.Scene, share: float
) -> list[Sample]:
    wanted = shingles(page.body or "")
    lines = {run for line in (page.body or "").split("\n") for run in shingles(line)}
    whole = min(max(60, sum(wanted.values())), 1500)
    judge = Judge(blocks, scene)
    found = []
    for n, block in enumerate(blocks):
        text = bare(block.text)
        runs = shingles(text)
        size = sum(runs.values())
        if not size:
            continue
        known = wanted if size > 1 else lines
        held = sum(count for run, count in runs.items() if run in known) / size
        weight = (min(size, 150) + 6) / whole * abs(held - 0.5) * 2 * share + 0.0005
        found.append(Sample(frozenset(judge.evidence(n)), held > 0.5, weight, text, block.chosen))
    return found


def fit(given: Iterable[Sample]) -> Weights:
    """The weights that make the given blocks most probable; ``bias`` among them."""
    blocks = list(given)
    counts = Counter(name for block in blocks for name in block.evidence)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    place = {name: n + 1 for n, name in enumerate(names)}
    x = np.zeros((len(blocks), len(names) + 1), dtype=np.float32)
    x[:, 0] = 1
    for row, block in enumerate(blocks):
        for name in block.evidence & place.keys():
            x[row, place[name]] = 1
    right = np.array([block.right for block in blocks], dtype=np.float64)
    weight = np.array([block.weight for block in blocks])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 1e-6
    solved = solve(x, right, weight / weight.mean(), np.zeros(x.shape[1]), penalty)
    return {"bias": float(solved[0]), **{name: float(solved[n]) for name, n in place.items()}}


def unseen(judged: list[tuple[Labelled, list[list[Sample]]]]) -> tuple[float, float, float]:
    """F1, precision and recall of pages whose outlets were left out of the fit."""
    counted = []
    for fold in range(FOLDS):
        inside = [s for page, both in judged if _fold(page) != fold for one in both for s in one]
        weights = fit(inside)
        for page, both in judged:
            if _fold(page) == fold:
                counted.append(compare(page.body or "", _kept(both, weights)))
    return score(counted)


def _fold(page: Labelled) -> int:
    return zlib.crc32(page.group.encode()) % FOLDS


def _kept(both: list[list[Sample]], weights: Weights) -> str:
    readings = []
    for one in both:
        lines, chosen, expected = [], 0, 0.0
        for sample in one:
            sure = _probability(sample, weights)
            chosen += len(sample.text) if sample.chosen else 0
            if sure > (body.KEPT if sample.chosen else body.FOUND):
                lines.append(sample.text)
                expected += (2 * sure - 1) * len(sample.text)
        readings.append((expected, chosen, "\n".join(lines)))
        if expected >= body.DOUBTFUL and expected >= body.DOUBTFUL_SHARE * chosen:
            break
    return max(readings)[2]


def _probability(sample: Sample, weights: Weights) -> float:
    weight = weights["bias"] + sum(weights.get(name, 0.0) for name in sample.evidence)
    return float(1 / (1 + np.exp(-weight)))


def main(folders: list[str]) -> None:
    """Fit, say what unseen outlets score, write the table."""
    corpora = [[(page, samples(page)) for page in pages(Path(f)) if page.body is not None] for f in folders]
    together = [pair for corpus in corpora for pair in corpus]
    for folder, corpus in zip(folders, corpora, strict=True):
        print(
            f"{folder}: F1 {{:.4f}}, precision {{:.4f}}, recall {{:.4f}} on unseen outlets".format(
                *unseen(corpus)
            )
        )
    weights = fit(s for _, both in together for one in both for s in one)
    lines = [f'"{name}" = {value:.2f}' for name, value in sorted(weights.items()) if abs(value) >= 0.03]
    TARGET.write_text(
        "\n".join(["# Fitted by tests/bench/weigh.py; not edited by hand.", "[weights]", *lines, ""]), "utf-8"
    )
    print(f"{len(lines)} weights in {TARGET}")


if __name__ == "__main__":
    main(sys.argv[1:])
