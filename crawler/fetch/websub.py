"""WebSub: hubs that feeds name are asked to tell us of what is new; what they tell waits for the next visit.

A hub's word is never parsed where it arrives: it waits in the ledger, and the visit reads it as if the feed
had answered so. Where it told more than once before the visit, the feed itself is asked.

Source:
    WebSub, W3C Recommendation of 23 January 2018, sections 4 (discovery), 5 (subscribing) and 7 (content).
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import Any
from urllib.parse import quote, urlsplit

import sqlalchemy as sa
from scrapy import FormRequest, Request
from scrapy.http import Response

from crawler.discover import Found
from crawler.discover.address import resolved
from crawler.discover.autodetect import link_headers
from crawler.fetch.crawled import Ending
from crawler.fetch.guard import Guard
from pipelines.ledger.store import Ledger
from pipelines.ledger.websub import subscriptions
from pipelines.model import Page
from pipelines.text import clean_text

LEASE = timedelta(days=10)
PENDING = timedelta(days=1)
AFTER_DENIAL = timedelta(days=7)
ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")
LARGEST = 8 << 20


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed's subscription, as the table describes it."""

    feed: str
    outlet: str
    hub: str
    topic: str
    token: str
    secret: str
    asked: datetime | None

    @property
    def address(self) -> str:
        """What is asked of the hub, as one address: many feeds share a hub."""
        return f"{self.hub}?hub.mode=subscribe&hub.topic={quote(self.topic, safe='')}"


@dataclass(frozen=True, slots=True)
class Told:
    """What a hub sent: ``body`` is None where the feed itself is to be asked."""

    at: datetime
    kind: str
    body: bytes | None


_COLUMNS = [subscriptions.c[name] for name in Subscription.__dataclass_fields__]


class Subscriptions:
    """The subscriptions in a ledger."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def note(self, feed: str, outlet: str, hub: str, topic: str) -> None:
        """Remember the hub that a feed names; a new one, or a new name of the feed, begins anew."""
        with self._ledger.transaction() as connection:
            row = connection.execute(sa.select(subscriptions).where(subscriptions.c.feed == feed)).first()
            if row is not None and (row.hub, row.topic) == (hub, topic):
                return
            connection.execute(sa.delete(subscriptions).where(subscriptions.c.feed == feed))
            named = {"feed": feed, "outlet": outlet, "hub": hub, "topic": topic, "again": self._clock()}
            keys = {"token": token_urlsafe(24), "secret": token_hex(32)}
            connection.execute(sa.insert(subscriptions).values(named | keys))

    def forget(self, feed: str) -> None:
        """Drop the subscription of a feed that names no hub any more; its lease ends by itself."""
        with self._ledger.transaction() as connection:
            connection.execute(sa.delete(subscriptions).where(subscriptions.c.feed == feed))

    def due(self, feeds: Iterable[str]) -> list[Subscription]:
        """Give the subscriptions of these feeds that it is time to ask for, or to renew."""
        query = sa.select(*_COLUMNS).where(
            subscriptions.c.feed.in_(list(feeds)), subscriptions.c.again <= self._clock()
        )
        with self._ledger.reading() as connection:
            return [Subscription(*row) for row in connection.execute(query)]

    def asked(self, feed: str) -> None:
        """Put down that the hub was asked: it may verify now, and is not asked again for a day."""
        now = self._clock()
        self._change(subscriptions.c.feed == feed, asked=now, again=now + PENDING)

    def verify(self, token: str, asked: Mapping[str, str]) -> str | None:
        """Answer a hub's question whether we meant to subscribe; None where we did not.

        The answer is its challenge. A denial is put down and answered with "".
        """
        found = self._of(token)
        now = self._clock()
        if found is None or asked.get("hub.topic") != found.topic:
            return None
        if asked.get("hub.mode") == "denied":
            self._change(subscriptions.c.token == token, until=None, again=now + AFTER_DENIAL)
            return ""
        wanted = found.asked is not None and now - found.asked < PENDING
        challenge, lease = asked.get("hub.challenge", ""), _lease(asked.get("hub.lease_seconds"))
        if asked.get("hub.mode") != "subscribe" or not wanted or not challenge or lease is None:
            return None
        self._change(subscriptions.c.token == token, until=now + lease, again=now + lease * 2 / 3)
        return challenge

    def receive(self, token: str, signature: str, kind: str, body: bytes) -> str | None:
        """Keep what a hub sent for the feed's next visit.

        Returns:
            The feed's address; "" where the signature is missing or wrong, which changes nothing; None where
            there is no such subscription.
        """
        found = self._of(token)
        if found is None:
            return None
        if not signed(found.secret, signature, body):
            return ""
        waiting = subscriptions.c.told.is_not(None)
        values = {
            "told": self._clock(),
            "kind": clean_text(kind)[:200],
            "body": sa.case((waiting, sa.null()), else_=sa.literal(body, sa.LargeBinary)),
        }
        self._change(subscriptions.c.token == token, **values)
        return found.feed

    def waiting(self, feeds: Iterable[str]) -> dict[str, Told]:
        """Give what waits to be read of these feeds, by feed."""
        columns = [subscriptions.c[name] for name in ("feed", "told", "kind", "body")]
        query = sa.select(*columns).where(
            subscriptions.c.feed.in_(list(feeds)), subscriptions.c.told.is_not(None)
        )
        with self._ledger.reading() as connection:
            return {row.feed: Told(row.told, row.kind or "", row.body) for row in connection.execute(query)}

    def read(self, feed: str, told: Told) -> None:
        """Put down that what waited was read; what came since waits on."""
        this = sa.and_(subscriptions.c.feed == feed, subscriptions.c.told == told.at)
        self._change(this, told=None, kind=None, body=None)

    def _of(self, token: str) -> Subscription | None:
        with self._ledger.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(subscriptions.c.token == token)).first()
        return Subscription(*row) if row else None

    def _change(self, which: sa.ColumnElement[bool], **values: Any) -> None:
        with self._ledger.transaction() as connection:
            connection.execute(sa.update(subscriptions).where(which).values(**values))


def signed(secret: str, signature: str, body: bytes) -> bool:
    """Say whether ``X-Hub-Signature`` (``sha256=…``) is this body's under our secret."""
    name, _, told = signature.strip().partition("=")
    if name.lower() not in ALGORITHMS:
        return False
    right = hmac.new(secret.encode(), body, name.lower()).hexdigest()
    return hmac.compare_digest(right.encode(), told.strip().lower().encode())


def named(found: Found, page: Page, guard: Guard) -> tuple[str, str] | None:
    """Give the hub that a feed names, and what the feed calls itself there; headers come before the body.

    None where it names none to which our secret can be told: over TLS, or where the user allowed it.
    """
    links = [value for name, value in page.headers if name == "link"]
    headers = {rel: address for address, rels, _ in link_headers(links) for rel in rels}
    hub = resolved(page.final_url, headers.get("hub") or found.hub)
    topic = headers.get("self") or found.topic or page.url
    if hub is None or resolved(page.final_url, topic) is None:
        return None
    parts = urlsplit(hub)
    safe = parts.scheme == "https" or guard.allows(parts.hostname or "", parts.port or 80)
    return (hub, topic) if safe else None


def subscribing(
    each: Subscription,
    callback: str,
    done: Callable[..., Any],
    failed: Callable[..., Any],
    meta: dict[str, Any],
) -> Request:
    """Make the request that asks a hub to subscribe us, or to renew."""
    form = {
        "hub.mode": "subscribe",
        "hub.topic": each.topic,
        "hub.callback": f"{callback.rstrip('/')}/{each.token}",
        "hub.secret": each.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    return FormRequest(
        each.hub, done, method="POST", formdata=form, errback=failed, meta=meta, dont_filter=True
    )


def of_hub(ending: Ending) -> Ending:
    """An ending whose body came from a hub: what is known of the feed's own answer stays."""
    return replace(
        ending,
        detail="told by its hub",
        found=None,
        answered=None,
        etag=None,
        modified=None,
        digest=None,
        size=None,
    )


class HandIn:
    """Downloader middleware: answers for a feed with what its hub sent; nobody is asked."""

    def process_request(self, request: Request) -> Response | None:
        """Give the answer where there is one."""
        told = handed_in(request.meta)
        if told is None or told.body is None:
            return None
        return Response(request.url, headers={"Content-Type": told.kind}, body=told.body)


def handed_in(meta: Mapping[str, Any]) -> Told | None:
    """What a request's feed was told of by its hub, None where nothing waited."""
    told: dict[str, Told] = meta.get("told", {})
    return told.get(meta["asked"].url) if told else None


def _lease(told: str | None) -> timedelta | None:
    """A lease as a hub grants it: within five minutes and 30 days; None where it is no number."""
    if told is None or not told.isascii() or not told.isdecimal() or len(told) > 12:
        return None
    return min(max(timedelta(seconds=int(told)), timedelta(minutes=5)), timedelta(days=30))
