"""The guard in a network of its own, where every address and name is ours to answer for."""

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.fetch.namespace_crawl import DELAY, SPELLINGS

ROOT = Path(__file__).parents[3]
INSIDE = Path(__file__).with_name("namespace_crawl.py")
OUTSIDE = ["unshare", "--net", "--mount", "--map-root-user"]


def available() -> bool:
    """Say whether this machine lets us make a network of our own."""
    if not all(shutil.which(tool) for tool in ("unshare", "ip", "mount")):
        return False
    return subprocess.run([*OUTSIDE, "true"], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not available(), reason="needs user namespaces, unshare, ip and mount"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("namespace")
    command = [*OUTSIDE, sys.executable, str(INSIDE), str(folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_only_the_public_address_is_ever_reached(told: dict[str, Any]) -> None:
    assert {hit[0] for hit in told["hits"]} == {"8.8.4.4"}
    assert told["outcomes"]["http://good.example/feed"] == "new"


@pytest.mark.parametrize("name", ["inside", "metadata"])
def test_a_name_of_a_private_address_is_refused(told: dict[str, Any], name: str) -> None:
    assert told["outcomes"][f"http://{name}.example/feed"] == "refused:address"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_redirect_to_a_private_address_is_refused(told: dict[str, Any], spelling: str) -> None:
    outcome = told["outcomes"][f"http://good.example/{spelling}"]
    assert outcome == "refused:address" or outcome.startswith("failed:")


def test_a_name_that_turns_private_between_two_requests_is_refused(told: dict[str, Any]) -> None:
    assert [hit[1] for hit in told["hits"] if hit[2] == "flips.example"] == ["/robots.txt"]
    assert told["outcomes"]["http://flips.example/feed"] == "refused:address"


def test_a_page_that_refreshes_itself_and_rules_that_lead_inside_lead_nowhere(told: dict[str, Any]) -> None:
    assert told["outcomes"]["http://good.example/refreshes"] == "suspect"
    assert told["outcomes"]["http://bound.example/robots.txt"] == "refused:address"
    assert told["outcomes"]["http://bound.example/feed"] == "refused:address"


def test_a_live_host_is_asked_with_pauses(told: dict[str, Any]) -> None:
    times = [hit[3] for hit in told["hits"] if hit[2] == "good.example"]
    assert len(times) > 5
    # The first request after robots.txt need not wait: that file is not one to wait after. A busy machine
    # may deliver one late and the next in time: so much for single gaps.
    assert all(later - earlier > DELAY / 2 for earlier, later in pairwise(times[1:]))
    assert times[-1] - times[1] > DELAY * 0.95 * (len(times) - 2)


def test_nobody_is_phoned_whom_no_outlet_named(told: dict[str, Any]) -> None:
    assert {name for name in told["names"] if not name.endswith(".example")} == set()
