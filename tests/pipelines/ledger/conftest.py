"""A ledger on every engine that this machine has."""

import pytest

from pipelines.ledger import open_ledger


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened
