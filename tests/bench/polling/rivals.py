"""Other ways of choosing when to look, replayed on the same trace at the same budget."""

from bisect import bisect_right
from collections.abc import Callable
from math import ceil, sqrt

import numpy as np

from tests.bench.polling.traces import DAY, HOUR, WEEK, Array, Trace

Interval = Callable[[list[float], float, float, float, float], float]
"""(times, last visit, now, last interval, tuning) -> the next interval, all in seconds."""


def timer(trace: Trace, a_day: float) -> list[Array]:
    """Return visits at one interval for all, each outlet at a phase of its own."""
    gap = DAY / a_day
    phase = np.random.default_rng(3).uniform(size=trace.outlets) * gap
    return [np.arange(trace.begin + first, trace.end + 2 * gap, gap) for first in phase]


def square_root(trace: Trace, a_day: float, rates: Array) -> list[Array]:
    """Return visits in proportion to the square root of known mean rates, evenly spaced."""
    roots = np.sqrt(rates)
    gaps = DAY / np.maximum(roots / roots.mean() * a_day, 1.0)
    phase = np.random.default_rng(3).uniform(size=trace.outlets) * gaps
    return [
        np.arange(trace.begin + first, trace.end + 2 * gap, gap)
        for first, gap in zip(phase, gaps, strict=True)
    ]


def entry_frequency(times: list[float], _: float, now: float, __: float, tuning: float) -> float:
    """Return miniflux's interval: a week over its entries times a factor, within 5 minutes and a day."""
    entries = bisect_right(times, now) - bisect_right(times, now - WEEK)
    return min(DAY, max(300.0, WEEK / (ceil(max(entries, 1)) * tuning)))


def adaptive(times: list[float], last: float, now: float, interval: float, tuning: float) -> float:
    """Return Nutch's interval: a fifth shorter after a change, ``tuning`` longer without one."""
    changed = bisect_right(times, now) > bisect_right(times, last)
    return min(DAY, max(60.0, interval * (0.8 if changed else tuning)))


def tuned(trace: Trace, a_day: float, interval: Interval, low: float, high: float) -> list[Array]:
    """Return the visits of a rule whose one constant was tuned on every fifth outlet to spend the budget."""
    falling = interval is adaptive
    sample = range(0, trace.outlets, max(1, min(5, trace.outlets // 20)))
    for _ in range(9):
        middle = sqrt(low * high)
        made = [_follow(trace, outlet, a_day, interval, middle) for outlet in sample]
        spent = sum(_scored(trace, visits) for visits in made) / len(made)
        low, high = (middle, high) if (spent < a_day) != falling else (low, middle)
    return [_follow(trace, outlet, a_day, interval, sqrt(low * high)) for outlet in range(trace.outlets)]


def _follow(trace: Trace, outlet: int, a_day: float, interval: Interval, tuning: float) -> Array:
    times = trace.times[outlet].tolist()
    gap = DAY / a_day
    last, now = trace.begin, trace.begin + (outlet % 97) / 97 * min(gap, 4 * HOUR)
    visits = []
    while now < trace.end + DAY:
        visits.append(now)
        gap = interval(times, last, now, gap, tuning)
        last, now = now, now + gap
        if last >= trace.end:
            break
    return np.array(visits)


def _scored(trace: Trace, visits: Array) -> float:
    inside = (visits >= trace.scored) & (visits < trace.end)
    return float(inside.sum() / ((trace.end - trace.scored) / DAY))


def hindsight(trace: Trace) -> Array:
    """Return intensities fitted on the scored items themselves, where nobody knows the true ones.

    An outlet's own rate in the scored stretch, times its hours of the day and days of the week there, shrunk
    with ten pseudo-items an hour towards its group's; outlets x 10 080 minutes.
    """
    days = (trace.end - trace.scored) / DAY
    inside = [times[(times >= trace.scored) & (times < trace.end)] for times in trace.times]
    counts = np.stack([np.bincount((times // HOUR).astype(int) % 168, minlength=168) for times in inside])
    exposed = (
        np.bincount((np.arange(trace.scored, trace.end, 60.0) // HOUR).astype(int) % 168, minlength=168)
        / 60.0
    )
    exposed = np.maximum(exposed, 1e-3)
    fitted = np.empty_like(counts, dtype=float)
    for name in set(trace.groups):
        members = np.array([group == name for group in trace.groups])
        pooled = _relative(counts[members].sum(axis=0) / exposed)
        fitted[members] = np.stack([_own(row, exposed, pooled) for row in counts[members]])
    rates = np.maximum(counts.sum(axis=1), 0.5) / (days * 24.0)
    return np.repeat(fitted * rates[:, None], 60, axis=1)


def _own(counts: Array, exposed: Array, shape: Array) -> Array:
    level = max(float(counts.sum()), 0.5) / exposed.sum()
    foreseen = exposed * shape * level
    hours = (counts.reshape(7, 24).sum(axis=0) + 10.0) / (foreseen.reshape(7, 24).sum(axis=0) + 10.0)
    days = (counts.reshape(7, 24).sum(axis=1) + 20.0) / (foreseen.reshape(7, 24).sum(axis=1) + 20.0)
    return _relative(shape * np.tile(hours, 7) * np.repeat(days, 24))


def _relative(values: Array) -> Array:
    kernel = zip((-2, -1, 0, 1, 2), (0.1, 0.2, 0.4, 0.2, 0.1), strict=True)
    smooth = sum(weight * np.roll(values, shift) for shift, weight in kernel)
    shape = np.maximum(smooth / max(smooth.mean(), 1e-12), 0.03)
    return np.asarray(shape / shape.mean())
