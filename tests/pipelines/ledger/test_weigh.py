"""What is believed, and what a reader is told: one fact's tellings in, its value and updates out."""

import pytest

from pipelines.ledger.record import published
from pipelines.ledger.slots import state
from pipelines.ledger.told import RANKS, Told
from pipelines.ledger.weigh import weigh
from tests.pipelines.ledger.saying import day, joined, say


def told(record):
    """Put a saying on the scales without a database."""
    for identified in record.claims:
        claim = identified.claim
        yield Told(
            said=published(record),
            article=record.article.id.encode(),
            key=f"{record.article.id} {claim.event} {claim.date} {claim.certainty}".encode(),
            source=record.wire or record.article.outlet,
            event=claim.event,
            state=state(claim.kind, claim.event, claim.date),
            date=claim.date,
            rank=RANKS[claim.certainty],
            standing=2 if record.official else 1 if claim.attribution else 0,
            speaker=claim.attribution or "",
            found=record.found,
            platform=claim.platform,
            role=claim.role,
        )


def history(*records, until=None):
    verdict = weigh([one for record in records for one in told(record)], until and day(until))
    return verdict, [(turn.kind, turn.value and turn.value.date) for turn in verdict.turns]


def kinds(*records, until=None):
    return [kind for kind, _ in history(*records, until=until)[1]]


def test_a_first_telling_is_new():
    verdict, turns = history(say("2024-01-29", "scheduled", "2024", platform="Netflix"))
    assert turns == [("new", "2024")]
    assert verdict.value.platform == "Netflix"
    assert verdict.since == day("2024-01-29")


def test_the_same_from_a_second_outlet_is_no_update_but_a_second_source():
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-12-26"), say("2024-01-30", "scheduled", "2024-12-26", by="Parda")
    )
    assert turns == [("new", "2024-12-26")]
    assert verdict.sources == 2


def test_a_near_duplicate_group_counts_once():
    verdict, _ = history(
        *(
            say("2024-01-29", "scheduled", "2024-12-26", by=by, wire="w")
            for by in ("Lantern", "Parda", "Signal")
        )
    )
    assert verdict.sources == 1


def test_a_more_precise_date_inside_the_known_one_is_narrowed():
    assert history(
        say("2024-01-29", "scheduled", "2024"), say("2024-05-01", "scheduled", "2024-11", by="Parda")
    )[1] == [("new", "2024"), ("narrowed", "2024-11")]


def test_a_vaguer_telling_changes_nothing():
    assert kinds(say("2024-01-29", "scheduled", "2024-11-15"), say("2024-05-01", "scheduled", "2024")) == [
        "new"
    ]


def test_a_moved_date_is_one_update():
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-11-15"), say("2024-05-01", "delayed", "2025-03-01", by="Parda")
    )
    assert turns == [("new", "2024-11-15"), ("moved", "2025-03-01")]
    moved = verdict.turns[-1]
    assert (moved.days, moved.nth, moved.rule) == (106, 1, "explicit")


def test_a_date_brought_forward_moves_back_and_is_counted():
    verdict, turns = history(
        say("2026-01-10", "scheduled", "2026-04-02"),
        say("2026-02-10", "delayed", "2026-05-15"),
        say("2026-03-10", "brought_forward", "2026-04-10"),
    )
    assert turns == [("new", "2026-04-02"), ("moved", "2026-05-15"), ("moved", "2026-04-10")]
    assert [(turn.days, turn.nth) for turn in verdict.turns[1:]] == [(43, 1), (-35, 2)]


def test_the_word_delayed_alone_moves_nothing():
    assert kinds(say("2024-01-29", "scheduled", "2024"), say("2024-05-01", "delayed", "2024-11")) == [
        "new",
        "narrowed",
    ]


def test_a_delay_without_a_date_withdraws_the_date():
    verdict, turns = history(say("2024-01-29", "scheduled", "2024-11-15"), say("2024-05-01", "delayed"))
    assert turns == [("new", "2024-11-15"), ("withdrawn", None)]
    assert verdict.value.state == "undated"


def test_an_old_date_repeated_does_not_come_back():
    assert kinds(
        say("2024-01-29", "scheduled", "2024-11-15"),
        say("2024-05-01", "delayed", "2025-03-01"),
        say("2024-05-02", "scheduled", "2024-11-15", by="Parda"),
    ) == ["new", "moved"]


def test_an_old_date_comes_back_on_two_sources():
    assert history(
        say("2024-01-29", "scheduled", "2024-11-15"),
        say("2024-05-01", "delayed", "2025-03-01"),
        say("2024-06-02", "scheduled", "2024-11-15", by="Parda"),
        say("2024-06-03", "scheduled", "2024-11-15", by="Signal"),
    )[1][-1] == ("moved", "2024-11-15")


@pytest.mark.parametrize("certainty", ["rumoured", "expected"])
def test_a_rumour_or_an_estimate_never_replaces_an_official_date(certainty):
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-11-15"),
        say("2024-05-01", "delayed", "2025-03-01", certainty=certainty, by="Parda"),
        say("2024-05-02", "delayed", "2025-03-01", certainty=certainty, by="Signal"),
    )
    assert turns == [("new", "2024-11-15")]
    assert [value.date for value in verdict.beside] == ["2025-03-01"]


def test_a_report_against_an_official_date_is_disputed_once():
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-11-15"),
        say("2024-05-01", "delayed", "2025-03-01", certainty="reported", by="Parda"),
        say("2024-05-02", "delayed", "2025-03-01", certainty="reported", by="Signal"),
    )
    assert turns == [("new", "2024-11-15"), ("disputed", "2024-11-15")]
    assert verdict.turns[-1].against is not None
    assert verdict.turns[-1].claim != verdict.turns[-1].against


def test_rumoured_reported_official_is_confirmed_twice():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg", certainty="rumoured"),
        say("2024-02-01", "joins", who="Anna Berg", certainty="reported"),
        say("2024-03-01", "joins", who="Anna Berg"),
    )
    assert [kind for kind, _ in turns] == ["new", "confirmed", "confirmed"]
    assert [turn.value.certainty for turn in verdict.turns] == ["rumoured", "reported", "official"]


def test_an_official_date_replaces_an_estimate_without_having_moved():
    assert kinds(
        say("2024-01-01", "scheduled", "2026", certainty="expected"), say("2024-02-01", "scheduled", "2027")
    ) == ["new", "new"]


def test_a_denial_withdraws_what_was_only_reported():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg", certainty="reported"),
        say("2024-01-02", "joins", who="Anna Berg", certainty="denied", attribution="Studio", by="Parda"),
        say("2024-01-03", "joins", who="Anna Berg", certainty="reported", by="Lantern"),
    )
    assert [kind for kind, _ in turns] == ["new", "withdrawn"]
    assert verdict.value is None


def test_a_denial_by_somebody_else_disputes_what_is_official():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg", attribution="Studio"),
        say("2024-01-02", "joins", who="Anna Berg", certainty="denied", attribution="Her agency", by="Parda"),
    )
    assert [kind for kind, _ in turns] == ["new", "disputed"]
    assert verdict.value.state == "in"


def test_the_speaker_of_an_official_word_can_take_it_back():
    assert kinds(
        say("2024-01-01", "joins", who="Anna Berg", attribution="Studio"),
        say("2024-01-02", "joins", who="Anna Berg", certainty="denied", attribution="Studio", by="Parda"),
    ) == ["new", "withdrawn"]


def test_an_exit_replaces_and_a_return_replaces_the_exit():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg"),
        say("2024-02-01", "exits", who="Anna Berg"),
        say("2024-02-02", "credited", who="Anna Berg", by="Parda"),
        say("2024-03-01", "returns", who="Anna Berg"),
    )
    assert [turn.value.state for turn in verdict.turns] == ["in", "out", "in"]
    assert [kind for kind, _ in turns] == ["new", "new", "new"]


def test_talks_that_succeed_are_confirmed():
    assert kinds(say("2024-01-01", "in_talks", who="A"), say("2024-02-01", "joins", who="A")) == [
        "new",
        "confirmed",
    ]


def test_talk_of_somebody_who_is_in_changes_nothing():
    assert kinds(say("2024-01-01", "joins", who="A"), say("2024-02-01", "in_talks", who="A")) == ["new"]


def test_the_day_of_a_date_is_told_once():
    record = say("2024-01-29", "scheduled", "2024-11-15")
    assert kinds(record, until="2024-11-14") == ["new"]
    verdict, turns = history(record, until="2024-11-15")
    assert turns == [("new", "2024-11-15"), ("passed", "2024-11-15")]
    assert verdict.passes is None


def test_a_window_passes_when_its_last_day_is_over():
    record = say("2024-01-29", "scheduled", "2024")
    assert kinds(record, until="2024-12-31") == ["new"]
    assert kinds(record, until="2025-01-01") == ["new", "passed"]


def test_a_release_on_its_day_is_passed_and_only_once():
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-11-15"),
        say("2024-11-16", "released", "2024-11-15"),
        until="2025-01-01",
    )
    assert turns == [("new", "2024-11-15"), ("passed", "2024-11-15")]
    assert verdict.value.state == "released"


def test_a_release_inside_its_window_is_passed():
    _, turns = history(say("2024-01-29", "scheduled", "2024"), say("2024-06-01", "released", "2024-05-31"))
    assert turns == [("new", "2024"), ("passed", "2024-05-31")]


def test_a_date_after_a_plan_that_passed_is_moved():
    assert history(
        say("2024-01-29", "scheduled", "2024-41", attribution="tvN"),
        say("2025-03-01", "scheduled", "2025-04-12", by="Parda"),
    )[1] == [("new", "2024-41"), ("passed", "2024-41"), ("moved", "2025-04-12")]


def test_no_date_announced_does_not_take_a_date_away_before_it_passed():
    scheduled, silent = say("2024-01-29", "scheduled", "2024"), say("2025-07-23", "unannounced", by="Parda")
    assert kinds(scheduled, say("2024-02-01", "unannounced", by="Parda")) == ["new"]
    verdict, turns = history(scheduled, silent)
    assert turns == [("new", "2024"), ("passed", "2024"), ("new", None)]
    assert verdict.value.event == "unannounced"


def test_filming_that_started_in_its_window_confirms_the_plan():
    _, turns = history(
        say("2024-01-29", "filming", "2024-40", certainty="reported"),
        say("2024-05-01", "filming", by="Parda"),
    )
    assert turns == [("new", "2024-40"), ("confirmed", "2024-40")]


def test_filming_confirmed_long_after_the_reported_window_loses_its_date():
    verdict, turns = history(
        say("2024-01-29", "filming", "2024-40", certainty="reported"),
        say("2025-07-23", "filming", by="Parda"),
    )
    assert turns == [("new", "2024-40"), ("confirmed", None)]
    assert verdict.value.certainty == "official"


def test_a_planned_start_of_filming_passes_and_is_dropped_when_it_starts_much_later():
    _, turns = history(say("2023-11-01", "filming", "2024-40"), say("2025-07-23", "filming", by="Parda"))
    assert turns == [("new", "2024-40"), ("passed", "2024-40"), ("widened", None)]


def test_a_cancelled_season_stays_cancelled_when_its_order_is_mentioned():
    verdict, _ = history(
        say("2024-01-29", "renewed"),
        say("2024-05-01", "cancelled"),
        say("2024-06-01", "announced", by="Parda"),
    )
    assert verdict.value.state == "cancelled"


def test_one_nameless_telling_does_not_replace_what_three_outlets_said():
    three = [say("2024-01-29", "scheduled", "2024-11-15", by=by) for by in ("Lantern", "Parda", "Signal")]
    lone = say("2024-05-01", "scheduled", "2024-12-01", by="Echo")
    assert history(*three, lone)[1] == [("new", "2024-11-15"), ("disputed", "2024-11-15")]
    second = say("2024-05-02", "scheduled", "2024-12-01", by="Tide")
    assert history(*three, lone, second)[1][-1] == ("moved", "2024-12-01")


def test_an_article_with_an_official_window_and_an_estimate_keeps_both():
    verdict, turns = history(
        joined(
            say("2024-01-29", "scheduled", "2024"),
            say("2024-01-29", "scheduled", "2025-37", certainty="expected"),
        )
    )
    assert turns == [("new", "2024")]
    assert [value.date for value in verdict.beside] == ["2025-37"]


def test_the_denial_that_there_is_no_date_says_nothing():
    verdict, turns = history(
        say("2024-01-29", "unannounced"), say("2024-01-30", "unannounced", certainty="denied", by="Parda")
    )
    assert turns == [("new", None)]
    assert verdict.value.state == "unannounced"


def test_an_order_cannot_have_been_placed_after_it_was_known():
    verdict, turns = history(
        say("2022-06-07", "renewed"), say("2025-07-23", "renewed", "2025-07-23", by="Parda")
    )
    assert turns == [("new", None)]
    assert verdict.value.date is None


def test_the_day_of_an_order_that_was_known_without_it_is_a_narrower_answer():
    _, turns = history(say("2022-06-07", "renewed"), say("2022-06-09", "renewed", "2022-06-06", by="Parda"))
    assert turns == [("new", None), ("narrowed", "2022-06-06")]


def test_lists_of_the_cast_do_not_bring_back_who_left():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg"),
        say("2024-02-01", "exits", who="Anna Berg", by="Parda"),
        say("2024-03-02", "credited", who="Anna Berg", by="Signal"),
        say("2024-03-03", "credited", who="Anna Berg", by="Tide"),
        say("2024-03-04", "credited", who="Anna Berg", by="Echo"),
    )
    assert [kind for kind, _ in turns] == ["new", "new"]
    assert verdict.value.state == "out"


def test_word_of_a_return_undoes_an_exit():
    verdict, _ = history(
        say("2024-02-01", "exits", who="Anna Berg"),
        say("2024-03-02", "joins", who="Anna Berg", by="Signal"),
    )
    assert verdict.value.state == "in"


def test_who_is_not_even_in_talks_has_not_joined():
    verdict, turns = history(
        say("2024-01-01", "joins", who="Anna Berg", certainty="reported"),
        say("2024-01-02", "in_talks", who="Anna Berg", certainty="denied", attribution="Agency", by="Parda"),
    )
    assert [kind for kind, _ in turns] == ["new", "withdrawn"]
    assert verdict.value is None


def test_a_denial_of_talks_does_not_touch_an_official_word():
    assert kinds(
        say("2024-01-01", "joins", who="Anna Berg"),
        say("2024-01-02", "in_talks", who="Anna Berg", certainty="denied", attribution="Agency", by="Parda"),
    ) == ["new"]


def test_a_denied_delay_leaves_the_date_alone():
    verdict, turns = history(
        say("2024-01-29", "scheduled", "2024-11-15", certainty="reported"),
        say("2024-05-01", "delayed", certainty="denied", attribution="Studio", by="Parda"),
    )
    assert turns == [("new", "2024-11-15")]
    assert verdict.value.date == "2024-11-15"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2024", "2024-41", "narrowed"),
        ("2024-41", "2024-40", "moved"),
        ("2025-24", "2026-01", "narrowed"),
        ("2024-39/2025-37", "2025-02-14", "narrowed"),
        ("2024-12", "2025-24", "moved"),
        ("2027/..", "2028-03", "narrowed"),
        ("../2024-06", "2024-07-01", "moved"),
        ("2024-36", "2024-11/2025-01", "moved"),
    ],
)
def test_windows_of_every_form_are_compared_by_their_days(old, new, kind):
    assert history(say("2023-11-01", "scheduled", old), say("2023-12-01", "delayed", new, by="Parda"))[1] == [
        ("new", old),
        (kind, new),
    ]


def test_a_date_moved_three_times_is_counted():
    verdict, _ = history(
        say("2024-01-01", "scheduled", "2024-05-01"),
        say("2024-02-01", "delayed", "2024-06-01"),
        say("2024-03-01", "delayed", "2024-08-01"),
        say("2024-04-01", "brought_forward", "2024-07-01"),
        until="2024-07-02",
    )
    assert [(turn.kind, turn.days, turn.nth) for turn in verdict.turns] == [
        ("new", None, None),
        ("moved", 31, 1),
        ("moved", 61, 2),
        ("moved", -31, 3),
        ("passed", None, None),
    ]


def test_what_was_rumoured_stands_again_when_the_official_word_is_taken_back_and_says_so():
    verdict, turns = history(
        say("2024-01-01", "scheduled", "2025", certainty="rumoured", by="Echo"),
        say("2024-02-01", "scheduled", "2026", attribution="Studio"),
        say("2024-03-01", "scheduled", "2026", certainty="denied", attribution="Studio", by="Parda"),
    )
    assert turns == [("new", "2025"), ("new", "2026"), ("withdrawn", "2025")]
    assert verdict.value.certainty == "rumoured"
