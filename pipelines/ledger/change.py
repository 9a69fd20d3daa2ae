"""What to call a change: from the value before and the value after to the update that a reader is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipelines.edtf import relation, shift, window
from pipelines.facts import Change, Value
from pipelines.ledger.keys import Key
from pipelines.ledger.shown import latin
from pipelines.ledger.told import CERTAINTIES, RANKS, REPORTED, Support, first_of

LOSSES = frozenset({"denied", "edited"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One update of one fact, before it is numbered and written down."""

    kind: Change
    at: datetime
    found: datetime
    rule: str
    value: Value | None
    previous: Value | None
    days: int | None = None
    nth: int | None = None
    claim: Key | None = None
    against: Key | None = None


def value_of(support: Support, others: Iterable[Support] = ()) -> Value:
    """Put a value in the words of its best telling.

    Platform and role are those that its most certain tellings agree on, then any of its tellings, then the
    tellings of the ``others``: a new date does not take the platform away.
    """
    best = support.best
    strong = [told for told in support.tellings if told.rank == support.rank]
    rest = [told for other in others if other.rank >= REPORTED for told in other.tellings]
    circles = (strong, support.tellings, rest)
    return Value(
        state=support.state,
        event=best.event,
        certainty=CERTAINTIES[support.rank],
        date=support.date,
        platform=next(filter(None, (first_of(t.platform for t in circle) for circle in circles)), None),
        role=next(filter(None, (_legible(t.role for t in circle) for circle in circles)), None),
    )


def _legible(roles: Iterable[str | None]) -> str | None:
    """Pick the role told most often, in Latin letters if any telling has it so."""
    told = [role for role in roles if role]
    return first_of([role for role in told if latin(role)] or told)


def name_change(before: Value | None, after: Value | None, rule: str, *, passed: bool) -> Change | None:
    """Say which kind of update leads from one value to the next; None where a reader need not hear of it.

    ``passed`` is True where the date of ``before`` has been told to be here or gone.
    """
    if before is None:
        return None if after is None else "new"
    if after is None or (rule in LOSSES and (before.state, before.date) != (after.state, after.date)):
        return "withdrawn"
    if before.state != after.state:
        return _state_changed(before, after, passed=passed)
    if before.date != after.date:
        return _date_changed(before, after)
    gained = RANKS[after.certainty] - RANKS[before.certainty]
    return "confirmed" if gained > 0 else "withdrawn" if gained < 0 else None


def days_moved(before: Value | None, after: Value | None) -> int | None:
    """Count the days between two dates; None where either has none."""
    if not (before and after and before.date and after.date):
        return None
    return shift(window(before.date), window(after.date))


def _state_changed(before: Value, after: Value, *, passed: bool) -> Change | None:
    if before.state == "talks" and after.state == "in":
        return "confirmed"
    if after.state == "undated" and before.date:
        return "withdrawn"
    if (before.state, after.state) != ("scheduled", "released"):
        return "new"
    if before.date and after.date and not window(after.date).within(window(before.date)):
        return "moved"
    if not passed:
        return "passed"
    gained = RANKS[after.certainty] > RANKS[before.certainty]
    return "confirmed" if gained else None


def _date_changed(before: Value, after: Value) -> Change:
    gained = RANKS[after.certainty] > RANKS[before.certainty]
    if before.date is None:
        return "narrowed"
    if after.date is None:
        return "confirmed" if gained else "widened"
    match relation(window(before.date), window(after.date)):
        case "narrowed":
            return "narrowed"
        case "widened" | "same":
            return "confirmed" if gained else "widened"
    # An estimate or a rumour was never a date: a firmer word replaces it, and nothing has moved.
    return "new" if gained and RANKS[before.certainty] < REPORTED else "moved"
