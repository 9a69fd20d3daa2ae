"""What the schedule keeps between two ticks: the budget and its price, and when things were last done."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.schedule import table
from crawler.schedule.policy import Budget, Demand
from crawler.schedule.rate import HOUR
from crawler.schedule.table import seconds

log = logging.getLogger(__name__)

NOTE = "budget"
JUMP = 60.0


@dataclass(slots=True)
class State:
    """The budget, the price of a request, and moments in epoch seconds.

    ``clock`` is that of the last tick, ``booked`` and ``grouped`` are until when spending was booked and
    groups were pooled, ``begun`` is the first tick of all.
    """

    budget: Budget
    price: float = 1.0
    clock: float = 0.0
    booked: float = 0.0
    grouped: float = 0.0
    begun: float = 0.0


def read(connection: Connection, a_day: int, now: datetime, newcomers: Sequence[Demand]) -> State:
    """Read the state; a first one prices requests by what ``newcomers`` would ask.

    A clock that went back is noted and never waited out: what lies in the future only because the clock was
    wrong is taken as now.
    """
    told, at = table.note(connection, NOTE), seconds(now)
    if told is None:
        budget = Budget(float(a_day))
        return State(budget, budget.price(newcomers), at, at, 0.0, at)
    state = State(**(told | {"budget": Budget(**told["budget"])}))
    if state.budget.a_day != a_day:
        state.budget = Budget(float(a_day))
        state.booked = min(state.booked, at - HOUR)
    if at < state.clock - JUMP:
        log.warning("the clock went back by %.0f s: nothing is waited out", state.clock - at)
        state.booked, state.grouped = min(state.booked, at), min(state.grouped, at)
        _set_back(connection, now)
    return state


def write(connection: Connection, state: State, now: datetime) -> None:
    """Keep the state as it is after a tick."""
    state.clock = seconds(now)
    table.write_note(connection, NOTE, asdict(state))


def _set_back(connection: Connection, now: datetime) -> None:
    for row in table.rows(connection).values():
        ahead = {name: now for name in ("asked", "seen") if (value := getattr(row, name)) and value > now}
        if ahead:
            table.change(connection, row.outlet, **ahead)
