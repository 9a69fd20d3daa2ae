"""Two visits that write at once: what one has not committed yet, the other one waits for."""

import threading

from pipelines.ledger import open_ledger
from tests.pipelines.ledger.saying import say
from tests.pipelines.ledger.test_recording import dump

FIRST = say("2026-03-01", "renewed", season=2, by="Lantern")
SECOND = say("2026-03-02", "renewed", season=2, by="Gazette")


def test_two_who_tell_one_fact_at_once_tell_it_as_if_one_had_waited(url, tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'in_turn.sqlite'}") as in_turn:
        for one in (FIRST, SECOND):
            with in_turn.transaction() as connection:
                in_turn.record(connection, [one])
        wanted = dump(in_turn)

    written, problems = threading.Event(), []

    def other() -> None:
        try:
            with open_ledger(url) as ledger:
                written.wait(10)
                with ledger.transaction() as connection:
                    ledger.record(connection, [SECOND])
        except Exception as problem:  # noqa: BLE001  whatever it is, this thread must tell it
            problems.append(problem)

    with open_ledger(url) as ledger:
        thread = threading.Thread(target=other)
        thread.start()
        with ledger.transaction() as connection:
            ledger.record(connection, [FIRST])
            written.set()
            thread.join(0.5)
        thread.join(30)
        assert problems == []
        assert dump(ledger) == wanted
