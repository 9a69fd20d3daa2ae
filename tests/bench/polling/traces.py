"""Publication times to replay: synthetic ones with known intensities, or a file of real ones."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0
ZONES = (-8, -5, 0, 5, 9)
SLOT = 60
"""Seconds to a slot of the true intensities: a week has 10 080."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Trace:
    """Times of publication by outlet, and the stretch that is replayed.

    Visits begin at ``begin``; what was published before is an outlet's past. Delays are scored for items in
    [``scored``, ``end``). ``groups`` names each outlet's language or zone. ``intensity`` (outlets x 10 080
    slots of a week from the epoch's, items an hour) is None where nobody knows it.
    """

    times: tuple[Array, ...]
    groups: tuple[str, ...]
    begin: float
    scored: float
    end: float
    intensity: Array | None = field(default=None, repr=False)

    @property
    def outlets(self) -> int:
        return len(self.times)


def synthetic(seed: int = 1, outlets: int = 300, days: int = 28, past: int = 14) -> Trace:
    """Return a newsroom world: heavy-tailed rates, days and weeks in five zones, bursts, shared stories.

    Rates are lognormal (sigma 1.4, median 7.9 a day, at most 255); an outlet's day differs from its zone's in
    phase, contrast and weekend. A quarter of the items are follow-ups within hours (a Hawkes process); four
    stories a week break at many outlets; 15 % of items carry a round half-hour.
    """
    random = np.random.default_rng(seed)
    origin = 2761 * WEEK
    total = (past + days + 2) * DAY
    rates = np.minimum(random.lognormal(np.log(7.9), 1.4, outlets), 255.0) / 24.0
    zones = random.choice(ZONES, outlets)
    base = np.stack([_week(random, int(zone)) for zone in zones]) * rates[:, None]
    stories = np.sort(random.uniform(0, total, int(4 * total / WEEK)))
    telling = random.uniform(0.1, 0.6, outlets)
    times, intensity = [], []
    for outlet in range(outlets):
        own = _hawkes(random, base[outlet], total)
        told = stories[random.uniform(size=stories.size) < telling[outlet]]
        drawn = np.concatenate([own, told + random.exponential(HOUR, told.size)])
        rounded = random.uniform(size=drawn.size) < 0.15
        drawn = np.where(rounded, np.round(drawn / 1800.0) * 1800.0, drawn)
        times.append(np.sort(drawn[(drawn >= 0) & (drawn < total)]) + origin)
        intensity.append(_true(base[outlet], 4 * telling[outlet] / 168.0))
    begin = origin + past * DAY
    end = begin + days * DAY
    names = tuple(f"zone {zone}" for zone in zones)
    return Trace(tuple(times), names, begin, end - days * DAY / 2, end, np.stack(intensity))


def _week(random: np.random.Generator, zone: int) -> Array:
    """Return one outlet's 168 relative rates from the epoch's weekday on (UTC), with mean 1."""
    local = np.arange(168) + zone + random.normal(0, 1.2)
    hour, day = local % 24, ((local // 24) + 3) % 7
    morning = np.exp(-0.5 * ((hour - 10.5) / 2.6) ** 2)
    evening = np.exp(-0.5 * ((hour - 17.0) / 3.2) ** 2)
    curve = 0.07 + morning + random.uniform(0.5, 1.1) * evening
    curve = curve ** random.uniform(0.7, 1.3) * random.lognormal(0, 0.15, 168)
    curve = curve * np.where(day >= 5, random.uniform(0.3, 0.8), 1.0)
    return np.asarray(curve / curve.mean())


def _hawkes(random: np.random.Generator, hourly: Array, total: float, branching: float = 0.25) -> Array:
    hours = int(total / HOUR)
    counts = random.poisson(np.resize(hourly, hours) * (1 - branching))
    generation = (np.repeat(np.arange(hours), counts) + random.uniform(size=counts.sum())) * HOUR
    found = [generation]
    while generation.size:
        children = random.poisson(branching, generation.size)
        generation = np.repeat(generation, children)
        generation = generation + random.exponential(1.5 * HOUR, generation.size)
        found.append(generation)
    return np.concatenate(found)


def _true(hourly: Array, shared: float, branching: float = 0.25) -> Array:
    """Return the expected items an hour in each minute of the week, bursts and round stamps included.

    What is stamped with a half-hour counts in the minute before it: a visit on the stroke sees it.
    """
    lags = np.arange(60 * 24)
    kernel = np.exp(-lags / 90.0)
    kernel /= kernel.sum()
    seeds = np.repeat(hourly, 60) * (1 - branching)
    spectrum = np.fft.rfft(seeds) / (1 - branching * np.fft.rfft(kernel, seeds.size))
    smooth = np.maximum(np.fft.irfft(spectrum, seeds.size), 0.0) + shared
    half = np.roll(smooth, 15).reshape(-1, 30).sum(axis=1)
    exact = 0.85 * smooth
    exact[29::30] += 0.15 * np.roll(half, -1)
    return exact


def from_file(path: Path) -> Trace:
    """Read JSON Lines with ``outlet`` and ``time`` (ISO 8601 or epoch seconds), and perhaps ``group``.

    The first quarter of the trace, at most a fortnight, is the outlets' past; the second half of the rest is
    scored.
    """
    found: dict[str, list[float]] = defaultdict(list)
    groups: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            outlet = str(row["outlet"])
            found[outlet].append(_moment(row["time"]))
            groups[outlet] = str(row.get("group") or row.get("language") or "all")
    everything = np.sort(np.concatenate([np.array(times) for times in found.values()]))
    first, end = everything[0], everything[-1]
    begin = first + min(14 * DAY, (end - first) / 4)
    names = sorted(name for name, times in found.items() if min(times) < end)
    times = tuple(np.sort(np.array(found[name])) for name in names)
    return Trace(times, tuple(groups[name] for name in names), begin, (begin + end) / 2, end)


def _moment(value: object) -> float:
    if isinstance(value, int | float):
        return float(value) / (1000.0 if value > 1e11 else 1.0)
    moment = datetime.fromisoformat(str(value))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
