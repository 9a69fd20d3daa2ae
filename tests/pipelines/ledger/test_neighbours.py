"""The near-copy index in SQL makes the same groups as the one in memory, on every engine."""

import random

import pytest

from pipelines.dedupe import MemoryIndex, place
from pipelines.ledger import open_ledger
from pipelines.ledger.neighbours import Neighbours
from tests.pipelines.dedupe.telling import SEEN, article, story
from tests.pipelines.dedupe.test_place import everything, groups


@pytest.mark.parametrize("seed", [0, 1])
def test_sql_groups_as_memory_does(ledger, seed):
    articles = everything()
    random.Random(seed).shuffle(articles)
    with ledger.transaction() as connection:
        assert groups(articles, Neighbours(connection)) == groups(articles, MemoryIndex())


def test_groups_survive_a_restart(url):
    lines = story(1)
    with open_ledger(url) as ledger, ledger.transaction() as connection:
        place(article("one", lines), Neighbours(connection), SEEN)
    with open_ledger(url) as ledger, ledger.transaction() as connection:
        copy = place(article("two", lines, 2, "other.example"), Neighbours(connection), SEEN)
    assert copy.group == "https://example.com/one"


def test_a_revision_replaces_what_was_kept(ledger):
    with ledger.transaction() as connection:
        index = Neighbours(connection)
        place(article("one", story(1)), index, SEEN)
        place(article("one", story(2)), index, SEEN)
        assert place(article("two", story(1), 1), index, SEEN).parent is None
        assert place(article("three", story(2), 1), index, SEEN).parent == "https://example.com/one"


def test_many_copies_are_one_group_at_bounded_work(ledger):
    lines = story(1)
    with ledger.transaction() as connection:
        index = Neighbours(connection)
        copies = [article(f"copy-{n}", lines[n % 3 :], n / 10, f"s{n}.example") for n in range(120)]
        random.Random(3).shuffle(copies)
        for copy in copies:
            place(copy, index, SEEN)
        assert {index.group(copy.id) for copy in copies} == {"https://s0.example/copy-0"}


def test_pruned_keys_find_no_new_copies_and_groups_stay(ledger):
    lines = story(1)
    with ledger.transaction() as connection:
        index = Neighbours(connection)
        place(article("one", lines), index, SEEN)
        place(article("two", lines[1:], 1), index, SEEN)
        assert index.prune(int(SEEN.timestamp())) == 2
        assert index.group("https://example.com/two") == "https://example.com/one"
        assert place(article("three", lines[2:], 2), index, SEEN).parent is None
