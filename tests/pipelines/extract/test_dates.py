"""Dates in running text, one table a language, and what must hold for every date."""

import time
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.edtf import GROUPINGS
from pipelines.extract.dates import Window, turned, windows
from pipelines.extract.edtf import stretch
from pipelines.vocabulary import pack

PUBLISHED = date(2024, 1, 29)


def read(text: str, language: str = "en", published: date | None = PUBLISHED) -> list[Window]:
    return list(windows(text, published, pack(language)))


def said(text: str, language: str = "en", published: date | None = PUBLISHED) -> list[str]:
    return [window.edtf for window in read(text, language, published) if not window.loose]


ENGLISH = {
    "It opens July 23, 2025.": ["2025-07-23"],
    "On the 23rd of July, 2025": ["2025-07-23"],
    "June 2022": ["2022-06"],
    "in June": ["2024-06"],
    "in 2024": ["2024"],
    "later this year": ["2024"],
    "sometime this year": ["2024"],
    "next year": ["2025"],
    "early 2025, mid-2025, late 2025": ["2025-37", "2025-38", "2025-39"],
    "in the first half of 2024": ["2024-40"],
    "the second half of 2024": ["2024-41"],
    "Q1 2025 and the fourth quarter of 2025": ["2025-33", "2025-36"],
    "fall 2025 and next summer": ["2025-23", "2025-22"],
    "late 2023 or early 2024": ["2023-39/2024-37"],
    "before June 2024": ["../2024-06"],
    "not before 2027": ["2027/.."],
    "next month": ["2024-02"],
    "this Friday": ["2024-02-02"],
    "Christmas 2025, Diwali 2025, Eid 2025": ["2025-12", "2025-10", "2025-03"],
    "from 5 February to 16 July": ["2024-02-05", "2024-07-16"],
    "on 11 and 12 October": ["2024-10-11", "2024-10-12"],
    "October 11-12, 2025": ["2025-10-11/2025-10-12"],
    "Thursday, January 5, 2023": ["2023-01-05"],
    "on 7/23/2025": ["2025-07-23"],
    "soon, coming soon, to be announced": [],
    "28 days and two years on, 2,025 of them paid $2025": [],
    "It may return, and they march on; she will fall.": [],
    "Blade Runner 2049": [],
    "Chapter 2 of 10": [],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_says(text: str) -> None:
    assert said(text) == ENGLISH[text]


def test_a_window_is_exactly_the_words_that_name_it() -> None:
    text = "It moves to Friday, May 2, 2025 on Netflix."
    (window,) = read(text)
    assert text[window.start : window.end] == "Friday, May 2, 2025"


def test_a_day_without_a_year_tells_both_readings() -> None:
    (window,) = read("It arrived on January 10.")
    assert (window.inferred, window.edtf, window.past) == (True, "2025-01-10", "2024-01-10")
    assert turned(window).earliest == date(2024, 1, 10)


def test_a_word_that_looks_back_is_read_back() -> None:
    (window,) = read("since September")
    assert (window.edtf, window.direction) == ("2023-09", "past")


def test_without_a_day_of_publication_only_the_complete_is_read() -> None:
    assert said("in June, or next year; on Friday; July 2026", published=None) == ["2026-07"]


def test_no_day_is_made_up() -> None:
    assert said("February 30, 2025") == []


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2080, 12, 31))


@settings(deadline=None)
@given(days)
def test_every_day_prints_back(day: date) -> None:
    assert said(f"on {day:%B} {day.day}, {day.year}") == [day.isoformat()]
    assert said(day.isoformat()) == [day.isoformat()]


@settings(deadline=None)
@given(days)
def test_next_friday_comes_after_the_publication(published: date) -> None:
    (window,) = read("next Friday", published=published)
    assert window.earliest is not None
    assert timedelta(0) < window.earliest - published <= timedelta(days=7)


@settings(deadline=None)
@given(st.integers(1900, 2099), st.sampled_from(sorted(GROUPINGS)))
def test_groupings_of_months_agree_with_the_edtf_library(year: int, grouping: int) -> None:
    edtf = f"{year}-{grouping}"
    ours, theirs = stretch(edtf), parse_edtf(edtf)
    assert str(ours.earliest) == date(*theirs.lower_strict()[:3]).isoformat()
    if grouping != 24:  # the library ends winter with the year, a winter season ends in February
        assert str(ours.latest) == date(*theirs.upper_strict()[:3]).isoformat()


@settings(deadline=None)
@given(st.integers(1900, 2099))
def test_windows_nest(year: int) -> None:
    def holds(outer: str, inner: str) -> bool:
        big, small = stretch(outer), stretch(inner)
        return str(big.earliest) <= str(small.earliest) <= str(small.latest) <= str(big.latest)

    assert all(holds(f"{year}", f"{year}-{code}") for code in GROUPINGS if code != 24)
    assert holds(f"{year}-40", f"{year}-34")
    assert holds(f"{year}-39", f"{year}-12")
    assert holds(f"{year}-10", f"{year}-10-31")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_in_bounds(text: str) -> None:
    for window in read(text):
        assert 0 <= window.start < window.end <= len(text)


@pytest.mark.parametrize("piece", ["May 1, 2 ", "5-", "early ", "1/2/3 ", "of the ", "2025, ", "or "])
def test_reading_time_grows_with_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = time.process_time()
        read(text)
        return time.process_time() - start

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(5000) for _ in range(3))
    assert large < 25 * small + 0.05
