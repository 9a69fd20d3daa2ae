"""The bundled outlets: enough of them, each loadable, each once."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from crawler.catalogue import Outlet, load

OUTLETS = load()


def host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


@pytest.mark.parametrize(
    ("language", "least"),
    [("hi", 12), ("ko", 12), *((code, 5) for code in ("es", "pt", "fr", "it", "de", "ja", "id", "tr"))],
)
def test_every_language_has_its_share_of_outlets(language: str, least: int) -> None:
    assert sum(outlet.language == language for outlet in OUTLETS.values()) >= least


def test_there_are_120_outlets_and_english_ones_of_eight_countries() -> None:
    assert len(OUTLETS) >= 120
    english = {outlet.country for outlet in OUTLETS.values() if outlet.language == "en"}
    assert len(english) >= 8
    assert {"US", "GB", "IN", "PK", "PH", "SG", "KR", "JP"} <= english


def test_no_two_outlets_share_a_home() -> None:
    homes = Counter(host(outlet.home) for outlet in OUTLETS.values())
    assert [name for name, count in homes.items() if count > 1] == []


def test_makers_own_newsrooms_are_marked_official_in_several_languages() -> None:
    official = [outlet for outlet in OUTLETS.values() if outlet.official]
    assert len(official) >= 12
    assert len({outlet.language for outlet in official}) >= 5


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=OUTLETS)
def test_an_outlet_is_reached_over_https_and_not_claimed_to_be_verified(outlet: Outlet) -> None:
    addresses = (outlet.home, *outlet.addresses)
    assert all(address.startswith("https://") for address in addresses)
    assert len(set(outlet.addresses)) == len(outlet.addresses)
    assert not outlet.verified
    assert not outlet.layout
    assert outlet.country
