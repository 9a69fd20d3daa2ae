"""The weights that tell titles are fitted as said, and written as they were fitted."""

from pathlib import Path

import numpy as np

from pipelines.extract.works import weights
from tests.bench.logistic import solve
from tests.bench.titles import LEAN, Model, written


def test_writing_the_weights_in_use_changes_none_of_them():
    text = Path(weights.__file__).read_text(encoding="utf-8")
    again: dict[str, object] = {}
    exec(written(text, Model(weights.BIAS - LEAN, dict(weights.WEIGHTS))), again)
    assert again["BIAS"] == weights.BIAS
    assert again["WEIGHTS"] == weights.WEIGHTS
    assert again["TELLING"] == weights.TELLING


def test_what_no_sample_shows_stays_as_it_was_said_beforehand():
    x = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]] * 20)
    right = np.array([1.0, 0.0] * 20)
    solved = solve(x, right, np.ones(40), np.array([0.0, 0.5, 2.0]), np.array([1e-6, 1.0, 1.0]))
    assert solved[1] > 0.5
    assert solved[2] == 2.0
