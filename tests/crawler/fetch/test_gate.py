"""The content gate: walls, challenges, soft 404s and collapsed pages are not the article."""

import time
from datetime import UTC, datetime

import pytest

from crawler.fetch import gate
from pipelines.model import Page
from tests.crawler.world import article

URL = "https://reporter.example/film/a-story"


def page(body: str, final: str = URL, **headers: str) -> Page:
    told = tuple((name.replace("_", "-").lower(), value) for name, value in headers.items())
    return Page(URL, final, datetime(2026, 11, 21, tzinfo=UTC), body.encode(), 200, told)


SUSPECT = {
    "bot challenge": [
        page("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b/x.js'></script>"),
        page("<html></html>", cf_mitigated="challenge"),
        page("<div id='px-captcha'></div>"),
        page("<iframe src='https://geo.captcha-delivery.com/captcha/'></iframe>"),
    ],
    "consent wall": [
        page(article(), final="https://consent.reporter.example/collectConsent?session=1"),
        page(article(), final="https://reporter.example/consent?return=/film"),
        page("<div class='didomi-popup'>We value your privacy</div>"),
    ],
    "soft 404": [
        page(article(), final="https://reporter.example/"),
        page("<title>404 | Reporter</title><p>We could not find it.</p>"),
        page("<title>Page not found - Reporter</title>"),
    ],
}


@pytest.mark.parametrize(("why", "each"), [(why, each) for why, pages in SUSPECT.items() for each in pages])
def test_what_is_not_the_page_is_suspect(why: str, each: Page) -> None:
    assert gate.suspicion(each) == why


def test_an_article_is_not_suspect_for_the_scripts_it_carries() -> None:
    scripts = "<script src='/cdn-cgi/challenge-platform/x.js'></script><div id='didomi-host'>cookies</div>"
    assert gate.suspicion(page(article(words=600).replace("</body>", scripts + "</body>"))) is None


def test_an_article_about_404_is_not_a_soft_404() -> None:
    assert gate.suspicion(page(article("Studio 404 renews a series", words=900))) is None


def test_a_page_whose_text_collapsed_is_suspect() -> None:
    whole = gate.letters(page(article(words=900)))
    assert "collapsed" in (gate.suspicion(page("<html><p>Sign in to read on.</p></html>"), whole) or "")
    assert gate.suspicion(page(article(words=500)), whole) is None


def test_scripts_and_markup_are_not_letters() -> None:
    assert gate.letters(page("<style>p{}</style><p>Ab c</p><script>var x = '<p>long</p>'</script>d")) == 4


@pytest.mark.parametrize("piece", ["<script>", "<", "<title>", "<meta name=robots ", "<!--", "<style"])
def test_no_piece_repeated_takes_long(piece: str) -> None:
    each = page(piece * (2_000_000 // len(piece)))
    began = time.process_time()
    gate.suspicion(each)
    gate.forbids(each)
    assert time.process_time() - began < 4
