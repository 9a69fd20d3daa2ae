"""What a person sees of the schedule."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.cli import run
from crawler.schedule.report import forecast, report, told
from tests.crawler.schedule.conftest import NOW, World, hours

EXAMPLE = """name = "An Outlet"
home = "https://an-outlet.example"
rss = ["https://an-outlet.example/film.xml"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "outlets" / "en").mkdir(parents=True)
    (tmp_path / "outlets" / "en" / "an_outlet.toml").write_text(EXAMPLE)
    monkeypatch.setenv("GREENLIT_DATA", str(tmp_path))
    monkeypatch.delenv("GREENLIT_CONTACT", raising=False)
    return tmp_path / "outlets"


def test_status_names_what_is_next_what_sleeps_and_what_was_spent(world: World) -> None:
    world.visited("en/busy", NOW - hours(1), items=(NOW - hours(1.5), NOW - hours(3)))
    world.visited("en/broken", NOW - hours(0.1), "failed:dns")
    world.plan.refresh(NOW)
    seen = report(world.ledger, world.outlets, 1000, NOW)
    assert (seen.spent_today, seen.daemon) == (2, False)
    assert [row["outlet"] for row in seen.asleep] == ["en/broken"]
    assert {row["outlet"] for row in seen.next} == {"en/busy", "en/quiet"}
    assert (seen.freshness.items, seen.freshness.median) == (2, 120.0)
    text = told(seen, NOW)
    assert "asleep   en/broken" in text
    assert "back-off" in text
    assert "2 of 1000 requests" in text


def test_a_forecast_can_be_cut_to_what_is_due_soon(world: World) -> None:
    world.visited("en/busy", NOW)
    rows = {row["outlet"] for row in forecast(world.plan, NOW, timedelta(0))}
    assert rows == {"en/quiet", "en/broken"}
    assert len(forecast(world.plan, NOW)) == 3


def test_a_dry_run_asks_nobody_and_needs_no_contact(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schedule", "--dry-run", "--catalogue", str(folder)]) == 0
    assert "en/an_outlet" in capsys.readouterr().out
    assert run(["outlets", "due", "--json", "--catalogue", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["why"] == "new"
    assert run(["status", "--json", "--catalogue", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["next"][0]["outlet"] == "en/an_outlet"


def test_live_outlets_need_a_contact_before_the_daemon_starts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schedule", "--once", "--catalogue", str(folder)]) == 2
    assert "GREENLIT_CONTACT" in capsys.readouterr().err
