"""When to look next: the arithmetic against what theory says."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.schedule.policy import (
    Budget,
    Demand,
    between,
    due,
    foreseen,
    on_the_mark,
    price_for,
    waited_until,
)
from crawler.schedule.rate import HOUR, WEEK, Group, Rate

START = 2900 * 7 * 24 * HOUR


def flat(level: float) -> Rate:
    return Rate(level=level)


def peaked(level: float, *hours: int) -> Rate:
    """An outlet that publishes in these hours of the week only."""
    rate = flat(level)
    for hour in range(WEEK):
        rate.shape[hour] = WEEK / len(hours) if hour in hours else 0.0
    return rate


@given(st.floats(0.01, 50), st.floats(0.01, 5), st.floats(1.0, 4.0))
def test_a_flat_rate_is_visited_by_the_square_root_rule(level: float, price: float, weight: float) -> None:
    interval = waited_until(flat(level), START, price, weight, 1e9) - START
    assert interval / HOUR == pytest.approx(sqrt(2 * price / (level * weight)), rel=1e-5)


def test_a_visit_waits_for_the_hours_in_which_an_outlet_publishes() -> None:
    rate = peaked(1.0, 9)
    assert waited_until(rate, START, 5.0) > START + 9 * HOUR


def test_nothing_is_left_for_longer_than_a_day() -> None:
    assert due(flat(1e-6), START, 10.0) == START + 24 * HOUR


def test_a_visit_is_put_off_to_the_end_of_a_rush() -> None:
    rate = peaked(1.0, 9)
    backward = waited_until(rate, START, 40.0)
    assert START + 9 * HOUR < backward < START + 10 * HOUR
    assert between(rate, START, START + 30 * HOUR) == pytest.approx(START + 10 * HOUR, abs=HOUR / 2)


@given(st.lists(st.floats(0.03, 12), min_size=WEEK, max_size=WEEK), st.floats(0.5, 60))
def test_no_moment_between_two_visits_is_better_than_the_chosen_one(shape: list[float], hours: float) -> None:
    rate = flat(0.7)
    for hour, value in enumerate(shape):
        rate.shape[hour] = value
    then = START + hours * HOUR
    best = between(rate, START, then)
    chosen = waits(rate, START, best) + waits(rate, best, then)
    for part in range(1, 40):
        other = START + (then - START) * part / 40
        assert chosen <= (waits(rate, START, other) + waits(rate, other, then)) * (1 + 1e-6) + 1e-9


def waits(rate: Rate, begin: float, end: float) -> float:
    """Item-hours that items wait for a visit at ``end``, summed hour by hour."""
    total, at = 0.0, begin
    while at < end:
        stop = min((at // HOUR + 1) * HOUR, end)
        total += rate.expected(at, stop) * (end - (at + stop) / 2) / HOUR
        at = stop
    return total


def test_a_visit_near_a_stroke_moves_onto_it_where_outlets_publish_on_strokes() -> None:
    rate = flat(2.0)
    rate.marks = (0.4, 0.0, 0.0, 0.0)
    assert on_the_mark(rate, START + 0.9 * HOUR, START, START + 2 * HOUR) == START + HOUR
    rate.marks = (0.0, 0.0, 0.0, 0.0)
    assert on_the_mark(rate, START + 0.9 * HOUR, START, START + 2 * HOUR) == START + 0.9 * HOUR


@given(st.lists(st.floats(0.05, 8), min_size=2, max_size=60), st.floats(0.5, 500))
def test_the_price_spends_the_budget(pulls: list[float], requests: float) -> None:
    demands = [Demand(pull, shortest=0.0, longest=1e9) for pull in pulls]
    assert foreseen(demands, price_for(demands, requests)) == pytest.approx(requests, rel=1e-3)


def test_the_floor_binds_and_the_rest_is_spent_on_the_others() -> None:
    demands = [Demand(100.0, shortest=0.25), Demand(1.0, shortest=0.25), Demand(1.0, shortest=0.25)]
    price = price_for(demands, 8.0)
    assert demands[0].visits(price) == 4.0
    assert foreseen(demands, price) == pytest.approx(8.0, rel=1e-3)


def test_what_was_overspent_is_paid_back() -> None:
    demands = [Demand(1.0), Demand(2.0)]
    level = Budget(48.0)
    over = level.book(spent=24.0, foreseen=24.0, hours=6.0)
    assert over.owed == -12.0
    assert foreseen(demands, over.price(demands)) < foreseen(demands, level.price(demands))


def test_a_dearer_visit_is_made_less_often() -> None:
    cheap, dear = due(flat(1.0), START, 1.0), due(flat(1.0), START, 4.0)
    assert (dear - START) / (cheap - START) == pytest.approx(2.0, rel=0.2)


def test_the_group_tells_a_newcomer_how_often_to_look() -> None:
    rate = Rate()
    rate.first_contact([], START, Group(rate=2.0))
    assert rate.level == pytest.approx(2.0)
