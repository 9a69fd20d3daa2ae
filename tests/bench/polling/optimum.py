"""The best plan of visits that knowing the true intensities allows, found by dynamic programming."""

import numpy as np
from numpy.typing import NDArray

from tests.bench.polling.traces import DAY, WEEK, Array, Trace

STEPS = (1, 2, 3, 5, 6, 10, 15, 30)
"""Minutes between the moments at which a plan may visit: at most a twelfth of an outlet's mean interval."""

_BACK = 96
_LEAD, _SPAN = 1440, 10080 + 2 * 1440


def plan(trace: Trace, a_day: float, intensity: Array) -> list[Array]:
    """Return each outlet's visits in the stretch of the trace, ``a_day`` of them per outlet on average."""
    roots = np.sqrt(np.maximum(intensity, 0.0)).mean(axis=1)
    price = 0.5 * (roots.sum() * 24.0 / (a_day * trace.outlets)) ** 2
    for _ in range(8):
        weeks = _weeks(intensity, roots, price)
        made = sum(week.size for week in weeks) / trace.outlets / 7.0
        if abs(made / a_day - 1.0) < 0.002:
            break
        price *= (made / a_day) ** 2
    return [_laid_out(week, trace) for week in weeks]


def _weeks(intensity: Array, roots: Array, price: float) -> list[Array]:
    """Return each outlet's best visits, in seconds of the week, at a price in item-hours."""
    minutes = 60.0 * np.sqrt(2.0 * price) / np.maximum(roots, 1e-9)
    steps = np.array([max(s for s in STEPS if s <= max(1.0, m / 12.0)) for m in minutes])
    weeks: list[Array] = [np.empty(0)] * len(minutes)
    for step in np.unique(steps):
        members = np.flatnonzero(steps == step)
        for outlet, visits in zip(members, _best(intensity[members], int(step), price), strict=True):
            weeks[outlet] = visits
    return weeks


def _best(intensity: Array, step: int, price: float) -> list[Array]:
    long = np.concatenate([intensity[:, -_LEAD:], intensity, intensity[:, :_LEAD]], axis=1) / 60.0
    came = np.concatenate([np.zeros((len(long), 1)), np.cumsum(long, axis=1)], axis=1)
    waited = np.concatenate([np.zeros((len(long), 1)), np.cumsum(came[:, :-1] + long / 2, axis=1)], axis=1)
    came, waited = came[:, ::step], waited[:, ::step]
    cost, back = _shortest_path(came, waited / 60.0, step / 60.0, price)
    return [_backtrack(cost[:, i], back[:, i], step) for i in range(len(long))]


def _shortest_path(came: Array, waited: Array, hours: float, price: float) -> tuple[Array, NDArray[np.int32]]:
    """Return, by moment and outlet, the least cost of a plan whose last visit is there, and the visit before.

    A stretch without a visit from a to b costs what its items wait in sum: U(b) - U(a) - S(a)(b - a), with S
    the items so far and U its integral.
    """
    came, waited = np.ascontiguousarray(came.T), np.ascontiguousarray(waited.T)
    moments, outlets = came.shape
    cost = np.zeros((moments, outlets))
    back = np.zeros((moments, outlets), dtype=np.int32)
    at = np.arange(moments)[:, None] * hours
    fixed = np.zeros((moments, outlets))
    fixed[0] = -waited[0]
    for b in range(1, moments):
        a = max(0, b - _BACK)
        total = fixed[a:b] - came[a:b] * (at[b] - at[a:b])
        best = total.argmin(axis=0)
        back[b] = best + a
        cost[b] = total[best, np.arange(outlets)] + waited[b] + price
        fixed[b] = cost[b] - waited[b]
    return cost, back


def _backtrack(cost: Array, back: NDArray[np.int32], step: int) -> Array:
    at, found = len(cost) - 1, []
    while at > 0:
        found.append(at)
        at = int(back[at])
    minutes = np.array(found[::-1]) * step - _LEAD
    return np.asarray(minutes[(minutes >= 0) & (minutes < 10080)] * 60.0)


def _laid_out(week: Array, trace: Trace) -> Array:
    first = int(trace.scored // WEEK) - 1
    last = int((trace.end + 2 * DAY) // WEEK) + 1
    return np.concatenate([week + 1.0 + number * WEEK for number in range(first, last + 1)])
