"""A live blog and a round-up are told from an article, and keep their parts with their times."""

import pytest

from pipelines.article import read
from tests.pipelines.article.test_read import html, page

SAID = "was told to the paper on the quay by people who had seen it with their own eyes and wrote it down"
PUBLISHED = '<meta property="article:published_time" content="2026-11-20T08:00:00+01:00">'


def said(name, paragraphs):
    return "".join(f"<p>{name} {n} {SAID}.</p>" for n in range(paragraphs))


def parts(article):
    return [
        (part.heading, part.published.isoformat() if part.published else None) for part in article.sections
    ]


def why(article):
    (finding,) = (f for f in article.findings if f.field == "kind")
    return finding.why


def test_updates_without_headings_are_parts_with_times():
    updates = "".join(
        f"<div><time datetime=2026-11-20T{hour}:30:00+01:00>{hour}:30</time>{said(name, 2)}</div>"
        for hour, name in ((11, "A ferry"), (10, "A crane"), (9, "A gull"))
    )
    article = read(page(html(updates, PUBLISHED)))
    assert (article.kind, why(article)) == ("live_blog", "its parts have times of their own")
    assert parts(article) == [(None, f"2026-11-20T{hour:02}:30:00+01:00") for hour in (11, 10, 9)]
    assert article.whole[article.sections[1].start : article.sections[1].end].count("A crane") == 2


def test_headings_may_begin_with_the_time_of_day():
    ticker = "".join(f"<h2>{clock}: {name} sails</h2>{said(name, 2)}" for clock, name in TICKER)
    article = read(page(html(ticker, PUBLISHED)))
    assert article.kind == "live_blog"
    assert parts(article) == [
        ("11.39 Uhr: A ferry sails", "2026-11-20T11:39:00+01:00"),
        ("9h05: A crane sails", "2026-11-20T09:05:00+01:00"),
        ("07:10: A gull sails", "2026-11-20T07:10:00+01:00"),
    ]


TICKER = [("11.39 Uhr", "A ferry"), ("9h05", "A crane"), ("07:10", "A gull")]


def test_a_time_of_day_has_no_day_where_the_article_grew_over_several():
    ticker = "".join(f"<h2>{clock}: {name} sails</h2>{said(name, 2)}" for clock, name in TICKER)
    later = '<meta property="article:modified_time" content="2026-11-20T23:00:00+01:00">'
    other = '<meta property="article:modified_time" content="2026-11-19T23:00:00+01:00">'
    assert parts(read(page(html(ticker, PUBLISHED + later))))[0][1] is not None
    assert parts(read(page(html(ticker, PUBLISHED + other))))[0][1] is None


def test_an_article_with_its_time_and_three_headings_is_an_article():
    body = "<time datetime=2026-11-20T08:00:00+01:00>8</time>"
    body += "".join(f"<h2>{name} sails</h2>{said(name, 4)}" for name in ("A ferry", "A crane", "A gull"))
    article = read(page(html(body)))
    assert article.kind == "article"
    assert parts(article) == [("A ferry sails", None), ("A crane sails", None), ("A gull sails", None)]


THINGS = ("Ferry", "Crane", "Gull", "Buoy")


@pytest.mark.parametrize(
    ("headings", "paragraphs", "title", "reason"),
    [
        (THINGS, 1, "What sails next", "a heading for every paragraph"),
        ([f"{n}. {name}" for n, name in enumerate(THINGS, 1)], 4, "What sails", "its headings are numbered"),
        (THINGS, 4, "The 4 ships that sail next", "its headline counts its parts"),
        (THINGS, 4, "What sails next", None),
        ([f"Will the {name} sail?" for name in THINGS], 1, "Questions to a captain", None),
    ],
)
def test_a_round_up_is_told_by_its_headings(headings, paragraphs, title, reason):
    body = "".join(f"<h2>{heading}</h2>{said(heading, paragraphs)}" for heading in headings)
    article = read(page(html(body, title=title)))
    assert (article.kind, why(article)) == (("round_up", reason) if reason else ("article", "one text"))
    assert [part.heading for part in article.sections] == list(headings)
