"""How right and how fast claims are: ``make bench-claims`` (``CORPUS=FOLDER`` for another corpus)."""

import argparse
import dataclasses
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipelines.extract import extract
from pipelines.model import Article
from tests.bench.score import Score, score

CORPUS = Path(__file__).parents[1] / "corpus"
Record = dict[str, Any]


def lines(path: Path) -> list[Record]:
    """Read a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def folders(corpus: Path) -> list[Path]:
    """Return the folders of a corpus that hold articles and gold; the folder itself may be one."""
    return sorted(path.parent for path in [*corpus.glob("gold.jsonl"), *corpus.glob("*/gold.jsonl")])


def held_out(name: str) -> bool:
    """Say whether an article belongs to the third that is only ever looked at as a score."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def article(record: Record) -> Article:
    """Make an article of a record."""
    names = ("id", "title", "text", "url", "language", "published")
    return Article(**{name: record[name] for name in names if name in record})


def claims(records: Iterable[Record]) -> Iterator[Record]:
    """Extract every article's claims as records."""
    for record in records:
        for claim in extract(article(record)):
            yield dataclasses.asdict(claim)


def measured(records: list[Record], golds: list[Record]) -> Score:
    """Extract and score."""
    return score(records, golds, claims(records))


def speed(records: list[Record], words: int = 400, least: float = 1.0) -> float:
    """Return how many articles of ``words`` words one core reads in a second."""
    articles = [article(record) for record in records]
    for one in articles[:20]:
        extract(one)
    read, begun = 0, time.process_time()
    while time.process_time() - begun < least:
        for one in articles:
            extract(one)
            read += len(one.text.split()) + len(one.title.split())
    return read / words / (time.process_time() - begun)


def growth(records: list[Record]) -> float:
    """Return how much longer a word takes in an article of 10,000 words than in one of 100."""
    text = "\n".join(record["text"] for record in records if record["language"] == "en").split(" ")
    text *= 1 + 10_000 // len(text)
    per_word = []
    for size, times in ((100, 40), (10_000, 1)):
        one = Article(
            id="a",
            title=records[0]["title"],
            text=" ".join(text[:size]),
            language="en",
            published="2025-01-01",
        )
        best = min(_seconds(one, times) for _ in range(3))
        per_word.append(best / size / times)
    return per_word[1] / per_word[0]


def _seconds(one: Article, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        extract(one)
    return time.process_time() - begun


def table(name: str, total: Score) -> None:
    """Print a corpus's figures."""
    print(f"{name:<22}{'P':>7}{'R':>7}{'F1':>7}{'hit':>6}{'miss':>6}{'spur':>6}")
    for group, count in sorted(total.groups.items()):
        figures = f"{count.precision:>7.3f}{count.recall:>7.3f}{count.f1:>7.3f}"
        print(f"  {group:<20}{figures}{count.hit:>6}{count.missed:>6}{count.spurious:>6}")


def main() -> int:
    """Print the tables and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is spurious")
    asked = parser.parse_args()
    everything: list[Record] = []
    golds: list[Record] = []
    for folder in folders(asked.corpus):
        records, gold = lines(folder / "articles.jsonl"), lines(folder / "gold.jsonl")
        total = measured(records, gold)
        table(folder.name, total)
        everything += [{**record, "folder": folder.name} for record in records]
        golds += gold
        if asked.errors:
            for what, record in total.errors:
                print(
                    what, json.dumps({k: v for k, v in record.items() if k != "evidence"}, ensure_ascii=False)
                )
    if not everything:
        print(f"{asked.corpus}: no folder with articles.jsonl and gold.jsonl", file=sys.stderr)
        return 2
    for name, wanted in (("tuned on", False), ("held out", True)):
        part = [record for record in everything if held_out(record["id"]) == wanted]
        table(name, measured(part, golds))
    total = measured(everything, golds)
    print(json.dumps(summary(total, everything)))
    return 0


def summary(total: Score, records: list[Record]) -> Record:
    """Return the figures as one record."""
    rounded = {
        group: count for group, count in total.groups.items() if group == "all" or group.startswith("lang:")
    }
    return {
        "f1": {group.removeprefix("lang:"): round(count.f1, 3) for group, count in sorted(rounded.items())},
        "precision": {
            group.removeprefix("lang:"): round(count.precision, 3) for group, count in sorted(rounded.items())
        },
        "attributes": {name: round(total.accuracy(name), 3) for name in sorted(total.attributes)},
        "evidence": round(total.evidence[0] / total.evidence[1], 3) if total.evidence[1] else None,
        "articles_per_second": round(speed([one for one in records if one["language"] == "en"])),
        "growth": round(growth(records), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
