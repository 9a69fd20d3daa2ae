"""When to look at an outlet next: pure arithmetic over what was learnt, with no clock and no input or output.

The objective is the sum of the delays between publication and visit, plus a price for each request. An outlet
is due at the first moment at which its items are expected to have waited, in sum and weighted, as long as one
visit is worth; one price for all outlets keeps the budget. Times are seconds since the epoch, rates items an
hour, prices item-hours.

Source:
    K. C. Sia, J. Cho, H.-K. Cho, "Efficient Monitoring Algorithm for Fast News Alerts", IEEE TKDE 19 (2007):
    for flat rates the optimum polls in proportion to the square root of the rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from crawler.schedule.rate import HOUR, QUARTER, WEEK, Rate

LONGEST = 24 * HOUR
"""No outlet goes unvisited for longer, however little it publishes."""


def waited_until(
    rate: Rate, since: float, price: float, weight: float = 1.0, longest: float = LONGEST
) -> float:
    """Return when the items since ``since`` are expected to have waited ``price`` item-hours in sum.

    The integral runs hour by hour over a rate that is constant within each hour of the week; ``longest``
    seconds after ``since`` it ends in any case.
    """
    shape = rate.shape
    level = rate.level * weight
    at = since / HOUR
    hour = int(at)
    last = at + longest / HOUR
    step = hour + 1 - at
    missing = price
    flow = 0.0
    while at < last:
        speed = level * shape[hour % WEEK]
        half = 0.5 * speed * step
        more = (flow + half) * step
        if more >= missing > 0.0:
            at += 2.0 * missing / (flow + sqrt(flow * flow + 2.0 * speed * missing))
            break
        missing -= more
        flow += half + half
        hour += 1
        at = hour
        step = 1.0
    return min(at, last) * HOUR


def between(rate: Rate, since: float, then: float) -> float:
    """Return the best moment for one visit between a visit at ``since`` and one at ``then``.

    Putting a visit off lets what came since the last one wait longer and what comes next wait less: the best
    moment is where both flows are equal. ``waited_until`` alone looks back only, and visits too early in an
    evening that goes quiet.
    """
    shape, level = rate.shape, rate.level
    end = then / HOUR
    hour = int(since // HOUR)
    ahead = end - since / HOUR
    flow = cost = least = 0.0
    best = end
    while ahead > 0.0:
        speed = level * shape[hour % WEEK]
        hour += 1
        rest = end - hour
        if rest < 0.0:
            rest = 0.0
        step = ahead - rest
        gain = flow - speed * ahead
        flow += speed * step
        gained = flow - speed * rest
        if gain < 0.0 < gained:
            turn = -gain / (2.0 * speed)
            low = cost + gain * turn / 2.0
            if low < least:
                least, best = low, end - ahead + turn
        cost += (gain + gained) / 2.0 * step
        if cost < least:
            least, best = cost, end - rest
        ahead = rest
    return best * HOUR


def on_the_mark(rate: Rate, due: float, since: float, then: float) -> float:
    """Move a visit to a quarter-hour near it, where that catches what outlets publish on the stroke.

    Putting it off by some time costs the square of that time; what comes on the stroke is then told at once
    instead of with the visit after, at ``then``.
    """
    first = due // QUARTER
    speed = rate.level * rate.shape[int(due // HOUR) % WEEK]
    best, gain = due, 0.0
    for number in (first, first + 1.0, first + 2.0):
        mark = number * QUARTER
        if not since < mark < then:
            continue
        moved = (mark - due) / HOUR
        mass = rate.marks[int(number) % 4] * speed
        saved = -moved * mass if moved <= 0.0 else (then - mark) / HOUR * mass
        if saved - speed * moved * moved > gain:
            best, gain = mark, saved - speed * moved * moved
    return best


def due(rate: Rate, since: float, price: float, weight: float = 1.0, longest: float = LONGEST) -> float:
    """Return when to look next at an outlet that was last looked at ``since``, constraints aside."""
    # Three visits by the rule alone, then the second and the first moved to where they do best.
    first = waited_until(rate, since, price, weight, longest)
    second = waited_until(rate, first, price, weight, longest)
    third = waited_until(rate, second, price, weight, longest)
    then = between(rate, first, third)
    best = between(rate, since, then)
    return min(on_the_mark(rate, best, since, then), since + longest)


@dataclass(frozen=True, slots=True)
class Demand:
    """What one outlet asks of the budget: ``pull`` is the mean square root of its weighted rate per request.

    ``shortest`` and ``longest`` bound its interval, in hours; ``cost`` is requests a visit.
    """

    pull: float
    cost: float = 1.0
    shortest: float = 0.0
    longest: float = LONGEST / HOUR

    def visits(self, price: float) -> float:
        """Return the visits an hour that it gets at a price."""
        wanted = self.pull / sqrt(2.0 * price)
        return min(max(wanted, 1.0 / self.longest), 1.0 / self.shortest if self.shortest else wanted + 1.0)


def price_for(demands: Sequence[Demand], requests: float) -> float:
    """Return the price of a request at which the demands together make ``requests`` an hour.

    Where even the shortest intervals do not use the budget up, or the longest overspend it, the price ends
    at a bound: the constraints win.
    """
    low, high = 1e-9, 1e9
    pulls = sum(demand.pull * demand.cost for demand in demands)
    if pulls <= 0.0 or requests <= 0.0:
        return high
    for _ in range(60):
        middle = sqrt(low * high)
        spent = sum(demand.visits(middle) * demand.cost for demand in demands)
        low, high = (middle, high) if spent > requests else (low, middle)
        if high < low * 1.0005:
            break
    return sqrt(low * high)


@dataclass(frozen=True, slots=True)
class Budget:
    """The controller that holds the requests a day by moving one price for all outlets.

    ``trim`` is what a visit plan really costs over what the arithmetic foresees; ``spent`` and ``foreseen``
    are the fading sums behind it, ``owed`` the requests saved (positive) or overspent so far.
    """

    a_day: float
    trim: float = 1.0
    spent: float = 0.0
    foreseen: float = 0.0
    owed: float = 0.0

    def book(self, spent: float, foreseen: float, hours: float) -> "Budget":
        """Return the controller after ``hours`` in which ``spent`` requests went out."""
        kept = 0.5 ** (hours / 72.0)
        sum_spent = self.spent * kept + spent
        sum_foreseen = self.foreseen * kept + foreseen
        prior = max(self.a_day, 1.0) / 4
        trim = min(5.0, max(0.2, (sum_spent + prior) / (sum_foreseen + prior)))
        limit = 2.0 * self.a_day
        owed = min(limit, max(-limit, self.owed + self.a_day * hours / 24.0 - spent))
        return Budget(self.a_day, trim, sum_spent, sum_foreseen, owed)

    def price(self, demands: Sequence[Demand], horizon: float = 72.0) -> float:
        """Return the price of a request from now on; what is owed is paid back over ``horizon`` hours."""
        wanted = self.a_day / 24.0 + self.owed / horizon
        return price_for(demands, max(wanted, 0.2 * self.a_day / 24.0) / self.trim)


def pull(rate: Rate, weight: float = 1.0, cost: float = 1.0) -> float:
    """Return the mean over the week of the square root of the weighted rate per request."""
    return sqrt(rate.level * weight / cost) * rate.root


def pull_at(rate: Rate, time: float, weight: float = 1.0, cost: float = 1.0) -> float:
    """Return the square root of the weighted rate per request in the hour of ``time``."""
    return sqrt(rate.level * rate.shape[int(time // HOUR) % WEEK] * weight / cost)


def foreseen(demands: Iterable[Demand], price: float) -> float:
    """Return the requests an hour that the demands make at a price."""
    return sum(demand.visits(price) * demand.cost for demand in demands)
