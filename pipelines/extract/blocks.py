"""Lists in blocks: a title alone on its line, and below it a line that says when it comes out."""

import re

from pipelines.extract.draft import Mentions
from pipelines.extract.reading import Reading, within
from pipelines.extract.works import Work

_OPENS = 6  # characters of a bullet or a number before a title
_REST = 14  # characters behind a title that alone are on its line: "(Tamil)", "second cours"
_DATED = 48  # characters before the date of a line that only dates
_LONG = 72  # characters of such a line
_FEW = 2  # blocks that make a list
_STOPS = (".", "!", "?", "।", "。")
_WORDLESS = re.compile(r"\W+")


def title_lines(reading: Reading, mentions: Mentions) -> dict[int, Work]:
    """Return the lines that only name a work, each with it: what stands below one is about its work."""
    numbers = range(1, len(reading.lines))
    found = {number: work for number in numbers if (work := _title_line(reading, mentions, number))}
    return found if len({work.title for work in found.values()}) >= _FEW else {}


def blocks(reading: Reading, mentions: Mentions, titles: dict[int, Work]) -> dict[int, Work]:
    """Return for each line that only dates what stands above it the work of that title line."""
    last = len(reading.lines) - 1
    found = {
        number + 1: work
        for number, work in titles.items()
        if number < last and _dates(reading, mentions, number + 1)
    }
    return found if len(found) >= _FEW else {}


def _title_line(reading: Reading, mentions: Mentions, number: int) -> Work | None:
    """Return the work that a line names and says no more of than its season."""
    start, end = reading.lines[number]
    works = within(mentions.works.mentions, start, end)
    if len(works) != 1 or works[0].start - start > _OPENS or reading.whole[start:end].endswith(_STOPS):
        return None
    rest = reading.whole[works[0].end : end]
    for kind in (mentions.seasons, mentions.platforms):
        for hit in within(kind, works[0].end, end):
            rest = rest.replace(reading.whole[hit.start : hit.end], "")
    return works[0] if len(_WORDLESS.sub("", rest)) <= _REST else None


def _dates(reading: Reading, mentions: Mentions, number: int) -> bool:
    """Say whether a line is short, names no work and has a date and more: a date alone is a heading."""
    start, end = reading.lines[number]
    dated = within(mentions.dates, start, end)
    if not dated or end - start > _LONG or within(mentions.works.mentions, start, end):
        return False
    rest = reading.whole[start : dated[0].start] + reading.whole[dated[0].end : end]
    return dated[0].start - start <= _DATED and len(_WORDLESS.sub("", rest)) > _FEW
