"""Seasons, parts and volumes in running text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.seasons import seasons
from pipelines.vocabulary import languages, pack


def said(text: str, language: str = "en") -> list[tuple[str, int | None, str | None]]:
    return [(found.kind, found.number, found.relation) for found in seasons(text, pack(language))]


ENGLISH = {
    "Season 2": [("season", 2, None)],
    "S2 and season two": [("season", 2, None), ("season", 2, None)],
    "its 2nd season": [("season", 2, None)],
    "a sophomore season": [("season", 2, None)],
    "seasons 2 and 3": [("season", 2, None), ("season", 3, None)],
    "a second and third season": [("season", 2, None), ("season", 3, None)],
    "the third and final season": [("season", 3, "final")],
    "another season": [("season", None, "next")],
    "Series 5": [("series", 5, None)],
    "Part Two, Part II, Vol. 2": [("part", 2, None), ("part", 2, None), ("volume", 2, None)],
    "Season 4 Part 1": [("season", 4, None), ("part", 1, None)],
    "season 2025": [("season", None, None)],
    "two seasons, the S&P, S.W.A.T.": [],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_says(text: str) -> None:
    assert said(text) == ENGLISH[text]


def test_a_mention_is_exactly_its_words() -> None:
    text = "Wait for the third and final season of it."
    (found,) = seasons(text, pack("en"))
    assert text[found.start : found.end] == "third and final season"


@settings(deadline=None)
@given(st.text(alphabet="season 2IVXsS,.&第期시즌기.ªth", max_size=80), st.sampled_from(languages()))
def test_any_text_is_read_in_bounds(text: str, language: str) -> None:
    for found in seasons(text, pack(language)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.number is None or 0 < found.number <= 60
