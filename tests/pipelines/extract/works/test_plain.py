"""Titles of which only the first word has a capital, in languages that write them like sentences."""

import pytest

from pipelines.extract import trace
from pipelines.model import Article


def titles(language, title, text=""):
    mentions = trace(
        Article(id="a", title=title, text=text, language=language, published="2025-03-01")
    ).mentions
    return {(work.title, work.season) for work in mentions.works.mentions if not work.passing}


@pytest.mark.parametrize(
    ("language", "title", "text", "work"),
    [
        (
            "es",
            "Las horas del faro volverá",
            "Las horas del faro tendrá nuevos capítulos.",
            "Las horas del faro",
        ),
        ("es", "Terminó el rodaje de La sal del desierto en Durango", "", "La sal del desierto"),
        ("fr", "Le quai sera de retour", "Tout savoir : Le quai reviendra bientôt.", "Le quai"),
        ("it", "Al via le riprese", "Il set de La casa vuota è a Lecce.", "La casa vuota"),
        ("pt", "Terminam as filmagens", "Ana Lopes volta em O cheiro da terra.", "O cheiro da terra"),
        ("it", "Il set", "Si gira Il nome d'inverno. Chi c'è ne Il nome d'inverno?", "Il nome d'inverno"),
    ],
)
def test_a_title_of_one_capital_is_found(language, title, text, work):
    assert work in {title for title, _ in titles(language, title, text)}


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("es", "La actriz vuelve", "La actriz vuelve a Madrid. La serie no."),
        ("it", "Iniziate a Torino le riprese", "Sono iniziate a Torino le riprese."),
        ("fr", "Le tournage reprend", "Le tournage reprend à Nice. Le film aussi."),
        ("es", "'Puerto bajo' crece", "Detrás de las cámaras estará Marta Sol, según dijo a La voz."),
    ],
)
def test_a_sentence_is_no_title(language, title, text):
    assert {title for title, _ in titles(language, title, text)} <= {"Puerto bajo"}


def test_the_number_behind_a_title_counts_seasons_where_nothing_speaks_of_a_film():
    assert ("Puerto bajo", 2) in titles("es", "'Puerto bajo 2' se hace esperar")
    assert ("Puerto bajo 2", None) in titles("es", "'Puerto bajo 2' llega a los cines")


def test_a_title_behind_a_contracted_article_is_the_whole_one():
    found = titles("fr", "« Le Bureau vide » revient", "La saison 2 du « Bureau vide » arrive.")
    assert {title for title, _ in found} == {"Le Bureau vide"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La casa vacía (3 de mayo)\nPuerto bajo (9 de mayo)\nEl último vuelo (20 de mayo)", 3),
        ("LA CASA VACÍA\nDirección: Ana Robles.\nPUERTO BAJO\nDirección: Tomás Vidal.", 2),
        ("Ana Robles (Marta)\nTomás Vidal (Julián)\nIrene Cuesta (Clara)", 0),
        ("Reparto\nLo encabeza Ana Robles desde mayo.\nFecha\nLlega el 3 de mayo.", 0),
    ],
)
def test_the_lines_of_a_list_open_with_titles(text, found):
    assert len({title for title, _ in titles("es", "Los estrenos de mayo", text)}) == found
