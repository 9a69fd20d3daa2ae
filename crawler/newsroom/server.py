"""The newsroom on loopback: a small server per outlet on a free port, with a log of what was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from crawler.newsroom.articles import House, houses
from crawler.newsroom.site import Response, Site

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it; ``sent`` counts the body's bytes."""

    outlet: str
    method: str
    path: str
    status: int
    sent: int
    agent: str


@dataclass(slots=True)
class Newsroom:
    """The running newsroom: set ``day`` to 2 and the next request sees the edited and the new articles."""

    sites: tuple[Site, ...]
    day: int = 1
    _log: list[Asked] = field(default_factory=list, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def record(self, asked: Asked) -> None:
        """Add one line to the log."""
        with self._lock:
            self._log.append(asked)

    def log(self) -> tuple[Asked, ...]:
        """Give what has been asked so far, in order."""
        with self._lock:
            return tuple(self._log)

    def write_catalogue(self, folder: Path) -> None:
        """Write one catalogue file per outlet, ``<lang>/<outlet>.toml``, pointing at the running servers."""
        for site in self.sites:
            path = folder / f"{site.house.id}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_outlet(site), encoding="utf-8")


@contextmanager
def serve() -> Iterator[Newsroom]:
    """Serve every outlet on 127.0.0.1 until the block ends, each on a port that the system chooses."""
    room = Newsroom(())
    servers = [_start(room, house) for house in houses()]
    room.sites = tuple(site for _, site in servers)
    try:
        yield room
    finally:
        for server, _ in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    room: Newsroom
    site: Site


def _start(room: Newsroom, house: House) -> tuple[_Server, Site]:
    server = _Server((LOOPBACK, 0), _Handler)
    server.room = room
    server.site = Site(house, f"http://{LOOPBACK}:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server, server.site


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = 10  # an idle kept-alive connection does not hold its thread for ever

    def do_GET(self) -> None:
        """Answer with a body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        made = self.server.site.respond(self.path, self.server.room.day, asked)
        body = made.body if with_body else b""
        self._log_request(made, len(body))
        self.send_response(made.status)
        for name, value in made.headers:
            self.send_header(name, value)
        if made.status != 304:
            self.send_header("Content-Length", str(len(made.body)))
        self.end_headers()
        self.wfile.write(body)

    def _log_request(self, made: Response, sent: int) -> None:
        outlet, agent = self.server.site.house.id, self.headers.get("User-Agent", "")
        self.server.room.record(Asked(outlet, self.command, self.path, made.status, sent, agent))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet: the log is kept in the newsroom."""


_WAYS = {"rss": "/rss.xml", "atom": "/atom.xml", "sitemaps": "/sitemap-news.xml", "listings": "/latest/"}


def _outlet(site: Site) -> str:
    """Write an outlet as a catalogue file; an Atom feed is an ``rss`` like any other."""
    lines = [
        f"# {site.house.name}: an invented outlet of the bundled newsroom.",
        f'name = "{site.house.name}"',
        f'home = "{site.base}/"',
    ]
    for way in site.house.ways:
        key = "rss" if way == "atom" else way
        lines.append(f'{key} = ["{site.base}{_WAYS[way]}"]')
    return "\n".join(lines) + "\n"
