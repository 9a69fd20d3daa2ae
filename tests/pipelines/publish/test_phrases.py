"""Changes in a reader's words."""

from datetime import UTC, datetime

import pytest

from pipelines.facts import Update, Value
from pipelines.publish.phrases import change_words, date_words

THEN = datetime(2024, 6, 1, tzinfo=UTC)


def value(date=None, state="scheduled", certainty="official", event=None, platform=None):
    return Value(state, event or state, certainty, date, platform)


def words(kind, now, before=None, **fields):
    return change_words(Update("u", "f", 1, kind, THEN, THEN, "only", now, before, **fields))


@pytest.mark.parametrize(
    ("kind", "now", "before", "fields", "said"),
    [
        ("new", value("2025", platform="Kanal 4"), None, {}, "2025 on Kanal 4"),
        (
            "moved",
            value("2025-02-14"),
            value("2024-11-08"),
            {"days": 98, "nth": 2},
            "moved from 8 November 2024 to 14 February 2025, about 3 months later, for the 2nd time",
        ),
        (
            "moved",
            value("2026-04-10"),
            value("2026-05-15"),
            {"days": -35, "nth": 11},
            "moved from 15 May 2026 to 10 April 2026, 35 days earlier, for the 11th time",
        ),
        (
            "moved",
            value("2025-02-14"),
            value("2024"),
            {"days": 410, "nth": 1},
            "moved from 2024 to 14 February 2025, later",
        ),
        (
            "moved",
            value("2025-07-23", "filming"),
            value("2024-40", "filming", "reported", platform="Kanal 4"),
            {"days": 569, "nth": 1},
            "moved from the first half of 2024 to 23 July 2025, later, now official (was reported)",
        ),
        ("narrowed", value("2024-11"), value("2024"), {}, "November 2024 (was 2024)"),
        (
            "confirmed",
            value("2024", "filming"),
            value("2024", "filming", "rumoured"),
            {},
            "filming, 2024, now official (was rumoured)",
        ),
        (
            "confirmed",
            value(state="in", event="joins"),
            value(state="talks", event="in_talks"),
            {},
            "joins, after talks",
        ),
        ("withdrawn", None, value("2025-03-03"), {}, "3 March 2025 no longer holds"),
        (
            "withdrawn",
            value(state="undated", event="delayed"),
            value("2025-03-03"),
            {},
            "3 March 2025 no longer holds; delayed, no new date",
        ),
        ("passed", value("2025-03-03"), value("2025-03-03"), {}, "3 March 2025 has come"),
        ("passed", value("2025-37"), value("2025-37"), {}, "Early 2025 is over without word of a release"),
        ("passed", value("2025", "released"), value("2025"), {}, "out since 2025"),
    ],
)  # fmt: skip
def test_a_change_is_said_plainly(kind, now, before, fields, said):
    assert words(kind, now, before, **fields) == said


def test_a_platform_that_makes_it_is_whom_it_is_made_for():
    made = value(state="ordered", event="renewed", platform="Netflix")
    assert words("new", made) == "renewed for Netflix"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025-21", "spring 2025"),
        ("2025-34", "the second quarter of 2025"),
        ("2025-39", "late 2025"),
        ("2023-39/2024-37", "late 2023 to early 2024"),
        ("../2024-06", "June 2024 at the latest"),
        ("2027/..", "2027 or later"),
    ],
)
def test_dates_of_every_form_have_words(date, said):
    assert date_words(date) == said
