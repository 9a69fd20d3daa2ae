import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import clean_lines, clean_text

ANYTHING = st.text(st.characters(), max_size=200)


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(ANYTHING)
def test_every_sink_accepts_a_cleaned_text(text):
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(c) for c in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff") & set(cleaned)


@given(ANYTHING, st.integers(1, 50))
def test_a_cleaned_text_is_no_longer_than_its_limit(text, limit):
    assert len(clean_text(text, limit)) <= limit


def test_letters_are_composed_and_white_space_collapsed():
    assert clean_text(" Cafe\u0301\u00a0 \t\n noir\u2028! ") == "Café noir !"


def test_joiners_that_spelling_needs_stay():
    assert clean_text("क्\u200dष می\u200cشود") == "क्\u200dष می\u200cشود"
