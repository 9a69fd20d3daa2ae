"""Web servers on loopback that behave as badly as a test wants, and a log of what was asked of them."""

import asyncio
import contextlib
import io
import json
import os
import socket
import sqlite3
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from crawler.cli import run

Headers = dict[str, str]


@dataclass(frozen=True)
class Hit:
    """One request: the address that was connected to, the time, the request line's path, its headers."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float
    body: bytes = b""


@dataclass
class Call:
    """A request being answered."""

    hit: Hit
    writer: asyncio.StreamWriter
    site: "Site"
    world: "World"

    async def send(
        self, body: bytes | str = b"", status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        """Answer in full; underscores in header names stand for hyphens."""
        content = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        answer = "\r\n".join([*lines, "", ""]).encode("utf-8") + (b"" if status == 304 else content)
        self.world.sent += len(answer)
        self.writer.write(answer)
        await self.writer.drain()


Answer = Callable[[Call], Awaitable[None]]


@dataclass
class Site:
    """One host. ``pages`` maps paths to what answers them; ``robots`` is its robots.txt."""

    host: str
    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    robots: Answer | None = None
    scheme: str = "http"

    @property
    def base(self) -> str:
        """Its address without a trailing slash."""
        return f"{self.scheme}://{self.host}:{self.port}"

    def page(self, path: str, body: bytes | str = b"", **told: Any) -> None:
        """Answer ``path`` always the same."""

        async def answer(call: Call) -> None:
            await call.send(body, **told)

        self.pages[path] = answer


class World:
    """Hosts on 127.0.0.0/8, one listening socket each, all on one port of one event loop in a thread."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.sites: dict[str, Site] = {}
        self.sent = self.received = 0  # bytes of whole answers and of requests
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._number = 0
        self.port = _free_port()

    def site(
        self, *, tls: ssl.SSLContext | None = None, host: str | None = None, port: int | None = None
    ) -> Site:
        """Start another host, on loopback unless the test has a network of its own."""
        self._number += 1
        host = host or f"127.{20 + self._number // 200}.0.{1 + self._number % 200}"
        site = Site(host, port or self.port, scheme="https" if tls else "http")
        self.sites[host] = site
        asyncio.run_coroutine_threadsafe(self._listen(site, tls), self._loop).result(10)
        return site

    async def _listen(self, site: Site, tls: ssl.SSLContext | None) -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(site, reader, writer)

        server = await asyncio.start_server(serve, site.host, site.port, ssl=tls, limit=1 << 20)
        self._servers.append(server)

    async def _serve(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                asked = await reader.readuntil(b"\r\n\r\n")
                self.received += len(asked)
                head = asked.decode("latin-1").split("\r\n")
                headers = {
                    name.strip().lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in head[1:] if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.received += len(body)
                hit = Hit(site.host, head[0].split(" ")[1], headers, time.monotonic(), body)
                self.hits.append(hit)
                await self._answer(Call(hit, writer, site, self))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError, TimeoutError):
            pass
        except asyncio.CancelledError:
            pass  # the world ends
        finally:
            writer.transport.abort()

    async def _answer(self, call: Call) -> None:
        path = call.hit.path
        if path == "/robots.txt":
            if call.site.robots is None:
                await call.send("User-agent: *\nAllow: /\n", kind="text/plain")
            else:
                await call.site.robots(call)
            return
        answer = call.site.pages.get(path)
        if answer is None:
            await call.send("<html><title>404</title>nothing here", 404)
        else:
            await answer(call)

    def asked(self, site: Site) -> list[str]:
        """The paths asked of a site, in order."""
        return [hit.path for hit in list(self.hits) if hit.host == site.host]

    def run(self) -> None:
        """Run the event loop until ``stop``."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def stop(self) -> None:
        """Close every server and end the loop."""

        async def close() -> None:
            for server in self._servers:
                server.close()
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)


@contextmanager
def world() -> Iterator[World]:
    """Run a world until the block ends."""
    made = World()
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(10)
        made._loop.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Said:
    """What a command line came to: its exit status and its output."""

    status: int
    out: str
    err: str


def greenlit(*arguments: str, **environment: str) -> Said:
    """Run one command line in this process; what it crawls is crawled by child processes as ever.

    The keywords are environment variables.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, environment),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        status = run(list(arguments))
    return Said(status, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Done:
    """What a crawl came to: its exit status, its output, and its rows by address."""

    status: int
    out: str
    err: str
    rows: dict[str, dict[str, Any]]
    seconds: float

    def outcome(self, url: str) -> str | None:
        """The outcome of one address."""
        return self.rows[url]["outcome"] if url in self.rows else None


@dataclass
class Crawl:
    """A folder to crawl in: outlets are added, then visited by ``greenlit crawl`` in a child process."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def outlet(self, name: str, home: str, **ways: list[str]) -> str:
        """Write a catalogue file; gives the outlet's id."""
        path = self.folder / "catalogue" / "en" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f'name = "{name}"',
            f'home = "{home}"',
            *(f"{way} = {json.dumps(urls)}" for way, urls in ways.items()),
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return f"en/{name}"

    def run(self, *arguments: str, **environment: str) -> Done:
        """Visit the outlets; the keywords are environment variables."""
        began = time.monotonic()
        given = {"GREENLIT_DATA": str(self.folder), "GREENLIT_PRIVATE": "127.0.0.0/8"} | self.environment
        command = ["crawl", "--catalogue", str(self.folder / "catalogue"), *arguments]
        said = greenlit(*command, **(given | environment))
        return Done(said.status, said.out, said.err, self.rows(), time.monotonic() - began)

    def rows(self) -> dict[str, dict[str, Any]]:
        """The outcome rows of the last run, by address."""
        return {
            row["url"]: row
            for row in self.query("SELECT * FROM outcomes WHERE run = (SELECT max(run) FROM outcomes)")
        }

    def query(self, text: str) -> list[dict[str, Any]]:
        """Read the ledger's file."""
        path = self.folder / "greenlit.sqlite"
        if not path.exists():
            return []
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in database.execute(text)]
        finally:
            database.close()

    def write(self, text: str) -> None:
        """Change the ledger's file, as time or a disaster would."""
        with contextlib.closing(sqlite3.connect(self.folder / "greenlit.sqlite")) as database, database:
            database.execute(text)


def rss(*links: str, extra: str = "", date: str = "Fri, 20 Nov 2026 10:00:00 GMT") -> str:
    """Write a feed of these addresses."""
    items = "".join(
        f"<item><title>Story {number}</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for number, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{extra}{items}</channel></rss>'
    )


def article(title: str = "A series is renewed", words: int = 200, head: str = "") -> str:
    """Write an article page of invented text."""
    sentence = f"{title}, the studio said on Friday, and filming starts in the spring of next year. "
    paragraphs = "".join(f"<p>{sentence * 3}</p>" for _ in range(max(words // 45, 1)))
    body = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
