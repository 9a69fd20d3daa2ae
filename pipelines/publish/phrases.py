"""Facts and updates in a reader's words: short, plain English, the same in every feed."""

from collections.abc import Mapping

from pipelines.edtf import GROUPINGS, window
from pipelines.facts import Fact, Update, Value

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
    "order": "Order",
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
    on_platform = value.platform and value.state in ("scheduled", "released", "filming", "ordered", "undated")
    return f"{said} on {value.platform}" if on_platform else said


def change_words(update: Update) -> str:
    """Say what happened: "moved from 2024 to 14 February 2025, 410 days later, for the 2nd time"."""
    now, before = value_words(update.value), value_words(update.previous)
    match update.kind:
        case "moved":
            return f"moved from {before} to {now}{_far(update)}{_nth(update)}"
        case "narrowed" | "widened":
            return f"{now} (was {before})"
        case "confirmed":
            was = update.previous.certainty if update.previous else "rumoured"
            return f"{now}: {update.value.certainty if update.value else ''}, was {was}"
        case "disputed":
            return f"{now}, which {_who(update)} contradicts: {_against(update)}"
        case "withdrawn":
            return f"{before} no longer holds" + ("" if update.value is None else f"; {now}")
        case "passed":
            released = update.value is not None and update.value.state == "released"
            return now if released else f"{now}: the day has come" if _exact(update) else f"{now} is over"
        case _:
            return f"{now} (replaces: {before})" if update.previous else now


def headline_words(fact: Fact, update: Update) -> str:
    """One line for a list: "Night Ferry, season 2: Release moved from 2024 to 2025"."""
    return f"{work_words(fact)}: {question_words(fact, update)}: {change_words(update)}"


def _far(update: Update) -> str:
    if update.days is None:
        return ""
    side, days = "later" if update.days > 0 else "earlier", abs(update.days)
    if days < 70:
        return f", {days} day{'s' * (days != 1)} {side}"
    return (
        f", about {round(days / 30.44)} months {side}"
        if days < 700
        else f", {days / 365.25:.1f} years {side}"
    )


def _nth(update: Update) -> str:
    if update.nth is None or update.nth < 2:
        return ""
    ending = "th" if 10 < update.nth % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(update.nth % 10, "th")
    return f", for the {update.nth}{ending} time"


def _who(update: Update) -> str:
    other = update.against
    return (other.attribution or other.outlet or other.source) if other else "somebody"


def _against(update: Update) -> str:
    other = update.against
    if other is None:
        return "something else"
    if other.certainty == "denied":
        return "denied"
    said = STATES.get(other.event, other.event.replace("_", " "))
    return f"{said}, {date_words(other.date)}" if other.date else said


def _exact(update: Update) -> bool:
    return bool(update.value and update.value.date and window(update.value.date).exact)
