"""How right and how fast articles are read, beside the field's other readers, in one run.

Usage: python -m tests.bench.articles FOLDER [READER ...]

FOLDER is a checkout of scrapinghub/article-extraction-benchmark or flairNLP/fundus. Every reader has a
process of its own, and they take turns, ``TURN`` pages each, so that what else the machine does slows all
alike. Speed is pages by CPU second, memory the most that the process held.
"""

import json
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from tests.bench.pages import Labelled, pages
from tests.bench.readers import MODULES, READERS, Reader, Said, quiet
from tests.bench.shingles import compare, score

TURN = 20
WARMING = 3
SCANT = (
    b"<html><head><title>A title</title></head><body><h1>A title</h1><p>3 March 2024</p>"
    b"<p>One line of text, and no more.</p></body></html>"
)
Row = dict[str, float | None]
_LOADED: list[Reader] = []  # the reader of this process


def main(arguments: Sequence[str]) -> None:
    """Print the table and, as the last line, our figures as JSON."""
    if not arguments:
        raise SystemExit("which corpus? example: make bench-articles CORPUS=../article-extraction-benchmark")
    labelled = pages(Path(arguments[0]))
    names = list(arguments[1:]) or list(READERS)
    if missing := [module for name in names if not find_spec(module := MODULES.get(name, "pipelines"))]:
        raise SystemExit(f"{', '.join(missing)}: not installed; make bench-articles installs the peers")
    rows = _read(labelled, names)
    print(
        f"{'':24}{'F1':>8}{'prec.':>8}{'recall':>8}{'title':>8}{'date':>8}{'authors':>8}{'pages/s':>9}{'MB':>6}"
    )
    for name, row in rows.items():
        print(_table_line(name, row))
    print(json.dumps(_summary(rows)))


def _read(labelled: list[Labelled], names: list[str]) -> dict[str, Row]:
    """Let the readers take turns; give the figures of each."""
    said: dict[str, list[Said]] = {name: [] for name in names}
    spent = dict.fromkeys(names, 0.0)
    peak = dict.fromkeys(names, 0.0)
    with ExitStack() as stack:
        pools = {
            name: stack.enter_context(get_context("spawn").Pool(1, _begin, (name, labelled[:WARMING])))
            for name in names
        }
        for start in range(0, len(labelled), TURN):
            for name, pool in pools.items():
                more, seconds, peak[name] = pool.apply(_turn, (labelled[start : start + TURN],))
                said[name] += more
                spent[name] += seconds
            _progress(min(start + TURN, len(labelled)), len(labelled))
    return {
        name: {**_figures(labelled, said[name]), "speed": len(labelled) / spent[name], "peak_mb": peak[name]}
        for name in names
    }


def _begin(name: str, first: list[Labelled]) -> None:
    """Load a reader, once in its process; imports and caches are no part of the speed."""
    quiet()
    _LOADED.append(READERS[name]())
    for page in first:
        _tried(_LOADED[0], page.html(), page.url)
    # A page with next to nothing on it makes readers load what they fall back on: lists of words, of months.
    _tried(_LOADED[0], SCANT, "https://example.com/")


def _turn(labelled: list[Labelled]) -> tuple[list[Said], float, float]:
    """Read some pages: what was said, the CPU seconds it took, the most MB held so far."""
    said: list[Said] = []
    spent = 0.0
    for page in labelled:
        html = page.html()
        begun = time.process_time()
        said.append(_tried(_LOADED[0], html, page.url))
        spent += time.process_time() - begun
    return said, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} pages", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _tried(read: Reader, html: bytes, url: str) -> Said:
    try:
        return read(html, url)
    except Exception:  # a peer may raise whatever it likes on a page; ours may not
        if read.__module__ == "tests.bench.readers" and read.__qualname__.startswith("ours"):
            raise
        return Said("") if read.__qualname__.startswith("trafilatura") else Said("", "", "", ())


def _figures(labelled: list[Labelled], said: list[Said]) -> Row:
    both = list(zip(labelled, said, strict=True))
    bodies = [compare(p.body, s.body or "") for p, s in both if p.body is not None and s.body is not None]
    f1, precision, recall = score(bodies) if bodies else (None, None, None)
    return {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "title": _share(
            [_spaced(s.title) == _spaced(p.title) for p, s in both if p.title and s.title is not None]
        ),
        "date": _share([s.day == p.day for p, s in both if p.day and s.day is not None]),
        "authors": _share(
            [
                sorted(s.authors) == sorted(p.authors)
                for p, s in both
                if p.authors is not None and s.authors is not None
            ]
        ),
    }


def _share(right: list[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _spaced(title: str | None) -> str:
    return " ".join((title or "").split())


def _table_line(name: str, row: Row) -> str:
    cells = [_cell(row[key], 8, ".4f") for key in ("f1", "precision", "recall", "title", "date", "authors")]
    return f"{name:24}{''.join(cells)}{_cell(row['speed'], 9, '.1f')}{_cell(row['peak_mb'], 6, '.0f')}"


def _cell(value: float | None, width: int, form: str) -> str:
    return f"{'':>{width}}" if value is None else f"{value:>{width}{form}}"


def _summary(rows: dict[str, Row]) -> dict[str, float | None]:
    us = rows["greenlit"]
    return {
        "body_f1": _rounded(us["f1"]),
        "title_exact": _rounded(us["title"]),
        "date_exact": _rounded(us["date"]),
        "authors_exact": _rounded(us["authors"]),
        "speed_vs_trafilatura": _ratio(rows, "trafilatura"),
        "speed_vs_news_please": _ratio(rows, "news-please"),
        "peak_mb": _rounded(us["peak_mb"]),
    }


def _ratio(rows: dict[str, Row], peer: str) -> float | None:
    mine, other = rows["greenlit"]["speed"], rows.get(peer, {}).get("speed")
    return round(mine / other, 2) if mine and other else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


if __name__ == "__main__":
    main(sys.argv[1:])
