"""The language that CONTRIBUTING.md adds step by step works as its own examples say."""

import re
from pathlib import Path

import pytest

from pipelines import vocabulary
from tests.pipelines.extract.test_examples import test_an_example_claims_what_it_says as checked

GUIDE = Path(__file__).parents[3] / "CONTRIBUTING.md"
_FILE = re.compile(r"`pipelines/vocabulary/(\w+)\.toml`:\n\n```toml\n(.*?)```", re.DOTALL)


@pytest.fixture
def added(tmp_path, monkeypatch):
    language, content = _FILE.search(GUIDE.read_text(encoding="utf-8")).groups()
    (tmp_path / f"{language}.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(vocabulary, "FOLDER", tmp_path)
    return language


def test_the_guide_adds_a_language_with_one_file(added):
    assert vocabulary.languages() == (added,)
    examples = vocabulary.pack(added).example
    assert examples
    for example in examples:
        checked(added, example)
