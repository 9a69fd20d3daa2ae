"""Every ``[[example]]`` of every vocabulary file says what it claims, no more and no less."""

import dataclasses

import pytest

from pipelines.extract import extract
from pipelines.model import Article
from pipelines.vocabulary import languages, pack

EXAMPLES = [
    pytest.param(language, example, id=f"{language}-{number}")
    for language in languages()
    for number, example in enumerate(pack(language).example)
]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_an_example_claims_what_it_says(language, example):
    article = Article(
        id="example", title=example.title, text=example.text, language=language, published=example.published
    )
    found = [dataclasses.asdict(claim) for claim in extract(article)]
    wanted = list(example.claims)
    for claim in wanted:
        match = [one for one in found if all(one[name] == value for name, value in claim.items())]
        assert match, f"{claim} is not among {found}"
        found.remove(match[0])
    assert not found
