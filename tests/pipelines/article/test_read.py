from datetime import UTC, datetime

import pytest

from pipelines.article import Options, SeenHere, read
from pipelines.errors import Unreadable
from pipelines.model import Page

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TEXT = (
    "<p>The studio said on Monday that cameras will roll on the second season in the spring.</p>"
    "<p>Writers have finished six of the eight scripts, and the lead will return to <em>Lantern Bay</em>.</p>"
    "<p>No date has been given for the first episode, which a spokesperson put down to the weather.</p>"
)


def page(body, url="https://reporter.example/film/1", **more):
    return Page(
        url=url, final_url=url, fetched=NOW, body=body if isinstance(body, bytes) else body.encode(), **more
    )


def html(text=TEXT, head="", title="Lantern Bay sails again"):
    return (
        f"<html lang=en><head><title>{title} - The Example Reporter</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def test_an_article_has_its_headline_once():
    article = read(page(html()))
    assert article.title == "Lantern Bay sails again"
    assert article.text.startswith("The studio said")


def test_emphasis_is_kept_beside_the_text():
    article = read(page(html()))
    assert [article.whole[s.start : s.end] for s in article.marks] == ["Lantern Bay"]


def test_the_same_page_read_twice_is_the_same_article():
    assert read(page(html())) == read(page(html()))


def test_a_future_date_is_refused_and_the_next_tag_wins():
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-01-01"}</script>'
        '<meta property="article:published_time" content="2026-11-20T10:00:00+09:00">'
    )
    article = read(page(html(head=head)))
    assert article.published == "2026-11-20T10:00:00+09:00"
    refused = [f for f in article.findings if f.field == "published" and not f.won]
    assert [(f.value, f.why) for f in refused] == [("2031-01-01", "in the future")]


def test_a_sentence_of_three_articles_is_part_of_none_after():
    seen = SeenHere()
    texts = []
    for n in range(3):
        own = [f"<p>{'abc'[n]} {x} was told to the paper by people who were there.</p>" for x in "uvwxyz"]
        body = html("".join(own) + "<p>Our newsroom writes about ships every single day.</p>")
        texts.append(read(page(body, f"https://r.example/{n}"), Options(furniture=seen)).text)
    assert ["Our newsroom" in text for text in texts] == [True, True, False]


def test_an_article_at_three_addresses_stays_whole():
    seen = SeenHere()
    texts = {read(page(html(), f"https://r.example/{n}"), Options(furniture=seen)).text for n in range(4)}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        ("<p>x" * 100_000, "hostile"),
        ("<a " + " ".join(f"a{n}=1" for n in range(40_000)) + ">", "hostile"),
        ("<div>" * 3000, "hostile"),
        ("<p>" + "x" * (9 << 20), "too_large"),
    ],
)
def test_what_is_no_article_says_what_it_is(body, reason):
    with pytest.raises(Unreadable) as refused:
        read(page(body))
    assert refused.value.reason == reason
