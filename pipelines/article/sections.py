"""The parts of a live blog or a round-up, each with its heading and its time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipelines.article.evidence import letters
from pipelines.article.head import Node
from pipelines.article.times import instant, iso
from pipelines.model import Section
from pipelines.text import clean_text

FEWEST = 3
CLOCK = re.compile(r"\W{0,2}(\d{1,2})[:.h]([0-5]\d)(?!\d)(?!\s?[AaPp]\.?[Mm])")
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the finished text: where it starts and ends, how it was marked, the time beside it."""

    start: int
    end: int
    text: str
    tag: str
    time: str | None


def sections(places: list[Place], nodes: tuple[Node, ...], day: str | None) -> tuple[Section, ...]:
    """Divide an article at its updates, or at its headings where there are three or more; else not at all.

    ``day`` is when it was published (ISO 8601), None where it was written over several days: a heading that
    begins with a time of day is read against it.
    """
    starts = dict(_updates(places, nodes)) or dict(_timed(places)) or dict(_headed(places))
    if len(starts) < (1 if any("liveBlogUpdate" in node for node in nodes) else FEWEST):
        return ()
    in_order = sorted(starts)
    ends = [places[following - 1].end for following in in_order[1:]] + [places[-1].end]
    return tuple(
        Section(places[n].start, end, starts[n][0], _moment(starts[n][1]) or _clocked(starts[n][0], day))
        for n, end in zip(in_order, ends, strict=True)
    )


def _updates(
    places: list[Place], nodes: tuple[Node, ...]
) -> Iterator[tuple[int, tuple[str | None, str | None]]]:
    """The lines at which the updates begin that JSON-LD lists, with their headings and times."""
    live = [node["liveBlogUpdate"] for node in nodes if node.get("liveBlogUpdate")]
    keys = [letters(place.text) for place in places] if live else []
    for updates in live:
        for update in updates if isinstance(updates, list) else [updates]:
            if not isinstance(update, dict):
                continue
            heading = clean_text(str(update.get("headline") or ""), 300) or None
            opening = letters(clean_text(str(update.get("articleBody") or ""), 400))[:LONGEST_KEY]
            at = next((n for n, key in enumerate(keys) if key and _begins(key, heading, opening)), None)
            if at is not None:
                yield at, (heading, str(update.get("datePublished") or update.get("dateModified") or ""))


def _begins(key: str, heading: str | None, opening: str) -> bool:
    if heading and key == letters(heading):
        return True
    return len(opening) > 20 and key.startswith(opening[: len(key)]) and len(key) > 20


def _timed(places: list[Place]) -> Iterator[tuple[int, tuple[str | None, str | None]]]:
    """The lines at which another time begins to hold, or a heading stands; none for under three times."""
    if len({place.time for place in places} - {None}) < FEWEST:
        return
    before = None
    for n, place in enumerate(places):
        if place.time and (place.time != before or place.tag == "head"):
            yield n, (place.text if place.tag == "head" else None, place.time)
        before = place.time


def _headed(places: list[Place]) -> Iterator[tuple[int, tuple[str | None, str | None]]]:
    for n, place in enumerate(places[:-1]):
        if place.tag == "head" and places[n + 1].tag != "head":
            yield n, (place.text, None)


def _clocked(heading: str | None, day: str | None) -> datetime | None:
    """The time of day that a heading begins with, on the day and with the offset of the article."""
    hit = CLOCK.match(heading or "")
    if hit is None or day is None or int(hit[1]) > 23:
        return None
    return instant(day).replace(hour=int(hit[1]), minute=int(hit[2]), second=0, microsecond=0)


def _moment(raw: str | None) -> datetime | None:
    value = iso(raw) if raw else None
    return instant(value) if value else None
