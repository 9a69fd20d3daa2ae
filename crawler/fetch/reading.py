"""What is handed to the steps: a page with what the catalogue knows about reading it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import msgspec

from crawler.catalogue import Outlet
from crawler.discover.address import site
from pipelines.article.options import Layout, Options
from pipelines.journey import Along, Gathered, Reading, extract, read
from pipelines.model import Page


def options(outlet: Outlet | None) -> Options:
    """What the catalogue knows that helps to read a page of an outlet."""
    if outlet is None:
        return Options()
    return Options(language=outlet.language, names=(outlet.name,), layouts=layouts(outlet))


def layouts(outlet: Outlet) -> tuple[Layout, ...]:
    """An outlet's layouts as the reader takes them."""
    return tuple(Layout(**msgspec.structs.asdict(each)) for each in outlet.layout)


def by_site(outlets: Iterable[Outlet]) -> dict[str, Outlet]:
    """Find outlets by the registrable domain of their home page; of two on one site the first is taken."""
    return {site(outlet.home): outlet for outlet in reversed(tuple(outlets))}


def gathered(page: Page, outlet: Outlet | None) -> Gathered:
    """Read a page that is not being crawled, such as an archived one, ready for the ledger.

    Raises:
        Unreadable: there is no article on it.
    """
    told = replace(page, outlet=outlet.id) if outlet else page
    article = read(told, options(outlet))
    return Gathered(article, extract(article), page.fetched, bool(outlet and outlet.official))


def reading(page: Page, outlet: Outlet | None, along: Along, kept: Callable[[], None]) -> Reading:
    """Dress a page for the steps; ``along`` and ``kept`` are as ``Reading`` describes them."""
    if outlet is None:
        return Reading(page, along, kept)
    return Reading(
        replace(page, outlet=outlet.id),
        along,
        kept,
        language=outlet.language,
        names=(outlet.name,),
        official=outlet.official,
        layouts=layouts(outlet),
    )
