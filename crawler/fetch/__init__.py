"""HOW: the border between the HTTP library and all that reads. A response goes in, a Page comes out."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.model import Page

if TYPE_CHECKING:
    from scrapy.http import Response

_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def to_page(response: "Response", url: str, fetched: datetime, outlet: str | None = None) -> Page:
    """Turn Scrapy's response to a request for ``url`` into a Page; ``fetched`` is aware, UTC.

    Control characters in header values become spaces.

    Source:
        RFC 9110, section 5.5.
    """
    headers = tuple(
        (name.decode("latin-1").lower(), _CONTROLS.sub(" ", value.decode("latin-1")))
        for name, values in response.headers.items()
        for value in values
    )
    return Page(
        url=url,
        final_url=response.url,
        fetched=fetched,
        body=response.body,
        status=response.status,
        headers=headers,
        outlet=outlet,
    )
