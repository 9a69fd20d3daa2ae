"""Names in SQL settle as those in memory do, on every engine, in any order of arrival."""

import random
from collections import defaultdict
from dataclasses import replace

import pytest

from pipelines.identify import MemoryKnown, identify
from pipelines.ledger.names import Names
from pipelines.model import Article, Claim, Evidence

ARTICLE = Article(id="https://example.com/a", title="t", text="x")


def claim(work, person=None, **fields):
    kind, event = ("cast", "joins") if person else ("release", "scheduled")
    return Claim("a", kind, event, work, "official", Evidence(0, 1, "t"), person=person, **fields)


# One story told in three scripts, and a namesake of the lead in another film.
TELLINGS = [
    ("2024-03-01", [claim("Squid Game", "Lee Jung-jae"), claim("Squid Game", "Wi Ha-joon"),
                    claim("Squid Game", season=2, date="2024-12-26", platform="Netflix")]),
    ("2024-03-02", [claim("स्क्विड गेम", "ली जंग-जे"), claim("स्क्विड गेम", "वी हा-जून"),
                    claim("स्क्विड गेम", season=2, date="2024-12-26", platform="Netflix")]),
    ("2024-03-04", [claim("오징어 게임", "이정재"), claim("오징어 게임", "위하준")]),
    ("2024-03-05", [claim("Night Ferry", "Lee Jeong-jay"), claim("Night Ferry", date="2025-01-01")]),
]  # fmt: skip


def settled(known, order):
    """Which spellings are one, after all articles in this order."""
    seen = {}
    for place in order:
        published, claims = TELLINGS[place]
        for found in identify(claims, replace(ARTICLE, published=published), known):
            seen[found.claim.work] = found.work_form
            seen.setdefault(found.claim.person, found.person_form)
    together = defaultdict(set)
    roots = {form.id: form.root for form in known.forms(it for it in seen.values() if it)}
    for name, form in seen.items():
        if form:
            together[roots[form]].add(name)
    return {root: frozenset(names) for root, names in together.items()}


@pytest.mark.parametrize("seed", range(6))
def test_which_names_are_one_does_not_depend_on_the_order_of_arrival(seed):
    order = list(range(len(TELLINGS)))
    expected = settled(MemoryKnown(), order)
    random.Random(seed).shuffle(order)
    assert settled(MemoryKnown(), order) == expected


def test_names_in_sql_settle_as_those_in_memory(ledger):
    order = range(len(TELLINGS))
    with ledger.transaction() as connection:
        assert settled(Names(connection), order) == settled(MemoryKnown(), order)


def test_scripts_of_one_story_are_one_and_a_namesake_stays_apart():
    found = set(settled(MemoryKnown(), range(len(TELLINGS))).values())
    assert {"Squid Game", "स्क्विड गेम", "오징어 게임"} in found
    assert {"Lee Jung-jae", "ली जंग-जे", "이정재"} in found
    assert {"Night Ferry"} in found


def test_the_names_whose_root_changed_are_told(ledger):
    late, early = TELLINGS[1], TELLINGS[0]
    with ledger.transaction() as connection:
        known = Names(connection)
        (first, *_) = identify(late[1], replace(ARTICLE, published=late[0]), known)
        (second, *_) = identify(early[1], replace(ARTICLE, published=early[0]), known)
        assert known.moved[first.work_form] == second.work
