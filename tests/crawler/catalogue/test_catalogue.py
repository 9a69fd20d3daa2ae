from pathlib import Path

import pytest

from crawler.catalogue import BUNDLED, load, select
from pipelines.errors import Misconfigured

GOOD = (
    'name = "The Reporter"\nhome = "https://reporter.example"\nrss = ["https://reporter.example/film.xml"]\n'
)


def written(folder: Path, text: str, name: str = "en/example_reporter.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, name: str = "en/example_reporter.toml") -> str:
    written(folder, text, name)
    with pytest.raises(Misconfigured) as told:
        load(folder)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_an_outlets_id_and_language_are_its_path(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "pt-BR/o_exemplo.toml")
    outlet = load(tmp_path)["pt-BR/o_exemplo"]
    assert (outlet.id, outlet.language, outlet.verified) == ("pt-BR/o_exemplo", "pt-BR", False)
    assert outlet.addresses == ("https://reporter.example/film.xml",)


def test_an_unknown_key_is_refused_with_its_line_and_the_key_that_was_meant(tmp_path: Path) -> None:
    told = refusal(tmp_path, GOOD + 'sitemap = ["https://reporter.example/news.xml"]\n')
    assert "example_reporter.toml:4: unknown key 'sitemap'" in told
    assert "did you mean sitemaps?" in told
    assert 'rss = ["https://reporter.example/film.xml"]' in told


def test_an_unknown_key_in_a_table_is_refused_with_its_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, GOOD + "[expect]\narticle_per_day = { min = 1, max = 5 }\n")
    assert "example_reporter.toml:5" in told
    assert "did you mean articles_per_day?" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "x"\n', "home"),
        (GOOD.replace('"The Reporter"', "7"), "Expected `str`"),
        (GOOD.replace('["https://reporter.example/film.xml"]', "[]"), "no way in"),
        (GOOD.replace("https://reporter.example/film.xml", "ftp://reporter.example/film.xml"), "ftp://"),
        (GOOD + 'country = "uk"\n', "country"),
        (GOOD + 'id = "en/other"\n', "the file's path"),
        (GOOD + "[expect]\narticles_per_day = { min = 9, max = 5 }\n", "min is more than max"),
        ("name = \n", "line 1"),
    ],
)
def test_a_wrong_file_is_refused_and_says_why(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


@pytest.mark.parametrize("name", ["english!/x.toml", "en/deeper/x.toml", "x.toml", "en/Example.toml"])
def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path, name: str) -> None:
    assert "<language>/<name>.toml" in refusal(tmp_path, GOOD, name)


def test_two_folders_may_not_give_one_id(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        written(tmp_path / folder, GOOD)
    with pytest.raises(Misconfigured, match="another outlet en/example_reporter"):
        load(tmp_path / "a", tmp_path / "b")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no such folder"):
        load(tmp_path / "nowhere")


def test_an_unknown_outlet_is_refused_with_its_close_matches(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    with pytest.raises(Misconfigured, match="did you mean en/example_reporter"):
        select(load(tmp_path), ["en/exampel_reporter"])


def test_every_bundled_outlet_loads() -> None:
    outlets = load(BUNDLED)
    assert all(outlet.addresses for outlet in outlets.values())
