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


def test_a_character_before_who_plays_it_is_no_person():
    text = "Em 'Porto Baixo', Chiara, vivida por Lívia Montes, volta a fugir."
    found = claims("pt", "'Porto Baixo': o que se sabe", text)
    assert ("Lívia Montes", "Chiara") in {(claim["person"], claim["role"]) for claim in found}
    assert "Chiara" not in {claim["person"] for claim in found}


def test_who_leaves_a_role_had_the_character_of_who_takes_it():
    text = "Lívia Montes assume Luísa no lugar de Rita Prado."
    found = claims("pt", "'Porto Baixo' troca de atriz", text)
    assert {(claim["event"], claim["person"], claim["role"]) for claim in found} == {
        ("joins", "Lívia Montes", "Luísa"),
        ("exits", "Rita Prado", "Luísa"),
    }


def test_the_first_name_behind_according_to_says_so():
    text = "Según el portal especializado Hora Tres, Ana Robles se suma al reparto."
    found = claims("es", "'Puerto bajo': una novedad", text)
    assert [(claim["person"], claim["attribution"]) for claim in found] == [("Ana Robles", "Hora Tres")]


def test_a_title_that_only_begins_with_a_capital_is_told_by_its_headline():
    text = "La seconda stagione di Tutto il mare intorno arriva il 5 maggio su Rai 1."
    found = claims("it", "Tutto il mare intorno 2, quando arriva su Rai 1", text)
    assert [(claim["work"], claim["season"], claim["date"]) for claim in found] == [
        ("Tutto il mare intorno", 2, "2025-05-05")
    ]


def test_a_bracket_may_tell_what_a_character_does():
    text = "Ritroveremo Anna Bassi (la dottoressa Livia) e Piero Neri (il cuoco Gino)."
    found = claims("it", "«Porto basso» 2: il cast", text)
    assert {(claim["person"], claim["role"]) for claim in found} == {
        ("Anna Bassi", "Livia"),
        ("Piero Neri", "Gino"),
    }


def test_a_part_in_small_letters_counts_where_no_season_does():
    found = claims("fr", "« Bas Port » partie 4 : le tournage a commencé")
    assert [(claim["event"], claim["season"]) for claim in found] == [("filming", 4)]


def test_a_bare_title_is_told_by_the_kind_of_work_beside_it():
    text = "Queda poco para ver Marea, la nueva serie protagonizada por Ana Robles."
    text += " La película Torre Alta se estrena el 5 de mayo."
    found = claims("es", "Guía de la primavera", text)
    assert {(claim["work"], claim["person"], claim["date"]) for claim in found} == {
        ("Marea", "Ana Robles", None),
        ("Torre Alta", None, "2025-05-05"),
    }


def test_a_name_with_a_capital_article_is_no_title():
    found = claims("fr", "La saison 2 de « Bas Port » en tournage avec Samuel Le Garrec")
    assert {claim["work"] for claim in found} == {"Bas Port"}


def test_titles_in_a_bracket_behind_a_name_are_background():
    text = 'El director será Raúl Peña ("La espera", "El pozo") y el reparto cuenta con Ana Robles.'
    found = claims("es", "'Puerto bajo': lo que se sabe", text)
    assert {(claim["work"], claim["person"]) for claim in found} == {
        ("Puerto bajo", "Raúl Peña"),
        ("Puerto bajo", "Ana Robles"),
    }


def test_a_name_goes_on_with_a_common_word_or_in_capitals():
    text = "Au casting, on retrouve Alma Grande et Noé KERVELLA."
    found = claims("fr", "« Bas Port » : tout sur la série", text)
    assert {claim["person"] for claim in found} == {"Alma Grande", "Noé KERVELLA"}


def test_speech_in_marks_is_no_title():
    text = "« Je pars avant qu'on se lasse », a expliqué Alma Ferrand. Elle quitte la série."
    found = claims("fr", "« Bas Port » : un départ", text)
    assert {claim["work"] for claim in found} <= {"Bas Port"}


def test_a_title_in_small_letters_is_told_by_the_kind_of_work_behind_its_comma():
    text = "Seconda stagione per Volevo tornare a casa, la serie interpretata da Anna Bassi."
    found = claims("it", "Le novità della stagione", text)
    assert {(claim["work"], claim["person"]) for claim in found} == {("Volevo tornare a casa", "Anna Bassi")}
