"""How long a host is left alone, and a limit of memory."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from crawler.fetch.hosts import FIRST, LONGEST, SHORTEST, rest

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (b"120", timedelta(minutes=2)),
        (b"0", SHORTEST),
        (b"999999999999", LONGEST),
        (b"Sat, 21 Nov 2026 09:00:00 GMT", timedelta(hours=1)),
        (b"Sat, 21 Nov 2026 09:00:00", timedelta(hours=1)),
        (b"Sat, 21 Nov 1926 09:00:00 GMT", SHORTEST),
        (b"Sat, 21 Nov 2126 09:00:00 GMT", LONGEST),
        (b"-1", FIRST),
        (b"soon", FIRST),
        (b"9" * 5000, FIRST),
        (b"\xff", FIRST),
        (b"", FIRST),
        (None, FIRST),
    ],
)
def test_retry_after_counts_within_a_minute_and_a_day(told: bytes | None, expected: timedelta) -> None:
    assert rest(told, 1, NOW) == expected


def test_without_a_word_the_rest_doubles_up_to_a_day() -> None:
    assert [rest(None, refusals, NOW) for refusals in (1, 2, 3)] == [FIRST, FIRST * 2, FIRST * 4]
    assert rest(None, 10_000, NOW) == LONGEST


@pytest.mark.parametrize(("megabytes", "ends"), [(400, "MemoryError"), (0, "held")])
def test_a_crawl_that_eats_memory_fails_alone(megabytes: int, ends: str) -> None:
    script = (
        "from crawler.fetch.memory import MemoryLimit\n"
        f"if {megabytes}: MemoryLimit({megabytes}).set()\n"
        "try:\n    held = bytearray(600 << 20); print('held')\n"
        "except MemoryError: print('MemoryError')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ends
