"""What the demo prints around its story: the newsroom, two crawls, what changed, where to read on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from crawler.newsroom.articles import House, houses
from crawler.newsroom.server import Newsroom
from crawler.newsroom.story import Teller
from crawler.newsroom.tour import Tally
from pipelines.facts import Fact, Telling, Update
from pipelines.publish.phrases import headline_words, work_words

LANGUAGES = {"en": "English", "hi": "Hindi", "ko": "Korean"}
FOUND = {
    "rss": "its RSS",
    "atom": "its Atom feed",
    "sitemaps": "its news sitemap",
    "listings": "its listing page",
}


FEEDS = {
    "index.html": "for people: what is new, and {pages} pages, one a title, with sentences and sources",
    "atom.xml": "for feed readers: one entry an update",
    "calendar.ics": "for calendars: release dates",
    "updates.jsonl": "for programs: every update, described by updates.schema.json",
    "updates.csv": "for spreadsheets",
}


@dataclass(frozen=True, slots=True)
class Show:
    """The demo's page in a terminal of ``width`` columns."""

    width: int

    def opening(self, room: Newsroom) -> Iterator[str]:
        """Present the newsroom."""
        count = sum(len(site.shown(1)) for site in room.sites)
        yield self._head(f"{len(room.sites)} invented outlets with {count} articles, on this machine only")
        for site in room.sites:
            house = site.house
            yield f"  {site.base}  {house.name}, {_language(house)}, found by {FOUND[house.ways[0]]}"
        yield ""

    def visit(self, day: int, tally: Tally) -> str:
        """Say what one crawl cost and brought."""
        read = f"{tally.articles} article{'s' if tally.articles != 1 else ''}"
        same = f", {tally.unchanged} lists unchanged (304)" if tally.unchanged else ""
        cost = f"{tally.requests} requests, {tally.sent / 1000:.0f} kB, {tally.seconds:.1f} s"
        return f"{click.style(f'  Day {day}', bold=True)}  {cost}: {read} read{same}"

    def overnight(self, changed: Iterable[tuple[Fact, Update]]) -> Iterator[str]:
        """Say what the second day changed."""
        for fact, update in changed:
            yield f"         {headline_words(fact, update)}"

    def story(self, facts: Sequence[Fact]) -> Iterator[str]:
        """Tell a title's story and what holds now."""
        teller = Teller(self.width, {house.id: house.name for house in houses()})
        yield ""
        yield self._head(" · ".join([work_words(facts[0]), *other_titles(facts)]))
        yield from teller.story(facts)
        yield ""
        yield click.style("  What holds now", bold=True)
        yield ""
        yield from teller.holds(facts)

    def feeds(self, folder: Path, files: Iterable[Path]) -> Iterator[str]:
        """Say where the feeds lie and whom each is for."""
        pages = sum(path.parent != folder for path in files)
        near = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
        yield ""
        yield self._head(f"Read on in {near}/")
        for name, what in FEEDS.items():
            yield f"  {click.style(f'{name:<15}', bold=True)}{what.format(pages=pages)}"

    def _head(self, text: str) -> str:
        return f"{click.style(text, bold=True)}\n{'─' * self.width}"


def other_titles(facts: Iterable[Fact]) -> list[str]:
    """List the other spellings of the work's title, in order of appearance."""
    tellings = sorted((telling for fact in facts for telling in fact.tellings), key=_said)
    shown = {fact.title.casefold() for fact in facts}
    return [
        title
        for title in dict.fromkeys(telling.title for telling in tellings)
        if title.casefold() not in shown
    ]


def _said(telling: Telling) -> datetime:
    return telling.said


def _language(house: House) -> str:
    return LANGUAGES.get(house.language[:2], house.language)
