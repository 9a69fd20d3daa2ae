"""Quality floors over the labelled corpora: they only rise."""

import pytest

from tests.bench.claims import CORPUS, folders, lines, measured

FLOORS = {"all": (0.0, 0.0)}  # language: (F1, precision)
ATTRIBUTES = {"certainty": 0.0, "platform": 0.0, "role": 0.0, "attribution": 0.0}


@pytest.fixture(scope="module")
def total():
    records = [record for folder in folders(CORPUS) for record in lines(folder / "articles.jsonl")]
    golds = [record for folder in folders(CORPUS) for record in lines(folder / "gold.jsonl")]
    return measured(records, golds)


@pytest.mark.parametrize(("language", "floor"), FLOORS.items())
def test_a_language_keeps_what_it_reached(total, language, floor):
    count = total.groups["all" if language == "all" else f"lang:{language}"]
    assert count.f1 >= floor[0]
    assert count.precision >= floor[1]


@pytest.mark.parametrize(("name", "floor"), ATTRIBUTES.items())
def test_an_attribute_keeps_what_it_reached(total, name, floor):
    assert total.accuracy(name) >= floor


def test_every_evidence_slice_is_exact(total):
    assert total.evidence[0] == total.evidence[1] > 0
