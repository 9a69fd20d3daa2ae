"""EDTF dates as windows of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.edtf import Window, passes, relation, shift, window


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-07-23", "2025-07-23", "2025-07-23"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2025-37", "2025-01-01", "2025-04-30"),
        ("2025-38", "2025-05-01", "2025-08-31"),
        ("2025-39", "2025-09-01", "2025-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2023-39/2024-37", "2023-09-01", "2024-04-30"),
    ],
)
def test_a_date_covers_its_days(text, first, last):
    assert window(text) == Window(date.fromisoformat(first), date.fromisoformat(last))


def test_an_interval_may_be_open_at_either_end():
    assert window("../2024-06") == Window(None, date(2024, 6, 30))
    assert window("2027/..") == Window(date(2027, 1, 1), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "24",
        "2024-13",
        "2024-00",
        "2024-21-01",
        "2024-02-30",
        "../..",
        "2025/2024",
        "0000",
        "9999",
        "٢٠٢٤",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"no EDTF|no interval|out of range|must be in"):
        window(text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2024", "2024-11", "narrowed"),
        ("2024", "2025", "later"),
        ("2025-06-27", "2025", "widened"),
        ("2026-05-15", "2026-04-10", "earlier"),
        ("2024-41", "2024-12/2025-01", "later"),
        ("2027/..", "2027-06", "narrowed"),
        ("2026", "2027/..", "later"),
        ("2025-37", "2025-33", "narrowed"),
        ("2024-12", "2024-12", "same"),
    ],
)
def test_dates_are_compared_as_windows(old, new, expected):
    assert relation(window(old), window(new)) == expected


def test_a_day_passes_when_it_comes_and_a_window_when_it_is_gone():
    assert passes(window("2025-06-24")) == date(2025, 6, 24)
    assert passes(window("2024")) == date(2025, 1, 1)
    assert passes(window("2027/..")) is None


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
windows = st.tuples(days, st.integers(0, 800)).map(lambda w: Window(w[0], w[0] + timedelta(days=w[1])))


@given(windows, windows)
def test_a_relation_read_backwards_is_its_opposite(one, other):
    opposite = {
        "same": "same",
        "narrowed": "widened",
        "widened": "narrowed",
        "later": "earlier",
        "earlier": "later",
    }
    assert relation(other, one) == opposite[relation(one, other)]


@given(windows, windows)
def test_a_shift_has_the_sign_of_its_relation(one, other):
    assert (shift(one, other) or 0) == -(shift(other, one) or 0)
    if relation(one, other) == "later":
        assert (shift(one, other) or 0) > 0
