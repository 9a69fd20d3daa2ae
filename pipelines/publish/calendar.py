"""``calendar.ics``: release dates as all-day events, for a calendar that subscribes to them.

A date of a day or a month is an event of those days. A longer window is one event on its last day, which
says what the window is: a bar across the whole year would hide everything else. Withdrawn dates stay,
cancelled, so that a subscriber's copy goes too. Only what is official or reported is listed, from ``BACK``
days before the newest update on.

Source:
    RFC 5545 (VEVENT, UID, SEQUENCE), RFC 7986.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from icalendar import Calendar, Event

from pipelines.edtf import Window
from pipelines.facts import Update
from pipelines.publish.links import link
from pipelines.publish.overview import Overview, Release
from pipelines.publish.phrases import Outlets, change_words, date_words, work_words

LONGEST = 31
"""Days that a window may have to be shown as a bar."""

REFRESH = timedelta(hours=6)
"""How often a subscribed calendar may ask again."""


def files(overview: Overview, outlets: Outlets) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the feed."""
    yield "calendar.ics", iter([calendar(overview.releases, outlets)])


def calendar(releases: Iterable[Release], outlets: Outlets) -> str:
    """Write a calendar of these releases, in the order of their dates."""
    made = Calendar()
    made.add("prodid", "-//greenlit//releases//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", "greenlit releases")
    made.add("x-wr-calname", "greenlit releases")
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for release in sorted(releases, key=lambda each: (_days(each.dates), each.fact.id)):
        made.add_component(_event(release, outlets))
    written: bytes = made.to_ical(sorted=False)
    return written.decode()


def _days(dates: Window) -> tuple[date, date]:
    """The first day of the event and the day after its last."""
    last = dates.last or date.max
    first = dates.first if dates.first and (dates.days or 0) <= LONGEST else last
    return first, last + timedelta(days=1)


def _event(release: Release, outlets: Outlets) -> Event:
    fact, value, latest = release.fact, release.value, release.fact.updates[-1]
    first, end = _days(release.dates)
    event = Event()
    event.add("uid", f"{fact.id}@greenlit")
    event.add("dtstamp", latest.at)
    event.add("created", fact.updates[0].at)
    event.add("last-modified", latest.at)
    event.add("sequence", len(fact.updates) - 1)
    event.add("dtstart", first)
    event.add("dtend", end)
    event.add("summary", _summary(release))
    event.add("description", _description(latest, outlets))
    event.add("categories", [value.certainty, fact.title])
    event.add("status", _status(release))
    event.add("transp", "TRANSPARENT")
    event.add("x-greenlit-edtf", value.date)
    url = link(latest.telling.url) if latest.telling else None
    if url:
        event.add("url", url)
    return event


def _summary(release: Release) -> str:
    value = release.value
    on_platform = f" on {value.platform}" if value.platform else ""
    where = f" ({release.fact.region})" if release.fact.region else ""
    when = "" if release.dates.exact else f": {date_words(value.date or '')}"
    return f"{work_words(release.fact)}{on_platform}{where}{when}"


def _description(latest: Update, outlets: Outlets) -> str:
    telling = latest.telling
    if telling is None:
        return change_words(latest, outlets)
    who = telling.attribution or telling.certainty
    return f"{change_words(latest, outlets)}\n\n“{telling.sentence}”\n{who}, {outlets.name(telling)}"


def _status(release: Release) -> str:
    if release.lost:
        return "CANCELLED"
    return "CONFIRMED" if release.value.certainty == "official" and release.dates.exact else "TENTATIVE"
