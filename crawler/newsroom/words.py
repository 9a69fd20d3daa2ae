"""Facts in plain words, and words in a terminal's columns."""

import unicodedata
from collections.abc import Iterator

from pipelines.facts import Fact, Update, Value
from pipelines.publish.phrases import date_words

EVENTS = {
    "scheduled": "Release planned",
    "delayed": "Release moved",
    "brought_forward": "Release brought forward",
    "unannounced": "No release date announced",
    "released": "Released",
    "announced": "Announced",
    "renewed": "Renewed",
    "filming": "Filming",
    "wrapped": "Filming finished",
    "post_production": "In post-production",
    "paused": "Paused",
    "cancelled": "Cancelled",
    "ending": "The last season",
    "joins": "Joins",
    "returns": "Returns",
    "exits": "Leaves",
    "in_talks": "In talks",
    "credited": "Credited",
}
DATED = {
    "scheduled": "Release planned for",
    "delayed": "Release moved to",
    "brought_forward": "Release brought forward to",
}


def phrase(fact: Fact, value: Value) -> str:
    """Put one value into words: who or what, when, on which platform."""
    words = [EVENTS.get(value.event, value.event)]
    if fact.name:
        words = [f"{words[0]}: {person(fact, value)}"]
    elif value.date:
        when = date_words(value.date)
        words = [f"{DATED[value.event]} {when}" if value.event in DATED else f"{words[0]}, {when},"]
    if value.platform and not fact.name and value.state != "unannounced":
        words.append(f"on {value.platform}" if fact.kind == "release" else f"for {value.platform}")
    return " ".join(words).rstrip(",")


def person(fact: Fact, value: Value) -> str:
    """Name a person with the character or the job."""
    if fact.kind == "crew":
        return f"{fact.name}, {fact.aspect}"
    return f"{fact.name} as {value.role}" if value.role else f"{fact.name}"


def change(fact: Fact, update: Update) -> str:
    """Say what an update changed."""
    before, value = update.previous, update.value
    if value is None:
        return f"No longer held: {phrase(fact, before)}" if before else "No longer held"
    now = phrase(fact, value)
    match update.kind:
        case "passed" if value.state == "scheduled" and value.date:
            return f"{date_words(value.date)} has come and gone"
        case "disputed":
            return f"Disputed: {now}"
        case "confirmed":
            return f"{now}, now {value.certainty}"
    if before is None or (before.state, before.date) == (value.state, value.date) or not before.date:
        return now
    return f"{now} (before: {date_words(before.date)})"


def columns(text: str) -> int:
    """Count the columns that ``text`` takes in a terminal: two for a wide letter, none for a mark."""
    marks = (mark for mark in text if unicodedata.category(mark) not in ("Mn", "Me", "Cf"))
    return sum(1 + (unicodedata.east_asian_width(mark) in "WF") for mark in marks)


def padded(text: str, width: int) -> str:
    """Fill ``text`` with spaces up to ``width`` columns."""
    return text + " " * max(0, width - columns(text))


def lines(text: str, width: int) -> Iterator[str]:
    """Break ``text`` at spaces into lines of at most ``width`` columns, whatever its script."""
    line = ""
    for word in text.split():
        if line and columns(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line
