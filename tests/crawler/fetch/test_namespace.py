"""The guard in a network of its own, where every address and name is ours to answer for."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
    assert {host for host, _ in told["hits"]} == {"8.8.4.4"}
    assert told["outcomes"]["http://good.example/feed"] == "new"


@pytest.mark.parametrize("name", ["inside", "metadata"])
def test_a_name_of_a_private_address_is_refused(told: dict[str, Any], name: str) -> None:
    assert told["outcomes"][f"http://{name}.example/feed"] == "refused:address"


@pytest.mark.parametrize("spelling", ["to_decimal", "to_hex", "to_mapped", "to_name"])
def test_a_redirect_to_a_private_address_is_refused(told: dict[str, Any], spelling: str) -> None:
    outcome = told["outcomes"][f"http://good.example/{spelling}"]
    assert outcome == "refused:address" or outcome.startswith("failed:")


def test_nobody_is_phoned_whom_no_outlet_named(told: dict[str, Any]) -> None:
    assert {name for name in told["names"] if not name.endswith(".example")} == set()
