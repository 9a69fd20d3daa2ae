"""Facts in words, words in columns."""

import pytest

from crawler.newsroom.words import change, columns, lines, padded, phrase
from tests.crawler.newsroom.tales import fact, update, value


def test_a_release_names_its_date_and_platform() -> None:
    assert (
        phrase(fact("release"), value("scheduled", "2024", "Netflix"))
        == "Release planned for 2024 on Netflix"
    )
    assert phrase(fact("release"), value("unannounced")) == "No release date announced"
    assert phrase(fact("production"), value("renewed", "2022-06")) == "Renewed, June 2022"


def test_a_person_is_named_with_the_character_or_the_job() -> None:
    cast, crew = fact("cast", name="Ada Vale"), fact("crew", name="Bo Lind", aspect="director")
    assert phrase(cast, value("returns", role="Inspector Cole")) == "Returns: Ada Vale as Inspector Cole"
    assert phrase(crew, value("returns", role="director")) == "Returns: Bo Lind, director"


def test_a_moved_date_names_the_one_before() -> None:
    moved = update("moved", value("delayed", "2025-10-10"), value("scheduled", "2025-08-22"))
    assert change(fact("release"), moved) == "Release moved to 10 October 2025 (before: 22 August 2025)"


def test_a_plan_whose_time_is_over_has_come_and_gone() -> None:
    plan = value("scheduled", "2024")
    assert change(fact("release"), update("passed", plan, plan)) == "2024 has come and gone"


def test_what_nobody_holds_any_more_is_said_so() -> None:
    gone = update("withdrawn", None, value("joins"))
    assert change(fact("cast", name="Ada Vale"), gone) == "No longer held: Joins: Ada Vale"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("화면", 4), ("हिन्दी", 5), ("e\u0301", 1)])
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width
    assert columns(padded(text, 9)) == 9


def test_lines_are_no_wider_than_asked_whatever_the_script() -> None:
    text = "넷플릭스는 시리즈 제작을 확정했다고 밝혔다 and so on"
    assert all(columns(line) <= 20 for line in lines(text, 20))
    assert " ".join(lines(text, 20)) == text
