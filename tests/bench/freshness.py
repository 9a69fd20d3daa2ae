"""How fresh is what we know, at equal budgets: our policy against others, replayed in one run.

``python -m tests.bench.freshness [--quick] [TRACE]`` prints a table of mean delays in minutes and ends
with one line of JSON. TRACE is JSON Lines of ``outlet`` and ``time``, and perhaps ``group``. Without it a
synthetic trace of 300 outlets is replayed, whose true intensities the optimum knows. With a file the optimum
is fitted in hindsight on the very items that are scored, which no policy could know.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.polling import optimum, rivals
from tests.bench.polling.ours import Ours
from tests.bench.polling.traces import DAY, Array, Trace, from_file, synthetic

BUDGETS = (6, 12, 24, 48, 96)


@dataclass(frozen=True)
class Score:
    """Mean and 95th percentile of the delay in minutes, visits a day and outlet, items that nobody saw."""

    mean: float
    tail: float
    a_day: float
    lost: int


def score(trace: Trace, visits: list[Array]) -> Score:
    """Measure the visits in the scored stretch; an item is lost once 25 newer ones push it out unseen."""
    delays, made, lost = [], 0, 0
    for times, looks in zip(trace.times, visits, strict=True):
        first = np.searchsorted(times, trace.scored)
        last = np.searchsorted(times, trace.end)
        found = np.searchsorted(looks, times[first:last])
        if found.size and found[-1] >= len(looks):
            raise ValueError("a replay ended before its last item was seen")
        seen = looks[found] if found.size else np.empty(0)
        delays.append(seen - times[first:last])
        newer = np.searchsorted(times, seen, side="right") - np.arange(first, last)
        lost += int((newer > 25).sum())
        made += int(((looks >= trace.scored) & (looks < trace.end)).sum())
    everything = np.concatenate(delays) / 60.0
    days = (trace.end - trace.scored) / DAY
    tail = float(np.percentile(everything, 95))
    return Score(float(everything.mean()), tail, made / trace.outlets / days, lost)


def replay(trace: Trace, a_day: float) -> tuple[dict[str, Score], Ours]:
    """Replay every policy at one budget."""
    known = rivals.hindsight(trace) if trace.intensity is None else trace.intensity
    ours = Ours(trace, a_day).run()
    visits = {
        "ours": [np.array(looks) for looks in ours.visits],
        "timer": rivals.timer(trace, a_day),
        "miniflux": rivals.tuned(trace, a_day, rivals.entry_frequency, 0.001, 10000.0),
        "nutch": rivals.tuned(trace, a_day, rivals.adaptive, 1.0001, 50.0),
        "square root": rivals.square_root(trace, a_day, known.mean(axis=1)),
        "optimum": optimum.plan(trace, a_day, known),
    }
    return {name: score(trace, looks) for name, looks in visits.items()}, ours


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trace", nargs="?", type=Path)
    parser.add_argument("--quick", action="store_true", help="40 outlets and two budgets")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    size = {"outlets": 40, "days": 14} if given.quick else {}
    trace = from_file(given.trace) if given.trace else synthetic(given.seed, **size)
    items = sum(int(((t >= trace.scored) & (t < trace.end)).sum()) for t in trace.times)
    print(f"{trace.outlets} outlets, {items} items scored in {(trace.end - trace.scored) / DAY:.1f} days")
    print("mean delay in minutes (95th percentile; lost; visits a day)")
    over_optimum, over_timer, errors, decisions, states = {}, {}, [], [], []
    for a_day in (12, 48) if given.quick else BUDGETS:
        scores, ours = replay(trace, a_day)
        for name, one in scores.items():
            print(f"{a_day:>3} {name:12} {one.mean:8.2f} ({one.tail:7.1f}; {one.lost:5d}; {one.a_day:6.2f})")
        over_optimum[str(a_day)] = round(scores["ours"].mean / scores["optimum"].mean, 4)
        over_timer[str(a_day)] = round(scores["ours"].mean / scores["timer"].mean, 4)
        errors.append(abs(scores["ours"].a_day / a_day - 1.0))
        decisions.append((ours.deciding / ours.decisions, ours.learning / ours.decisions))
        states.append(max(rate.size() for rate in ours.rates))
    slowest = max(decisions)
    figures = {
        "trace": str(given.trace or "synthetic"),
        "optimum": "fitted in hindsight" if trace.intensity is None else "true intensities",
        "over_optimum": over_optimum,
        "over_timer": over_timer,
        "budget_error": round(max(errors), 5),
        "microseconds": round(slowest[0] * 1e6, 2),
        "microseconds_learning": round(max(cost for _, cost in decisions) * 1e6, 2),
        "bytes_per_outlet": max(states),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
