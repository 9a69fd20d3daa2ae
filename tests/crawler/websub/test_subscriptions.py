"""Subscriptions: meant, verified, signed, renewed, and read once."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.discover import Found
from crawler.fetch.guard import Guard, allowed
from crawler.fetch.websub import ALGORITHMS, LEASE, Subscription, Subscriptions, named
from pipelines.ledger import open_ledger
from pipelines.model import Page

FEED, TOPIC, HUB = "https://reporter.example/feed", "https://reporter.example/atom", "https://hub.example/"
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Iterator[Subscriptions]:
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger:
        subscriptions = Subscriptions(ledger, clock)
        subscriptions.note(FEED, "en/reporter", HUB, TOPIC)
        yield subscriptions


def asked(kept: Subscriptions) -> Subscription:
    """The subscription, after its hub was asked."""
    (each,) = kept.due([FEED])
    kept.asked(FEED)
    return each


def question(**other: str) -> dict[str, str]:
    usual = {"mode": "subscribe", "topic": TOPIC, "challenge": "c-42", "lease_seconds": "864000"}
    return {f"hub.{name}": value for name, value in (usual | other).items()}


def signature(secret: str, body: bytes, name: str = "sha256") -> str:
    return f"{name}={hmac.new(secret.encode(), body, name).hexdigest()}"


def test_a_hub_that_asks_back_gets_its_challenge(kept: Subscriptions) -> None:
    assert kept.verify(asked(kept).token, question()) == "c-42"


@pytest.mark.parametrize(
    "other",
    [
        {"topic": "https://reporter.example/other"},
        {"mode": "unsubscribe"},
        {"mode": "publish"},
        {"challenge": ""},
        {"lease_seconds": "for ever"},
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(kept: Subscriptions, other: dict[str, str]) -> None:
    assert kept.verify(asked(kept).token, question(**other)) is None


def test_nobody_subscribes_us_unasked_or_by_guessing(kept: Subscriptions, clock: Clock) -> None:
    (each,) = kept.due([FEED])
    assert kept.verify(each.token, question()) is None
    kept.asked(FEED)
    assert kept.verify(each.token[:-1], question()) is None
    clock.now += 2 * DAY
    assert kept.verify(each.token, question()) is None


def test_a_lease_is_renewed_before_it_ends_and_not_sooner(kept: Subscriptions, clock: Clock) -> None:
    each = asked(kept)
    kept.verify(each.token, question(lease_seconds=str(int(LEASE.total_seconds()))))
    clock.now += LEASE * 0.6
    assert kept.due([FEED]) == []
    clock.now += LEASE * 0.1
    assert [again.token for again in kept.due([FEED])] == [each.token]


def test_a_hub_that_is_silent_is_asked_again_after_a_day_one_that_says_no_after_a_week(
    kept: Subscriptions, clock: Clock
) -> None:
    each = asked(kept)
    clock.now += DAY - HOUR
    assert kept.due([FEED]) == []
    clock.now += HOUR
    assert kept.due([FEED])
    assert kept.verify(each.token, question(mode="denied")) == ""
    clock.now += 6 * DAY
    assert kept.due([FEED]) == []
    clock.now += DAY
    assert kept.due([FEED])


@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_is_signed_waits_for_the_next_visit(kept: Subscriptions, name: str) -> None:
    each = asked(kept)
    assert kept.receive(each.token, signature(each.secret, b"<rss/>", name), "text/xml", b"<rss/>") == FEED
    (told,) = kept.waiting([FEED]).values()
    assert (told.at, told.kind, told.body) == (NOW, "text/xml", b"<rss/>")


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        signature("another secret", b"<rss/>"),
        "md5=" + hashlib.md5(b"<rss/>", usedforsecurity=False).hexdigest(),
        "sha256",
        "\u00e9=\u00e9",
        "sha1=\u00e9",
    ],
)
def test_what_is_not_signed_changes_nothing(kept: Subscriptions, forged: str) -> None:
    each = asked(kept)
    assert kept.receive(each.token, forged, "text/xml", b"<rss/>") == ""
    assert kept.waiting([FEED]) == {}


def test_whom_nobody_knows_may_stop(kept: Subscriptions) -> None:
    assert kept.receive("nobody", "", "", b"") is None


def test_of_two_sendings_before_a_visit_neither_is_kept_and_the_feed_is_asked(
    kept: Subscriptions, clock: Clock
) -> None:
    each = asked(kept)
    for body in (b"<rss>1</rss>", b"<rss>2</rss>"):
        kept.receive(each.token, signature(each.secret, body), "text/xml", body)
        clock.now += HOUR
    (told,) = kept.waiting([FEED]).values()
    assert told.body is None


def test_what_came_while_a_visit_read_waits_on(kept: Subscriptions, clock: Clock) -> None:
    each = asked(kept)
    kept.receive(each.token, signature(each.secret, b"1"), "text/xml", b"1")
    (first,) = kept.waiting([FEED]).values()
    clock.now += HOUR
    kept.receive(each.token, signature(each.secret, b"2"), "text/xml", b"2")
    kept.read(FEED, first)
    (second,) = kept.waiting([FEED]).values()
    kept.read(FEED, second)
    assert kept.waiting([FEED]) == {}


def test_another_hub_gets_another_secret_and_the_old_one_is_not_heard(kept: Subscriptions) -> None:
    old = asked(kept)
    kept.note(FEED, "en/reporter", HUB, TOPIC)
    assert kept.due([FEED]) == []
    kept.note(FEED, "en/reporter", "https://hub.other.example/", TOPIC)
    new = asked(kept)
    assert (new.secret != old.secret, new.token != old.token) == (True, True)
    assert kept.receive(old.token, signature(old.secret, b"x"), "", b"x") is None
    kept.forget(FEED)
    assert kept.receive(new.token, signature(new.secret, b"x"), "", b"x") is None


@pytest.mark.parametrize(
    ("hub", "header", "expected"),
    [
        (HUB, "", (HUB, TOPIC)),
        ("/hub", "", ("https://reporter.example/hub", TOPIC)),
        (HUB, '<https://a.example/>; rel="hub", </x>; rel=self', ("https://a.example/", "/x")),
        (None, "", None),
        ("http://hub.example/", "", None),  # our secret would go over the wire
        ("http://127.0.0.1:8000/", "", ("http://127.0.0.1:8000/", TOPIC)),
        ("javascript:alert(1)", "", None),
        ("https://user:word@hub.example/", "", None),
    ],
)
def test_a_hub_is_believed_where_a_secret_can_be_told_to_it(
    hub: str | None, header: str, expected: tuple[str, str] | None
) -> None:
    page = Page(FEED, FEED, NOW, b"", 200, (("link", header),))
    assert named(Found(hub=hub, topic=TOPIC), page, Guard(allowed("127.0.0.1:8000"))) == expected
