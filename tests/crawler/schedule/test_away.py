"""A database that goes away: a proxy in front of PostgreSQL closes and opens again."""

import contextlib
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.newsroom.server import Newsroom, serve
from tests.crawler.schedule.conftest import soon
from tests.crawler.schedule.process import greenlit, schedule


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


class Proxy:
    """A proxy in front of a socket of PostgreSQL's that can go away and come back."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder, self.target = folder, target
        self.open: list[socket.socket] = []
        self.listener: socket.socket | None = None

    def start(self) -> None:
        path = self.folder / ".s.PGSQL.5432"
        path.unlink(missing_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        threading.Thread(target=self._serve, args=(self.listener,), daemon=True).start()

    def stop(self) -> None:
        if self.listener is not None:
            self.listener.close()
        (self.folder / ".s.PGSQL.5432").unlink(missing_ok=True)
        for each in self.open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.target / ".s.PGSQL.5432"))
            self.open += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                sink.sendall(part)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
        source.close()


@pytest.mark.slow
def test_a_database_that_goes_away_is_waited_for(room: Newsroom, postgres, tmp_path: Path) -> None:
    room.write_catalogue(tmp_path / "catalogue")
    url = postgres.make()
    front = Path(tempfile.mkdtemp(prefix="proxy-"))  # a socket's path must be short
    proxy = Proxy(front, postgres.socket)
    proxy.start()
    away = url.replace(f"host={postgres.socket}", f"host={front}")
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))

    def told(query: str) -> int:
        with engine.connect() as connection:
            return int(connection.execute(sa.text(query)).scalar_one())

    def said(text: str) -> int:
        return (tmp_path / "daemon.log").read_text().count(text)

    try:
        with schedule(tmp_path, away) as daemon:
            assert soon(lambda: said("visits en/") > 0)
            assert soon(lambda: told("SELECT count(*) FROM outcomes") > 0)
            proxy.stop()
            assert soon(lambda: said("tick put off") > 2)
            assert daemon.poll() is None
            proxy.start()
            assert soon(lambda: told("SELECT count(*) FROM runs WHERE ended IS NULL") == 0)
            second = greenlit(tmp_path, "schedule", url=url)  # the lock is ours again
            assert (second.returncode, "another greenlit schedule" in second.stderr) == (1, True)
        assert greenlit(tmp_path, "crawl", url=url).returncode == 0
        articles = "FROM outcomes WHERE outcome = 'new' AND way = 'article'"
        assert told(f"SELECT count(*) {articles}") == told(f"SELECT count(DISTINCT url) {articles}") == 29
    finally:
        proxy.stop()
        engine.dispose()
        front.rmdir()
