"""Any copies of any stories, in any order and read again: an article's group is a function of the set."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedupe import MemoryIndex, place
from pipelines.errors import Repeated
from tests.pipelines.dedupe.telling import SEEN, article, story

SITES = ("wire.example", "one.example", "two.example", "three.example")
STORIES = [story(seed) for seed in range(4)]


@st.composite
def copies(draw, name):
    """A story cut anywhere, with lines of its own or of another story, at some site and time."""
    lines = STORIES[draw(st.integers(0, 3))]
    start = draw(st.integers(0, 8))
    end = draw(st.integers(start + 4, 16))
    other = STORIES[draw(st.integers(0, 3))][: draw(st.integers(0, 6))]
    own = story(100 + draw(st.integers(0, 5)), draw(st.integers(0, 4)))
    hour = draw(st.integers(0, 40 * 24))
    return article(name, [*own, *lines[start:end], *other], hour, draw(st.sampled_from(SITES)))


@st.composite
def worlds(draw):
    return [draw(copies(f"a{number}")) for number in range(draw(st.integers(2, 9)))]


def groups(articles):
    index = MemoryIndex()
    for it in articles:
        try:
            place(it, index, SEEN)
        except Repeated:
            continue
    return {it.id: index.group(it.id) for it in articles}


@settings(max_examples=150, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_no_order_of_arrival_changes_a_group(articles, pick: random.Random):
    shuffled = [*articles, *pick.sample(articles, pick.randint(0, len(articles)))]
    pick.shuffle(shuffled)
    assert groups(shuffled) == groups(articles)
