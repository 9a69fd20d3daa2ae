"""What is handed to the steps: a page with what the catalogue knows about reading it."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from crawler.catalogue import Outlet
from pipelines.article.options import Layout
from pipelines.journey import Along, Reading
from pipelines.model import Page


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
        layouts=tuple(Layout(**msgspec.structs.asdict(each)) for each in outlet.layout),
    )
