"""What the engine reads in the Romance languages beyond words: questions, elisions, brackets, numbers."""

import dataclasses

from pipelines.extract import extract
from pipelines.model import Article


def claims(language, title, text="", published="2025-03-10"):
    article = Article(id="a", title=title, text=text, language=language, published=published)
    return [dataclasses.asdict(claim) for claim in extract(article)]


def test_a_question_begins_at_its_own_mark():
    found = claims("es", "'Puerto bajo' llega el 11 de diciembre, ¿quién es quién?")
    assert [(claim["event"], claim["date"]) for claim in found] == [("scheduled", "2025-12-11")]


def test_a_season_is_no_weekday():
    text = 'A Globoplay libera a segunda temporada de "Porto Baixo" no dia 15 de agosto.'
    found = claims("pt", "'Porto Baixo' volta", text)
    assert [(claim["season"], claim["date"]) for claim in found] == [(2, "2025-08-15")]


def test_a_full_name_in_brackets_plays_the_single_name_before_it():
    text = "No elenco estão Raquel (Lívia Montes) e Durval (Caio Ferraz)."
    found = claims("pt", "'Porto Baixo': conheça o elenco", text)
    assert {(claim["person"], claim["role"]) for claim in found} == {
        ("Lívia Montes", "Raquel"),
        ("Caio Ferraz", "Durval"),
    }


def test_the_word_before_a_name_and_its_comma_is_no_person():
    found = claims("pt", "Grávida, Lívia Montes deixa 'Porto Baixo'")
    assert [claim["person"] for claim in found] == ["Lívia Montes"]


def test_an_elided_word_is_no_part_of_a_name():
    found = claims("fr", "« Bas Port » : une recrue", "L'humoriste Alma Ferrand rejoint le casting.")
    assert [(claim["event"], claim["person"]) for claim in found] == [("joins", "Alma Ferrand")]
