"""Hub pages: articles are told from furniture by their addresses' shape and their place."""

import time
from datetime import UTC, datetime

import pytest

from crawler.discover import listing
from pipelines.errors import Refused

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
HUB = "https://www.reporter.example/film/"


def found(body: str) -> list[str]:
    page = f"<html><body>{body}</body></html>".encode()
    return [
        each.url.removeprefix("https://www.reporter.example") for each in listing.read(page, HUB, NOW).links
    ]


TITLE = "A long headline about a film that starts shooting"
ARTICLES = [
    f'<h3><a href="/2026/11/20/a-film-starts-shooting-1234567/">{TITLE}</a></h3>',
    f'<a href="/film/news/a-film-starts-shooting-in-spring-1235123456/">{TITLE}</a>',
    f'<h2><a href="/entertainment/story/12345678.html">{TITLE}</a></h2>',
    '<a href="/news/articleView.html?idxno=1234567">한국 영화 새 시즌 제작 확정 소식 전해져</a>',
    '<h3><a href="/movies/nayi-film-ka-elan-hua-4567890.html">नई फ़िल्म का एलान हुआ आज शाम</a></h3>',
    '<h2><a href="/articles/20261120-00012345/">新しい映画の撮影が来春に始まると発表された</a></h2>',
    f'<article><a href="/some-film-starts-shooting-soon"><h2>{TITLE}</h2></a></article>',
]
FURNITURE = [
    '<nav><a href="/2026/11/20/a-film-starts-shooting-12345/">Menu that repeats a headline once</a></nav>',
    '<a href="/film/">Film</a>',
    '<a href="/tag/christopher-nolan-and-his-films/">Everything about a well-known director here</a>',
    '<a href="/author/jane-doe-senior-film-reporter/">Jane Doe, our senior film reporter</a>',
    '<a href="https://other.example/2026/11/20/a-film-starts-shooting/">A headline of another site</a>',
    '<a href="/about/our-long-terms-and-conditions/">Our long terms and conditions of service</a>',
    '<a href="/page/2/">The second page of all our many stories</a>',
    '<a href="javascript:void(0)">A long headline that leads nowhere at all</a>',
    '<a href="/images/2026/11/20/still-from-the-film.jpg">A long caption under a still from the film</a>',
    '<footer><a href="/2026/11/20/a-film-starts-shooting/">Most read: a long headline as well</a></footer>',
    '<a href="#top">Back to the top of this very long page</a>',
]


@pytest.mark.parametrize("anchor", ARTICLES)
def test_an_article_is_found(anchor: str) -> None:
    assert len(found(anchor)) == 1


@pytest.mark.parametrize("anchor", FURNITURE)
def test_furniture_is_not(anchor: str) -> None:
    assert found(anchor) == []


def test_order_is_the_pages_and_an_image_link_lends_nothing_to_the_headline() -> None:
    image = '<a href="/2026/11/20/second-long-story-told/"><img src="/x.jpg" alt="A still"></a>'
    first = f'<h3><a href="/2026/11/20/first-long-story-told/">{TITLE}</a></h3>'
    second = f'<h3><a href="/2026/11/20/second-long-story-told/">{TITLE} and more</a></h3>'
    page = f"<html>{first}{image}{second}</html>".encode()
    links = listing.read(page, HUB, NOW).links
    assert [each.title for each in links] == [TITLE, f"{TITLE} and more"]


def test_a_teasers_time_is_its_links() -> None:
    body = (
        f'<article><h3><a href="/2026/11/a-long-story-told/">{TITLE}</a></h3>'
        '<time datetime="2026-11-20T10:00:00Z">yesterday</time></article>'
    )
    (link,) = listing.read(f"<html>{body}</html>".encode(), HUB, NOW).links
    assert link.published == datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        "<a " + " ".join(f'x{n}="y"' for n in range(40_000)) + ">x</a>",
        "<div>" * 100_000,
        "<a href='/x'>y</a>" * 100_000,
    ],
)
def test_a_hostile_page_is_refused_soon(body: str) -> None:
    began = time.process_time()
    with pytest.raises(Refused):
        listing.read(body.encode(), HUB, NOW)
    assert time.process_time() - began < 3
