"""What stands beside the headline: the few elements in which bylines and dates are shown."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from lxml.html import HtmlElement

from pipelines.article.evidence import letters
from pipelines.text import clean_text

AFTER = 120
BEFORE = 40
HEADINGS = ("h1", "h2", "h3", "h4")
LOOKED_AT = 80
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """An element beside the headline with its words, those of its parts kept apart."""

    element: HtmlElement
    text: str


Near = Callable[[], tuple[Beside, ...]]
"""Looked at only where it is asked for."""


def beside(tree: HtmlElement, headlines: Collection[str]) -> tuple[Beside, ...]:
    """The short elements after the page's headline, nearest first, then those before it.

    None without a heading.
    ``headlines`` are what the page's head calls it, as ``letters``: the headline is the heading that says one
    of them, whatever its rank, or most of one; else the first of the highest rank.
    """
    heading = _named(tree, headlines)
    if heading is None:
        heading = next(chain.from_iterable(tree.iter(tag) for tag in HEADINGS[:3]), None)
    if heading is None:
        return ()
    near = chain(islice(_after(heading), AFTER), islice(_before(heading), BEFORE))
    told = (Beside(element, text) for element in near if (text := words(element)) is not None)
    return tuple(told)


def words(element: HtmlElement) -> str | None:
    """An element's words, those of its parts kept apart; None for more than ``LONGEST`` characters."""
    if len(element) == 0:
        text = element.text or ""
        return clean_text(text) if len(text) <= LONGEST else None
    found: list[str] = []
    left = LONGEST
    for piece in element.itertext():
        left -= 1 + (len(piece.strip()) if len(piece) < 2 * LONGEST else len(piece))
        if left < 0:
            return None
        found += piece.split()
    return clean_text(" ".join(found))


def _named(tree: HtmlElement, headlines: Collection[str]) -> HtmlElement | None:
    best, likest = None, 0.5
    for heading in islice(chain.from_iterable(tree.iter(tag) for tag in HEADINGS), LOOKED_AT):
        key = letters(heading.text_content()[:400])
        like = max((_likeness(key, name) for name in headlines), default=0.0)
        if like > likest:
            best, likest = heading, like
    return best


def _likeness(one: str, other: str) -> float:
    """The share of the longer that the shorter is, where it stands in it whole."""
    short, long = sorted((one, other), key=len)
    return len(short) / len(long) if short and short in long else 0.0


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    up: HtmlElement | None = element
    while up is not None:
        for sibling in up.itersiblings():
            yield from sibling.iter("*")
        up = up.getparent()


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    up: HtmlElement | None = element
    while up is not None:
        for sibling in up.itersiblings(preceding=True):
            yield from sibling.iter("*")
        up = up.getparent()
