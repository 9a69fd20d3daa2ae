"""Servers that are odd rather than at fault, on every engine: each has its outcome, none ends the crawl."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.ledger import engine as door
from tests.crawler.world import Answer, Call, Crawl, Site, World, article, rss, world
from tests.pipelines.ledger.conftest import postgres

__all__ = ["postgres"]
pytestmark = pytest.mark.slow
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
QUICK = ("DOWNLOAD_TIMEOUT=60", "RETRY_TIMES=0", "CONCURRENT_REQUESTS=16")


def raw(*pieces: bytes, times: int = 1) -> Answer:
    """Send these bytes, the last of them over and over, and end the connection."""

    async def answer(call: Call) -> None:
        for piece in pieces[:-1]:
            call.writer.write(piece)
        for _ in range(times):
            call.writer.write(pieces[-1])
            await call.writer.drain()
        call.writer.close()

    return answer


def whole(head: bytes, body: bytes = b"") -> Answer:
    return raw(OK + head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def feed(site: Site, date: str = "Fri, 20 Nov 2026 10:00:00 GMT") -> bytes:
    return rss(f"{site.base}/story", date=date).encode()


def headed(head: bytes) -> "Make":
    """Serve a feed under these headers."""
    return lambda site: whole(head, feed(site))


def moved(location: bytes) -> Answer:
    return raw(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")


def put_off(status: bytes, after: bytes) -> Answer:
    return raw(b"HTTP/1.1 " + status + b"\r\nRetry-After: " + after + b"\r\nContent-Length: 0\r\n\r\n")


async def not_modified_ever_after(call: Call) -> None:
    """Answer in full once and without validators, then "not modified" to whoever asks."""
    if call.world.asked(call.site).count("/feed") == 1:
        await call.send(feed(call.site), kind="text/xml")
    else:
        await call.send(status=304)


Make = Callable[[Site], Answer]
TITLE = b"Sto\0ry\xed\xa0\x80"
FAR = "Fri, 20 Nov 2099 10:00:00 GMT"
FURNISHED: dict[str, tuple[Make, str]] = {
    "etag with a control character": (
        lambda site: whole(b'ETag: "a\0b"\r\nLast-Modified: \0\r\n', feed(site)),
        "new",
    ),
    "etag in letters of UTF-8": (headed('ETag: "ÿü–"\r\n'.encode()), "new"),
    "etag without an end": (headed(b'ETag: "' + b"x" * 9_000 + b'"\r\n'), "new"),
    "type with a control character": (headed(b"Content-Type: text/\0xml\r\n"), "new"),
    "charset that is a codec": (
        lambda site: whole(b"Content-Type: text/xml; charset=punycode\r\n", feed(site)),
        "new",
    ),
    "charset that is none": (
        lambda site: whole(b"Content-Type: text/xml; charset=\0\xff\r\n", feed(site)),
        "new",
    ),
    "UTF-16": (
        lambda site: whole(b"Content-Type: text/xml\r\n", feed(site).decode().encode("utf-16")),
        "new",
    ),
    "control characters in titles": (
        lambda site: whole(b"", feed(site).replace(b"Story", TITLE)),
        "new",
    ),
    "dates of another century": (
        lambda site: whole(b"", feed(site, FAR)),
        "new",
    ),
    "gzip that is cut": (
        lambda site: whole(b"Content-Encoding: gzip\r\n", gzip.compress(feed(site))[:-8]),
        "new",
    ),
    "gzip that is none": (headed(b"Content-Encoding: gzip\r\n"), "failed:garbage"),
    "Brotli that is none": (headed(b"Content-Encoding: br\r\n"), "failed:garbage"),
    "Zstandard that is none": (
        lambda site: whole(b"Content-Encoding: zstd\r\n", feed(site)),
        "failed:garbage",
    ),
    "304 to the first request": (lambda site: raw(b"HTTP/1.1 304 No\r\n\r\n"), "suspect"),
    "304 to a request without validators": (lambda site: not_modified_ever_after, "new"),
}
ANSWERS: dict[str, tuple[Answer, str]] = {
    "length below zero": (raw(OK + b"Content-Length: -5\r\n\r\n"), "failed:garbage"),
    "length that is no number": (raw(OK + b"Content-Length: many\r\n\r\n"), "failed:garbage"),
    "two lengths": (raw(OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello"), "failed:garbage"),
    "continues without an end": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, times=3000), "too_large"),
    "trailers without an end": (
        raw(CHUNKED + b"5\r\nhello\r\n0\r\n", b"X: y\r\n" * 1000, times=3000),
        "failed:truncated",
    ),
    "chunk size without an end": (raw(CHUNKED + b"5;", b"x" * 10_000, times=3000), "failed:truncated"),
    "status without an end": (raw(b"HTTP/1.1 200 ", b"O" * 10_000, times=3000), "failed:truncated"),
    "switching protocols": (raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), "failed:truncated"),
    "no address to go to": (raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "failed:http_302"),
    "a control character to go to": (moved(b"http://\0/"), "refused:address"),
    "a long address to go to": (moved(b"/" + b"x" * 9_000), "refused:address"),
    "bytes to go to": (moved(b"/\xff\xfe\xe9"), "gone"),
    "no port to go to": (moved(b"http://a:99999/"), "refused:address"),
    "no host to go to": (moved(b"http://[::1/"), "refused:address"),
    "a status of its own": (raw(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), "failed:http_999"),
    "a status for parts": (raw(b"HTTP/1.1 206 Some\r\nContent-Length: 0\r\n\r\n"), "failed:http_206"),
    "a rest of three millennia": (put_off(b"503 No", b"99999999999"), "asleep"),
    "a rest that ended before Christ": (put_off(b"429 No", b"Thu, 01 Jan 0000 00:00:00 GMT"), "asleep"),
}
ODD = {name: outcome for each in (FURNISHED, ANSWERS) for name, (_, outcome) in each.items()}


class Oddities:
    """The servers, and two crawls of them into one ledger."""

    def __init__(self, made: World, folder: Path, url: str) -> None:
        crawl, self.sites = Crawl(folder), {name: made.site() for name in ODD}
        for number, (name, site) in enumerate(self.sites.items()):
            site.pages["/feed"] = FURNISHED[name][0](site) if name in FURNISHED else ANSWERS[name][0]
            site.page("/story", article(f"The story of {name}"))
            crawl.outlet(f"odd_{number}", site.base, rss=[f"{site.base}/feed"])
        options = [part for each in QUICK for part in ("--set", each)]
        self.done = [crawl.run(*options, GREENLIT_DATABASE=url) for _ in range(2)]
        engine = sa.create_engine(door.parse(url))
        with engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT url, outcome FROM outcomes ORDER BY run"))
            self.ends: dict[str, list[str]] = {}
            for row in rows:
                self.ends.setdefault(row.url, []).append(row.outcome)
        engine.dispose()

    def of(self, name: str, path: str = "/feed") -> list[str]:
        return self.ends.get(self.sites[name].base + path, [])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oddities]:
    folder = tmp_path_factory.mktemp("odd")
    url = f"sqlite:///{folder}/greenlit.sqlite"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").make()
    with world() as made:
        yield Oddities(made, folder, url)


@pytest.mark.parametrize("name", list(ODD))
def test_an_odd_server_has_the_outcome_expected_of_it(odd: Oddities, name: str) -> None:
    assert odd.of(name)[0] == ODD[name]


@pytest.mark.parametrize("name", [name for name, outcome in ODD.items() if outcome == "new"])
def test_what_an_odd_feed_lists_is_read(odd: Oddities, name: str) -> None:
    assert odd.of(name, "/story")[0] == "new"


def test_a_304_to_a_request_without_validators_is_not_believed(odd: Oddities) -> None:
    assert odd.of("304 to a request without validators") == ["new", "suspect"]


def test_no_odd_server_keeps_the_others_from_being_asked(odd: Oddities) -> None:
    assert {outcome for ended in odd.ends.values() for outcome in ended} & {"deferred", "lost", None} == set()
    assert all("Traceback" not in done.err + done.out for done in odd.done)
