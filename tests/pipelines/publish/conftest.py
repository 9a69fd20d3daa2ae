"""A ledger with a story in it, and its feeds."""

import pytest

from pipelines.ledger import open_ledger
from pipelines.publish import publish
from tests.pipelines.ledger.conftest import postgres, url
from tests.pipelines.ledger.saying import day, joined, say

__all__ = ["postgres", "url"]

EVIL = '=HYPERLINK("http://evil.example")</title><script>alert(1)</script>\x0b]]>\u2028 & \'x\' "y"'


def story():
    return (
        say("2024-01-29", "scheduled", "2024", certainty="reported", platform="Kanal 4"),
        say("2024-03-01", "scheduled", "2024-11-08", by="Parda", attribution="Studio", platform="Kanal 4"),
        say("2024-06-01", "delayed", "2025-02-14", by="Parda"),
        say("2024-06-02", "scheduled", "2026", by="Parda", season=2),
        say("2024-06-03", "scheduled", "2026-08", by="Signal", season=3),
        say("2024-06-04", "scheduled", "2025-03-03", by="Parda", season=4),
        say("2024-06-05", "delayed", by="Parda", season=4),
        say("2024-02-02", "joins", who="Anna Berg", role="Captain Öst", certainty="reported"),
        say("2024-02-03", "joins", who="Anna Berg", certainty="denied", attribution="Agency", by="Signal"),
        joined(
            say("2024-07-01", "filming", "2024-22"), say("2024-07-01", "returns", who="Bo Lind", role=EVIL)
        ),
        say("2024-08-01", "joins", who=EVIL, by=EVIL, text=EVIL, id="javascript:alert(1)"),
        say("2024-08-02", "renewed", season=2, by="-2+3", text="+1 and so on"),
    )


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('told') / 'ledger.sqlite'}") as ledger:
        with ledger.transaction() as connection:
            ledger.record(connection, story())
        ledger.settle(day("2024-12-01"))
        yield ledger


@pytest.fixture(scope="session")
def feeds(told, tmp_path_factory):
    folder = tmp_path_factory.mktemp("feeds")
    with told.source() as source:
        publish(source, folder)
    return folder
