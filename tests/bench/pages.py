"""Checkouts of labelled pages: which corpus a folder is, its pages, and what is right about each."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One saved page with what is right about it; a field that the corpus does not label is None.

    ``group`` names the outlet, so that a page and its siblings are never on both sides of a split.
    """

    name: str
    group: str
    url: str
    file: Path
    body: str | None
    title: str | None = None
    day: str | None = None
    authors: tuple[str, ...] | None = None

    def html(self) -> bytes:
        """The page's bytes, read anew: a corpus need not fit in memory beside its reader."""
        return gzip.decompress(self.file.read_bytes())


def pages(folder: Path) -> list[Labelled]:
    """Every page of a checkout of scrapinghub/article-extraction-benchmark or flairNLP/fundus.

    Raises:
        SystemExit: for a folder that is neither.
    """
    if (folder / "ground-truth.json").is_file():
        return list(_benchmark(folder))
    snapshots = folder / "tests" / "resources" / "parser" / "test_data"
    if snapshots.is_dir():
        return list(_snapshots(snapshots))
    raise SystemExit(
        f"{folder}: no checkout of article-extraction-benchmark (ground-truth.json) "
        "nor of fundus (tests/resources/parser/test_data)"
    )


def _benchmark(folder: Path) -> Iterator[Labelled]:
    truth: dict[str, Json] = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for key, right in sorted(truth.items()):
        yield Labelled(key, key, right["url"], folder / "html" / f"{key}.html.gz", right["articleBody"])


def _snapshots(folder: Path) -> Iterator[Labelled]:
    for truth in sorted(folder.glob("*/*.json")):
        about: dict[str, Json] = json.loads((truth.parent / "meta.info").read_text("utf-8"))
        dated = re.compile(re.escape(truth.stem) + r"_\d{4}_\d\d_\d\d(_\d+)?\.html\.gz")
        files = sorted(f for f in truth.parent.glob(f"{truth.stem}_*.html.gz") if dated.fullmatch(f.name))
        versions: dict[str, Json] = json.loads(truth.read_text("utf-8"))
        in_time = sorted(versions, key=lambda version: [int(n) for n in re.findall(r"\d+", version)])
        for file, version in zip(files, in_time, strict=True):
            yield _snapshot(file, about[file.name]["url"], versions[version])


def _snapshot(file: Path, url: str, right: Json) -> Labelled:
    body = right.get("body")
    return Labelled(
        f"{file.parent.name}/{file.name}",
        f"{file.parent.name}/{file.name.split('_')[0]}",
        url,
        file,
        _text(body) if body else None,
        right.get("title"),
        str(right.get("publishing_date"))[:10],
        tuple(right.get("authors") or ()),
    )


def _text(body: Json) -> str:
    lines: list[str] = list(body.get("summary") or [])
    for section in body.get("sections", []):
        lines += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return "\n".join(lines)
