"""Why an update exists: who agrees, which other answers lost and why, what would change it."""

import pytest

from pipelines.ledger import open_ledger
from pipelines.ledger.timeline import facts_of
from pipelines.ledger.why import agreeing, outlook, rivals
from tests.pipelines.ledger.saying import WORK, day, say
from tests.pipelines.ledger.test_recording import record


@pytest.fixture
def fact(tmp_path):
    """Weigh sayings into their one fact."""

    def weighed(*records, until=None):
        with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger:
            record(ledger, *records)
            if until:
                ledger.settle(day(until))
            with ledger.reading() as connection:
                (found,) = facts_of(connection, [WORK])
            return found

    return weighed


def lost(fact):
    """Why each other answer than that of the last update does not hold, by its date."""
    return {rival.date: rival.why for rival in rivals(fact, fact.updates[-1].telling)}


HELD = say("2024-05-01", "delayed", "2025-03-01", attribution="Studio")


def test_a_date_that_was_moved_says_until_when_it_held(fact):
    told = fact(say("2024-01-29", "scheduled", "2024-11-15", by="Parda"), HELD)
    assert lost(told) == {"2024-11-15": "it held until 2024-05-01: the article says in words that it changed"}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (
            {"date": "2025-06", "certainty": "rumoured"},
            "it is less certain than what holds: rumoured, not official",
        ),
        ({"date": "2025"}, "it is vaguer than what holds"),
        ({"date": "2026"}, "it contradicts what holds, neither in words that say so nor from two"),
        ({"date": "2025-03", "certainty": "denied"}, "a denial, by too weak a voice"),
    ],
)
def test_an_answer_that_never_held_says_what_it_lacks(fact, other, why):
    told = fact(HELD, say("2024-06-01", "scheduled", other.pop("date"), by="Parda", **other))
    (rival,) = rivals(told, told.updates[0].telling)
    assert rival.why.startswith(why)


def test_what_was_edited_away_says_when(fact):
    place = {"id": "https://parda.example/a", "by": "Parda"}
    told = fact(
        HELD,
        say("2024-06-01", "scheduled", "2026", **place),
        say("2024-06-01", "scheduled", "2025-03-01", modified="2024-06-05", **place),
    )
    assert [rival.why for rival in rivals(told, told.updates[0].telling)] == [
        "the article was edited on 2024-06-05 and says so no longer"
    ]


def test_tellings_of_one_answer_agree_however_they_put_it(fact):
    told = fact(HELD, say("2024-06-01", "scheduled", "2025-03-01", by="Parda"))
    assert [telling.event for telling in agreeing(told, told.updates[0].telling)] == ["scheduled"]


def test_what_would_change_it_follows_from_what_holds(fact):
    silent = fact(say("2024-01-01", "unannounced"))
    assert outlook(silent) == (
        "a date that is reported or official",
        "an edit of every article that says so",
    )


def test_a_date_that_lies_ahead_may_pass_and_one_that_is_told_to_have_passed_may_not(fact):
    assert "time: on 2025-03-01 the date is here or gone" in outlook(fact(HELD))
    assert not [way for way in outlook(fact(HELD, until="2025-03-02")) if way.startswith("time")]


def test_filming_that_had_begun_when_it_was_told_does_not_begin_again(fact):
    told = fact(say("2025-07-24", "filming", "2025-07-23", certainty="reported"))
    assert outlook(told) == (
        "anything more certain: this is only reported",
        "the word that filming was paused",
        "a denial by anybody",
        "an edit of every article that says so",
    )
