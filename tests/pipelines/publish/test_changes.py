"""Only what changed is written, and what is written is what a whole publication would write."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.ledger import open_ledger
from pipelines.ledger.names import Names
from pipelines.model import Form
from pipelines.publish import publish
from pipelines.publish.shelf import NOTE
from tests.pipelines.ledger.saying import day, say
from tests.pipelines.ledger.test_recording import record
from tests.pipelines.ledger.test_shuffled import sayings
from tests.pipelines.publish.test_feeds import shown


@pytest.fixture
def two(tmp_path):
    """A ledger of two works that are published."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger:
        record(ledger, say("2024-06-01", "scheduled", "2025", work="one"))
        record(ledger, say("2024-06-01", "scheduled", "2025", work="two", by="Parda"))
        publish_into(ledger, tmp_path / "feeds")
        yield ledger, tmp_path / "feeds"


def publish_into(ledger, folder, **options):
    with ledger.source() as source:
        return publish(source, folder, **options)


def pages(folder):
    return {path.name: path.stat().st_mtime_ns for path in (folder / "works").iterdir()}


def written(ledger, folder):
    """Which pages a publication writes anew."""
    before = pages(folder)
    publish_into(ledger, folder)
    after = pages(folder)
    return [name for name in after if after[name] != before.get(name)]


def test_a_page_without_news_is_not_read_nor_written(two, monkeypatch):
    ledger, folder = two
    record(ledger, say("2024-07-01", "scheduled", "2025-03-01", work="two"))
    asked = []
    with ledger.source() as source:
        stories = source.stories
        monkeypatch.setattr(
            source, "stories", lambda works: (asked.extend(each.work for each in works), stories(works))[1]
        )
        publish(source, folder)
    assert asked == ["two"]


def test_nothing_new_writes_nothing(two):
    ledger, folder = two
    assert written(ledger, folder) == []
    assert publish_into(ledger, folder).changed == 0


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("changed by hand")])
def test_a_page_that_was_lost_or_changed_by_hand_is_written_again(two, harm):
    ledger, folder = two
    whole = shown(folder)
    harm(next((folder / "works").iterdir()))
    publish_into(ledger, folder)
    assert shown(folder) == whole


@pytest.mark.parametrize("note", ["", "{}", "not json", '{"look": "other", "pages": {}}'])
def test_a_note_that_says_nothing_useful_is_not_trusted(two, note):
    ledger, folder = two
    whole = shown(folder)
    (folder / NOTE).write_text(note)
    publish_into(ledger, folder)
    assert shown(folder) == whole


def test_an_outlet_that_gets_a_name_is_called_so_on_every_page(two):
    ledger, folder = two
    publish_into(ledger, folder, names={"Lantern": "The Lantern"})
    assert sum("The Lantern" in path.read_text() for path in (folder / "works").iterdir()) == 1


def test_a_name_that_changes_in_one_work_changes_on_the_pages_of_all(two):
    ledger, folder = two
    record(ledger, say("2024-06-01", "joins", work="one", who="anna"))
    publish_into(ledger, folder)
    record(ledger, say("2024-06-02", "joins", work="two", who="anna", by="Parda"))
    remember(ledger, "anna", ["안나", "Anna"])
    publish_into(ledger, folder)
    assert all("안나" in path.read_text() for path in (folder / "works").iterdir())


def test_an_edit_reaches_the_page_of_a_work_that_the_article_no_longer_names(two):
    ledger, folder = two
    place = {"id": "https://parda.example/a"}
    record(ledger, say("2024-06-01", "joins", who="Anna Berg", work="one", **place))
    record(ledger, say("2024-06-01", "filming", modified="2024-06-05", work="two", **place))
    publish_into(ledger, folder)
    record(ledger, say("2024-06-01", "filming", modified="2024-06-07", work="two", by="Parda", **place))
    publish_into(ledger, folder)
    publish_into(ledger, folder.parent / "whole")
    assert shown(folder) == shown(folder.parent / "whole")


def remember(ledger, root, names):
    with ledger.transaction() as connection:
        known = Names(connection)
        for number, name in enumerate(names):
            known.remember(Form(f"{root}-{number}", "person", name, name.casefold(), root, 0), (), "")


@st.composite
def steps(draw):
    """What may happen between two publications: news about two works, mergers, copies, time."""
    news = draw(st.lists(sayings(), min_size=1, max_size=4))
    work = draw(st.sampled_from(["night-ferry", "nachtfaehre"]))
    return news, work, draw(st.sampled_from(["", "merge", "part", "group", "settle"]))


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(steps(), min_size=2, max_size=5))
def test_what_stays_and_what_is_written_are_a_whole_publication(story):
    with TemporaryDirectory() as place, open_ledger(f"sqlite:///{place}/ledger.sqlite") as ledger:
        for number, (news, work, then) in enumerate(story):
            take(ledger, [filed(one, work) for one in news], then)
            publish_into(ledger, Path(place) / "kept")
            publish_into(ledger, Path(place) / str(number))
            assert shown(Path(place) / "kept") == shown(Path(place) / str(number))


def filed(one, work):
    claims = tuple(replace(claim, work=work, work_form=f"form-{work}") for claim in one.claims)
    article = replace(one.article, id=f"{one.article.id}/{work}")
    claims = tuple(replace(c, claim=replace(c.claim, article=article.id)) for c in claims)
    return replace(one, article=article, claims=claims)


def take(ledger, news, then):
    moved = {"merge": {"form-nachtfaehre": "night-ferry"}, "part": {"form-nachtfaehre": "nachtfaehre"}}
    groups = {one.article.id: "https://example.com/wire" for one in news} if then == "group" else {}
    with ledger.transaction() as connection:
        ledger.record(connection, news, groups={})
    with ledger.transaction() as connection:
        ledger.record(connection, (), roots=moved.get(then, {}), groups=groups)
    if then == "settle":
        ledger.settle(day("2024-07-01"))
