import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedupe import canonical, host

ONE = "https://example.com/news/film-x"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/news/film-x",
        "https://www.example.com/news/film-x/",
        "https://EXAMPLE.com:443/news/film-x#comments",
        "https://example.com/news/film-x?utm_source=a&utm_medium=b&fbclid=c",
        "https://m.example.com/news/film-x",
        "https://example.com/news/film-x/amp/",
        "https://amp.example.com/news/film-x?outputType=amp",
        "https://example.com/amp/news/film-x",
        "https://example.com/news/film-x/page/2/",
        "https://example.com/news/film-x?page=3",
        "https://www.google.com/amp/s/www.example.com/news/film-x/amp/",
        "https://example-com.cdn.ampproject.org/c/s/example.com/news/film-x",
        "https://example.com//news/./old/../film-x/index.html",
        "https://example.com/news/film-x;jsessionid=ABC123",
        "  https://user:secret@example.com/news/film-x ",
    ],
)
def test_every_dress_of_an_address_is_one(address):
    assert canonical(address) == ONE


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/news/film-y",
        "https://example.com/news/film-x?id=7",
        "https://example.com/news/film-x?page=about",
        "https://example.com/news/Film-X",
        "https://news.example.com/news/film-x",
        "https://example.com:8080/news/film-x",
        "https://example.com/news%2Ffilm-x",
    ],
)
def test_an_address_of_something_else_stays_apart(address):
    assert canonical(address) != ONE


def test_parameters_are_sorted_and_kept():
    assert (
        canonical("https://example.com/a?z=1&b=%EB%B0%95&b=2") == "https://example.com/a?b=2&b=%EB%B0%95&z=1"
    )


def test_what_is_no_address_comes_back():
    assert canonical("saved/page.html") == "saved/page.html"
    assert canonical("https://[broken/") == "https://[broken/"


def test_the_host_is_that_of_the_site():
    assert host("http://m.example.com/x") == "example.com"
    assert host("page.html") == ""


@given(st.text(max_size=60))
def test_canonical_twice_is_canonical_once(tail):
    once = canonical("https://example.com/" + tail)
    assert canonical(once) == once
