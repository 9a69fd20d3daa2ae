"""Titles that are watched, and stories that break: whose outlets are asked sooner, inside the same budget."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.cli import run
from crawler.schedule import table, watching
from crawler.schedule.plan import Plan
from crawler.schedule.urgency import Story, weights
from pipelines import journey
from pipelines.ledger import open_ledger
from pipelines.model import Article
from tests.crawler.schedule.conftest import NOW, World, hours

TOMORROW = "“Night Ferry” will premiere on Netflix on March 5, 2026."


def tell(world: World, outlet: str, at: datetime, text: str = TOMORROW) -> None:
    url = f"https://{outlet[3:]}.example/{at:%d%H%M}"
    article = Article(url, "News of the day", text, url, "en", at.isoformat(), outlet=outlet)
    gathered = journey.Gathered(article, journey.extract(article), at, False)
    journey.keep(world.ledger, [gathered], [lambda connection, outcome=None: None])


def due(world: World, outlet: str = "en/busy", now: datetime = NOW) -> tuple[datetime, str]:
    row = world.plan.refresh(now)[outlet]
    return row.due, row.why


def visited(world: World) -> None:
    world.plan = Plan(world.ledger, world.outlets, 30)
    for name in world.outlets:
        world.visited(name, NOW, items=tuple(NOW - hours(9 * n) for n in range(1, 6)))


def test_a_watched_title_near_its_date_hastens_those_who_tell_of_it(world: World) -> None:
    tell(world, "en/busy", NOW - timedelta(days=3))
    visited(world)
    before, why = due(world)
    assert why == "expected news"
    with world.ledger.transaction() as connection:
        assert watching.add(connection, "night  ferry", NOW)
    after, why = due(world)
    assert after < before
    assert why.startswith("a story that it tells, weight")
    assert due(world, "en/quiet")[1] == "expected news"


def test_a_story_that_breaks_at_one_outlet_hastens_the_others_that_tell_it(world: World) -> None:
    for outlet in ("en/busy", "en/quiet"):
        tell(world, outlet, NOW - timedelta(days=9), "Netflix has renewed “Night Ferry” for a second season.")
    visited(world)
    before, _ = due(world, "en/quiet")
    tell(world, "en/busy", NOW - hours(0.5), "Netflix has cancelled “Night Ferry” after two seasons.")
    after, why = due(world, "en/quiet")
    assert after < before
    assert why.startswith("a story that it tells")
    assert due(world, "en/broken")[1] == "expected news"


def test_a_story_cools_and_what_is_watched_cools_slower() -> None:
    telling = {"w": {"a": 4, "b": 1}}
    now = 0.0
    fresh = weights([Story("w", now)], telling, now)
    old = weights([Story("w", now - 6 * 3600)], telling, now)
    watched = weights([Story("w", now - 6 * 3600, 12 * 3600)], telling, now)
    assert fresh == {"a": 4.0, "b": 1.75}
    assert 1.0 < old["a"] < watched["a"] < fresh["a"]
    assert weights([Story("w", now)] * 3, telling, now) == fresh


def price(world: World, now: datetime) -> float:
    world.plan.refresh(now)
    with world.ledger.reading() as connection:
        told: float = table.note(connection, "budget")["price"]
    return told


def test_what_is_urgent_takes_from_the_others_not_from_the_budget(world: World) -> None:
    tell(world, "en/busy", NOW - timedelta(days=9), "Netflix has renewed “Night Ferry” for a second season.")
    visited(world)
    price(world, NOW)
    before = price(world, NOW + hours(1))
    tell(world, "en/busy", NOW + hours(2), "Netflix has cancelled “Night Ferry” after two seasons.")
    assert price(world, NOW + hours(2.1)) > 1.2 * before


def test_a_person_watches_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GREENLIT_DATA", str(tmp_path))
    with open_ledger(f"sqlite:///{tmp_path / 'greenlit.sqlite'}") as ledger:
        tell(World(ledger, []), "en/busy", NOW - hours(30))
    assert run(["watch", "add", "Night Ferry", "Not Yet Told"]) == 0
    assert run(["watch", "add", "NIGHT FERRY"]) == 0
    assert "was watched already" in capsys.readouterr().out
    assert run(["watch", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["title"], bool(row["works"])) for row in rows] == [
        ("Night Ferry", True),
        ("Not Yet Told", False),
    ]
    assert rows[0]["next"].startswith("2026-03-")
    assert run(["watch", "remove", "Night Ferry"]) == 0
    assert run(["watch", "remove", "Night Ferry"]) == 1
    assert run(["watch", "add", " "]) == 2
    capsys.readouterr()
    assert run(["watch", "list"]) == 0
    assert capsys.readouterr().out == "Not Yet Told\tnot in the news yet\n"


def test_a_digest_has_what_is_watched_on_top_and_stays_on_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GREENLIT_DATA", str(tmp_path))
    found = datetime.now(NOW.tzinfo)
    with open_ledger(f"sqlite:///{tmp_path / 'greenlit.sqlite'}") as ledger:
        told = World(ledger, [])
        tell(told, "en/busy", found - hours(1), "Netflix has renewed “Amber Harbour” for a second season.")
        tell(told, "en/quiet", found - hours(2), "Netflix has renewed “Night Ferry” for a third season.")
        tell(told, "en/quiet", found - hours(90), "Netflix has renewed “Silver Ledger” for a third season.")
        with ledger.transaction() as connection:
            watching.add(connection, "Night Ferry", found)
    assert run(["digest"]) == 0
    text = capsys.readouterr().out
    order = [text.index(part) for part in ("Watched", "Night Ferry", "Everything else", "Amber Harbour")]
    assert order == sorted(order)
    assert "Silver Ledger" not in text
    assert "Netflix has renewed “Night Ferry” for a third season." in text
    assert run(["digest", "--watched", "--into", str(tmp_path / "digests")]) == 0
    [written] = (tmp_path / "digests").iterdir()
    assert "Amber Harbour" not in written.read_text()
    assert run(["digest", "--hours", "200"]) == 0
    assert "Silver Ledger" in capsys.readouterr().out
