"""What sort of article it is: one text, a live blog, or a round-up of separate things; and why."""

import re
from collections.abc import Iterator
from statistics import median

from pipelines.article.head import Node
from pipelines.article.kind import types
from pipelines.article.sections import CLOCK, FEWEST
from pipelines.model import Finding, Section

ROUND = 4
"""Parts, from which on an article may be a round-up."""
_NUMBERED = re.compile(r"\W{0,3}\d{1,2}(?:[.):]|\s)")
_NUMBER = re.compile(r"\d+")


def form(
    parts: tuple[Section, ...], whole: str, title: str, nodes: tuple[Node, ...]
) -> tuple[str, tuple[Finding, ...]]:
    """Name it ``article``, ``live_blog`` or ``round_up``; ``whole`` is what the parts' offsets count in."""
    parted = f"{len(parts)} parts, {len({part.published for part in parts} - {None})} times"
    for kind, reasons in (("live_blog", _live(parts, nodes)), ("round_up", _round(parts, whole, title))):
        if why := next(reasons, None):
            return kind, (Finding("kind", kind, parted, won=True, why=why),)
    return "article", (Finding("kind", "article", parted, won=True, why="one text"),)


def _live(parts: tuple[Section, ...], nodes: tuple[Node, ...]) -> Iterator[str]:
    if any("LiveBlogPosting" in types(node) for node in nodes):
        yield "JSON-LD calls it a LiveBlogPosting"
    if len({part.published for part in parts if part.published}) >= max(FEWEST, len(parts) / 2):
        yield "its parts have times of their own"
    if sum(1 for part in parts if CLOCK.match(part.heading or "")) >= max(FEWEST, len(parts) / 2):
        yield "its headings begin with a time of day"


def _round(parts: tuple[Section, ...], whole: str, title: str) -> Iterator[str]:
    if len(parts) < ROUND:
        return
    headings = [part.heading or "" for part in parts]
    if 2 * sum(1 for heading in headings if _NUMBERED.match(heading)) > len(parts):
        yield "its headings are numbered"
    if str(len(parts)) in _NUMBER.findall(title):
        yield "its headline counts its parts"
    asked = sum(1 for heading in headings if heading.rstrip().endswith(("?", "？", "؟")))
    if median(whole.count("\n", part.start, part.end) for part in parts) <= 1 and 2 * asked < len(parts):
        yield "a heading for every paragraph"
