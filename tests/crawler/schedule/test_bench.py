"""The bench of freshness, small: its figures hold and its last line is JSON."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest


def bench(*arguments: str) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.bench.freshness", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


@pytest.mark.slow
def test_the_policy_is_near_the_optimum_and_far_from_the_timer() -> None:
    figures = bench("--quick")
    assert max(figures["over_optimum"].values()) < 1.15
    assert max(figures["over_timer"].values()) < 0.75
    assert figures["budget_error"] < 0.02
    assert figures["bytes_per_outlet"] <= 3072


@pytest.mark.slow
def test_a_file_of_real_times_is_replayed(tmp_path: Path) -> None:
    chance = random.Random(3)
    path = tmp_path / "trace.jsonl"
    lines = []
    for outlet, a_day in (("a", 40), ("b", 6), ("c", 0.4)):
        at = 1_700_000_000.0
        while at < 1_700_000_000 + 12 * 86400:
            at += chance.expovariate(a_day / 86400)
            lines.append(json.dumps({"outlet": outlet, "time": at}))
    path.write_text("\n".join(lines) + "\n")
    figures = bench("--quick", str(path))
    assert figures["optimum"] == "fitted in hindsight"
    assert max(figures["over_timer"].values()) < 1.0
