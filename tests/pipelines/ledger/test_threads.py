"""The stories of the development corpus, from gold claims: what is believed and told after each article."""

import json
import re
from datetime import timedelta

import pytest

from pipelines.ledger import open_ledger
from pipelines.ledger.keys import fold
from pipelines.ledger.record import published
from pipelines.ledger.timeline import Moment, weighed
from tests.pipelines.ledger import golden

STORIES = golden.stories()
THREADS = json.loads((golden.CORPUS / "threads.json").read_text())
LINE = re.compile(
    r"(?P<work>.+?)(?: S(?P<season>\d+))?: (?P<question>[^:=]+?)(?: = (?P<value>.+)|: (?P<kind>\w+))?"
)


def test_every_story_is_told_whole():
    for name, thread in THREADS.items():
        assert sorted(step["article"] for step in STORIES[name]) == sorted(thread["articles"]), name


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """All articles of the corpus, the newest first: the order of arrival does not matter."""
    records = golden.records()
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('gold') / 'ledger.sqlite'}") as ledger:
        for record in sorted(records.values(), key=lambda r: r.article.published or "", reverse=True):
            with ledger.transaction() as connection:
                ledger.record(connection, [record])
        yield ledger, records


STEPS = [(name, number) for name, thread in THREADS.items() for number in range(len(thread["articles"]))]


@pytest.mark.parametrize(("story", "number"), STEPS)
def test_what_a_tracker_believes_after_each_article(recorded, story, number):
    ledger, records = recorded
    step = STORIES[story][number]
    seen = [records[one["article"]] for one in STORIES[story][: number + 1]]
    at = Moment(said=max(published(record) for record in seen) + timedelta(seconds=1))
    with ledger.reading() as connection:
        facts = weighed(connection, golden.facts_told_by(seen), at)
    for line in step.get("believe", ()):
        check_believed(found(facts, line), LINE.fullmatch(line))
    for line in step.get("told", ()):
        assert LINE.fullmatch(line)["kind"] in caused(found(facts, line), step), line
    for line in step.get("quiet", ()):
        assert not caused(found(facts, line), step), line


def caused(fact, step):
    """The updates of a fact that this article brought about; a date passes by itself."""
    return [u.kind for u in fact.updates if u.kind != "passed" and cause(u).article == step["article"]]


def cause(update):
    return update.against or update.telling


def check_believed(fact, wanted):
    value, expected = fact.value, wanted["value"]
    if expected == "nothing":
        assert value is None, f"{wanted[0]}: {value}"
        return
    assert value is not None, wanted[0]
    words = [value.event, *([value.date] if value.date else []), value.certainty]
    if " x" in expected:
        words.append(f"x{fact.sources}")
    assert " ".join(words) == expected, wanted[0]


def found(facts, line):
    wanted = LINE.fullmatch(line)
    work, season = fold(wanted["work"]), int(wanted["season"] or 0) or None
    matching = [f for f in facts if f.work == work and f.season == season and question(f) == asked(wanted)]
    assert len(matching) == 1, f"{line}: {[(f.work, f.season, question(f)) for f in facts if f.work == work]}"
    return matching[0]


def asked(wanted):
    text = wanted["question"]
    name, bracket, job = text.partition(" (")
    if bracket:
        return fold(name), job.rstrip(")")
    plain = ("release", "order", "filming", "wrapped", "post_production", "ending")
    return ("", text) if text in plain else (fold(text), "cast")


def question(fact):
    return fact.person or "", fact.aspect or "release"
