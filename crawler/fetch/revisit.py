"""Asking again: which addresses are worth it, and how to ask so that an unchanged one costs little."""

from datetime import datetime, timedelta

from scrapy import Request
from scrapy.http import Response

from crawler.discover import Link
from crawler.fetch import outcome as ends
from crawler.fetch.crawled import Known

YOUNG = timedelta(days=2)
RECHECK = timedelta(hours=6)
FIRST_RETRY = timedelta(minutes=30)
MOST_RETRIES = 6
LONGEST_VALIDATOR = 1024
BLAMED = "failed:http_4"
VALIDATING = ("If-None-Match", "If-Modified-Since")


def worth(known: Known | None, link: Link, now: datetime) -> bool:
    """Say whether a link should be asked for: it is new, said to have changed, or young and may have.

    What failed is tried again after half an hour, doubled each time, six times.
    """
    if known is None:
        return True
    if known.outcome.partition(":")[0] in ends.TRANSIENT:
        return retried(known, now)
    if link.newest and (known.listed is None or link.newest > known.listed):
        return True
    published = link.published or known.published
    return published is not None and now - published < YOUNG and now - known.asked >= RECHECK


def retried(known: Known, now: datetime) -> bool:
    """Say whether it is time to ask again for an address that gave nothing."""
    if known.outcome in (ends.DEFERRED, ends.ASLEEP, ends.LOST):
        return known.failures <= MOST_RETRIES
    return known.failures <= MOST_RETRIES and now - known.asked >= FIRST_RETRY * 2 ** max(
        known.failures - 1, 0
    )


def validator(told: str | None) -> str | None:
    """Give an ``ETag`` or ``Last-Modified`` as it is kept: not at all where no server would take it back."""
    return told if told and len(told) <= LONGEST_VALIDATOR else None


def conditional(response: Response) -> bool:
    """Say whether a response answers a request with a validator: only then can it be "not modified"."""
    request = response.request
    return request is not None and any(name in request.headers for name in VALIDATING)


class Conditional:
    """Downloader middleware: sends back the validators that an address gave, verbatim, and only to it.

    Where its last answer blamed the request (4xx), it is asked once without them.

    Source:
        RFC 9110, section 13.1.
    """

    def process_request(self, request: Request) -> None:
        """Set ``If-None-Match`` and ``If-Modified-Since``; a redirected request carries none of another's."""
        for name in VALIDATING:
            request.headers.pop(name, None)
        known: Known | None = request.meta.get("known")
        if known is None or known.answered != request.url or known.outcome.startswith(BLAMED):
            return
        if known.etag:
            request.headers["If-None-Match"] = known.etag.encode("latin-1")
        if known.modified:
            request.headers["If-Modified-Since"] = known.modified.encode("latin-1")
