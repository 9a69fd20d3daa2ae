"""Which addresses are worth asking again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request

from crawler.discover import Link
from crawler.fetch.crawled import Known
from crawler.fetch.revisit import MOST_RETRIES, VALIDATING, Conditional, worth

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
URL = "https://reporter.example/story"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READ = Known(URL, URL, None, None, b"x", 900, NOW - 9 * DAY, NOW - 9 * DAY, NOW - 8 * DAY, 0, "new")


def test_what_nobody_knows_is_asked_for_and_what_was_read_is_not() -> None:
    assert worth(None, Link(URL), NOW)
    assert not worth(READ, Link(URL), NOW)


def test_what_its_outlet_says_has_changed_is_asked_for_again() -> None:
    assert worth(READ, Link(URL, changed=NOW - HOUR), NOW)
    assert not worth(READ, Link(URL, published=NOW - 9 * DAY), NOW)


@pytest.mark.parametrize(
    ("age", "since", "expected"),
    [(DAY, 6 * HOUR, True), (DAY, 5 * HOUR, False), (2 * DAY, 6 * HOUR, False)],
)
def test_what_is_younger_than_two_days_is_asked_for_six_hours_apart(
    age: timedelta, since: timedelta, expected: bool
) -> None:
    young = replace(READ, published=NOW - age, listed=NOW - age, asked=NOW - since)
    assert worth(young, Link(URL), NOW) == expected


@pytest.mark.parametrize("outcome", ["failed:timeout", "suspect", "too_large", "failed:http_500"])
def test_what_failed_is_tried_again_with_gaps_that_double_six_times(outcome: str) -> None:
    for failures in range(1, MOST_RETRIES + 1):
        gap = HOUR / 2 * 2 ** (failures - 1)
        failed = replace(READ, outcome=outcome, failures=failures, asked=NOW - gap)
        assert worth(failed, Link(URL), NOW)
        assert not worth(replace(failed, asked=NOW - gap + timedelta(seconds=1)), Link(URL), NOW)
    assert not worth(replace(READ, outcome=outcome, failures=7, asked=NOW - 300 * DAY), Link(URL), NOW)


@pytest.mark.parametrize("outcome", ["asleep", "deferred", "lost"])
def test_what_had_no_turn_has_it_in_the_next_run(outcome: str) -> None:
    assert worth(replace(READ, outcome=outcome, asked=NOW), Link(URL), NOW)


@pytest.mark.parametrize(
    ("outcome", "sent"),
    [
        ("new", True),
        ("unchanged", True),
        ("failed:http_500", True),
        ("failed:timeout", True),
        ("gone", True),
        ("failed:http_400", False),
        ("failed:http_412", False),
        ("failed:http_431", False),
    ],
)
def test_validators_are_left_out_once_where_the_last_answer_blamed_the_request(
    outcome: str, sent: bool
) -> None:
    request = Request(URL, meta={"known": replace(READ, etag='"1"', modified="a day", outcome=outcome)})
    Conditional().process_request(request)
    assert [name in request.headers for name in VALIDATING] == [sent, sent]
