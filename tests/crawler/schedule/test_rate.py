"""What is learnt from visits that see only part of what an outlet does."""

import random

import pytest

from crawler.schedule.rate import HALF_LIFE, HOUR, WEEK, Group, Rate, pool
from pipelines.errors import LedgerError

START = 2900 * 7 * 24 * HOUR
GROUP = Group(rate=0.5)


def published(level: float, days: int, seed: int = 5) -> list[float]:
    """Items in the twelve hours from midnight UTC only."""
    chance = random.Random(seed)
    times, at = [], START
    while at < START + days * 24 * HOUR:
        at += chance.expovariate(2 * level) * HOUR
        if at % (24 * HOUR) < 12 * HOUR:
            times.append(at)
    return times


def watched(model: str, level: float, days: int = 42, every: float = 2.0) -> Rate:
    """A rate that learnt from visits every two hours, by one of the three ways of observing."""
    times, rate = published(level, days), Rate()
    rate.first_contact([], START, GROUP)
    now = START
    while now < START + days * 24 * HOUR:
        last, now = now, now + every * HOUR
        fresh = [time for time in times if last < time <= now]
        if model == "dated":
            rate.dated(fresh, now, GROUP)
        elif model == "counted":
            rate.counted(len(fresh), now, GROUP)
        else:
            rate.changed(bool(fresh), now, GROUP)
        if now % (24 * HOUR) < every * HOUR:
            rate.reshape(GROUP, now, borrowed=20.0)
    return rate


@pytest.mark.parametrize(("model", "error"), [("dated", 0.15), ("counted", 0.15), ("changed", 0.25)])
def test_the_level_is_learnt_in_each_way_of_observing(model: str, error: float) -> None:
    # One item in four hours: a page that changes at every visit cannot say how often it does.
    assert watched(model, 0.25).level == pytest.approx(0.25, rel=error)


@pytest.mark.parametrize("model", ["dated", "counted", "changed"])
def test_the_hours_of_the_day_are_learnt_in_each_way_of_observing(model: str) -> None:
    rate = watched(model, 0.25)
    day = [sum(rate.shape[hour::24]) for hour in range(24)]
    assert min(day[2:10]) > 2 * max(day[14:22])


def test_a_feeds_own_dates_are_the_prior_of_the_first_contact() -> None:
    rate, now = Rate(), START + 30 * HOUR
    rate.first_contact([START + hour * HOUR for hour in range(26)], now, GROUP)
    assert rate.level == pytest.approx(25 / 30, rel=0.1)


def test_after_an_overflow_only_what_was_seen_counts_as_seen() -> None:
    rate = Rate()
    rate.first_contact([], START, GROUP)
    now = START + 24 * HOUR
    rate.dated([now - minute * 60 for minute in range(50)], now, GROUP, overflow=True)
    assert rate.level > 10.0


def test_old_habits_are_forgotten_by_half_lives() -> None:
    rate = Rate()
    rate.first_contact([], START, GROUP)
    rate.dated([START + HOUR] * 100, START + 2 * HOUR, GROUP)
    rate.dated([], START + 2 * HOUR + HALF_LIFE, GROUP)
    assert rate.items == pytest.approx(50.0)


def test_dates_in_the_future_or_none_at_all_do_no_harm() -> None:
    rate = Rate()
    rate.first_contact([START + 1e9, -5.0, START - 1e9], START, GROUP)
    rate.dated([START + 1e12], START + HOUR, GROUP)
    rate.dated([], START - HOUR, GROUP)
    rate.reshape(GROUP, START + HOUR)
    assert rate.level > 0
    assert sum(rate.shape) / WEEK == pytest.approx(1.0, rel=1e-4)


def test_a_state_survives_packing_and_a_damaged_one_is_refused() -> None:
    rate = watched("dated", 1.0, days=5)
    again = Rate.unpack(rate.pack())
    rate.reshape(GROUP, rate.shaped)
    again.reshape(GROUP, rate.shaped)
    assert again == rate
    assert rate.size() <= 3000
    assert len(rate.pack()) <= 3000
    for damaged in (b"", rate.pack()[:-1], b"x" * len(rate.pack())):
        with pytest.raises(LedgerError, match="delete its row"):
            Rate.unpack(damaged)


def test_a_newcomer_looks_like_its_group() -> None:
    old = watched("dated", 2.0)
    group = pool([old], GROUP)
    fresh = Rate()
    fresh.first_contact([], START, group)
    fresh.reshape(group, START)
    day = [sum(fresh.shape[hour::24]) for hour in range(24)]
    assert group.rate == pytest.approx(2.0, rel=0.15)
    assert min(day[2:10]) > max(day[14:22])


@pytest.mark.parametrize("wrong", [-15.0, 9.0], ids=["the day only", "ahead by the time zone"])
def test_dates_that_cannot_be_true_do_not_say_when_to_look(wrong: float) -> None:
    rate = Rate()
    rate.first_contact([START - n * 24 * HOUR + (15.0 + wrong) * HOUR for n in range(1, 20)], START, GROUP)
    now = START
    while now < START + 60 * 24 * HOUR:
        now += 2 * HOUR
        came = [now - HOUR * (1.0 - wrong)] * 2 if now % (24 * HOUR) == 16 * HOUR else []
        rate.dated(came, now, GROUP)
        if now % (24 * HOUR) == 0:
            rate.reshape(GROUP, now)
    day = [sum(rate.shape[hour::24]) for hour in range(24)]
    told = int(15 + wrong) % 24
    assert min(day[14:16]) > 2 * day[told]
    assert rate.level * 24 == pytest.approx(2.0, rel=0.2)
