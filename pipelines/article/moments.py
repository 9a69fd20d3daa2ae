"""Which parts of a page have a time of their own: what the updates of a live blog are known by."""

from collections import Counter

from lxml.html import HtmlElement

FEWEST = 3
MOST = 1000


def boxes(tree: HtmlElement) -> dict[HtmlElement, str]:
    """The largest elements around each machine-readable time that have no other, with that time as written.

    Empty where there are fewer than three: then they are the article's own.
    """
    times = [(time, said) for time in tree.iter("time") if (said := time.get("datetime"))][:MOST]
    if len(times) < FEWEST:
        return {}
    held = Counter(up for time, _ in times for up in time.iterancestors())
    found: dict[HtmlElement, str] = {}
    for time, said in times:
        box = time
        while (up := box.getparent()) is not None and held[up] == 1:
            box = up
        found[box] = said
    return found


def moment(element: HtmlElement | None, boxed: dict[HtmlElement, str]) -> str | None:
    """The time of the box that an element stands in; None outside of all."""
    up = element if boxed else None
    while up is not None:
        if said := boxed.get(up):
            return said
        up = up.getparent()
    return None
