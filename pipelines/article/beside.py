"""What stands beside the headline: the few elements in which bylines and dates are shown."""

from collections.abc import Collection, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from pipelines.article.evidence import letters

AFTER = 120
BEFORE = 40
HEADINGS = ("h1", "h2", "h3", "h4")
LOOKED_AT = 80


def beside(tree: HtmlElement, headlines: Collection[str]) -> list[HtmlElement]:
    """The elements after the page's headline, nearest first, then those before it; empty without a heading.

    ``headlines`` are what the page's head calls it, as ``letters``: the headline is the heading that says one
    of them, whatever its rank, or most of one; else the first of the highest rank.
    """
    heading = _named(tree, headlines)
    if heading is None:
        heading = next(chain.from_iterable(tree.iter(tag) for tag in HEADINGS[:3]), None)
    if heading is None:
        return []
    return [*islice(_after(heading), AFTER), *islice(_before(heading), BEFORE)]


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
