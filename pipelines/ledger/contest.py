"""The rules by which one value of a fact gives way to another: pure, and each with a name."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pipelines.edtf import relation
from pipelines.ledger.told import EXPLICIT, OFFICIAL, REPORTED, Support, Told

ECHO, MANY = 2, 3
"""Sources that bring a replaced value back, or make one that a lone nameless telling cannot replace."""

DONE = frozenset({"ordered", "cancelled", "wrapped", "post_production", "released"})
"""States that an undated telling gives as reached, not as planned."""

GRACE = timedelta(days=92)
"""How long after a plan's last day an undated "it has started" still speaks of that plan."""

RULES: Mapping[str, str] = {
    "only": "nothing else was known",
    "certainty": "a more certain telling replaces a less certain one",
    "narrower": "a more precise date inside the known one sharpens it",
    "explicit": "the article says in words that it changed",
    "recency": "the newer of two equally certain tellings holds, if its speaker stands no lower",
    "sources": "two independent sources have said so since",
    "plan-expired": "the earlier plan had passed",
    "first-date": "a date replaces the word that there is none",
    "came-out": "it is out",
    "denied": "it was denied",
    "edited": "the article that said so was edited, and says it no longer",
    "came": "the day came, or the last day passed",
    "contradicted": "a telling contradicts what holds, but is not strong enough to replace it",
}
"""Every rule that can decide, in a reader's words."""


def beats(new: Support, old: Support, since: datetime, at: datetime, *, echo: bool) -> str | None:
    """Name the rule by which ``new`` replaces ``old``, which has held ``since`` then; None where it does not.

    ``echo`` is True for a value that was replaced before: then only an explicit change or two sources count.
    """
    if "unannounced" in (new.state, old.state):
        return _undated(new, old, at)
    if new.state == old.state and new.date is None:
        return _happened(new, old, at)
    if old.expired(at) and new.rank >= REPORTED and not new.expired(at):
        return "plan-expired"
    if new.rank != old.rank:
        return "certainty" if new.rank > old.rank else None
    if new.state != old.state:
        return _other_state(new, old, since, at, echo=echo)
    return _other_date(new, old, since, at, echo=echo)


def conflict(new: Support, old: Support) -> bool:
    """Do the two contradict each other, so that a reader should hear of both?"""
    if new.rank < REPORTED or "unannounced" in (new.state, old.state):
        return False
    if new.state != old.state:
        listed = old.state == "out" and new.tellings[-1].event == "credited"
        return not listed and {new.state, old.state} not in ({"in", "talks"}, {"scheduled", "released"})
    if new.window is None or old.window is None:
        return False
    return relation(old.window, new.window) in ("later", "earlier")


def denies(denial: Told, value: Support) -> bool:
    """Does the denial speak about this value?

    Whoever is not even in talks has not joined, unless that is official. Nobody denies that there is no date.
    """
    if (denial.state, value.state) == ("talks", "in"):
        return value.rank < OFFICIAL
    if denial.state != value.state or denial.state == "unannounced":
        return False
    dates = Support(denial.state, denial.date).window
    return dates is None or value.window is None or dates.meets(value.window)


def refutes(denial: Told, value: Support, deniers: set[str]) -> bool:
    """Does the denial take the value away, and not only dispute it?

    Anything less than official goes. An official value goes when its own speaker takes it back, when somebody
    of higher standing denies it, or when two independent sources do.
    """
    if value.rank < OFFICIAL or denial.standing > value.standing or len(deniers) > 1:
        return True
    return bool(denial.speaker) and any(denial.speaker == told.speaker for told in value.tellings)


def inherits(told: Told, old: Support) -> bool:
    """Does an undated telling speak of the date that already holds?

    "It is out", "filming has started": said while the plan is on, or within three months of its last day; and
    anything undated about what had begun already.
    """
    dates = old.window
    if told.date is not None or dates is None or told.state not in _SUCCEEDS.get(old.state, ()):
        return False
    begun = old.state == "released" or (dates.last and dates.last <= old.tellings[0].said.date())
    on = dates.first is None or dates.first <= told.said.date()
    return on and (begun or dates.last is None or told.said.date() <= dates.last + GRACE)


_SUCCEEDS = {
    "scheduled": ("released",),
    "released": ("released",),
    "filming": ("filming",),
    "wrapped": ("wrapped",),
}


def _undated(new: Support, old: Support, at: datetime) -> str | None:
    if new.state == "unannounced":
        return "plan-expired" if old.state == "scheduled" and old.expired(at) else None
    return "first-date" if new.rank >= min(REPORTED, old.rank) else None


def _happened(new: Support, old: Support, at: datetime) -> str | None:
    """An undated "it has started" drops the date of a plan that passed, or of a weaker word."""
    over = old.window is not None and old.window.last is not None and old.window.last < at.date()
    stale = old.expired(at) and new.rank >= REPORTED
    return "plan-expired" if over and (stale or new.rank > old.rank) else None


def _other_state(new: Support, old: Support, since: datetime, at: datetime, *, echo: bool) -> str | None:
    if old.state == "released" or (old.state, new.state) == ("in", "talks"):
        return None
    if new.state == "released":
        due = old.window is None or old.window.first is None or old.window.first <= at.date()
        return "came-out" if due or len(new.since(since)) >= ECHO else None
    if old.state == "talks" and new.state == "in":
        return "certainty"
    if old.state == "undated" and not echo:
        return "first-date"
    if _explicitly(new, since, at):
        return "explicit"
    # Lists of who was in it are printed long after somebody left.
    telling = [told for told in new.tellings if old.state != "out" or told.event != "credited"]
    return "sources" if len({told.source for told in telling if told.said > since}) >= ECHO else None


def _other_date(new: Support, old: Support, since: datetime, at: datetime, *, echo: bool) -> str | None:
    if _explicitly(new, since, at) and new.tellings[-1].event in ("delayed", "brought_forward"):
        return "explicit"
    if len(new.since(since)) >= ECHO and (echo or new.standing < old.standing):
        return "sources"
    if echo:
        return None
    if old.window is None or new.window is None:
        return None if _too_late(new, old) else "narrower"
    match relation(old.window, new.window):
        case "narrowed":
            return "narrower"
        case "widened":
            return None
    if new.standing < old.standing or (new.standing == 0 and len(old.sources) >= MANY):
        return "sources" if len(new.since(since)) >= ECHO else None
    return "recency"


def _too_late(new: Support, old: Support) -> bool:
    """Was it known to be done before the day that the newer telling gives? Then that is another event."""
    done = old.state in DONE and old.window is None and new.window is not None
    first = new.window.first if done and new.window else None
    return bool(first and first > old.tellings[0].said.date())


def _explicitly(new: Support, since: datetime, at: datetime) -> bool:
    said = (told for told in new.tellings if told.said == at and told.rank == new.rank)
    return at >= since and any(told.event in EXPLICIT for told in said)
