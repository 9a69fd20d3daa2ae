"""``calendar.ics``: release dates as all-day events, for a calendar that subscribes to them.

A date of a day or a month is an event of those days. A longer window is one event on its last day, which
says what the window is: a bar across the whole year would hide everything else. Withdrawn dates stay,
cancelled, so that a subscriber's copy goes too. Only what is official or reported is listed, from ``BACK``
days before the newest update on.

Source:
    RFC 5545 (VEVENT, UID, SEQUENCE), RFC 7986.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from pipelines.edtf import Window, window
from pipelines.facts import Fact, Update, Value
from pipelines.publish.atom import link
from pipelines.publish.phrases import change_words, date_words, work_words
from pipelines.publish.source import Source

BACK = timedelta(days=400)
LONGEST = 31
"""Days that a window may have to be shown as a bar."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One release for the calendar: the value that is shown, and whether it no longer holds."""

    fact: Fact
    value: Value
    dates: Window
    cancelled: bool


def files(source: Source) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the feed."""
    newest = next((update.at for _, update in source.updates(1)), None)
    entries = (entry_of(fact) for fact in source.dated())
    listed = [each for each in entries if each and newest and _recent(each, newest)]
    yield "calendar.ics", iter([calendar(listed)])


def calendar(entries: list[Entry]) -> str:
    """Write a calendar of these releases, in the order of their dates."""
    made = Calendar()
    made.add("prodid", "-//greenlit//releases//EN")
    made.add("version", "2.0")
    made.add("name", "greenlit releases")
    made.add("x-wr-calname", "greenlit releases")
    for entry in sorted(entries, key=lambda each: (_days(each.dates), each.fact.id)):
        made.add_component(_event(entry))
    written: bytes = made.to_ical(sorted=False)
    return written.decode()


def entry_of(fact: Fact) -> Entry | None:
    """Find what a calendar should show of a release: its date, or the last one that it lost."""
    if fact.value and _listed(fact.value):
        return Entry(fact, fact.value, _window(fact.value), cancelled=False)
    told = (value for update in reversed(fact.updates) for value in (update.value, update.previous))
    lost = next((value for value in told if value and _listed(value)), None)
    return Entry(fact, lost, _window(lost), cancelled=True) if lost else None


def _listed(value: Value) -> bool:
    sure = value.certainty in ("official", "reported") and value.state in ("scheduled", "released")
    return sure and value.date is not None and window(value.date).last is not None


def _window(value: Value) -> Window:
    return window(value.date or "")


def _recent(entry: Entry, newest: datetime) -> bool:
    last = entry.dates.last
    return last is not None and last >= (newest - BACK).date()


def _days(dates: Window) -> tuple[date, date]:
    """The first day of the event and the day after its last."""
    last = dates.last or date.max
    first = dates.first if dates.first and (dates.days or 0) <= LONGEST else last
    return first, last + timedelta(days=1)


def _event(entry: Entry) -> Event:
    fact, value, latest = entry.fact, entry.value, entry.fact.updates[-1]
    first, end = _days(entry.dates)
    event = Event()
    event.add("uid", f"{fact.id}@greenlit")
    event.add("dtstamp", latest.at)
    event.add("created", fact.updates[0].at)
    event.add("last-modified", latest.at)
    event.add("sequence", len(fact.updates) - 1)
    event.add("dtstart", first)
    event.add("dtend", end)
    event.add("summary", _summary(entry))
    event.add("description", _description(latest))
    event.add("categories", [value.certainty, fact.title])
    event.add("status", _status(entry))
    event.add("transp", "TRANSPARENT")
    event.add("x-greenlit-edtf", value.date)
    url = link(latest.telling.url) if latest.telling else None
    if url:
        event.add("url", url)
    return event


def _summary(entry: Entry) -> str:
    value = entry.value
    on_platform = f" on {value.platform}" if value.platform else ""
    where = f" ({entry.fact.region})" if entry.fact.region else ""
    when = "" if entry.dates.exact else f": {date_words(value.date or '')}"
    return f"{work_words(entry.fact)}{on_platform}{where}{when}"


def _description(latest: Update) -> str:
    telling = latest.telling
    said = f"\n{telling.certainty}, {telling.outlet or telling.source}: {telling.sentence}" if telling else ""
    return f"{change_words(latest)}{said}"


def _status(entry: Entry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if entry.value.certainty == "official" and entry.dates.exact else "TENTATIVE"
