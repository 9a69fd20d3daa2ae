"""``greenlit identity`` as a person uses it."""

import json

import pytest

from crawler.cli import run
from pipelines.identify import identify
from pipelines.ledger import open_ledger
from pipelines.ledger.names import Names
from pipelines.model import Article, Claim, Evidence


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'g.sqlite'}"
    monkeypatch.setenv("GREENLIT_DATABASE", url)
    return url


def tell(database, *names):
    claims = [
        Claim(name, "cast", "joins", work, "official", Evidence(0, 1, "t"), person=name)
        for work, name in names
    ]
    article = Article(id="a", title="t", text="x", published="2024-01-01")
    with open_ledger(database) as ledger, ledger.transaction() as connection:
        return [it.person for it in identify(claims, article, Names(connection))]


def persons(database, *forms):
    with open_ledger(database) as ledger, ledger.reading() as connection:
        found = {form.name: form.root for form in Names(connection).forms(forms)}
    return len(set(found.values()))


def test_pairs_are_compared_line_by_line(tmp_path, capsys):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(
        '{"kind": "person", "a": "Park Ji-hu", "b": "박지후", "note": 1}\n\n'
        '{"kind": "person", "a": "Kim Min-ji", "b": "Kim Min-jae"}\n'
        '{"kind": "person", "a": "Lee JQ", "b": "Lee Jae-kyoo"}\n'
    )
    assert run(["identity", "compare", str(pairs)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["same"] for line in lines] in ([True, False, None], [True, None, None])
    assert lines[0]["note"] == 1
    assert 0 <= lines[0]["score"] <= 1


def test_a_broken_line_is_named_and_the_rest_is_compared(tmp_path, capsys):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"kind": "place"}\n{"kind": "work", "a": "Étoile", "b": "Etoile"}\n')
    assert run(["identity", "compare", str(pairs)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["same"] is True
    assert "line 1 has no kind" in err


def test_a_decision_is_remembered_and_taken_back(database, capsys):
    one, other = tell(database, ("Night Ferry", "Kim Jae-won"), ("Cold Harbour", "김재원"))
    assert run(["identity", "review", "--json"]) == 0
    waiting = json.loads(capsys.readouterr().out)
    assert {waiting["a"], waiting["b"]} == {"Kim Jae-won", "김재원"}
    assert run(["identity", "accept", "Kim Jae-won", "김재원"]) == 0
    assert persons(database, one, other) == 1
    assert run(["identity", "accept", "--undo", one, other]) == 0
    assert persons(database, one, other) == 2
    assert run(["identity", "reject", one, other]) == 0
    tell(database, ("Night Ferry", "Kim Jae-won"), ("Night Ferry", "김재원"))
    assert persons(database, one, other) == 2


def test_an_unknown_name_is_refused_with_advice(database, capsys):
    assert run(["identity", "accept", "Nobody", "Noone"]) == 2
    assert "greenlit identity review" in capsys.readouterr().err


def test_names_are_imported_from_wikidata_style_json(database, tmp_path, capsys):
    path = tmp_path / "entities.json"
    label = {"en": {"value": "The Glory"}, "ko": {"value": "더 글로리"}}
    human = {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}
    path.write_text(
        json.dumps(
            {
                "entities": {
                    "Q1": {
                        "id": "Q1",
                        "labels": label,
                        "aliases": {"en": [{"value": "Glory, The"}]},
                        "tmdb": 7,
                    },
                    "Q2": {"id": "Q2", "labels": {"en": {"value": "Anna Berg"}}, "claims": human},
                }
            }
        )
    )
    assert run(["identity", "import", str(path)]) == 0
    assert capsys.readouterr().out == "2 entities, 4 new names\n"
    assert run(["identity", "import", str(path)]) == 0
    assert capsys.readouterr().out == "2 entities, 0 new names\n"


@pytest.mark.parametrize("text", ["[1]", '{"entities": 3}', "no json", '[{"id": "Q1"}]', '[{"names": [4]}]'])
def test_a_file_of_another_shape_is_refused(database, tmp_path, capsys, text):
    path = tmp_path / "entities.json"
    path.write_text(text)
    assert run(["identity", "import", str(path)]) == 2
    assert capsys.readouterr().err.startswith("greenlit: ")
