"""Any news in any order and any batches: the ledger is a function of what was published."""

import random
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.ledger import open_ledger
from tests.pipelines.ledger.saying import day, say
from tests.pipelines.ledger.test_recording import dump

DAYS = [f"2024-{month:02}-{number:02}" for month in range(1, 7) for number in (1, 9, 17)]
DATES = [None, "2024", "2024-05", "2024-05-10", "2024-41", "2025", "2025-02-14", "2025-03", "2026/.."]
RELEASE = ("scheduled", "delayed", "brought_forward", "unannounced", "released")
CAST = ("joins", "returns", "exits", "in_talks", "credited")
CERTAINTIES = ("official", "reported", "expected", "rumoured", "denied")


@st.composite
def sayings(draw):
    person = draw(st.booleans())
    event = draw(st.sampled_from(CAST if person else RELEASE))
    number = draw(st.integers(0, 14))
    edited = draw(st.sampled_from([None, None, None, "2024-06-20", "2024-07-01"]))
    return say(
        DAYS[number],
        event,
        None if person or event == "unannounced" else draw(st.sampled_from(DATES)),
        who="Anna Berg" if person else None,
        certainty=draw(st.sampled_from(CERTAINTIES)),
        by=("Lantern", "Parda", "Signal", "Tide")[number % 4],
        attribution=draw(st.sampled_from([None, "Studio", "Agency"])),
        id=f"https://example.com/{number}",
        wire=f"https://example.com/{number % 3}" if number % 2 else None,
        modified=edited,
    )


def told(records, sizes, folder, name):
    """Record in these batches, all through one open ledger, and settle at the end."""
    with open_ledger(f"sqlite:///{folder}/{name}.sqlite") as ledger:
        rest = list(records)
        while rest:
            size = next(sizes)
            with ledger.transaction() as connection:
                ledger.record(connection, rest[:size])
            rest = rest[size:]
        ledger.settle(day("2024-12-01"))
        return dump(ledger)


def one_of_each(records):
    """No article twice as of one time: which of the two it says would be anybody's guess."""
    return list({(record.article.id, record.article.modified): record for record in records}.values())


# Shrinking a ledger takes minutes and says no more than the seed does.
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(sayings(), min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_neither_order_nor_batches_matter(records, pick: random.Random):
    records = one_of_each(records)
    shuffled = list(records)
    pick.shuffle(shuffled)
    in_time = sorted(records, key=lambda record: (record.article.published, record.article.id))
    with TemporaryDirectory() as folder:
        whole = told(records, iter([len(records)]), folder, "whole")
        assert told(in_time, iter(lambda: 1, 0), folder, "in-time") == whole
        assert told(shuffled, iter(lambda: pick.randint(1, 4), 0), folder, "shuffled") == whole
