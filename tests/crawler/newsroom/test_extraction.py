"""How right the claims are on the newsroom's pages, read as in a crawl: floors that only rise."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from crawler.newsroom import houses
from pipelines.article import read
from pipelines.extract import extract
from tests.bench.score import Score, score
from tests.crawler.newsroom.labels import articles, gold
from tests.crawler.newsroom.test_reading import PAGES, page

FLOORS = {"en": (0.80, 0.75), "hi": (0.80, 0.77), "ko": (0.83, 0.80)}
"""By language: the least precision, the least F1."""


@pytest.fixture(scope="module")
def figures() -> Score:
    told = {article.id: (article, edition) for house in houses() for article, edition in articles(house, 2)}
    golds = [label for article, edition in told.values() for label in gold(article, edition)]
    return score((asdict(article) for article in _read()), golds, _claims())


def _read() -> Iterator:
    return (read(page(site, shown)) for site, shown in PAGES)


def _claims() -> Iterator:
    return (asdict(claim) for article in _read() for claim in extract(article))


@pytest.mark.parametrize("language", FLOORS)
def test_claims_are_as_right_as_they_were(figures: Score, language: str) -> None:
    count = figures.groups[f"lang:{language}"]
    least_precision, least = FLOORS[language]
    assert count.precision >= least_precision, figures.errors
    assert count.f1 >= least, figures.errors


def test_every_sentence_is_an_exact_slice(figures: Score) -> None:
    exact, all_of_them = figures.evidence
    assert exact == all_of_them > 50


def test_pages_without_a_claim_give_none(figures: Score) -> None:
    silent = {shown.url for _, shown in PAGES if not shown.piece.on(2).expected}
    spurious = {record["article"] for what, record in figures.errors if what == "spurious"}
    assert not silent & spurious


def test_a_word_inside_a_title_is_no_event() -> None:
    cancelled = {claim["work"] for claim in _claims() if claim["event"] == "cancelled"}
    assert cancelled <= {"Paper Tigers of Leith"}  # and never the work that has "Dead" in its name


def test_a_word_inside_a_title_is_no_country() -> None:
    named = {claim["work"]: claim["region"] for claim in _claims() if claim["region"]}
    assert set(named.values()) <= {"KR"}, named
