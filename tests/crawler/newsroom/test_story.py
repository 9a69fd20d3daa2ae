"""The demo's story: each change with its sentence and source, other outlets beside it, what holds."""

from datetime import timedelta

from msgspec.structs import replace

from crawler.newsroom.story import Teller, echoes, entries, forms
from tests.crawler.newsroom.tales import THEN, fact, telling, update, value

SENTENCE = "Ada Vale and Bo Lind join the cast."
TELLER = Teller(80, {"en/one": "The One", "ko/two": "둘째"})


def joining(name: str, start: int = 0):
    told = telling(SENTENCE, "en/one", name=name, start=start)
    other = telling("아다 베일이 합류했다.", "ko/two", name="아다 베일", said=THEN + timedelta(hours=3))
    made = fact(
        "cast", name=name, aspect="cast", value=value("joins"), since=THEN, sources=2, tellings=(told, other)
    )
    return replace(made, updates=(update("new", value("joins"), telling=told),))


def test_people_of_one_sentence_share_a_line_in_the_order_of_the_sentence() -> None:
    story = "\n".join(TELLER.story([joining("Bo Lind"), joining("Ada Vale")]))
    assert "Joins: Ada Vale, Bo Lind" in story
    assert story.count(SENTENCE) == 1
    assert "The One · official" in story


def test_another_source_of_the_same_news_is_quoted_once_in_its_own_words() -> None:
    story = "\n".join(TELLER.story([joining("Ada Vale"), joining("Bo Lind")]))
    assert story.count("also 둘째") == 1
    assert "아다 베일이 합류했다." in story


def test_news_of_a_year_later_is_no_echo() -> None:
    late = joining("Ada Vale")
    late = replace(
        late, tellings=(late.tellings[0], replace(late.tellings[1], said=THEN + timedelta(days=365)))
    )
    assert list(echoes(entries([late])[0])) == []


def test_a_guess_that_never_won_is_told_with_its_certainty() -> None:
    guess = telling(
        "We expect it in early 2026.", "en/one", event="scheduled", date="2026-37", certainty="expected"
    )
    open_ = fact(
        "release",
        value=value("unannounced"),
        beside=(replace(value("scheduled", "2026-37"), certainty="expected"),),
        tellings=(guess,),
    )
    assert "Expected: Release planned for early 2026" in "\n".join(TELLER.story([open_]))


def test_what_holds_names_certainty_sources_and_every_spelling() -> None:
    line = "\n".join(TELLER.holds([joining("Ada Vale")]))
    assert "New" in line
    assert "official, 2 sources" in line
    assert line.endswith("아다 베일")
    assert forms(joining("Ada Vale")) == ["아다 베일"]


def test_what_nobody_holds_is_left_out_of_what_holds() -> None:
    assert list(TELLER.holds([replace(joining("Ada Vale"), value=None)])) == []
