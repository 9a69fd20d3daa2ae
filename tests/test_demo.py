"""The demo, run as a newcomer runs it: the whole journey in child processes, told as one coherent story."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GREENLIT_")}
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "demo"],
        env=kept | {"GREENLIT_DATA": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder / "demo", done.stdout


def test_piped_it_prints_plain_text(demo: tuple[Path, str]) -> None:
    assert "\x1b" not in demo[1]
    assert "\r" not in demo[1]


def test_the_story_runs_from_renewed_over_2024_to_filming_without_a_date(demo: tuple[Path, str]) -> None:
    story = demo[1]
    told = ["Renewed", "Release planned for 2024", "2024 has come and gone", "Filming, 23 July 2025"]
    places = [story.index(words) for words in told]
    assert places == sorted(places)
    assert "No release date announced" in story[places[-1] :]


def test_each_change_stands_with_a_sentence_and_its_outlet(demo: tuple[Path, str]) -> None:
    assert "“BH Entertainment, which represents Park Ji-hu, said" in demo[1]
    assert "Seoul Signal, quoting " in demo[1]


def test_four_return_and_four_join(demo: tuple[Path, str]) -> None:
    _, _, holds = demo[1].partition("What holds now")
    for name in ("Park Ji-hu", "Yoon Chan-young", "Cho Yi-hyun", "Lee Min-jae", "Kim Si-eun", "Roh Jae-won"):
        assert name in holds


def test_the_second_day_reads_what_changed_and_nothing_else(demo: tuple[Path, str]) -> None:
    [day] = [line for line in demo[1].splitlines() if line.startswith("  Day 2")]
    assert "2 articles read, 2 lists unchanged (304)" in day
    assert "moved from 22 August 2025 to 10 October 2025" in demo[1]


def test_the_feeds_lie_where_it_says(demo: tuple[Path, str]) -> None:
    folder = demo[0] / "feeds"
    assert f"Read on in {folder}/" in demo[1]
    for name in ("index.html", "atom.xml", "calendar.ics", "updates.jsonl", "updates.csv"):
        assert (folder / name).stat().st_size
        assert name in demo[1]
    updates = [json.loads(line) for line in (folder / "updates.jsonl").read_text("utf-8").splitlines()]
    assert len(updates) > 30


def test_nothing_but_loopback_was_asked(demo: tuple[Path, str]) -> None:
    with sqlite3.connect(demo[0] / "greenlit.sqlite") as ledger:
        asked = [url for (url,) in ledger.execute("select url from addresses")]
    assert asked
    assert all(url.startswith("http://127.0.0.1:") for url in asked)


def test_nothing_is_told_that_the_articles_do_not_say(demo: tuple[Path, str]) -> None:
    _, found, story = demo[1].partition("\n\nAll of Us Are Dead, season 2")
    assert found
    for word in ("Cancelled", "Paused", "Leaves", "In talks", "Released"):
        assert word not in story
