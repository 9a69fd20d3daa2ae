"""How often one outlet publishes, and in which hours of the week, learnt from visits that see a part of it.

All times are seconds since the epoch (UTC), all rates items an hour. Nothing here reads a clock.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from struct import pack, unpack_from
from sys import getsizeof

from pipelines.errors import LedgerError

HOUR = 3600.0
QUARTER = HOUR / 4
WEEK = 168
HALF_LIFE = 21 * 24 * HOUR
"""After so many seconds an observation counts half. 3 to 60 days differ by 1.5 % in mean delay."""

BORROWED = 500.0
"""Pseudo-items that the group's week is worth against an outlet's own."""

LEAST, MOST = 0.03, 12.0
ON_THE_MARK = (0.036, 0.005, 0.014, 0.005)
"""Among real outlets, the share of items stamped with each quarter of the hour, over chance."""

_DAY, _HOUR = 50.0, 5.0
_MARKED = 60.0
_KERNEL = (0.1, 0.2, 0.4, 0.2, 0.1)
_FLAT = (1.0,) * WEEK
_VERSION = 1.0


def hour_of_week(time: float) -> int:
    """Return which of the 168 hours ``time`` falls in; 0 is Thursday 00:00 UTC, as the epoch began."""
    return int(time // HOUR) % WEEK


@dataclass(frozen=True, slots=True)
class Group:
    """What outlets of one language and time zone have in common.

    ``rate`` is their mean (items an hour, the prior of a newcomer), ``shape`` the relative rate of each hour
    of the week (168 values, mean 1).
    """

    rate: float = 0.3
    shape: Sequence[float] = field(default=_FLAT, repr=False)
    marks: Sequence[float] = ON_THE_MARK


@dataclass(slots=True)
class Rate:
    """One outlet's learnt rate: a Gamma-Poisson level times the shape of its week.

    ``items`` and ``hours`` are the decayed sums of items and of exposure behind the level; ``told`` and
    ``open`` the same by hour of week. ``shape`` and ``root``, the mean square root of it, are derived by
    ``reshape``, last done at ``shaped``. ``struck`` counts items on each quarter of the hour, and all.
    ``until`` is the last moment that was observed, 0 before first contact.
    """

    items: float = 0.0
    hours: float = 0.0
    until: float = 0.0
    level: float = 0.3
    root: float = 1.0
    shaped: float = 0.0
    told: "array[float]" = field(default_factory=lambda: array("f", bytes(4 * WEEK)), repr=False)
    open: "array[float]" = field(default_factory=lambda: array("f", bytes(4 * WEEK)), repr=False)
    struck: "array[float]" = field(default_factory=lambda: array("f", bytes(20)), repr=False)
    marks: Sequence[float] = ON_THE_MARK
    shape: "array[float]" = field(default_factory=lambda: array("f", _FLAT), repr=False)

    def first_contact(self, dates: Iterable[float], now: float, group: Group) -> None:
        """Take the dates that an outlet's own feed or listing carries as the prior.

        The oldest date only opens the window: what came before it is not on the page.
        """
        known = sorted(min(date, now) for date in dates)
        self.until = now
        if known:
            self.until = max(known[0], now - 8 * HALF_LIFE)
            self.dated([date for date in known if date > self.until], now, group)
        self._settle(group)

    def dated(self, dates: Sequence[float], now: float, group: Group, overflow: bool = False) -> None:
        """Learn from the dates of the items that are new since the last visit.

        A date outside the stretch since then is wrong, or only says the day: such an item came at some time
        in the stretch, as in an outlet's usual hours. After an ``overflow`` (every entry of the page was new)
        only the time since the oldest entry was really seen.
        """
        begin = self.until
        told, struck = self.told, self.struck
        right = [date for date in dates if begin <= date <= now]
        if overflow and right:
            begin = min(right)
        self._tell(float(len(dates) - len(right)), begin, now)
        self._forget(now)
        self._expose(begin, now)
        for date in right:
            told[int(date // HOUR) % WEEK] += 1.0
            if date % QUARTER < 60.0:
                struck[int(date // QUARTER) % 4] += 1.0
        struck[4] += len(right)
        self.items += len(dates)
        self._settle(group)

    def counted(self, count: int, now: float, group: Group, overflow: bool = False) -> None:
        """Learn from how many items are new, where they carry no dates; ``overflow`` means "or more"."""
        expected = self.expected(self.until, now)
        self._spread(max(count + sqrt(count), expected) if overflow else float(count), now)
        self._settle(group)

    def changed(self, changed: bool, now: float, group: Group) -> None:
        """Learn from a page that only shows whether it changed: at least one item, or none."""
        expected = max(self.expected(self.until, now), 1e-9)
        self._spread(expected / (1.0 - exp(-expected)) if changed else 0.0, now)
        self._settle(group)

    def expected(self, begin: float, end: float) -> float:
        """Return how many items are expected between two moments."""
        shape, total, at = self.shape, 0.0, begin
        if end - begin > 4 * WEEK * HOUR:
            return self.level * (end - begin) / HOUR
        while at < end:
            hour = at // HOUR
            stop = min((hour + 1.0) * HOUR, end)
            total += shape[int(hour) % WEEK] * (stop - at)
            at = stop
        return self.level * total / HOUR

    def reshape(self, group: Group, now: float, borrowed: float = BORROWED) -> None:
        """Let the hours fade up to ``now`` and derive the shape: its own, shrunk towards its group's."""
        if self.shaped < now:
            kept = 0.5 ** ((now - self.shaped) / HALF_LIFE) if self.shaped else 1.0
            self.told = array("f", [value * kept for value in self.told])
            self.open = array("f", [value * kept for value in self.open])
            self.struck = array("f", [value * kept for value in self.struck])
            self.shaped = now
        self.marks = _marks(self.struck, group.marks)
        told, exposed = _smooth(self.told), _smooth(self.open)
        level, share = self.level, borrowed / WEEK
        theirs = _bent(told, [value * level for value in exposed], group.shape)
        raw = [
            min(MOST, max(LEAST, (told[h] + share * theirs[h]) / (exposed[h] * level + share)))
            for h in range(WEEK)
        ]
        mean = sum(raw) / WEEK
        self.shape = array("f", [value / mean for value in raw])
        self.root = sum(map(sqrt, self.shape)) / WEEK

    def pack(self) -> bytes:
        """Return the state as 1420 bytes in the machine's order; the derived shape is not part of it."""
        head = pack("7d", _VERSION, self.items, self.hours, self.until, self.level, self.root, self.shaped)
        return head + self.struck.tobytes() + self.told.tobytes() + self.open.tobytes()

    @classmethod
    def unpack(cls, packed: bytes) -> "Rate":
        """Read what ``pack`` wrote; the shape is flat until ``reshape``.

        Raises:
            LedgerError: for bytes that are no such state.
        """
        if len(packed) != 56 + 20 + 8 * WEEK or unpack_from("d", packed) != (_VERSION,):
            raise LedgerError("a learnt rate in the ledger is damaged or of another version; delete its row")
        struck, told, exposed = array("f"), array("f"), array("f")
        struck.frombytes(packed[56:76])
        told.frombytes(packed[76 : 76 + 4 * WEEK])
        exposed.frombytes(packed[76 + 4 * WEEK :])
        items, hours, until, level, root, shaped = unpack_from("6d", packed, 8)
        return cls(items, hours, until, level, root, shaped, told, exposed, struck)

    def size(self) -> int:
        """Return the bytes that the state takes in memory, buffers included."""
        parts = (self.told, self.open, self.struck, self.shape, self.marks)
        numbers = (self.items, self.hours, self.until, self.level, self.root, self.shaped)
        return getsizeof(self) + sum(map(getsizeof, (*parts, *numbers, *self.marks)))

    def _forget(self, now: float) -> None:
        kept = 0.5 ** (max(0.0, now - self.until) / HALF_LIFE)
        self.items *= kept
        self.hours *= kept

    def _expose(self, begin: float, now: float) -> None:
        exposed, at = self.open, begin
        self.hours += max(0.0, now - begin) / HOUR
        at = max(at, now - 8 * HALF_LIFE)
        while at < now:
            hour = at // HOUR
            stop = (hour + 1.0) * HOUR
            if stop > now:
                stop = now
            exposed[int(hour) % WEEK] += (stop - at) / HOUR
            at = stop
        self.until = max(self.until, now)

    def _spread(self, count: float, now: float) -> None:
        begin = self.until
        self._tell(count, begin, now)
        self._forget(now)
        self.items += count
        self._expose(begin, now)

    def _tell(self, count: float, begin: float, now: float) -> None:
        """Share items among the hours of a stretch as they are expected there."""
        total = self.expected(begin, now) if count > 0.0 else 0.0
        shape, told, at = self.shape, self.told, begin
        while at < now and total > 0.0:
            hour = at // HOUR
            stop = min((hour + 1.0) * HOUR, now)
            h = int(hour) % WEEK
            told[h] += count * self.level * shape[h] * (stop - at) / HOUR / total
            at = stop

    def _settle(self, group: Group) -> None:
        self.level = (0.5 + self.items) / (0.5 / group.rate + self.hours)


def pool(rates: Iterable[Rate], fallback: Group) -> Group:
    """Return what the outlets of one group have in common; ``fallback`` where they have told nothing yet."""
    told, exposed = [0.0] * WEEK, [0.0] * WEEK
    items = hours = 0.0
    struck = [0.0] * 5
    for rate in rates:
        struck = [a + b for a, b in zip(struck, rate.struck, strict=True)]
        level = rate.level
        told = [a + b for a, b in zip(told, rate.told, strict=True)]
        exposed = [a + b * level for a, b in zip(exposed, rate.open, strict=True)]
        items += rate.items
        hours += rate.hours
    if items < 1.0:
        return fallback
    share = BORROWED / WEEK
    raw = [
        (a + share * c) / (b + share)
        for a, b, c in zip(_smooth(told), _smooth(exposed), fallback.shape, strict=True)
    ]
    clipped = [min(MOST, max(LEAST, value)) for value in raw]
    mean = sum(clipped) / WEEK
    return Group(
        max(items / hours, 1e-4), array("f", [value / mean for value in clipped]), _marks(struck, ON_THE_MARK)
    )


def _marks(struck: Sequence[float], prior: Sequence[float]) -> tuple[float, ...]:
    """Return the share of items on each quarter of the hour, over one minute's share by chance."""
    chance = 1.0 / 60.0
    return tuple(
        max(0.0, (struck[k] + _MARKED * (prior[k] + chance)) / (struck[4] + _MARKED) - chance)
        for k in range(4)
    )


def _bent(told: Sequence[float], exposed: Sequence[float], shape: Sequence[float]) -> list[float]:
    """Bend a group's week by an outlet's own hours of the day and days of the week.

    Each of the 24 hours pools seven of the outlet's, so that its own day shows long before its own week does.
    """
    foreseen = [a * b for a, b in zip(exposed, shape, strict=True)]
    days = [(sum(told[d : d + 24]) + _DAY) / (sum(foreseen[d : d + 24]) + _DAY) for d in range(0, WEEK, 24)]
    hours = [
        (sum(told[h::24]) + _HOUR) / (sum(b * days[d] for d, b in enumerate(foreseen[h::24])) + _HOUR)
        for h in range(24)
    ]
    bent = [shape[h] * days[h // 24] * hours[h % 24] for h in range(WEEK)]
    mean = sum(bent) / WEEK
    return [value / mean for value in bent]


def _smooth(values: Sequence[float]) -> list[float]:
    a, b, c, d, e = _KERNEL
    round_ = [*values[-2:], *values, *values[:2]]
    return [
        a * round_[h] + b * round_[h + 1] + c * round_[h + 2] + d * round_[h + 3] + e * round_[h + 4]
        for h in range(WEEK)
    ]
