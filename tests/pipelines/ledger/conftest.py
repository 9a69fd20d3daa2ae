"""A ledger on every engine that this machine has."""

import os
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pipelines.ledger import open_ledger


class Postgres:
    """A server of our own on a Unix socket, for the length of one test run of one worker."""

    def __init__(self, folder, programs):
        self.data, self.socket, self.programs = folder / "data", folder, programs
        # PostgreSQL refuses to run as root; its package brings a user for it.
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def start(self):
        if self.as_user:
            shutil.chown(self.socket, "postgres")
        self._run("initdb", "-D", self.data, "-U", "greenlit", "-A", "trust", "--no-sync", "--encoding=UTF8")
        options = f"-k {self.socket} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-w", "-l", self.socket / "log", "start")

    def stop(self):
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def url(self, database):
        return f"postgresql://greenlit@/{database}?host={self.socket}"

    def make(self):
        name = f"t{uuid4().hex}"
        admin = sa.create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return self.url(name)

    def _run(self, program, *arguments):
        command = [*self.as_user, str(self.programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=self.socket, capture_output=True)


def programs():
    """Find PostgreSQL's programs: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed: its half of the ledger tests did not run")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root and there is no runuser")
    # A socket's path may not exceed 107 bytes, and the server's user must be able to reach it.
    folder = Path("/tmp") / f"greenlit-{uuid4().hex[:8]}"
    folder.mkdir(mode=0o755)
    server = Postgres(folder, place)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    return request.getfixturevalue("postgres").make()


@pytest.fixture
def ledger(url):
    with open_ledger(url) as opened:
        yield opened
