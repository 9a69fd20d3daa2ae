"""The newsroom's labels, told to the ledger with the right identities, make the story that the demo shows."""

from datetime import UTC, datetime

import pytest

from crawler.newsroom import houses
from pipelines.facts import Fact
from pipelines.ledger import open_ledger
from pipelines.ledger.record import Record
from pipelines.ledger.timeline import facts_of
from pipelines.model import Identified
from tests.crawler.newsroom.labels import articles, claims, identities

WORKS = identities({
    "dead": ("All of Us Are Dead", "지금 우리 학교는", "ऑल ऑफ अस आर डेड"),
    "monsoon": ("Glass Monsoon", "ग्लास मॉनसून"),
    "ward": ("Moonlit Ward", "달빛 병동"),
})  # fmt: skip
PEOPLE = identities({
    "park": ("Park Ji-hu", "박지후", "पार्क जी-हू"),
    "yoon": ("Yoon Chan-young", "윤찬영", "यूं चान-यंग"),
    "cho": ("Cho Yi-hyun", "조이현", "चो यी-ह्यून"),
    "lomon": ("Lomon", "Park Solomon", "로몬", "लोमोन"),
    "lee": ("Lee Jae-kyoo", "Lee Jae-gyoo", "이재규", "ली जे-क्यू"),
    "kim": ("Kim Nam-su", "김남수", "किम नाम-सू"),
    "chun": ("Chun Sung-il", "천성일", "चोन सोंग-इल"),
    "minjae": ("Lee Min-jae", "이민재", "ली मिन-जे"),
    "sieun": ("Kim Si-eun", "김시은", "किम सी-उन"),
    "roh": ("Roh Jae-won", "노재원", "रो जे-वोन"),
    "gai": ("Yoon Ga-i", "윤가이", "यूं गा-ई"),
})  # fmt: skip


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fact, ...]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('ledger')}/x.sqlite") as ledger:
        for day in (1, 2):
            with ledger.transaction() as connection:
                ledger.record(
                    connection, [record for house in houses() for record in _records(house, day, now)]
                )
        with ledger.reading() as connection:
            return (*facts_of(connection, ["dead"], 2), *facts_of(connection, ["The Salt Lighthouse"]))


def _records(house, day, now):
    wires = {piece.slug for piece in house.pieces if piece.wire}
    for article, edition in articles(house, day):
        found = tuple(
            Identified(
                claim,
                WORKS.get(claim.work.casefold(), claim.work),
                claim.person and PEOPLE.get(claim.person.casefold(), claim.person),
            )
            for claim in claims(article, edition)
        )
        wired = any(slug in article.id for slug in wires)
        yield Record(article, found, now, wire="meridian" if wired else None)


def one(facts, kind, aspect="", name=None):
    [found] = [
        each for each in facts if (each.kind, each.aspect, each.name, each.season) == (kind, aspect, name, 2)
    ]
    return found


def test_the_release_was_open_then_2024_then_open_again(facts) -> None:
    told = [(update.kind, update.value.date) for update in one(facts, "release").updates]
    assert [date for _, date in told if date] == ["2024", "2024"]
    assert told[0] == ("new", None)
    assert told[-1] == ("new", None)
    assert ("passed", "2024") in told


def test_an_estimate_of_early_2025_is_kept_beside(facts) -> None:
    assert any(each.date == "2025-37" for each in (t for t in one(facts, "release").tellings))


def test_it_was_renewed_in_june_2022_and_filmed_from_july_2025(facts) -> None:
    assert one(facts, "production", "order").value.date == "2022-06-06"
    filming = one(facts, "production", "filming")
    assert filming.updates[0].value.date == "2024-40"
    assert filming.value.date == "2025-07-23"


def test_four_return_and_four_join_told_in_three_scripts(facts) -> None:
    cast = [each for each in facts if each.kind == "cast" and each.season == 2 and each.work == "dead"]
    assert sorted(each.name for each in cast if each.value.event == "returns") == [
        "Cho Yi-hyun",
        "Lomon",
        "Park Ji-hu",
        "Yoon Chan-young",
    ]
    assert sorted(each.name for each in cast if each.value.event == "joins") == [
        "Kim Si-eun",
        "Lee Min-jae",
        "Roh Jae-won",
        "Yoon Ga-i",
    ]
    assert all({telling.language[:2] for telling in each.tellings} == {"en", "hi", "ko"} for each in cast)


def test_the_wire_story_counts_once(facts) -> None:
    cast = one(facts, "cast", "cast", "Lee Min-jae")
    outlets = {telling.outlet for telling in cast.tellings}
    assert len(outlets) == 4
    sources = {
        telling.source for telling in cast.tellings if "Meridian" in telling.sentence or telling.outlet
    }
    assert len(sources) < len(cast.tellings)


def test_the_edit_of_the_second_day_moves_the_date_once_more(facts) -> None:
    [release] = [each for each in facts if each.work == "The Salt Lighthouse" and each.kind == "release"]
    assert [update.value.date for update in release.updates] == ["2025-05-09", "2025-08-22", "2025-10-10"]
