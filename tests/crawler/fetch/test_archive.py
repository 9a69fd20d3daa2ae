"""WARC in and out: whole, mixed, broken, and large in constant memory."""

import contextlib
import gzip
import io
import os
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.fetch.archive import Keeper, pages
from pipelines.errors import GreenlitError, Misconfigured
from pipelines.model import Page
from tests.crawler.world import article

PACKED = gzip.compress(b"<p>packed</p>")
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def page(number: int = 1, body: bytes = b"", **headers: str) -> Page:
    told = (("content-type", "text/html; charset=utf-8"), *headers.items())
    url = f"https://reporter.example/story-{number}"
    return Page(url, url, NOW, body or article(f"Story {number}").encode(), 200, told)


class Quiet(WARCWriter):
    _create_temp_file = io.BytesIO  # warcio leaves its temporary files open


def written(path: Path, *records: tuple[str, str, str, bytes, dict[str, str]]) -> Path:
    """Write records as another archiver would: (type, address, status, body, HTTP headers)."""
    with path.open("wb") as stream:
        writer = Quiet(stream, gzip=path.suffix == ".gz")
        for kind, url, status, body, headers in records:
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, kind, io.BytesIO(body), http_headers=http))
    return path


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_what_is_kept_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "kept" / name
    for first, last in ((1, 3), (3, 5)):  # the second crawl adds to the first
        with Keeper(path) as keeper:
            for number in range(first, last):
                keeper.keep(page(number, **{"content-encoding": "gzip", "etag": '"x"'}))
    back = list(pages(path))
    assert [(each.url, each.body, each.fetched) for each in back] == [
        (page(number).url, page(number).body, NOW) for number in range(1, 5)
    ]
    assert ("etag", '"x"') in back[0].headers


def test_only_html_answers_are_pages(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html"}
    path = written(
        tmp_path / "mixed.warc.gz",
        ("request", "https://a.example/", "GET / HTTP/1.1", b"", {}),
        (
            "response",
            "https://a.example/1",
            "200 OK",
            gzip.compress(b"<p>packed</p>"),
            html | {"Content-Encoding": "gzip"},
        ),
        ("response", "https://a.example/2", "404 Not Found", b"<p>no</p>", html),
        ("response", "https://a.example/3", "200 OK", b"\x89PNG", {"Content-Type": "image/png"}),
        ("response", "https://a.example/4", "200 OK", b"x" * (9 << 20), html),
        ("response", "https://a.example/5", "200 OK", b"not packed", html | {"Content-Encoding": "gzip"}),
        ("response", "https://a.example/6", "200 OK", b"<p>last</p>", html),
    )
    assert [each.url[-1] for each in pages(path)] in (["1", "6"], ["1", "5", "6"])
    assert next(pages(path)).body == b"<p>packed</p>"


def test_a_bomb_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * (64 << 20))
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    path = written(tmp_path / "a.warc", ("response", "https://a.example/", "200 OK", bomb, headers))
    assert list(pages(path)) == []


def test_a_cut_archive_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with Keeper(path) as keeper:
        for number in range(3):
            keeper.keep(page(number))
    path.write_bytes(b"nonsense\r\n" + path.read_bytes())
    with pytest.raises(GreenlitError, match=r"a\.warc"):
        list(pages(path))


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8b\x08\x00nonsense"])
def test_what_is_no_archive_is_one_line_or_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with contextlib.suppress(GreenlitError):
        assert list(pages(path)) == []


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="No such file"):
        list(pages(tmp_path / "none.warc.gz"))
    with pytest.raises(Misconfigured, match="an archive is named"):
        Keeper(tmp_path / "crawl.zip")


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "large.warc"
    body = os.urandom(64 << 10)
    with Keeper(path) as keeper:
        for number in range(1_000):
            keeper.keep(page(number, body))
    assert path.stat().st_size > 60 << 20
    tracemalloc.start()
    try:
        assert sum(1 for _ in pages(path)) == 1_000
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_the_spider_reads_an_archive_into_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Keeper(path) as keeper:
        for number in range(3):
            keeper.keep(page(number))
    given = {"GREENLIT_DATA": str(tmp_path), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "archive",
        "-a",
        f"file={path}",
        "-s",
        "LOG_LEVEL=INFO",
    ]
    done = subprocess.run(
        command, env=os.environ | given, capture_output=True, text=True, check=True, timeout=60
    )
    assert "'greenlit/articles': 3" in done.stderr
