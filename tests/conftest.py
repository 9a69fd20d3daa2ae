"""What tests share: expectations kept in files, which ``--accept`` rewrites, and in which order tests run."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A busy machine says nothing about the code: no deadline for a single example.
settings.register_profile("greenlit", deadline=None)
settings.load_profile("greenlit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite expectations that no longer hold; each one fails once, so that a person reads the diff",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Half as many workers again as there are cores: slow tests wait for servers most of their time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + cores // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with slow tests first: a long one that began last would keep one worker alone."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> Callable[[Path, Any], None]:
    """Compare a JSON value with the file that holds what is expected."""

    def compare(expected: Path, got: Any) -> None:
        held = json.loads(expected.read_text("utf-8")) if expected.exists() else None
        if got != held and request.config.getoption("--accept"):
            expected.write_text(json.dumps(got, ensure_ascii=False, indent=2) + "\n", "utf-8")
            pytest.fail(f"{expected} was rewritten: read its diff, then run the test again")
        assert got == held

    return compare
