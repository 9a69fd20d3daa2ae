"""The journey: from pages and articles into the ledger, each page in one transaction."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from pipelines import journey
from pipelines.article import Options
from pipelines.journey import Gathered
from pipelines.ledger import open_ledger
from pipelines.ledger.schema import articles, claims, facts
from pipelines.model import Article, Claim, Evidence, Page

FOUND = datetime(2025, 1, 5, tzinfo=UTC)
BODY = "The ferry sails again. " * 30


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened


def gathered(number, work="Night Ferry", text=None, **fields):
    article = Article(
        id=f"https://example.com/{number}",
        title=f"{work} gets a date {number}",
        text=text or f"Number {number}. {BODY}",
        published=f"2025-01-0{number}",
        outlet=f"en/outlet_{number}",
        language="en",
    )
    claim = Claim(
        article.id, "release", "scheduled", work, "official", Evidence(0, 4, article.title[:4]), **fields
    )
    return Gathered(article, (claim,), FOUND)


def rows(ledger, table):
    with ledger.reading() as connection:
        return list(connection.execute(sa.select(table)))


def test_articles_are_kept_with_their_claims_and_facts(ledger):
    journey.keep(ledger, [gathered(1, date="2025-05"), gathered(2, "NIGHT FERRY", date="2025-05")])
    assert [len(rows(ledger, table)) for table in (articles, claims, facts)] == [2, 2, 1]
    assert rows(ledger, facts)[0].title == "Night Ferry"


def test_copies_of_one_wire_story_are_one_source(ledger):
    story = " ".join(f"Sentence {number} of the wire story is about the harbour." for number in range(40))
    journey.keep(ledger, [gathered(number, text=story, date="2025-05") for number in (1, 2, 3)])
    assert [(fact.sources, len(rows(ledger, articles))) for fact in rows(ledger, facts)] == [(1, 3)]


def test_an_article_read_before_is_marked_and_the_visit_still_ends(ledger):
    ended = []

    def along(connection, outcome=None):
        ended.append(outcome)

    for _ in range(2):
        (kept,) = journey.keep(ledger, [gathered(1, date="2025-05")], [along])
    assert kept.repeated
    assert ended == [None, "unchanged"]


def test_a_visit_that_cannot_be_written_keeps_nothing_of_the_page(ledger):
    def along(connection, outcome=None):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        journey.keep(ledger, [gathered(1)], [along])
    assert rows(ledger, articles) == []


def test_an_article_is_known_by_the_one_spelling_of_its_address():
    html = f"<html lang=en><title>A ferry story</title><body><article><h1>A ferry story</h1><p>{BODY}</p>"
    page = Page(
        "http://x.example/a?utm_source=mail", "http://x.example/a?utm_source=mail", FOUND, html.encode()
    )
    assert "utm_source" not in journey.read(page, Options()).id
