"""The hash specification never changes: its vectors stand in docs/dedupe.md."""

import re
from pathlib import Path

import pytest

from pipelines.dedupe.wording import exact, normal, shingles, words

PAGE = Path(__file__).parents[3] / "docs" / "dedupe.md"
VECTORS = re.findall(
    r"^\| `(.+?)` \| `([0-9a-f]{16})` \| `([0-9a-f]{32})` \|$", PAGE.read_text("utf-8"), re.MULTILINE
)


def test_there_are_vectors():
    assert len(VECTORS) >= 3


@pytest.mark.parametrize(("text", "first", "whole"), VECTORS)
def test_a_text_has_the_hashes_that_the_page_gives(text, first, whole):
    assert f"{shingles(words(normal(text)))[0]:016x}" == first
    assert exact(text).hex() == whole


def test_vowel_signs_belong_to_their_word():
    assert words(normal("स्क्विड गेम, 2024")) == ["स्क्विड", "गेम", "2024"]
