"""Every page of the newsroom is read as its author wrote it, whatever furniture stands around."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from crawler.newsroom import Site, houses
from crawler.newsroom.site import Shown
from pipelines.article import read
from pipelines.model import Article, Page

SITES = [Site(house, "http://newsroom.example") for house in houses()]
PAGES = [(site, shown) for site in SITES for shown in site.shown(2)]


def page(site: Site, shown: Shown) -> Page:
    answer = site.respond(shown.url.removeprefix(site.base), 2, {})
    headers = tuple((name.lower(), value) for name, value in answer.headers)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Page(shown.url, shown.url, now, answer.body, headers=headers, outlet=site.house.id)


@pytest.fixture(params=PAGES, ids=lambda pair: pair[1].piece.slug)
def told(request: pytest.FixtureRequest) -> tuple[Shown, Article]:
    site, shown = request.param
    return shown, read(page(site, shown))


def test_headline_address_time_and_language_are_the_pages_own(told: tuple[Shown, Article]) -> None:
    shown, article = told
    assert article.title == shown.title
    assert article.id == shown.url
    assert article.published == shown.published.isoformat()
    assert article.modified == shown.modified.isoformat()
    assert article.language.partition("-")[0] == shown.house.language.partition("-")[0]


def test_no_paragraph_is_lost_and_they_stand_in_order(told: tuple[Shown, Article]) -> None:
    shown, article = told
    wanted = [unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in shown.paragraphs]
    assert [line for line in article.text.split("\n") if line in wanted] == wanted


def test_titles_set_in_italics_are_marked(told: tuple[Shown, Article]) -> None:
    shown, article = told
    if shown.house.style != "italic":
        return
    marked = {article.whole[span.start : span.end] for span in article.marks if span.mark == "em"}
    wanted = {title for text in shown.piece.on(2).paragraphs for title in re.findall(r"\{([^{}]+)\}", text)}
    assert wanted <= marked
