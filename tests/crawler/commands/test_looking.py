"""The commands that fill the ledger and look into it, as a user meets them."""

import json

import pytest

from crawler.cli import run
from pipelines import journey
from pipelines.ledger import open_ledger
from tests.pipelines.test_journey import gathered


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    monkeypatch.setenv("GREENLIT_DATABASE", url)
    monkeypatch.setenv("GREENLIT_FEEDS", str(tmp_path / "feeds"))
    return url


@pytest.fixture
def told(database):
    with open_ledger(database) as ledger:
        journey.keep(ledger, [gathered(1, date="2030"), gathered(2, date="2030-05", season=2)])
        journey.keep(ledger, [gathered(3, date="2030-11-05", season=2)])
    return database


def line(**fields):
    article = {"id": "https://example.com/a", "title": "A title", "text": "A text.", "language": "en"}
    return json.dumps({**article, "published": "2024-05-01", **fields}) + "\n"


def test_a_timeline_shows_the_facts_with_history_and_sentence(told, capsys):
    assert run(["timeline", "night ferry", "--season", "2"]) == 0
    shown = capsys.readouterr().out
    assert "Night Ferry, season 2" in shown
    assert "Release: 5 November 2030 [official]" in shown
    assert "2025-01-02" in shown
    assert "“Nigh”" in shown


def test_a_timeline_as_of_a_day_knows_only_what_was_out_by_then(told, capsys):
    assert run(["timeline", "Night Ferry", "--season", "2", "--as-of", "2025-01-02", "--json"]) == 0
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert fact["value"]["date"] == "2030-05"


def test_a_timeline_of_what_was_not_found_yet_is_empty(told, capsys):
    assert run(["timeline", "Night Ferry", "--found-by", "2025-01-03"]) == 2
    assert "nothing was known" in capsys.readouterr().err


def test_a_title_that_is_not_there_gets_suggestions(told, capsys):
    assert run(["timeline", "Harbour Ferry"]) == 2
    assert capsys.readouterr().err == (
        "greenlit: no title 'Harbour Ferry' in the ledger; did you mean: Night Ferry?\n"
    )


def test_a_slip_of_the_finger_is_forgiven(told, capsys):
    assert run(["timeline", "Nigth Ferry"]) == 0


def test_an_empty_ledger_says_how_to_fill_it(database, capsys):
    assert run(["timeline", "Night Ferry"]) == 2
    assert "the ledger is empty; fill it with: greenlit crawl" in capsys.readouterr().err


def test_an_update_is_explained_from_the_beginning_of_its_id(told, capsys):
    run(["timeline", "Night Ferry", "--season", "2", "--json"])
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert run(["explain", fact["updates"][-1]["id"][:8]]) == 0
    shown = capsys.readouterr().out
    assert "The rule:" in shown
    assert "What would change it:" in shown


def test_an_id_that_is_none_is_one_clear_line(told, capsys):
    assert run(["explain", "fffffffff"]) == 2
    assert "nor the id of one update" in capsys.readouterr().err


def test_an_address_is_explained_from_the_ledger(told, capsys):
    assert run(["explain", "http://example.com/3/?utm_source=x"]) == 0
    assert "holds now: 5 November 2030" in capsys.readouterr().out


def test_a_saved_page_is_explained_step_by_step(tmp_path, database, capsys):
    page = tmp_path / "page.html"
    words = "The harbour was quiet, and nobody had much to say about it that day. " * 12
    page.write_text(f"<html lang=en><title>A story</title><article><h1>A story</h1><p>{words}</p></article>")
    assert run(["explain", str(page)]) == 0
    assert "A story" in capsys.readouterr().out


def test_articles_are_ingested_once(tmp_path, database, capsys):
    path = tmp_path / "articles.jsonl"
    path.write_text(line() + line(id="https://example.com/b", text="Another text.\u0000\u202e"))
    assert run(["ingest", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 2
    assert run(["ingest", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 2


def test_an_article_with_a_time_that_is_none_is_refused_and_the_rest_kept(tmp_path, database, capsys):
    path = tmp_path / "articles.jsonl"
    path.write_text(line(published="yesterday") + line(id="https://example.com/b"))
    assert run(["ingest", str(path)]) == 1
    assert "'yesterday' is no ISO 8601 date" in capsys.readouterr().err


def test_a_line_that_is_no_article_stops_with_its_number(tmp_path, database, capsys):
    path = tmp_path / "articles.jsonl"
    path.write_text(line() + "not json\n")
    assert run(["ingest", str(path)]) == 2
    assert "articles.jsonl, line 2" in capsys.readouterr().err


def test_feeds_are_published_where_the_configuration_says(tmp_path, told, capsys):
    assert run(["publish"]) == 0
    assert (tmp_path / "feeds" / "index.html").is_file()
    assert run(["publish"]) == 0
    assert "0 changed" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path, told, capsys):
    (tmp_path / "file").write_text("")
    assert run(["publish", "--into", str(tmp_path / "file")]) == 2
    assert "name another folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["timeline", "publish", "ingest", "explain"])
def test_every_command_has_an_example(name, capsys):
    assert run([name, "--help"]) == 0
    assert "Example" in capsys.readouterr().out
