"""Titles without marks: what stands around a run of capitals tells a work from a person or a place."""

import pytest

from pipelines.extract import trace
from pipelines.model import Article


def titles(title, text="", language="en"):
    mentions = trace(
        Article(id="a", title=title, text=text, language=language, published="2025-03-01")
    ).mentions
    return {work.title for work in mentions.works.mentions if not work.passing}


@pytest.mark.parametrize(
    ("title", "text", "work"),
    [
        ("Netflix renews Glass Harbour for season 2", "", "Glass Harbour"),
        ("Ada Quill Joins Glass Harbour Season 2", "", "Glass Harbour"),
        ("Ghostlight cancelled after one season", "Ghostlight will not return to HBO.", "Ghostlight"),
        ("A lead", "Ada Quill will star in the thriller Saltmarsh, which Mia Thorn directs.", "Saltmarsh"),
        ("Dates", "HBO's The Tin Parade will premiere on May 3.", "The Tin Parade"),
        ("Dates", "Mia Thorn's The Hour of Foxes opens on May 3.", "The Hour of Foxes"),
        ("One Lantern live-action adds Ada Quill", "One Lantern is set to film in May.", "One Lantern"),
        ("Sony dates Iron Tide 2", "The sequel Iron Tide 2 opens on May 3, 2026.", "Iron Tide 2"),
    ],
)
def test_a_title_is_told_by_its_neighbours(title, text, work):
    assert work in titles(title, text)


@pytest.mark.parametrize(
    ("headline", "work"),
    [
        ("Ada Quill Exits Big House at HBO", "Big House"),
        ("Ada Quill Joins FX's The Long Way in Key Role", "The Long Way"),
        ("Ada Quill to Star in Searchlight's Two for the Road Remake", "Two for the Road"),
        ("Ada Quill Rounds Out Cast of Late Fame", "Late Fame"),
        ("Ada Quill eyed for lead in Sense and Sensibility", "Sense and Sensibility"),
        ("Hulu Picks Up Good Time for Second Season", "Good Time"),
        ("Netflix Scraps Plans for The Life of Man", "The Life of Man"),
        ("Best Man, Starring Ada Quill, Gets Series Order at Hulu", "Best Man"),
        ("CBS Orders Medical Drama Life Signals", "Life Signals"),
        ("Hulu's Only Murders in the House Enlists Ada Quill for Season 5", "Only Murders in the House"),
        ("A Man on the Inside Eyes Fall Return on Netflix", "A Man on the Inside"),
        ("Rust: Earth Lands August 12 Premiere on FX", "Rust: Earth"),
        ("Ada Quill replaces Tom Hale in Merchant of Dreams", "Merchant of Dreams"),
        ("Call the Nurse: Ada Quill leaves after five years", "Call the Nurse"),
        ("Wednesday Adds Ada Quill for Season 3", "Wednesday"),
        ("Ada Quill Joins Rust: The Long Story", "Rust: The Long Story"),
        ("Ada Quill Checks In to Only Murders", "Only Murders"),
        ("Ada Quill to Direct Another Round Remake", "Another Round"),
        ("Ada Quill, Tom Hale Wrap Pride and Prejudice Shoot", "Pride and Prejudice"),
        ("Tom Hale in as Netflix recasts Department Q", "Department Q"),
        ("Ada Quill Leaving Saturday Night Live Ahead of Season 51", "Saturday Night Live"),
        ("Ada Quill Joins Mia Thorn's All's Fair at Hulu", "All's Fair"),
        ("The Morning Show Star Ada Quill Exits After Four Seasons", "The Morning Show"),
        ("Fox Cancels Alert: Missing Persons Unit", "Alert: Missing Persons Unit"),
        ("Ada Quill joins new series What Lies Beneath", "What Lies Beneath"),
        ("Fox Benches Murder in a Small Town Until Midseason", "Murder in a Small Town"),
    ],
)
def test_a_headline_has_room_for_a_title_of_common_words(headline, work):
    assert titles(headline) == {work}


@pytest.mark.parametrize(
    "headline",
    [
        "Sarah Quill roped in for James Thorn film",
        "Disney Names New Chief of Big Screen Division",
        "Netflix Orders Medical Drama",
        "Tom Hale on taking over from Ada Quill",
        "Ada Quill comes on board for Mia Thorn's next",
        "Sony dates four films for April 2028",
        "Moving On",
        "Venice Title Lands at Mubi",
    ],
)
def test_what_fills_the_room_may_be_no_title(headline):
    assert titles(headline) == set()


@pytest.mark.parametrize(
    ("language", "title", "work"),
    [
        ("tr", "Kırık Fener dizisinin kadrosuna yeni isim", "Kırık Fener"),
        ("id", "Film Rumah Hujan tayang 5 Mei di bioskop", "Rumah Hujan"),
    ],
)
def test_a_noun_gives_a_title_away_in_every_language(language, title, work):
    assert work in titles(title, f"{title}.", language)


def test_persons_characters_and_places_are_no_works():
    text = (
        "Ada Quill will star as Mara Voss in the drama Saltmarsh. Quill, who lives in Dublin, said that she "
        "is thrilled. The cast also includes Tom Hale and Min-ji Oh."
    )
    assert titles("Ada Quill to star in Saltmarsh", text) == {"Saltmarsh"}


def test_the_lines_of_a_list_open_with_titles():
    text = "Glass Harbour (Netflix): May 3\nGoing Under (HBO): May 5\nThe Quiet Hour (Hulu): May 9"
    assert titles("What's coming in May", text) == {"Glass Harbour", "Going Under", "The Quiet Hour"}


def test_a_label_that_recurs_is_no_title():
    text = "Where: at home\nGlass Harbour (Netflix)\nWhere: at home\nQuiet Hour (HBO)\nTin Parade (Hulu)"
    assert "Where" not in titles("What's coming in May", text)


def test_a_title_with_a_comma_is_one_where_it_recurs():
    text = "The drama Tall Grass, Deep Water opens on May 3. Tall Grass, Deep Water stars Ada Quill."
    assert "Tall Grass, Deep Water" in titles("Thorn's Tall Grass, Deep Water gets a date", text)


def test_one_half_of_a_title_stands_for_the_whole():
    text = "The series Quarry: Night of Glass returns. HBO renewed Quarry: Night of Glass. Quarry ends later."
    assert titles("Quarry: Night of Glass renewed", text) == {"Quarry: Night of Glass"}


def test_a_weekday_before_a_season_is_a_title():
    assert "Tuesday" in titles("Tuesday Season 2 is filming", "The cast of Tuesday Season 2 is in Dublin.")
