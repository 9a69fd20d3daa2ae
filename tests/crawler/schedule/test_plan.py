"""The schedule as a table: learns from outcome rows, whoever wrote them."""

from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from crawler.schedule import table
from crawler.schedule.plan import Plan, waiting
from pipelines.ledger.crawl import hosts, outcomes, paces
from tests.crawler.schedule.conftest import NOW, World, hours, outlet


def test_newcomers_are_due_at_once_twenty_at_a_time(ledger) -> None:
    many = World(ledger, [outlet(f"n{number:03}") for number in range(50)])
    rows = many.plan.refresh(NOW)
    assert len(waiting(rows.values(), NOW)) == 20
    assert len(waiting(rows.values(), NOW + hours(0.6))) == 50


def test_who_publishes_more_is_visited_more(world: World) -> None:
    world.visited("en/busy", NOW, items=tuple(NOW - timedelta(minutes=20 * n) for n in range(1, 60)))
    world.visited("en/quiet", NOW, items=tuple(NOW - timedelta(days=2 * n) for n in range(1, 15)))
    rows = Plan(world.ledger, world.outlets, 60).refresh(NOW)
    assert rows["en/busy"].due < rows["en/quiet"].due
    assert rows["en/busy"].due >= NOW + timedelta(minutes=15)


def test_learning_twice_changes_nothing(world: World) -> None:
    world.visited("en/busy", NOW, items=(NOW - hours(1), NOW - hours(3)))
    world.plan.refresh(NOW)
    once = world.plan.refresh(NOW)
    fresh = Plan(world.ledger, world.outlets, 1000).refresh(NOW)
    assert fresh == once == world.plan.refresh(NOW)


def test_a_new_item_raises_the_rate_and_none_lowers_it(world: World) -> None:
    world.visited("en/busy", NOW, items=tuple(NOW - hours(n) for n in range(1, 20)))
    before = world.plan.rate(world.plan.refresh(NOW)["en/busy"]).level
    at = NOW + hours(2)
    world.visited("en/busy", at, items=tuple(at - timedelta(minutes=n) for n in range(1, 20)))
    raised = world.plan.rate(world.plan.refresh(at)["en/busy"]).level
    world.visited("en/busy", at + hours(40), "unchanged")
    lowered = world.plan.rate(world.plan.refresh(at + hours(40))["en/busy"]).level
    assert before < raised > lowered


def test_failures_back_off_and_an_answer_forgives(world: World) -> None:
    at, waits = NOW, []
    for _ in range(4):
        world.visited("en/broken", at, "failed:timeout")
        row = world.plan.refresh(at)["en/broken"]
        assert row.why == "back-off"
        waits.append(row.due - at)
        at = row.due
    assert all(later > 1.8 * sooner for sooner, later in pairwise(waits))
    world.visited("en/broken", at, "unchanged")
    assert world.plan.refresh(at)["en/broken"].failures == 0


def test_what_is_gone_three_times_is_probed_once_a_week(world: World) -> None:
    for day in range(3):
        world.visited("en/broken", NOW + timedelta(days=day), "gone")
        row = world.plan.refresh(NOW + timedelta(days=day))["en/broken"]
    assert row.due - (NOW + timedelta(days=2)) == timedelta(days=7)


def test_a_host_that_sleeps_is_waited_for(world: World) -> None:
    world.visited("en/quiet", NOW)
    with world.ledger.transaction() as connection:
        connection.execute(sa.insert(hosts).values(host="quiet.example", asleep=NOW + hours(5), refusals=1))
    row = world.plan.refresh(NOW)["en/quiet"]
    assert (row.why, row.due >= NOW + hours(5)) == ("Retry-After", True)


def test_a_clock_that_goes_back_an_hour_is_not_waited_out(world: World, caplog) -> None:
    world.visited("en/busy", NOW, items=tuple(NOW - timedelta(minutes=5 * n) for n in range(1, 40)))
    ahead = world.plan.refresh(NOW)["en/busy"].due
    back = NOW - hours(1)
    row = world.plan.refresh(back)["en/busy"]
    assert row.due <= ahead - hours(1) + timedelta(minutes=1)
    assert "the clock went back" in caplog.text
    world.visited("en/busy", back + timedelta(minutes=20), "unchanged")
    later = world.plan.refresh(back + timedelta(minutes=20))["en/busy"]
    assert later.asked == back + timedelta(minutes=20)


def test_a_clock_that_goes_forward_makes_each_due_once(world: World) -> None:
    for name in world.outlets:
        world.visited(name, NOW, items=(NOW - hours(1),))
    rows = world.plan.refresh(NOW + timedelta(days=3))
    assert len(waiting(rows.values(), NOW + timedelta(days=3))) == 3


def test_an_outlet_that_is_being_asked_teaches_nothing_yet(world: World) -> None:
    world.visited("en/busy", NOW)
    with world.ledger.transaction() as connection:
        connection.execute(sa.update(outcomes).values(outcome=None))
    assert world.plan.refresh(NOW)["en/busy"].asked is None
    assert world.plan.refresh(NOW + hours(3))["en/busy"].asked is None


@pytest.mark.slow
def test_the_budget_is_held_over_weeks(ledger) -> None:
    a_day = 60
    many = World(ledger, [outlet(f"n{number}") for number in range(6)])
    plan = Plan(ledger, many.outlets, a_day)
    now, spent, counted = NOW, 0, NOW + timedelta(days=7)
    while now < NOW + timedelta(days=14):
        rows = plan.refresh(now)
        for row in waiting(rows.values(), now):
            period = 2 + int(row.outlet[-1])
            fresh = now.hour // period != (row.asked or now - hours(9)).hour // period
            many.visited(row.outlet, now, items=(now - timedelta(minutes=3),) if fresh else ())
            spent += now >= counted
        now += timedelta(minutes=20)
    assert spent == pytest.approx(7 * a_day, rel=0.02)


def test_two_claims_of_one_outlet_are_one(world: World) -> None:
    world.plan.refresh(NOW)
    run = table.Run("a", ("en/busy", "en/quiet"), NOW, NOW + hours(1), "here")
    with world.ledger.transaction() as connection:
        assert table.claim(connection, run) == ("en/busy", "en/quiet")
    second = table.Run("b", ("en/quiet", "en/broken"), NOW, NOW + hours(1), "here")
    with world.ledger.transaction() as connection:
        assert table.claim(connection, second) == ("en/broken",)


@pytest.mark.parametrize(
    ("wish", "why", "wait"),
    [
        ({"max_age": 7200}, "max-age", 2.0),
        ({"ttl": 10_800}, "ttl", 3.0),
        ({"period": 14_400}, "update period", 4.0),
        ({"max_age": 900_000}, "max-age", 6.0),
        ({"delay": 3600.0}, "crawl-delay", 1.0),
        ({"skip": [12, 13, 14]}, "skipHours", 3.0),
    ],
)
def test_what_an_outlet_wishes_holds_back_its_next_visit(
    world: World, wish: dict[str, object], why: str, wait: float
) -> None:
    world.visited("en/busy", NOW, items=tuple(NOW - timedelta(minutes=5 * n) for n in range(1, 40)))
    with world.ledger.transaction() as connection:
        values = {"url": world.outlets["en/busy"].rss[0], "outlet": "en/busy"} | wish
        connection.execute(sa.insert(paces).values(values))
    row = world.plan.refresh(NOW)["en/busy"]
    assert (row.why, row.due >= NOW + hours(wait)) == (why, True)
    assert row.due < NOW + hours(wait + 1.0)
