"""How fresh is what we know, at equal budgets: our policy against others, replayed in one run.

``python -m tests.bench.freshness [--quick] [TRACE]`` prints a table of mean delays in minutes and ends
with one line of JSON. TRACE is JSON Lines of ``outlet`` and ``time``, and perhaps ``group``. Without it
three synthetic worlds of 300 outlets are replayed, whose true intensities the optimum knows. With a file the
optimum is fitted in hindsight on the very items that are scored, which no policy could know.
"""

import argparse
import json
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean

import numpy as np

from tests.bench.polling import optimum, rivals
from tests.bench.polling.ours import Ours
from tests.bench.polling.traces import DAY, Array, Trace, from_file, synthetic

BUDGETS = (6, 12, 24, 48, 96)
PARTS = ("mean", "tail", "lost", "a_day")


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


@dataclass(frozen=True)
class Replayed:
    """One trace at one budget."""

    a_day: float
    scores: dict[str, Score]
    deciding: float
    learning: float
    size: int


def replayed(trace: Trace, a_day: float) -> Replayed:
    """Replay every policy and measure ours; costs are seconds a decision."""
    scores, ours = replay(trace, a_day)
    size = max(rate.size() for rate in ours.rates)
    return Replayed(a_day, scores, ours.deciding / ours.decisions, ours.learning / ours.decisions, size)


def task(given: tuple[Path | int, bool, float]) -> Replayed:
    """Make the trace that is asked for and replay it, in a process of its own."""
    source, quick, a_day = given
    if isinstance(source, Path):
        return replayed(from_file(source), a_day)
    return replayed(synthetic(source, outlets=40, days=14) if quick else synthetic(source), a_day)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trace", nargs="?", type=Path)
    parser.add_argument("--quick", action="store_true", help="40 outlets and two budgets")
    parser.add_argument(
        "--worlds", type=int, default=3, help="synthetic worlds that the figures are means of"
    )
    given = parser.parse_args()
    budgets = (12, 48) if given.quick else BUDGETS
    sources = [given.trace] if given.trace else list(range(1, 1 + (1 if given.quick else given.worlds)))
    tasks = [(source, given.quick, a_day) for a_day in budgets for source in sources]
    with Pool() as pool:
        done = pool.map(task, tasks, chunksize=1)
    print(f"{given.trace or f'{len(sources)} synthetic worlds'}: mean delay in minutes, 95th percentile,")
    print("items that nobody saw, visits a day")
    over_optimum, over_timer, errors = {}, {}, []
    for a_day in budgets:
        worlds = [one.scores for one in done if one.a_day == a_day]
        for name in worlds[0]:
            scores = [world[name] for world in worlds]
            figures = (fmean(getattr(score, part) for score in scores) for part in PARTS)
            print("{:>3} {:12} {:8.2f} {:8.1f} {:6.0f} {:7.2f}".format(a_day, name, *figures))
        for table, rival in ((over_optimum, "optimum"), (over_timer, "timer")):
            table[str(a_day)] = round(fmean(world["ours"].mean / world[rival].mean for world in worlds), 4)
        errors += [abs(world["ours"].a_day / a_day - 1.0) for world in worlds]
    told = {
        "trace": str(given.trace or "synthetic"),
        "optimum": "fitted in hindsight" if given.trace else "true intensities",
        "over_optimum": over_optimum,
        "over_timer": over_timer,
        "budget_error": round(max(errors), 5),
        "microseconds": round(max(one.deciding for one in done) * 1e6, 2),  # of the processor
        "microseconds_learning": round(max(one.learning for one in done) * 1e6, 2),
        "bytes_per_outlet": max(one.size for one in done),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
