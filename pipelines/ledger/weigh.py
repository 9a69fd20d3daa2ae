"""All tellings of one fact → its current value and its history. Pure: the order of arrival does not matter.

Tellings are laid on the scales in the order of publication, all of one article at once, so that an article is
weighed as a whole; what an edit took out of an article is taken off again at the time of the edit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from pipelines.edtf import relation, window
from pipelines.facts import Value
from pipelines.ledger.change import Turn, days_moved, name_change, value_of
from pipelines.ledger.contest import beats, conflict, denies, inherits, refutes
from pipelines.ledger.keys import Key
from pipelines.ledger.told import DENIED, EXPLICIT, Support, Told, ValueKey


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is believed of a fact, since when, on how many sources, and how it came to that.

    ``passes`` is when the current date will be here or gone, None once that is told. ``beside`` are the other
    values that somebody still tells, the strongest first.
    """

    value: Value | None
    since: datetime | None
    sources: int
    passes: datetime | None
    turns: tuple[Turn, ...]
    beside: tuple[Value, ...]


@dataclass(slots=True)
class Belief:
    """The scales at one moment: the support of every value, and which of them holds."""

    supports: dict[ValueKey, Support] = field(default_factory=dict)
    denials: list[Told] = field(default_factory=list)
    holding: Support | None = None
    since: datetime | None = None
    replaced: set[ValueKey] = field(default_factory=set)
    rule: str = "only"
    disputes: list[tuple[Support, Told]] = field(default_factory=list)

    @property
    def value(self) -> Value | None:
        """What is believed, in words."""
        return value_of(self.holding, self.supports.values()) if self.holding else None

    def lay(self, tellings: Sequence[Told]) -> None:
        """Weigh one article's tellings of one moment, the most certain first."""
        self.disputes = []
        touched = [self._add(told) for told in tellings if told.rank != DENIED]
        for new in {id(support): support for support in touched}.values():
            self._contest(new, tellings[0])
        for denial in tellings:
            if denial.rank == DENIED:
                self._deny(denial)

    def _add(self, told: Told) -> Support:
        old = self.holding
        date = old.date if old and inherits(told, old) else told.date
        support = self.supports.setdefault((told.state, date), Support(told.state, date))
        if not support.tellings:
            before = (d.said for d in self.denials if d.said <= told.said and denies(d, support))
            support.denied = max(before, default=None)
        support.add(told)
        return support

    def _contest(self, new: Support, told: Told) -> None:
        old = self.holding
        if new is old or not new.alive:
            return
        if old is None:
            self._hold(new, told.said, "only")
            return
        if new.rank == old.rank and old.tellings[-1].article == told.article and self.since == told.said:
            return  # one article gives two answers: neither replaces the other
        echo = (new.state, new.date) in self.replaced
        rule = beats(new, old, self.since or told.said, told.said, echo=echo)
        if rule:
            self._hold(new, told.said, rule)
        elif not echo and conflict(new, old):
            self.disputes.append((old, new.tellings[-1]))

    def _hold(self, support: Support, at: datetime, rule: str) -> None:
        if self.holding:
            self.replaced.add((self.holding.state, self.holding.date))
        self.replaced.discard((support.state, support.date))
        self.holding, self.since, self.rule = support, at, rule

    def _deny(self, denial: Told) -> None:
        self.denials.append(denial)
        for support in [s for s in self.supports.values() if denies(denial, s)]:
            deniers = {d.source for d in self.denials if denies(d, support)}
            if refutes(denial, support, deniers):
                self._refute(support)
            elif support is self.holding:
                self.disputes.append((support, denial))

    def _refute(self, support: Support) -> None:
        del self.supports[support.state, support.date]
        if support is not self.holding:
            return
        rest = believed((t for other in self.supports.values() for t in other.tellings), self.denials)
        self.supports, self.replaced = rest.supports, rest.replaced
        self.holding, self.since, self.rule = rest.holding, rest.since, "denied"


def believed(tellings: Iterable[Told], denials: Sequence[Told] = ()) -> Belief:
    """Weigh tellings in the order of publication, however they come; ``denials`` are known from before."""
    belief = Belief(denials=list(denials))
    for _, step in groupby(sorted(tellings, key=_order), key=attrgetter("said", "article")):
        belief.lay(list(step))
    return belief


def weigh(tellings: Iterable[Told], until: datetime | None = None) -> Verdict:
    """Find the current value of a fact and its history.

    Args:
        tellings: Every claim about the fact, in any order.
        until: Up to when dates are known to have passed (None: the last telling).
    """
    history = History()
    history.take_all(tellings)
    return history.verdict(until)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one article adds to the scales at one moment, and the keys of what its edit takes off.

    ``found`` is when we learnt of it.
    """

    at: datetime
    added: tuple[Told, ...]
    ended: frozenset[Key]
    found: datetime


def _order(told: Told) -> tuple[datetime, Key, int, bool, int, str, Key]:
    """Sort by publication; within one article the surest first, then the explicit, then the precise."""
    span = (window(told.date).days if told.date else None) or 10**6
    plain = told.event not in EXPLICIT
    return told.said, told.article, -told.rank, plain, span, told.date or "", told.key


def _steps(tellings: Iterable[Told]) -> list[_Step]:
    grouped: dict[tuple[datetime, Key], tuple[list[Told], list[Told]]] = {}
    for told in sorted(tellings, key=_order):
        grouped.setdefault((told.said, told.article), ([], []))[0].append(told)
        if told.until:
            grouped.setdefault((told.until, told.article), ([], []))[1].append(told)
    return [_step(at, *told) for (at, _), told in sorted(grouped.items(), key=_first)]


def _step(at: datetime, added: Sequence[Told], ended: Sequence[Told]) -> _Step:
    known = [told.found for told in added] or [told.dropped for told in ended if told.dropped]
    return _Step(at, tuple(added), frozenset(told.key for told in ended), max(at, min(known, default=at)))


def _first(item: tuple[tuple[datetime, Key], object]) -> tuple[datetime, Key]:
    return item[0]


class History:
    """The scales in motion: what they show is compared before and after every step."""

    def __init__(self) -> None:
        self.belief = Belief()
        self.live: list[Told] = []
        self.shown: Value | None = None
        self.turns: list[Turn] = []
        self.passed: set[ValueKey] = set()
        self.disputed: set[tuple[ValueKey, ValueKey]] = set()

    def take_all(self, tellings: Iterable[Told]) -> None:
        """Lay tellings on the scales; all of them were said after those that lie there."""
        for step in _steps(tellings):
            self.take(step)

    def take(self, step: _Step) -> None:
        """Lay one step on the scales and tell what changed."""
        self.tick(step.at)
        before = _mark(self.belief.holding)
        if step.ended:
            self.live = [told for told in self.live if told.key not in step.ended]
            self.belief = believed(self.live)
        left = _mark(self.belief.holding)
        if step.added:
            self.live.extend(step.added)
            self.belief.lay(step.added)
        after = _mark(self.belief.holding)
        if after != before:
            rule = _rule(before, left, after, self.belief.rule)
            self._tell(step, rule)
        for old, told in self.belief.disputes:
            self._dispute(step, old, told)
        self.belief.disputes = []

    def tick(self, until: datetime) -> None:
        """Tell that the current date is here or gone, if it is by then."""
        turn = self._passed(until)
        if turn and self.belief.holding:
            self.passed.add((self.belief.holding.state, self.belief.holding.date))
            self.turns.append(turn)

    def due(self) -> datetime | None:
        """Say when the current date will be here or gone, unless that has been told."""
        holding = self.belief.holding
        if holding is None or (holding.state, holding.date) in self.passed:
            return None
        return holding.passing()

    def verdict(self, until: datetime | None = None) -> Verdict:
        """Read the scales, with dates known to have passed ``until`` then; they stay as they are."""
        holding = self.belief.holding
        turn = self._passed(until) if until else None
        return Verdict(
            value=self.belief.value,
            since=self.belief.since if holding else None,
            sources=len(holding.sources) if holding else 0,
            passes=None if turn else self.due(),
            turns=(*self.turns, turn) if turn else tuple(self.turns),
            beside=_beside(self.belief),
        )

    def _passed(self, until: datetime) -> Turn | None:
        at, holding = self.due(), self.belief.holding
        if at is None or holding is None or at > until:
            return None
        best, value = holding.best, self.belief.value
        return Turn("passed", at, max(at, best.found), "came", value, value, claim=best.key)

    def _tell(self, step: _Step, rule: str) -> None:
        holding, before = self.belief.holding, self.shown
        self.shown = after = self.belief.value
        passed = before is not None and (before.state, before.date) in self.passed
        kind = name_change(before, after, rule, passed=passed)
        if kind is None:
            return
        if kind == "passed" and holding:
            self.passed.add((holding.state, holding.date))
        moves = sum(turn.kind == "moved" for turn in self.turns)
        cause = _cause(step, holding, rule)
        self.turns.append(
            Turn(
                kind,
                step.at,
                step.found,
                rule,
                after,
                before,
                days=days_moved(before, after) if kind in ("moved", "narrowed", "widened") else None,
                nth=moves + 1 if kind == "moved" else None,
                claim=cause,
            )
        )

    def _dispute(self, step: _Step, old: Support, told: Told) -> None:
        pair = ((old.state, old.date), (told.state, told.date))
        if old is not self.belief.holding or pair in self.disputed:
            return
        self.disputed.add(pair)
        value = self.belief.value
        found = max(step.at, told.found)
        self.turns.append(
            Turn(
                "disputed",
                step.at,
                found,
                "contradicted",
                value,
                value,
                claim=old.best.key,
                against=told.key,
            )
        )


_Mark = tuple[str, str | None, int] | None


def _mark(support: Support | None) -> _Mark:
    return (support.state, support.date, support.rank) if support else None


def _rule(before: _Mark, left: _Mark, after: _Mark, rule: str) -> str:
    if left == after:
        return "edited"
    if rule == "denied" or (left and after and left[:2] == after[:2]):
        return "denied" if rule == "denied" else "certainty"
    return "recency" if left is None and before is not None else rule


def _cause(step: _Step, holding: Support | None, rule: str) -> Key | None:
    if rule == "denied":
        return next((told.key for told in step.added if told.rank == DENIED), None)
    own = [told for told in step.added if holding and told in holding.tellings]
    if own:
        return own[0].key
    return min(step.ended, default=holding.best.key if holding else None)


def _beside(belief: Belief) -> tuple[Value, ...]:
    holding = belief.holding
    if holding is None:
        return ()
    others = [
        support
        for key, support in belief.supports.items()
        if support is not holding and key not in belief.replaced and _different(support, holding)
    ]
    others.sort(key=lambda s: (-s.rank, -len(s.sources), s.tellings[0].said, s.state, s.date or ""))
    return tuple(value_of(support) for support in others)


def _different(other: Support, holding: Support) -> bool:
    if not other.alive or other.state == "unannounced":
        return False
    if other.state != holding.state or other.window is None or holding.window is None:
        return other.state != holding.state
    return relation(holding.window, other.window) != "widened"
