"""Which of the addresses that outlets write are web addresses, and how they are cleaned."""

import pytest

from crawler.discover.address import resolved, site

BASE = "https://reporter.example/film/"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            " ",
            "javascript:alert(1)",
            "file:///etc/hostname",
            "data:text/html,x",
            "ftp://reporter.example/x",
        ),
        *("https://user@reporter.example/x", "https://user:word@reporter.example/x"),
        *(
            "https://reporter.example:99999/",
            "https://[::1/",
            "https://a\\@b/",
            "https://a/\0",
            "https://a/\u202e",
        ),
        "https://reporter.example/" + "x" * 2083,
    ],
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    assert resolved(BASE, written) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("story", "https://reporter.example/film/story"),
        ("/story#end", "https://reporter.example/story"),
        ("//other.example:443/", "https://other.example/"),
        ("HTTP://Other.Example:80", "http://other.example/"),
        ("/a?utm_source=x&id=1&fbclid=y", "https://reporter.example/a?id=1"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_an_address_is_made_whole_and_clean(written: str, meant: str) -> None:
    assert resolved(BASE, written) == meant
    assert resolved(meant, meant) == meant


def test_a_site_is_its_registrable_domain() -> None:
    assert [site(f"https://{host}/x") for host in ("news.bbc.co.uk", "m.reporter.com", "127.0.0.1")] == [
        "bbc.co.uk", "reporter.com", "127.0.0.1",
    ]  # fmt: skip
