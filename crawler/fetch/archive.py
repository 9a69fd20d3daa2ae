"""Archives of the web (WARC): read as pages, one at a time, and written while we crawl.

Source:
    ISO 28500:2017 (WARC 1.1); warcio, the extra ``warc``.
"""

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from pipelines.errors import GreenlitError, Misconfigured
from pipelines.model import Page

LARGEST = 8 << 20
SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml", "")


def is_archive(path: Path) -> bool:
    """Say whether a file's name says that it is a WARC."""
    return path.name.lower().endswith(SUFFIXES)


def pages(path: Path) -> Iterator[Page]:
    """Yield the HTML pages of a WARC in its order, in constant memory; its other records are passed over.

    A record over 8 MiB, or one that does not unpack, is passed over too. ``fetched`` is when the archive
    fetched it. No page knows its outlet.

    Raises:
        Misconfigured: there is no such file, or warcio is not installed.
        GreenlitError: the file is no WARC, or ends in the middle of a record; what came before was yielded.
    """
    reader, broken = _library()
    try:
        with path.open("rb") as stream:
            for record in reader(stream, check_digests=False):
                page = _page(record)
                if page is not None:
                    yield page
    except OSError as problem:
        raise Misconfigured(f"{path}: {problem.strerror or problem}") from problem
    except (broken, zlib.error, EOFError, ValueError) as problem:
        raise GreenlitError(f"{path}: not a whole WARC ({' '.join(str(problem).split())[:200]})") from problem


def _page(record: Any) -> Page | None:
    told = record.http_headers
    if record.rec_type != "response" or told is None or told.get_statuscode() != "200":
        return None
    headers = tuple((name.lower(), value) for name, value in told.headers)
    if dict(headers).get("content-type", "").partition(";")[0].strip().lower() not in _PAGES:
        return None
    url, fetched = (
        record.rec_headers.get_header("WARC-Target-URI"),
        record.rec_headers.get_header("WARC-Date"),
    )
    try:
        moment = datetime.fromisoformat(fetched or "")
        body = record.content_stream().read(LARGEST + 1)
    except (ValueError, zlib.error, EOFError):
        return None
    if not url or moment.tzinfo is None or len(body) > LARGEST:
        return None
    return Page(url.strip("<>"), url.strip("<>"), moment, body, 200, headers)


def _library() -> tuple[Any, type[Exception]]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError as missing:
        raise Misconfigured("WARC needs warcio: pip install 'greenlit[warc]'") from missing
    return ArchiveIterator, ArchiveLoadFailed


class Keeper:
    """Writes pages to the end of a WARC, each packed on its own: a killed crawl leaves whole records."""

    def __init__(self, path: Path) -> None:
        """Open the archive.

        Raises:
            Misconfigured: it cannot be written to, or warcio is not installed.
        """
        _library()
        from warcio.warcwriter import WARCWriter

        if not is_archive(path):
            raise Misconfigured(
                f"{path}: an archive is named {' or '.join(SUFFIXES)}; example: --keep data/crawl.warc.gz"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("ab")
        except OSError as problem:
            raise Misconfigured(f"{path}: {problem.strerror}") from problem
        self._packed = path.name.lower().endswith(".gz")

        class Writer(WARCWriter):  # type: ignore[misc]
            """Digests in memory: warcio would leave a temporary file open for each record."""

            _create_temp_file = io.BytesIO

        self._writer = Writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def keep(self, page: Page) -> None:
        """Write one page as a response record, at once; its body as it was unpacked.

        Raises:
            GreenlitError: the disk is full or gone; what was written before is whole.
        """
        from warcio.statusandheaders import StatusAndHeaders

        piece = io.BytesIO()
        writer = self._writer(piece, gzip=self._packed)
        unpacked = [each for each in page.headers if each[0] not in ("content-encoding", "transfer-encoding")]
        headers = StatusAndHeaders(f"{page.status} OK", unpacked, protocol="HTTP/1.1")
        date = page.fetched.strftime("%Y-%m-%dT%H:%M:%SZ")
        record = writer.create_warc_record(
            page.final_url,
            "response",
            payload=io.BytesIO(page.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": date},
        )
        writer.write_record(record)
        whole = self._file.tell()
        try:
            self._file.write(piece.getvalue())
            self._file.flush()
        except OSError as problem:
            self._file.truncate(whole)
            raise GreenlitError(f"{self._file.name}: {problem.strerror}; free some space") from problem
