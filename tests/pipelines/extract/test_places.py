"""Platforms and countries in running text."""

import pytest

from pipelines.extract.places import companies, platforms, regions
from pipelines.vocabulary import pack

NAMED = {
    "It streams on Amazon Prime Video.": ["prime_video"],
    "Netflix's next; then Disney+, Disney Plus Hotstar and Apple TV+.": [
        "netflix",
        "disney_plus",
        "hotstar",
        "apple_tv",
    ],
    "नेटफ्लिक्स पर, प्राइम वीडियो के साथ": ["netflix", "prime_video"],
    "넷플릭스가 tvN에서 티빙으로": ["netflix", "tvn", "tving"],
    "ＮＨＫ総合とネットフリックスで、東宝配給": ["nhk", "netflix", "toho"],
    "Netflix'in, Show TV'nin ve atv'de": ["netflix", "show_tv", "atv_tr"],
    "die Netflix-Serie im Ersten und auf RTL+": ["netflix", "rtl_plus"],
    "hulu hoop, the skyline, maximum, a cartoon": [],
    "a foxtrot with the stars": [],
}


@pytest.mark.parametrize("text", NAMED)
def test_companies_are_found_in_every_script(text: str) -> None:
    assert [found.id for found in platforms(text) if not found.ambiguous] == NAMED[text]


def test_common_words_are_marked_ambiguous() -> None:
    assert [(found.id, found.ambiguous) for found in platforms("on Max, the max, and Sky")] == [
        ("max", True),
        ("sky", True),
    ]


def test_two_hundred_companies_are_known() -> None:
    assert len(companies()) > 200


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("in the US and in Indian cinemas", ["US", "IN"]),
        ("U.K. viewers, Germany, trust us", ["GB", "DE"]),
        ("Michael Jordan in Georgia", []),
    ],
)
def test_countries_are_found(text: str, codes: list[str]) -> None:
    assert [found.code for found in regions(text, pack("en"))] == codes
