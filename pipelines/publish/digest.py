"""The digest: what changed in a stretch of time, to be read with a coffee; what is watched comes first."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from pipelines.facts import Fact, Update
from pipelines.publish.phrases import CHANGES, change_words, question_words, work_words

Change = tuple[Fact, Update]


def digest(
    changes: Iterable[Change], watched: Collection[str], since: datetime, until: datetime
) -> Iterator[str]:
    """Write a digest, line by line.

    Args:
        changes: Facts and updates that were found in the stretch.
        watched: Ids of the works that come first.
        since: Where the stretch begins, as ``until`` only for the heading.
        until: Where it ends.
    """
    stories = _stories(changes)
    yield f"What changed from {_stamp(since)} to {_stamp(until)}\n"
    for heading, mine in (("Watched", True), ("Everything else", False)):
        chosen = [story for story in stories if (story[0][0].work in watched) is mine]
        if chosen:
            yield f"\n{heading}\n{'=' * len(heading)}\n"
            for story in chosen:
                yield from _story(story)
    if not stories:
        yield "\nNothing.\n"


def _stories(changes: Iterable[Change]) -> list[list[Change]]:
    """Put together what is of one work, by title; of one work the oldest change comes first."""
    known = sorted(changes, key=lambda each: (each[0].title.casefold(), each[0].work, each[1].at, each[1].id))
    return [list(story) for _, story in groupby(known, key=lambda each: each[0].work)]


def _story(story: list[Change]) -> Iterator[str]:
    by_season = sorted(((fact.season or 0, fact, update) for fact, update in story), key=itemgetter(0))
    for _, season in groupby(by_season, key=itemgetter(0)):
        changes = list(season)
        yield f"\n{_plain(work_words(changes[0][1]))}\n"
        for _, fact, update in changes:
            yield from _change(fact, update)


def _change(fact: Fact, update: Update) -> Iterator[str]:
    said = f"{question_words(fact, update)}: {CHANGES[update.kind]}: {change_words(update)}"
    yield f"  {update.at:%Y-%m-%d}  {_plain(said)}\n"
    if update.telling:
        telling = update.telling
        yield f"              “{_plain(telling.sentence)}”\n"
        who = ", ".join(filter(None, (telling.certainty, telling.attribution, telling.outlet, telling.url)))
        yield f"              {_plain(who)}\n"


def _plain(text: str) -> str:
    """Keep a text from elsewhere on its line, without marks that a terminal would obey."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
