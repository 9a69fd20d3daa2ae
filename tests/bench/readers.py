"""The readers that are compared: ours, and peers that only the bench installs."""

import logging
import socket
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader made of a page; None where it does not read that."""

    body: str | None = None
    title: str | None = None
    day: str | None = None
    authors: tuple[str, ...] | None = None


Reader = Callable[[bytes, str], Said]


def ours() -> Reader:
    from pipelines.article import read
    from pipelines.errors import Unreadable
    from pipelines.model import Page

    now = datetime.now(UTC)

    def run(html: bytes, url: str) -> Said:
        try:
            article = read(Page(url=url, final_url=url, fetched=now, body=html))
        except Unreadable:
            return Said("", "", "", ())
        return Said(article.text, article.title, (article.published or "")[:10], article.authors)

    return run


def trafilatura(**options: Any) -> Reader:
    from trafilatura import bare_extraction

    def run(html: bytes, url: str) -> Said:
        document = bare_extraction(html, url=url, include_comments=False, **options)
        if not options.get("with_metadata"):
            return Said(document.text if document else "")
        if document is None:
            return Said("", "", "", ())
        names = tuple(name.strip() for name in (document.author or "").split(";") if name.strip())
        return Said(document.text, document.title, document.date, names)

    return run


def newspaper() -> Reader:
    from newspaper import Article

    def run(html: bytes, url: str) -> Said:
        article = Article(url, fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return Said(article.text, article.title, str(article.publish_date)[:10], tuple(article.authors))

    return run


def newsplease() -> Reader:
    from newsplease import NewsPlease

    def run(html: bytes, url: str) -> Said:
        article = NewsPlease.from_html(html.decode("utf-8", "replace").replace("\0", ""), url=url)
        day = str(article.date_publish)[:10]
        return Said(article.maintext, article.title, day, tuple(article.authors or ()))

    return run


def htmldate() -> Reader:
    from htmldate import find_date

    return lambda html, url: Said(day=find_date(html.decode("utf-8", "replace"), url=url, original_date=True))


def _no_network(*_: object, **__: object) -> None:
    raise OSError("a reader reads what it is given")


READERS: dict[str, Callable[[], Reader]] = {
    "greenlit": ours,
    "trafilatura": lambda: trafilatura(),
    "trafilatura, precision": lambda: trafilatura(favor_precision=True),
    "trafilatura, metadata": lambda: trafilatura(with_metadata=True),
    "newspaper4k": newspaper,
    "news-please": newsplease,
    "htmldate": htmldate,
}

MODULES = {"newspaper4k": "newspaper", "news-please": "newsplease", "htmldate": "htmldate"}
"""What must be installed for a reader: a process that cannot import it would be started again for ever."""


def quiet() -> None:
    """Keep peers from complaining, and from the network: some fetch the pictures of a page."""
    socket.getaddrinfo = _no_network  # type: ignore[assignment]
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
