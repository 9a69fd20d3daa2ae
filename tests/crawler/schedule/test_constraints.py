"""Manners over wishes, and urgency within the budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.schedule.constraints import DAY, Manners, constrained, floor
from crawler.schedule.rate import HOUR, QUARTER
from crawler.schedule.urgency import Story, weights

SINCE = 1_800_000_000.0


@pytest.mark.parametrize(
    ("manners", "hours", "why"),
    [
        (Manners(), 0.25, "floor"),
        (Manners(validators=False), 1.0, "floor"),
        (Manners(max_age=2 * HOUR), 2.0, "max-age"),
        (Manners(ttl=3 * HOUR), 3.0, "ttl"),
        (Manners(update_period=DAY), 6.0, "update period"),
        (Manners(update_period=9 * DAY, refused_before=True), 24.0, "update period"),
        (Manners(crawl_delay=600.0, requests=4.0), 4 / 6, "crawl-delay"),
        (Manners(failures=1), 0.5, "back-off"),
        (Manners(failures=4), 4.0, "back-off"),
        (Manners(failures=60), 24.0, "back-off"),
        (Manners(gone=3, ttl=HOUR), 168.0, "gone: probed once a week"),
    ],
)
def test_the_strictest_wish_sets_the_floor(manners: Manners, hours: float, why: str) -> None:
    seconds, said = floor(manners)
    assert (seconds / HOUR, said) == (pytest.approx(hours), why)


def test_what_the_policy_wants_later_stays_later() -> None:
    assert constrained(SINCE + 5.1 * HOUR, SINCE, Manners()).at == SINCE + 5.1 * HOUR


@pytest.mark.parametrize("quarters", [1, 2, 4, 9])
def test_a_visit_on_the_stroke_comes_just_after_it_each_outlet_at_its_own_second(quarters: int) -> None:
    stroke = SINCE + quarters * QUARTER
    moments = [constrained(stroke, SINCE, Manners(), spread).at - stroke for spread in (0.0, 0.5, 0.99)]
    assert moments == sorted(set(moments))
    assert all(30.0 < moment < 120.0 for moment in moments)


def test_a_host_that_asked_to_be_left_alone_is() -> None:
    due = constrained(SINCE + HOUR, SINCE, Manners(asleep=SINCE + 3 * HOUR))
    assert due.at >= SINCE + 3 * HOUR
    assert due.why == "Retry-After"


@given(st.sets(st.integers(0, 23), max_size=23), st.floats(0, 3 * DAY))
def test_no_visit_falls_into_skipped_hours(skipped: set[int], ahead: float) -> None:
    due = constrained(SINCE + ahead, SINCE, Manners(skip_hours=skipped))
    assert int(due.at // HOUR) % 24 not in skipped
    assert due.at >= SINCE + ahead


def test_a_feed_that_skips_every_hour_is_not_believed() -> None:
    assert constrained(SINCE + 1.1 * HOUR, SINCE, Manners(skip_hours=range(24))).at == SINCE + 1.1 * HOUR


def test_a_breaking_story_raises_those_who_usually_tell_it() -> None:
    telling = {"work": {"en/often": 10, "en/seldom": 1}, "other": {"en/never": 5}}
    raised = weights([Story("work", SINCE)], telling, SINCE)
    assert raised["en/often"] == 4.0
    assert 1.0 < raised["en/seldom"] < 1.5
    assert "en/never" not in raised
    assert weights([Story("work", SINCE)], telling, SINCE + 6 * HOUR)["en/often"] == pytest.approx(1.75)
    assert weights([Story("work", SINCE)], telling, SINCE + 3 * DAY) == {}
