"""What a caller may tell the reader beside the page itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import soupsieve
from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from soupsieve import SelectorSyntaxError

from pipelines.errors import Misconfigured


class Furniture(Protocol):
    """Sentences that an outlet repeats from article to article, learnt one host at a time.

    A host is a lower-case name without port. Hashes are 64-bit and unsigned. Both promises hold over any
    number of readings: an article counts once however often it is learnt, and ``counts`` never forgets within
    one crawl.
    """

    def counts(self, host: str, hashes: Collection[int]) -> dict[int, int]:
        """In how many articles of ``host`` each of the hashes was seen; one never seen may be left out."""
        ...

    def learn(self, host: str, article: str, hashes: Collection[int]) -> None:
        """Remember that the article with this id has these sentences."""
        ...


@dataclass(frozen=True, slots=True)
class Layout:
    """How one outlet's pages are built, where the generic reader needs to be told: CSS selectors.

    ``until`` is the last day (of the publication or, where unknown, of the fetching) that the layout was in
    use; None is "still". ``body`` names the element or elements that hold the article, in reading order;
    ``remove`` what inside them is furniture; ``title`` and ``authors`` the elements whose text they are.
    An empty tuple leaves that part to the generic reader.
    """

    until: date | None = None
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a selector that is none.

        Raises:
            Misconfigured: with the selector and a correct example.
        """
        for selector in (*self.body, *self.remove, *self.title, *self.authors):
            try:
                soupsieve.compile(selector)
                CSSSelector(selector, translator="html")
            except (SelectorSyntaxError, SelectorError) as problem:
                reason = str(problem).splitlines()[0]
                example = 'example: body = ["div.story-body"]'
                raise Misconfigured(f"{selector!r} is no CSS selector: {reason}; {example}") from problem


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows: all of it may be left out.

    ``id`` becomes the article's id in place of the canonical address. ``language`` is what the outlet writes
    in, used where neither script nor page decide. ``names`` are the outlet's names, taken off headlines.
    ``layouts`` are tried in order of their ``until``, the open-ended one last.
    """

    id: str | None = None
    language: str | None = None
    names: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()
    furniture: Furniture | None = None
