"""Every class of network fault, by real servers on loopback and one crawl of them all."""

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.tls import self_signed
from tests.crawler.world import Answer, Call, Crawl, Done, Site, World, article, rss, world

pytestmark = pytest.mark.slow
QUICK = ("--set", "RETRY_TIMES=0", "--set", "CONCURRENT_REQUESTS=16")
MEGABYTE = 1 << 20


def packed(kind: str) -> bytes:
    """24 MiB of zeros as few bytes."""
    zeros = b"\0" * (24 * MEGABYTE)
    if kind == "gzip":
        return gzip.compress(zeros)
    if kind == "twice":
        return gzip.compress(gzip.compress(zeros))
    if kind == "deflate":
        return zlib.compress(zeros)
    compress: bytes = pytest.importorskip({"br": "brotli", "zstd": "backports.zstd"}[kind]).compress(zeros)
    return compress


def bomb(kind: str) -> Answer:
    body = packed(kind)

    async def answer(call: Call) -> None:
        encoding = {"twice": "gzip, gzip"}.get(kind, kind)
        await call.send(body, kind="application/rss+xml", Content_Encoding=encoding)

    return answer


async def flood(call: Call, head: bytes, piece: bytes, times: int) -> None:
    call.writer.write(head)
    for _ in range(times):
        call.writer.write(piece)
        await call.writer.drain()


async def endless_chunks(call: Call) -> None:
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    await flood(call, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", piece, 100)


async def endless_headers(call: Call) -> None:
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(1_000))
    await flood(call, b"HTTP/1.1 200 OK\r\n", lines, 3_000)


async def promised_much(call: Call) -> None:
    call.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx")
    await call.writer.drain()
    await asyncio.sleep(60)


async def never_answers(call: Call) -> None:
    await asyncio.sleep(60)


async def dripping_head(call: Call) -> None:
    for mark in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200:
        call.writer.write(bytes([mark]))
        await call.writer.drain()
        await asyncio.sleep(0.2)


async def dripping_body(call: Call) -> None:
    call.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(300):
        call.writer.write(b"z")
        await call.writer.drain()
        await asyncio.sleep(0.2)


async def cut_short(call: Call) -> None:
    call.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
    await call.writer.drain()
    call.writer.close()


async def reset(call: Call) -> None:
    raw = call.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    call.writer.transport.abort()


async def garbage(call: Call) -> None:
    call.writer.write(b"\x00\x01\x02 this is not HTTP\r\n\r\n")
    await call.writer.drain()
    call.writer.close()


async def circle(call: Call) -> None:
    await call.send(b"", 302, Location=call.hit.path)


def towards(location: str) -> Answer:
    async def answer(call: Call) -> None:
        await call.send(b"", 302, Location=location)

    return answer


async def with_cookie(call: Call) -> None:
    await call.send(
        rss(f"{call.site.base}/story"),
        kind="application/rss+xml",
        Set_Cookie="id=1; Domain=example.com; Path=/",
    )


async def packed_often(call: Call) -> None:
    body = rss().encode()
    for _ in range(300):
        body = gzip.compress(body, 1)
    await call.send(body, kind="application/rss+xml", Content_Encoding=", ".join(["gzip"] * 300))


async def as_busy(call: Call) -> None:
    await call.send(b"", 503, Retry_After="3600")


TOO_LARGE = ["gzip", "twice", "deflate", "br", "zstd", "chunks", "headers", "length"]
SLOW = ["hang", "head", "body"]
ANSWERS: dict[str, Answer] = {
    "chunks": endless_chunks,
    "headers": endless_headers,
    "length": promised_much,
    "hang": never_answers,
    "head": dripping_head,
    "body": dripping_body,
    "cut": cut_short,
    "reset": reset,
    "garbage": garbage,
    "circle": circle,
    "cookie": with_cookie,
    "busy": as_busy,
    "layers": packed_often,
    "to_file": towards("file:///etc/hostname"),
    "to_ftp": towards("ftp://127.0.0.1/x"),
    "to_data": towards("data:text/plain,hello"),
    "to_script": towards("javascript:alert(1)"),
}


class Faults:
    """The servers, their outlets and one crawl of them."""

    def __init__(self, made: World, folder: Path) -> None:
        self.world = made
        self.crawl = Crawl(folder)
        self.sites: dict[str, Site] = {}
        self.forbidden = made.site()  # stands for an internal service: nothing may ever reach it
        self.forbidden.page("/secret", article())
        for name in TOO_LARGE[:5]:
            with contextlib.suppress(pytest.skip.Exception):
                self.add(name, bomb(name))
        for name, answer in ANSWERS.items():
            self.add(name, answer)
        self.add("to_private", towards(f"{self.forbidden.base}/secret"))
        self.add("tls", with_cookie, tls=self_signed(folder))
        for name in ("cookie",):
            self.sites[name].page("/story", article())
        # Who never ends is not waited for long; all others have all the time that a busy machine needs.
        slow = self.visited(SLOW, seconds=5)
        rest = self.visited(self.sites.keys() - set(SLOW), seconds=60)
        self.done = Done(
            rest.status, slow.out + rest.out, slow.err + rest.err, slow.rows | rest.rows, rest.seconds
        )

    def visited(self, names: Iterable[str], seconds: int) -> Done:
        outlets = [f"en/{name}" for name in names]
        options = (*QUICK, "--set", f"DOWNLOAD_TIMEOUT={seconds}")
        return self.crawl.run(*outlets, *options, GREENLIT_PRIVATE=self.allowed())

    def allowed(self) -> str:
        return ",".join(f"{site.host}:{site.port}" for site in self.sites.values())

    def add(self, name: str, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        site = self.world.site(tls=tls)
        site.pages["/feed"] = answer
        self.sites[name] = site
        self.crawl.outlet(name, site.base, rss=[f"{site.base}/feed"])

    def row(self, name: str) -> dict[str, Any]:
        return self.done.rows[f"{self.sites[name].base}/feed"]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    with world() as made:
        yield Faults(made, tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_too_large_is_cut_off(faults: Faults, name: str) -> None:
    if name not in faults.sites:
        pytest.skip(f"no library for {name} here")
    assert faults.row(name)["outcome"] == "too_large"


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_drips_or_hangs_is_timed_out(faults: Faults, name: str) -> None:
    assert faults.row(name)["outcome"] == "failed:timeout"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("cut", "failed:truncated"),
        ("reset", "failed:truncated"),
        ("garbage", "failed:garbage"),
        ("circle", "failed:redirects"),
        ("to_file", "failed:http_302"),
        ("to_ftp", "failed:http_302"),
        ("to_data", "failed:http_302"),
        ("to_script", "refused:address"),
        ("to_private", "refused:address"),
        ("tls", "failed:tls"),
        ("busy", "asleep"),
        ("layers", "new"),  # a small body, unpacked to the end
    ],
)
def test_a_fault_has_its_own_outcome(faults: Faults, name: str, outcome: str) -> None:
    assert faults.row(name)["outcome"] == outcome


def test_every_outlet_has_its_outcome_and_the_run_says_that_some_failed(faults: Faults) -> None:
    assert faults.done.status == 1
    assert "Traceback" not in faults.done.err
    ways = [row for row in faults.done.rows.values() if row["way"] == "rss"]
    assert len(ways) == len(faults.sites)
    assert all(row["outcome"] not in (None, "lost") for row in faults.done.rows.values())


def test_nothing_reaches_an_address_that_is_not_allowed(faults: Faults) -> None:
    assert faults.world.asked(faults.forbidden) == []


def test_no_cookie_is_ever_sent_back(faults: Faults) -> None:
    assert "/story" in faults.world.asked(faults.sites["cookie"])
    assert not [hit for hit in faults.world.hits if "cookie" in hit.headers]


def test_a_busy_host_is_asked_once(faults: Faults) -> None:
    assert faults.world.asked(faults.sites["busy"]) == ["/robots.txt", "/feed"]


def test_a_redirect_circle_ends_after_five(faults: Faults) -> None:
    assert faults.world.asked(faults.sites["circle"]).count("/feed") == 6


def test_the_reports_are_one_line_each(faults: Faults) -> None:
    told = [line for line in faults.done.out.splitlines() if line.startswith("  rss ")]
    assert (
        len(told) == len([row for row in faults.done.rows.values() if row["way"] == "rss"]) - 3
    )  # cookie, busy, layers
