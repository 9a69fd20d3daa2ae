"""What stands beside the headline: the few elements in which bylines and dates are shown."""

from collections.abc import Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

AFTER = 120
BEFORE = 40


def beside(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements after the page's first headline, nearest first, then those before it."""
    heading = next(chain(tree.iter("h1"), tree.iter("h2"), tree.iter("h3")), None)
    if heading is None:
        return
    yield from islice(_after(heading), AFTER)
    yield from islice(_before(heading), BEFORE)


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
