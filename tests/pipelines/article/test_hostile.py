import time
from datetime import UTC, datetime

import pytest

from pipelines.article import read
from pipelines.errors import Unreadable
from pipelines.model import Page
from pipelines.text import clean_lines
from tests.pipelines.article.hostile import PAGES


def attempt(body: bytes) -> str | None:
    address = "https://reporter.example/film/1"
    try:
        return read(Page(address, address, datetime(2026, 11, 21, tzinfo=UTC), body)).text
    except Unreadable:
        return None


@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_a_worker_for_a_second(name):
    attempt(b"<p>imports are not the page's fault")
    begun = time.process_time()
    text = attempt(PAGES[name])
    assert time.process_time() - begun < 1
    assert text is None or clean_lines(text) == text


@pytest.mark.parametrize(
    "name", ["null bytes", "our own signs", "bidi and controls", "an xml external entity"]
)
def test_a_page_with_a_blemish_is_still_read(name):
    text = attempt(PAGES[name])
    assert text is not None
    assert text.count("harbour drama") == 12
