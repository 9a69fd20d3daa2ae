"""Whole articles to claims: the hard things, each as a sentence of invented news."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import extract, trace
from pipelines.model import EVENTS, Article
from pipelines.vocabulary import languages

LEAD = "'Low Harbor' season 3: what we know"


def claims(text, title=LEAD, language="en", published="2025-03-10"):
    article = Article(id="a", title=title, text=text, language=language, published=published)
    return [dataclasses.asdict(claim) for claim in extract(article)]


def people(text, **given):
    return {(claim["event"], claim["person"]) for claim in claims(text, **given) if claim["person"]}


def releases(text, **given):
    return {(claim["event"], claim["date"]) for claim in claims(text, **given) if claim["kind"] == "release"}


def test_one_returns_and_another_does_not():
    found = people("Ana Mirren and Tobias Vane will return, but Ida Corvane won't be back.")
    assert found == {("returns", "Ana Mirren"), ("returns", "Tobias Vane"), ("exits", "Ida Corvane")}


def test_a_moved_date_is_one_claim_with_the_new_date():
    found = releases("The series moves from 5 February 2026 to 16 July 2026.")
    assert found == {("delayed", "2026-07-16")}


def test_a_denied_renewal_is_no_renewal():
    found = claims("'Low Harbor' has not been renewed.", title="'Low Harbor': where things stand")
    assert [claim["certainty"] for claim in found if claim["event"] == "renewed"] == ["denied"]


def test_a_condition_says_nothing():
    assert not [
        claim for claim in claims("If filming begins in June, fans will be glad.") if claim["kind"] != "cast"
    ]


def test_a_recast_is_one_who_joins_and_one_who_leaves():
    found = people("Ana Mirren replaces Tobias Vane in the third season.")
    assert found == {("joins", "Ana Mirren"), ("exits", "Tobias Vane")}


def test_every_member_of_a_list_has_its_character():
    found = claims("The third season stars Ana Mirren as Nell, Tobias Vane as Orrin and Ida Corvane as Bel.")
    assert {(claim["person"], claim["role"]) for claim in found} == {
        ("Ana Mirren", "Nell"),
        ("Tobias Vane", "Orrin"),
        ("Ida Corvane", "Bel"),
    }


def test_a_surname_stands_for_the_full_name():
    found = people("Ana Mirren was spotted at the harbor. Mirren will return.")
    assert ("returns", "Ana Mirren") in found


def test_a_cast_list_under_a_heading_credits_its_lines():
    found = people("Who is in the cast?\n- Ana Mirren as Nell\n- Tobias Vane as Orrin")
    assert found == {("credited", "Ana Mirren"), ("credited", "Tobias Vane")}


def test_a_review_says_nothing():
    assert claims("'Low Harbor' stars Ana Mirren.", title="'Low Harbor' review: a slow tide") == []


def test_a_country_limits_a_release():
    found = claims(
        "The film opens in cinemas in France on 20 November 2025.", title="'Salt Road' gets a date"
    )
    assert {(claim["date"], claim["region"]) for claim in found} == {("2025-11-20", "FR")}


def test_the_streamer_is_the_platform_of_the_article():
    found = claims(
        "The streamer confirmed that filming has begun.",
        title="Netflix's 'Low Harbor' season 3 starts filming",
    )
    assert {claim["attribution"] for claim in found if claim["evidence"]["start"] > 0} <= {"Netflix"}


def test_an_unknown_language_is_skipped_with_a_reason():
    found = trace(Article(id="a", title="Ny sesong", text="Serien kommer tilbake.", language="no"))
    assert found.claims == ()
    assert "no" in found.skipped


def test_a_cue_that_yields_nothing_is_listed_as_unread():
    found = trace(Article(id="a", title="News", text="It has been renewed.", language="en"))
    assert [line.rule for line in found.unread()] == ["renewed"]


PIECES = st.sampled_from(
    ["Ana Mirren", "“Low Harbor”", "'", '"', "(", ")", ",", " and ", " as ", "season 3", "stars", "returns",
     "2026", "May", "\n", "…", " ", "के", "लौटेंगे", "시즌2", "『", "』", "not", "if", "İ", "\u0301", "A" * 40]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(languages()))
def test_hostile_text_gives_exact_evidence_and_known_events(text, language):
    article = Article(
        id="a", title="“Low Harbor” season 3", text=text, language=language, published="2025-03-10"
    )
    for claim in extract(article):
        evidence = claim.evidence
        assert article.whole[evidence.start : evidence.end] == evidence.text
        assert claim.event in EVENTS[claim.kind]
        assert claim.work


@pytest.mark.parametrize(
    "piece", ["'Low Harbor' ", "Ana Mirren as ", "(“‘", "stars and ", "May 3, ", "a: B, "]
)
def test_time_grows_with_the_text_and_no_faster(piece):
    import time

    def seconds(count):
        article = Article(
            id="a", title="Low Harbor", text=piece * count, language="en", published="2025-03-10"
        )
        begun = time.process_time()
        extract(article)
        return time.process_time() - begun

    seconds(50)
    small, large = min(seconds(200) for _ in range(3)), min(seconds(2000) for _ in range(2))
    assert large < 40 * small + 0.2


def roles(text, **given):
    return {claim["person"]: claim["role"] for claim in claims(text, **given) if claim["kind"] == "cast"}


def test_brackets_that_hold_credits_hold_no_characters():
    found = roles("Ana Mirren (The Long Quay), Tobias Vane (Tidewater) and Ida Corvane (Nell) have joined.")
    assert found == {"Ana Mirren": None, "Tobias Vane": None, "Ida Corvane": None}
    assert roles("Ana Mirren (Nell) and Tobias Vane (Hal) have joined.") == {
        "Ana Mirren": "Nell",
        "Tobias Vane": "Hal",
    }


def test_a_bracket_before_as_is_a_credit():
    assert roles("Ana Mirren (Tidewater) as Nell joins the cast.") == {"Ana Mirren": "Nell"}


@pytest.mark.parametrize("published", ["2024-12-27", "2025-01-01"])
def test_a_day_just_past_is_not_the_next_year(published):
    assert releases("The series has a release date: December 26.", published=published) == {
        ("released", "2024-12-26")
    }


def test_what_someone_would_play_is_not_what_they_play():
    assert not people("If Ana Mirren signs, she will play Nell.")


def test_a_star_of_one_name_shares_no_surname():
    assert people("Zendrika and Tom Corvane have joined the cast.", title="Cast of 'Low Harbor'") == {
        ("joins", "Zendrika"),
        ("joins", "Tom Corvane"),
    }
