"""Quality floors over the labelled corpora: they only rise."""

import pytest

from tests.bench.claims import CORPUS, folders, lines, measured

FLOORS = {  # language: (F1, precision)
    "all": (0.74, 0.805),
    "de": (0.865, 0.90),
    "en": (0.69, 0.76),
    "es": (0.78, 0.865),
    "hi": (0.78, 0.83),
    "id": (0.91, 0.94),
    "ja": (0.84, 0.90),
    "tr": (0.755, 0.82),
    "fr": (0.78, 0.85),
    "it": (0.73, 0.825),
    "pt": (0.79, 0.90),
    "ko": (0.755, 0.815),
}
ATTRIBUTES = {"certainty": 0.97, "platform": 0.89, "region": 0.975, "role": 0.71, "attribution": 0.87}


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
