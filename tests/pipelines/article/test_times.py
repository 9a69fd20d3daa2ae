import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.article import read
from pipelines.article.times import iso, written
from tests.pipelines.article.test_read import html, page


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-11-20T10:00:00+09:00", "2026-11-20T10:00:00+09:00"),
        ("2026-11-20T10:00:00.123Z", "2026-11-20T10:00:00+00:00"),
        ("2026-11-20 10:00", "2026-11-20T10:00:00"),
        ("2026/11/20", "2026-11-20"),
        ("20261120T100000Z", "2026-11-20T10:00:00+00:00"),
        ("Fri, 20 Nov 2026 10:00:00 +0530", "2026-11-20T10:00:00+05:30"),
        ("1795168800", "2026-11-20T10:00:00+00:00"),
        ("1795168800000", "2026-11-20T10:00:00+00:00"),
        ("2026-11-20T10:00:00+99:00", None),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("0000-00-00", None),
        ("11/12/2026", None),
        ("yesterday", None),
        ("9" * 400, None),
    ],
)
def test_only_strict_dates_are_read(raw, value):
    assert iso(raw) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Published: November 20, 2026, 10:15 am", "en", "2026-11-20"),
        ("Stand: 20.11.2026, 06:00 Uhr", "de", "2026-11-20"),
        ("20. November 2026", "de", "2026-11-20"),
        ("20 novembre 2026 à 10h", "fr", "2026-11-20"),
        ("2026年11月20日 10時", "ja", "2026-11-20"),
        ("입력 2026.11.20 10:00", "ko", "2026-11-20"),
        ("20 नवंबर 2026", "hi", "2026-11-20"),
        ("11/20/2026", "en-US", "2026-11-20"),
        ("20/11/2026", "en-GB", "2026-11-20"),
        ("05/06/2026", "en", None),
        ("November 2026", "en", None),
        ("20 November to 3 December 2026", "en", None),
        ("2026", "en", None),
    ],
)
def test_a_shown_date_needs_day_month_and_year(text, language, value):
    assert written(text, language) == value


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text):
    for value in (iso(text), written(text, "en")):
        assert value is None or len(value) >= 10


@pytest.mark.parametrize("stamp", ["1985-01-01", "2026-11-23T00:00:00Z", "tomorrow"])
def test_an_absurd_date_is_refused_and_kept_as_a_finding(stamp):
    article = read(page(html(head=f'<meta property="article:published_time" content="{stamp}">')))
    assert article.published is None
    assert [f.won for f in article.findings if f.field == "published"] == [False]


def test_a_date_in_the_address_or_in_a_script_never_wins():
    body = html(head='<script>var published = "2026-11-01";</script>')
    assert read(page(body, "https://r.example/2026/11/01/story")).published is None


def test_the_time_of_the_last_change_is_not_the_time_of_publication():
    head = (
        '<meta property="article:published_time" content="2026-11-20T09:00:00Z">'
        '<meta property="article:modified_time" content="2026-11-20T09:00:00Z">'
        '<meta itemprop="datePublished" content="2026-11-19T18:00:00Z">'
    )
    assert read(page(html(head=head))).published == "2026-11-19T18:00:00+00:00"
