"""The unit files that the docs offer are ones that systemd takes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[3] / "docs" / "deploy"
PROGRAM = "/opt/greenlit/.venv/bin/greenlit"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit_files(tmp_path: Path) -> None:
    units = []
    for source in sorted(DEPLOY.glob("greenlit*")):
        unit = tmp_path / source.name
        unit.write_text(source.read_text().replace(PROGRAM, sys.executable))
        units.append(str(unit))
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert len(units) == 3
    assert (done.returncode, done.stderr) == (0, "")


def test_every_way_to_run_it_calls_a_command_that_exists() -> None:
    from crawler.cli import Greenlit

    text = "\n".join(path.read_text() for path in DEPLOY.iterdir())
    called = {part.split()[0] for part in text.split(f"{PROGRAM} ")[1:]}
    assert called == {"schedule", "crawl", "publish"}
    assert called <= set(Greenlit.commands_by_name)
