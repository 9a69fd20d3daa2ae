"""Articles into the ledger: on both engines, in any order, again and again, the same rows."""

import json
import random
from dataclasses import replace

import pytest
import sqlalchemy as sa

from pipelines.ledger import open_ledger
from pipelines.ledger.schema import metadata
from pipelines.ledger.timeline import Moment, facts_of
from tests.pipelines.ledger.saying import WORK, day, joined, say

NEWS = ("articles", "revisions", "claims", "facts", "updates")


def dump(ledger):
    """Everything that the ledger holds of the news, in a settled order."""
    with ledger.reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(metadata.tables[name])))) for name in NEWS
        }


def record(ledger, *records):
    with ledger.transaction() as connection:
        ledger.record(connection, records)


def updates(ledger):
    table = metadata.tables["updates"]
    query = sa.select(table.c.kind, table.c.value).order_by(table.c.at, table.c.number)
    with ledger.reading() as connection:
        return [(kind, value and json.loads(value)["date"]) for kind, value in connection.execute(query)]


STORY = (
    say("2024-01-29", "scheduled", "2024", certainty="reported"),
    say("2024-03-01", "scheduled", "2024-11", by="Parda", attribution="Studio"),
    say("2024-03-02", "scheduled", "2024-11", by="Signal", wire="wire"),
    say("2024-03-02", "scheduled", "2024-11", by="Tide", wire="wire"),
    say("2024-06-01", "delayed", "2025-02-14", by="Parda", id="https://parda.example/delay"),
    say(
        "2024-06-05",
        "delayed",
        "2025-02-21",
        by="Parda",
        id="https://parda.example/delay",
        modified="2024-06-05",
    ),
    say("2024-07-01", "scheduled", "2025-06", certainty="rumoured", by="Echo"),
    say("2024-02-01", "joins", who="Anna Berg", certainty="reported"),
    say("2024-02-02", "joins", who="Anna Berg", certainty="denied", attribution="Agency", by="Parda"),
    say("2024-02-03", "filming", "2024-22", by="Parda"),
    say("2024-08-03", "wrapped", by="Parda"),
    joined(say("2025-03-01", "released", "2025-02-21"), say("2025-03-01", "returns", who="Bo Lind")),
)


def test_a_story_is_told_in_updates(ledger):
    record(ledger, *STORY)
    assert [change for change in updates(ledger) if change[1]][:4] == [
        ("new", "2024"),
        ("new", "2024-22"),
        ("narrowed", "2024-11"),
        ("moved", "2025-02-14"),
    ]


def test_recording_again_changes_nothing(ledger):
    record(ledger, *STORY)
    before = dump(ledger)
    for one in STORY:
        record(ledger, one)
    assert dump(ledger) == before


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_arrival_does_not_matter(tmp_path, seed):
    shuffled = arrived(f"sqlite:///{tmp_path / 'shuffled.sqlite'}", seed)
    assert shuffled == arrived(f"sqlite:///{tmp_path / 'in-time.sqlite'}")


@pytest.mark.parametrize("seed", range(2))
def test_neither_order_nor_engine_matter(postgres, tmp_path, seed):
    assert arrived(postgres.make(), seed) == arrived(f"sqlite:///{tmp_path / 'in-time.sqlite'}")


def arrived(url, seed=None):
    """Tell the story in time, or shuffled and in batches; gives all that the ledger holds then."""
    news, size = list(STORY), 1 + (seed or 0) % 4
    if seed is not None:
        random.Random(seed).shuffle(news)
    with open_ledger(url) as ledger:
        for start in range(0, len(news), size):
            record(ledger, *news[start : start + size])
            ledger.settle(day("2024-12-01"))
        ledger.settle(day("2025-06-01"))
        return dump(ledger)


def test_an_edit_that_changes_a_claim_is_an_update(ledger):
    first = say("2024-06-01", "scheduled", "2025-02-14", id="https://parda.example/a")
    edited = say("2024-06-01", "scheduled", "2025-02-21", id="https://parda.example/a", modified="2024-06-05")
    record(ledger, first)
    record(ledger, edited)
    assert updates(ledger) == [("new", "2025-02-14"), ("moved", "2025-02-21")]


def test_an_edit_that_drops_a_claim_withdraws_it(ledger):
    first = say("2024-06-01", "joins", who="Anna Berg", id="https://parda.example/a")
    edited = say("2024-06-01", "filming", id="https://parda.example/a", modified="2024-06-05")
    record(ledger, first)
    record(ledger, edited)
    assert sorted(kind for kind, _ in updates(ledger)) == ["new", "new", "withdrawn"]


def test_an_edit_is_news_when_it_is_found_however_long_ago_it_was_made(ledger):
    first = say("2024-06-01", "joins", who="Anna Berg", id="https://parda.example/a", found=day("2024-06-02"))
    edited = say("2024-06-01", "filming", id="https://parda.example/a", modified="2024-06-05")
    record(ledger, first, replace(edited, found=day("2024-06-20")))
    with ledger.source() as source:
        found = [update.kind for _, update in source.found(day("2024-06-19"), day("2024-06-21"))]
    assert "withdrawn" in found
    with ledger.reading() as connection:
        believed = facts_of(connection, [WORK], at=Moment(found=day("2024-06-19")))
    assert [fact.value.state for fact in believed] == ["in"]


def test_an_edit_of_the_wording_alone_is_no_update(ledger):
    first = say(
        "2024-06-01", "scheduled", "2025-02-14", id="https://parda.example/a", text="It comes out soon."
    )
    edited = say(
        "2024-06-01", "scheduled", "2025-02-14", id="https://parda.example/a", text="It comes out, soon!",
        modified="2024-06-02",
    )  # fmt: skip
    record(ledger, first)
    record(ledger, edited)
    assert updates(ledger) == [("new", "2025-02-14")]


def test_a_date_passes_when_the_clock_is_set(ledger):
    record(ledger, say("2024-06-01", "scheduled", "2025-02-14"))
    assert ledger.settle(day("2025-02-13")) == 0
    assert ledger.settle(day("2025-02-14")) == 1
    assert ledger.settle(day("2025-02-15")) == 0
    assert updates(ledger) == [("new", "2025-02-14"), ("passed", "2025-02-14")]


def test_text_of_any_kind_is_kept_as_it_is(ledger):
    name = "박지후 \U0001f600 '; DROP TABLE claims; --"
    record(ledger, say("2024-06-01", "joins", who=name))
    with ledger.reading() as connection:
        assert connection.execute(sa.select(metadata.tables["claims"].c.person)).scalar() == name


def test_two_works_that_turn_out_to_be_one_share_their_facts(ledger):
    record(ledger, say("2024-06-01", "scheduled", "2025-02-14"))
    record(ledger, say("2024-06-02", "scheduled", "2025-02-14", work="nachtfaehre", by="Parda"))
    assert updates(ledger) == [("new", "2025-02-14"), ("new", "2025-02-14")]
    with ledger.transaction() as connection:
        ledger.record(connection, (), roots={"nachtfaehre": "night-ferry"})
    assert updates(ledger) == [("new", "2025-02-14")]
    assert sources(ledger) == [2]


def test_copies_found_out_later_count_once(ledger):
    first = say("2024-06-01", "scheduled", "2025-02-14")
    copy = say("2024-06-02", "scheduled", "2025-02-14", by="Parda")
    record(ledger, first, copy)
    assert sources(ledger) == [2]
    with ledger.transaction() as connection:
        ledger.record(connection, (), groups={copy.article.id: first.article.id})
    assert sources(ledger) == [1]


def sources(ledger):
    with ledger.reading() as connection:
        return list(connection.execute(sa.select(metadata.tables["facts"].c.sources)).scalars())


def test_a_platform_goes_by_one_name_and_a_role_by_latin_letters(ledger):
    record(ledger, say("2024-06-01", "joins", who="Anna", role="नम ऑन-जो", by="Parda"))
    record(ledger, say("2024-06-01", "joins", who="Anna", role="Nam On-jo"))
    record(ledger, say("2024-06-01", "scheduled", "2025", platform="넷플릭스"))
    facts = metadata.tables["facts"].c
    with ledger.reading() as connection:
        told = connection.execute(sa.select(facts.platform, facts.role)).all()
    assert {tuple(row) for row in told} == {("Netflix", None), (None, "Nam On-jo")}


def test_of_a_sentence_without_an_end_only_its_beginning_is_quoted(ledger):
    endless = say("2024-01-29", "scheduled", "2024", text="Night Ferry sails " * 100)
    (one,) = endless.claims
    evidence = replace(one.claim.evidence, text=endless.article.text)
    record(ledger, replace(endless, claims=(replace(one, claim=replace(one.claim, evidence=evidence)),)))
    with ledger.reading() as connection:
        (quoted,) = connection.execute(sa.select(metadata.tables["claims"].c.sentence)).scalars()
    assert len(quoted) <= 500
    assert endless.article.text.startswith(quoted)
