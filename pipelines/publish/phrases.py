"""Facts and updates in a reader's words: short, plain English, the same in every feed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.edtf import GROUPINGS, window
from pipelines.facts import Fact, Telling, Update, Value

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PARTS: Mapping[int, str] = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **{32 + number: f"the {ordinal} quarter of" for number, ordinal in enumerate(
        ("first", "second", "third", "fourth"), 1)},
    **dict(zip(range(37, 40), ("early", "mid", "late"), strict=True)),
    40: "the first half of",
    41: "the second half of",
}  # fmt: skip

STATES: Mapping[str, str] = {
    "announced": "announced",
    "renewed": "renewed",
    "cancelled": "cancelled",
    "filming": "filming",
    "paused": "filming paused",
    "wrapped": "filming finished",
    "post_production": "in post-production",
    "ending": "the last",
    "unannounced": "no date announced",
    "undated": "delayed, no new date",
    "joins": "joins",
    "returns": "returns",
    "credited": "in it",
    "exits": "leaves",
    "in_talks": "in talks",
}
QUESTIONS: Mapping[str, str] = {
    "order": "Go-ahead",
    "filming": "Filming",
    "wrapped": "End of filming",
    "post_production": "Post-production",
    "ending": "Ending",
}
CHANGES: Mapping[str, str] = {
    "new": "new",
    "moved": "moved",
    "narrowed": "sharper date",
    "widened": "vaguer date",
    "confirmed": "confirmed",
    "disputed": "disputed",
    "withdrawn": "withdrawn",
    "passed": "date passed",
}


UNHEARD: Mapping[str, str] = {
    "scheduled": "without word of a release",
    "filming": "without word that filming began",
    "wrapped": "without word that filming is finished",
}


SURENESS = ("denied", "rumoured", "expected", "reported", "official")


@dataclass(frozen=True, slots=True)
class Outlets:
    """How outlets are called, by id: what a reader knows them by."""

    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, telling: Telling) -> str:
        """Name who printed it: the outlet, else the source."""
        return self.names.get(telling.outlet or "") or telling.outlet or telling.source


BY_ID = Outlets()


@lru_cache(4096)
def date_words(date: str) -> str:
    """Say an EDTF date in words: ``2024-40`` is "the first half of 2024", ``2027/..`` "2027 or later"."""
    first, slash, last = date.partition("/")
    if not slash:
        return _part(date)
    if first == "..":
        return f"{_part(last)} at the latest"
    return f"{_part(first)} or later" if last == ".." else f"{_part(first)} to {_part(last)}"


def _part(date: str) -> str:
    pieces = [int(piece) for piece in date.split("-")]
    if len(pieces) == 3:
        return f"{pieces[2]} {MONTHS[pieces[1] - 1]} {pieces[0]}"
    if len(pieces) == 1:
        return date
    year, part = pieces
    return f"{PARTS[part] if part in GROUPINGS else MONTHS[part - 1]} {year}"


def work_words(fact: Fact) -> str:
    """Name the work and its season: "Night Ferry, season 2"."""
    return f"{fact.title}, season {fact.season}" if fact.season else fact.title


def question_words(fact: Fact, update: Update | None = None) -> str:
    """Name what a fact is about, beside the work: "Release in IN", "Filming", "Anna Berg (director)".

    A character is the one of the ``update``, where one is given: the fact may have lost it since.
    """
    if fact.kind == "release":
        return f"Release in {fact.region}" if fact.region else "Release"
    if fact.kind == "production":
        return QUESTIONS.get(fact.aspect, fact.aspect)
    name = fact.name or "Somebody"
    if fact.kind == "crew":
        return f"{name} ({fact.aspect})"
    value = (update.value or update.previous) if update else fact.value
    return f"{name} as {value.role}" if value and value.role else name


def value_words(value: Value | None) -> str:
    """Say an answer: "27 June 2025 on Netflix", "filming, spring 2025", "no longer believed"."""
    if value is None:
        return "no longer believed"
    said = STATES.get(value.state) or STATES.get(value.event) or value.event
    if value.state in ("scheduled", "released"):
        said = date_words(value.date) if value.date else "no date"
        said = f"out since {said}" if value.state == "released" and value.date else said
        said = "out" if value.state == "released" and not value.date else said
    elif value.date:
        said = f"{said}, {date_words(value.date)}"
    side = _SIDES.get(value.state) if value.platform else None
    return f"{said} {side} {value.platform}" if side else said


_SIDES = {"scheduled": "on", "released": "on", "undated": "on", "filming": "for", "ordered": "for"}
"""How a platform is joined to an answer; to the others it is not."""


def change_words(update: Update, outlets: Outlets = BY_ID) -> str:
    """Say what happened: "moved from 2024 to 14 February 2025, 410 days later, for the 2nd time"."""
    now, before = value_words(update.value), value_words(update.previous)
    match update.kind:
        case "moved":
            far = f"{_far(update)}{_nth(update)}{_sure_now(update)}"
            return f"moved from {_from(update)} to {_to(update)}{far}"
        case "narrowed" | "widened":
            return f"{now} (was {before}){_sure_now(update)}"
        case "confirmed":
            return f"{now}, {_surer(update)}"
        case "disputed":
            return f"{now}, which {_who(update, outlets)} contradicts: {_against(update)}"
        case "withdrawn":
            return f"{before} no longer holds" + ("" if update.value is None else f"; {now}")
        case "passed":
            return _come(update.value) if update.value else now
        case _:
            return f"{now} (replaces: {before}){_sure_now(update)}" if update.previous else now


def headline_words(fact: Fact, update: Update, outlets: Outlets = BY_ID) -> str:
    """One line for a list: "Night Ferry, season 2: Release moved from 2024 to 2025"."""
    return f"{work_words(fact)}: {question_words(fact, update)}: {change_words(update, outlets)}"


def _from(update: Update) -> str:
    before = update.previous
    return date_words(before.date) if before and before.date else value_words(before)


def _to(update: Update) -> str:
    before, value = update.previous, update.value
    if not (before and value and value.date and before.state == value.state):
        return value_words(value)
    on_platform = f" on {value.platform}" if value.platform and value.platform != before.platform else ""
    return f"{date_words(value.date)}{on_platform}"


def _far(update: Update) -> str:
    if not update.days:
        return ""
    side, days = "later" if update.days > 0 else "earlier", abs(update.days)
    if not _comparable(update):
        return f", {side}"
    if days < 70:
        return f", {days} day{'s' * (days != 1)} {side}"
    return (
        f", about {round(days / 30.44)} months {side}"
        if days < 700
        else f", {days / 365.25:.1f} years {side}"
    )


def _comparable(update: Update) -> bool:
    """Are both dates as precise as each other, so that the days between them mean something?"""
    dates = [value.date for value in (update.previous, update.value) if value and value.date]
    spans = [window(date).days or 0 for date in dates]
    return len(spans) == 2 and abs(spans[0] - spans[1]) <= 3


def _nth(update: Update) -> str:
    if update.nth is None or update.nth < 2:
        return ""
    ending = "th" if 10 < update.nth % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(update.nth % 10, "th")
    return f", for the {update.nth}{ending} time"


def _come(value: Value) -> str:
    if value.state == "released" or value.date is None:
        return value_words(value)
    when = _capital(date_words(value.date))
    return f"{when} has come" if window(value.date).exact else f"{when} is over {UNHEARD[value.state]}"


def _surer(update: Update) -> str:
    value, before = update.value, update.previous
    if value is None or before is None:
        return "confirmed"
    if before.state == "talks" and value.certainty == before.certainty:
        return "after talks"
    return f"now {value.certainty} (was {before.certainty})"


def _sure_now(update: Update) -> str:
    value, before = update.value, update.previous
    gained = value and before and SURENESS.index(value.certainty) > SURENESS.index(before.certainty)
    return f", {_surer(update)}" if gained else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _who(update: Update, outlets: Outlets) -> str:
    other = update.against
    return (other.attribution or outlets.name(other)) if other else "somebody"


def _against(update: Update) -> str:
    other = update.against
    if other is None:
        return "something else"
    if other.certainty == "denied":
        return "denied"
    said = STATES.get(other.event, other.event.replace("_", " "))
    return f"{said}, {date_words(other.date)}" if other.date else said
