"""Our policy, fed by a replay: it learns from what each visit would have shown, and sees nothing else."""

import heapq
import random
from bisect import bisect_right
from collections import defaultdict
from time import process_time

from crawler.schedule.policy import Budget, Demand, due, foreseen, pull, pull_at
from crawler.schedule.rate import HOUR, Group, Rate, pool
from tests.bench.polling.traces import DAY, Trace

ENTRIES = 25
"""How many entries an outlet's rss carries."""


class Ours:
    """One replay: ``visits`` holds the times at which each outlet was looked at."""

    def __init__(self, trace: Trace, a_day: float, longest: float = DAY, shortest: float = 60.0) -> None:
        self.trace = trace
        self.times = [times.tolist() for times in trace.times]
        self.visits: list[list[float]] = [[] for _ in self.times]
        self.rates = [Rate() for _ in self.times]
        self.groups = {name: Group() for name in trace.groups}
        self.budget = Budget(a_day * trace.outlets)
        self.longest, self.shortest = longest, shortest
        self.price = 1.0
        self.deciding = self.learning = 0.0
        self.decisions = 0

    def run(self) -> "Ours":
        chance = random.Random(7)
        trace, gap = self.trace, DAY / self.budget.a_day * self.trace.outlets
        queue = [
            (trace.begin + chance.random() * min(gap, 4 * HOUR), outlet) for outlet in range(trace.outlets)
        ]
        heapq.heapify(queue)
        hour, day, spent = trace.begin, trace.begin, 0
        while queue[0][0] < trace.end + 2 * DAY:
            now, outlet = queue[0]
            if now >= hour + HOUR:
                if now >= day + DAY:
                    day += DAY
                    self._regroup(now)
                self._book(spent, hour, (now - hour) / HOUR)
                hour, spent = now, 0
            spent += 1
            if self.visits[outlet] and self.visits[outlet][-1] >= trace.end:
                heapq.heapreplace(queue, (float("inf"), outlet))
                continue
            self._look(outlet, now)
            heapq.heapreplace(queue, (self._next(outlet, now), outlet))
        return self

    def _look(self, outlet: int, now: float) -> None:
        times, visits = self.times[outlet], self.visits[outlet]
        seen = bisect_right(times, now)
        known = bisect_right(times, visits[-1]) if visits else max(0, seen - ENTRIES)
        fresh = times[max(known, seen - ENTRIES) : seen]
        group = self.groups[self.trace.groups[outlet]]
        began = process_time()
        if visits:
            self.rates[outlet].dated(fresh, now, group, len(fresh) == ENTRIES)
        else:
            self.rates[outlet].first_contact(fresh, now, group)
            self.rates[outlet].reshape(group, now)
        self.learning += process_time() - began
        visits.append(now)

    def _next(self, outlet: int, now: float) -> float:
        began = process_time()
        then = due(self.rates[outlet], now, self.price, 1.0, self.longest)
        self.deciding += process_time() - began
        self.decisions += 1
        return max(then, now + self.shortest)

    def _regroup(self, now: float) -> None:
        began = process_time()
        members: dict[str, list[Rate]] = defaultdict(list)
        for name, rate in zip(self.trace.groups, self.rates, strict=True):
            members[name].append(rate)
        self.groups = {name: pool(rates, self.groups[name]) for name, rates in members.items()}
        for name, rate in zip(self.trace.groups, self.rates, strict=True):
            rate.reshape(self.groups[name], now)
        self.learning += process_time() - began

    def _book(self, spent: int, since: float, hours: float) -> None:
        began = process_time()
        bounds = self.shortest / HOUR, self.longest / HOUR
        then = [Demand(pull_at(rate, since), 1.0, *bounds) for rate in self.rates]
        self.budget = self.budget.book(spent, foreseen(then, self.price) * hours, hours)
        self.price = self.budget.price([Demand(pull(rate), 1.0, *bounds) for rate in self.rates])
        self.learning += process_time() - began
