"""What is read as it stands is what weighing it again would give."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from pipelines.ledger import schema
from pipelines.ledger.timeline import Moment, weighed
from tests.pipelines.ledger.saying import day, say
from tests.pipelines.ledger.test_recording import STORY, record

LATER = Moment(found=datetime(2100, 1, 1, tzinfo=UTC))
"""A point of view from which everything is known: nothing weighed before is taken for it."""

EDITED = {"id": "https://parda.example/a", "by": "Parda"}
STORIES = {
    "a story": STORY,
    "an edit": (
        say("2024-06-01", "scheduled", "2026", **EDITED),
        say("2024-06-01", "scheduled", "2025-03-01", modified="2024-06-05", **EDITED),
    ),
    "a denial": (
        say("2024-05-01", "scheduled", "2025-03-01", certainty="reported"),
        say("2024-06-01", "scheduled", "2025-03-01", certainty="denied", attribution="Studio", by="Parda"),
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_timeline_is_what_weighing_its_claims_gives(ledger, name):
    record(ledger, *STORIES[name])
    ledger.settle(day("2025-06-01"))
    with ledger.reading() as connection:
        ids = connection.execute(sa.select(schema.facts.c.id)).scalars().all()
        stands = weighed(connection, ids)
        assert stands
        assert any(fact.updates for fact in stands)
        assert stands == weighed(connection, ids, LATER)
