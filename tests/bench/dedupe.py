"""Near copies: precision and recall on labelled edits, speed and size, beside datasketch and rensa.

``python -m tests.bench.dedupe [--sizes 10000 100000] [--seed 3]`` (1000000 takes a quarter of an hour)

The articles are the corpora's own, each edited as outlets do; every tool sees the same pairs in the same run.
"""

import argparse
import json
import random
import re
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.dedupe import Bounds, MemoryIndex, likeness, place, trace
from pipelines.dedupe.wording import normal, words
from pipelines.ledger import open_ledger
from pipelines.ledger.neighbours import Neighbours
from pipelines.model import Article

CORPORA = Path(__file__).parents[1] / "corpus"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|(?<=[。！？।])|\n+")
FOOTERS = (
    "Sign up for the morning letter of the {0} desk and never miss a story again.",
    "Send tips, corrections and letters to the {0} newsroom by the form below.",
    "The {0} may earn a small share of what you buy through links on this page.",
    "All rights reserved; nothing on this page may be printed again without leave of {0}.",
    "Follow {0} wherever you read the news, and tell your friends about us.",
)
COPIES = (
    "light",
    "new lead",
    "abridged 70",
    "abridged 40",
    "merged",
    "round-up",
    "rewritten 10",
    "rewritten 20",
)
TRAPS = ("template", "furniture", "unrelated")


def corpus():
    """The articles of all corpora that are long enough to be copied."""
    found = []
    for path in sorted(CORPORA.glob("*/articles.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if len(words(normal(row["text"]))) >= 60:
                url = f"https://{row['id']}.example/a"
                found.append(Article(row["id"], row["title"], row["text"], url, row["language"]))
    return found


def sentences(article):
    """The sentences of an article."""
    return [it.strip() for it in SENTENCE.split(article.text) if it and it.strip()]


def rewritten(text, share, rng):
    """Replace a share of the words by other words of the same text."""
    parts = text.split(" ")
    plain = [part for part in parts if part.islower()] or parts
    return " ".join(rng.choice(plain) if rng.random() < share and part.islower() else part for part in parts)


def swapped(article, other):
    """The same template with another article's names and numbers."""
    names = list(dict.fromkeys(re.findall(r"(?<=[a-z,] )[A-Z][\w'’-]+|\d+", article.text)))
    others = list(dict.fromkeys(re.findall(r"(?<=[a-z,] )[A-Z][\w'’-]+|\d+", other.text))) or ["Otto", "17"]
    table = {name: others[place % len(others)] for place, name in enumerate(names)}
    if len(names) < 8:  # a script without capitals, or too few names to make another story
        return None
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")\b")
    return pattern.sub(lambda found: table[found[0]], article.text)


def edited(kind, article, other, third, rng):
    """The text of an article as another outlet prints it; None where the edit makes no sense for it."""
    own, theirs = sentences(article), sentences(other)
    if kind == "light":
        return rewritten(f"PORT ASTER - {article.text}\nReporting by the desk.", 0.02, rng)
    if kind == "new lead":
        return "\n".join([*theirs[:2], *own[1:]])
    if kind.startswith("abridged"):
        return "\n".join(own[: max(2, round(len(own) * int(kind[-2:]) / 100))])
    if kind == "merged":
        return "\n".join([*own[: round(len(own) * 0.6)], *theirs[: round(len(own) * 0.4)]])
    if kind == "round-up":
        return "\n".join([*theirs[: len(own)], *own[: max(3, len(own) // 2)], *sentences(third)[: len(own)]])
    if kind.startswith("rewritten"):
        return rewritten(article.text, int(kind[-2:]) / 100, rng)
    return swapped(article, other) if kind == "template" else other.text


def pairs(articles, rng):
    """Labelled pairs: (kind, article, its edit)."""
    made = []
    for place_, article in enumerate(articles):
        family = [it for it in articles if it.id != article.id and it.language == article.language]
        if len(family) < 2:
            continue
        other, third = rng.sample(family, 2)
        site = f"{chr(97 + place_ % 26)}paper"
        for kind in (*COPIES, *TRAPS):
            text = edited(kind, article, other, third, rng)
            if text is None or words(normal(text)) == words(normal(article.text)):
                continue
            first = article
            if kind == "furniture":
                foot = "\n" + "\n".join(line.format(site) for line in FOOTERS)
                first, text = (
                    replace(article, text=article.text + foot, url=f"https://{site}.example/a"),
                    text + foot,
                )
            host = first.url if kind == "furniture" else "https://other.example/b"
            made.append(
                (kind, first, Article(f"{article.id}-{kind}", other.title, text, host.replace("/a", "/b")))
            )
    return made


def ours(made):
    """Our verdict on every pair, with each site's furniture known from three of its articles."""
    found = []
    for kind, one, other in made:
        index = MemoryIndex()
        known = [one]
        if kind == "furniture":
            foot = "\n".join(one.text.split("\n")[-len(FOOTERS) :])
            known.append(Article("third", "t", f"A short piece on something else was here.\n{foot}", one.url))
        for article in known:
            place(article, index, SEEN)
        found.append(place(other, index, SEEN + timedelta(hours=3)).parent is not None)
    return found


def by_datasketch(made, least):
    """MinHash with 128 permutations over word triples, Jaccard at least ``least``."""
    from datasketch import MinHash

    def sketch(article):
        made_ = MinHash(num_perm=128)
        made_.update_batch([gram.encode() for gram in grams(article)])
        return made_

    return [sketch(one).jaccard(sketch(other)) >= least for _, one, other in made]


def by_rensa(made, least):
    """RMinHash with 128 permutations over word triples, Jaccard at least ``least``."""
    from rensa import RMinHash

    def sketch(article):
        made_ = RMinHash(num_perm=128, seed=42)
        made_.update(grams(article))
        return made_

    return [sketch(one).jaccard(sketch(other)) >= least for _, one, other in made]


def grams(article):
    """Word triples."""
    run = words(normal(article.text))
    return [" ".join(run[start : start + 3]) for start in range(max(1, len(run) - 2))]


def scored(made, verdicts):
    """Share of *copy* by kind; precision and recall over all."""
    kinds = {}
    for (kind, _, _), verdict in zip(made, verdicts, strict=True):
        total, copies = kinds.get(kind, (0, 0))
        kinds[kind] = (total + 1, copies + verdict)
    right = sum(kinds[kind][1] for kind in COPIES)
    wrong = sum(kinds[kind][1] for kind in TRAPS)
    shares = {kind: round(copies / total, 3) for kind, (total, copies) in kinds.items()}
    total = sum(kinds[kind][0] for kind in COPIES)
    return {
        "precision": round(right / max(1, right + wrong), 3),
        "recall": round(right / total, 3),
        "copy": shares,
    }


def stream(count, rng):
    """Articles of 430 invented words; one in five is a copy, cut or with a new lead."""
    vocabulary = ["".join(rng.choices("abcdefghiklmnoprstuvw", k=rng.randint(2, 9))) for _ in range(30_000)]
    weights = [1 / (place_ + 5) for place_ in range(len(vocabulary))]
    recent: list[list[str]] = []
    for number in range(count):
        if recent and rng.random() < 0.2:
            lines = [
                " ".join(rng.choices(vocabulary, k=18)) + ".",
                *rng.choice(recent)[: rng.randint(12, 24)],
            ]
        else:
            run = rng.choices(vocabulary, weights, k=430)
            lines = [" ".join(run[at : at + 18]).capitalize() + "." for at in range(0, 430, 18)]
            recent = [*recent[-200:], lines]
        moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=30 * number)
        site = f"s{number % 400}.example"
        yield Article(
            f"https://{site}/{number}", f"Story {number}", "\n".join(lines), published=moment.isoformat()
        )


def grown(sizes, seed):
    """Fill one SQLite ledger and read speed and size off at every size; 100 articles a transaction."""
    found = []
    articles = stream(max(sizes), random.Random(seed))
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"sqlite:///{folder}/copies.sqlite") as ledger:
        path, done, seconds, busy, slowest = Path(folder, "copies.sqlite"), 0, 0.0, 0.0, []
        while done < max(sizes):
            batch = [next(articles) for _ in range(100)]
            start, begun = time.perf_counter(), time.process_time()
            with ledger.transaction() as connection:
                index = Neighbours(connection)
                for article in batch:
                    at = time.perf_counter()
                    place(article, index, SEEN)
                    slowest.append(time.perf_counter() - at)
            seconds, busy, done = (
                seconds + time.perf_counter() - start,
                busy + time.process_time() - begun,
                done + 100,
            )
            if done in sizes:
                with ledger.transaction() as connection:
                    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                    size = pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()
                last = sorted(slowest[-5000:])
                found.append(
                    {
                        "articles": done,
                        "per_second": round(done / seconds),
                        "per_cpu_second": round(done / busy),
                        "bytes_each": round(size / done),
                        "p50_ms": round(1000 * last[len(last) // 2], 2),
                        "p99_ms": round(1000 * last[len(last) * 99 // 100], 2),
                    }
                )
        assert path.exists()
    return found


def in_memory(count, seed):
    """Articles a second through datasketch's and rensa's own indexes in memory."""
    from datasketch import MinHash, MinHashLSH
    from rensa import RMinHash, RMinHashLSH

    articles = list(stream(count, random.Random(seed)))
    start = time.process_time()
    index = MinHashLSH(threshold=0.45, num_perm=128)
    for article in articles:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in grams(article)])
        index.query(sketch)
        index.insert(article.id, sketch)
    first = time.process_time() - start
    start = time.process_time()
    fast = RMinHashLSH(threshold=0.45, num_perm=128, num_bands=32)
    for number, article in enumerate(articles):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(grams(article))
        fast.query(sketch)
        fast.insert(number, sketch)
    second = time.process_time() - start
    start = time.process_time()
    for article in articles:
        trace(article, SEEN)
    third = time.process_time() - start
    return {
        "datasketch": round(count / first),
        "rensa": round(count / second),
        "greenlit trace": round(count / third),
    }


def main():
    """Print the tables and one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--seed", type=int, default=3)
    chosen = options.parse_args()
    made = pairs(corpus(), random.Random(chosen.seed))
    verdicts = {
        "greenlit": ours(made),
        "greenlit, no guard": [
            likeness(trace(a, SEEN), trace(b, SEEN), frozenset(), Bounds(names=0.0)) > 0 for _, a, b in made
        ],
        "datasketch .35": by_datasketch(made, 0.35),
        "datasketch .5": by_datasketch(made, 0.5),
        "rensa .35": by_rensa(made, 0.35),
        "rensa .5": by_rensa(made, 0.5),
    }
    quality = {name: scored(made, found) for name, found in verdicts.items()}
    print(f"{len(made)} labelled pairs; share called a copy, by kind")
    print(f"{'':20} " + " ".join(f"{name[:11]:>11}" for name in quality))
    for row in ("precision", "recall"):
        print(f"{row:20} " + " ".join(f"{found[row]:11.3f}" for found in quality.values()))
    for kind in (*COPIES, *TRAPS):
        mark = "trap: " if kind in TRAPS else ""
        print(f"{mark + kind:20} " + " ".join(f"{found['copy'][kind]:11.3f}" for found in quality.values()))
    memory = in_memory(2000, chosen.seed)
    print("articles a CPU second, in memory: " + ", ".join(f"{name} {rate}" for name, rate in memory.items()))
    sizes = grown(chosen.sizes, chosen.seed)
    for row in sizes:
        print("SQLite: " + ", ".join(f"{name} {value}" for name, value in row.items()))
    print(
        json.dumps(
            {"bench": "dedupe", "pairs": len(made), "quality": quality, "memory": memory, "sqlite": sizes}
        )
    )


if __name__ == "__main__":
    main()
