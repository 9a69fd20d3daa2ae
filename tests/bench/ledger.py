"""How fast the ledger is at a million claims: recording, a timeline, all feeds.

    python -m tests.bench.ledger [--claims 1000000] [--url sqlite:///bench.sqlite]

Articles of five claims each about works of Zipf-like fame (the commonest has one claim in a hundred), in
the order of time, with repetitions, moved dates, rumours and denials; a hundred articles a transaction.
All feeds are written three times: anew, with nothing new, and after news of some fifty works.
Prints a table and ends with one line of JSON.
"""

import argparse
import json
import random
import resource
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from zlib import crc32

from pipelines.ledger import open_ledger
from pipelines.ledger.record import Record
from pipelines.ledger.timeline import facts_of
from pipelines.model import Article, Claim, Evidence, Identified
from pipelines.publish import publish

CLAIMS = 5
"""An article's claims."""
BATCH = 100
START = datetime(2016, 1, 1, tzinfo=UTC)
CERTAINTIES = ["official"] * 55 + ["reported"] * 30 + ["expected"] * 7 + ["rumoured"] * 6 + ["denied"] * 2
SENTENCE = "The makers of {0} told our paper on Monday that season {1} is on its way, {2}."


class World:
    """Works and people, and the articles that are written about them; the same for the same seed."""

    def __init__(self, claims, seed=7):
        self.random = random.Random(seed)
        self.count = claims // CLAIMS
        self.works = [f"w-{number:08x}" for number in range(max(20, claims // 200))]
        self.weights = list(accumulate(1 / (rank + 20) ** 0.9 for rank in range(len(self.works))))
        self.step = timedelta(days=3650) / self.count

    def articles(self):
        for number in range(self.count):
            said = START + number * self.step
            (work,) = self.random.choices(self.works, cum_weights=self.weights)
            yield self.article(number, work, said)

    def article(self, number, work, said):
        key = f"https://outlet{number % 211}.example/news/{number}"
        title = f"Work {work[2:]}"
        article = Article(
            key, f"{title}: what we know ({number})", f"Text of article {number}.", key, "en",
            said.isoformat(), None, f"en/outlet_{number % 211}",
        )  # fmt: skip
        season = (None, 2, 3)[min(2, (said - START).days // 1200)]
        claims = tuple(self.claim(article, work, title, season, said) for _ in range(CLAIMS))
        return Record(article, claims, said + timedelta(minutes=30))

    def claim(self, article, work, title, season, said):
        pick = self.random
        kind = pick.choices(("release", "production", "cast", "crew"), (25, 15, 50, 10))[0]
        certainty = pick.choice(CERTAINTIES)
        sentence = SENTENCE.format(title, season or 1, pick.random())
        fields = {"evidence": Evidence(40, 40 + len(sentence), sentence), "season": season}
        person = None
        if kind == "release":
            event = pick.choices(("scheduled", "delayed", "brought_forward", "unannounced"), (85, 8, 2, 5))[0]
            ahead = datetime(said.year + 1, 1, 1, tzinfo=UTC) + timedelta(
                days=crc32(f"{work}{said.year}".encode()) % 365
            )
            date = pick.choices((f"{ahead:%Y}", f"{ahead:%Y-%m}", f"{ahead:%Y-%m-%d}"), (2, 2, 5))[0]
            fields |= {"date": None if event == "unannounced" else date, "platform": "Kanal 4"}
        elif kind == "production":
            event = pick.choice(("announced", "renewed", "filming", "wrapped", "ending"))
        else:
            person = f"{work}-p{int(pick.expovariate(0.3)) % 12}"
            event = pick.choices(("credited", "joins", "returns", "exits", "in_talks"), (60, 18, 12, 4, 6))[0]
            fields |= {"person": f"Person {person}", "role": "director" if kind == "crew" else "Captain"}
        claim = Claim(article.id, kind, event, title, certainty, rules=("rule.one",), **fields)
        return Identified(claim, work, person)


def fill(ledger, world):
    """Record everything; returns seconds and articles a second over the last tenth."""
    batch, done, began, late = [], 0, time.perf_counter(), None
    for record in world.articles():
        batch.append(record)
        if len(batch) == BATCH:
            with ledger.transaction() as connection:
                ledger.record(connection, batch)
            done += len(batch)
            batch = []
            if late is None and done >= world.count * 0.9:
                late = (done, time.perf_counter())
    seconds = time.perf_counter() - began
    last = (done - late[0]) / (time.perf_counter() - late[1]) if late and done > late[0] else done / seconds
    return done / seconds, last


def single(ledger, world, count=300):
    """Articles a second, one transaction each, as a crawl keeps them."""
    records = [
        world.article(10**9 + count + n, world.works[n % 50], START + timedelta(days=3650))
        for n in range(count)
    ]
    began = time.perf_counter()
    for record in records:
        with ledger.transaction() as connection:
            ledger.record(connection, [record])
    return count / (time.perf_counter() - began)


def timelines(ledger, world):
    """Milliseconds of a timeline: median, 95 % and that of the most talked-about work."""
    pick, spent = random.Random(1), []
    for _ in range(200):
        (work,) = pick.choices(world.works, cum_weights=world.weights)
        spent.append(_timeline(ledger, work))
    return median(spent), quantiles(spent, n=20)[-1], _timeline(ledger, world.works[0])


def _timeline(ledger, work):
    began = time.perf_counter()
    with ledger.reading() as connection:
        facts_of(connection, [work], season=2)
    return 1000 * (time.perf_counter() - began)


def feeds(ledger, folder):
    """Seconds of a publication, those of them on the processor, and how many files there are."""
    began, busy = time.perf_counter(), time.process_time()
    with ledger.source() as source:
        done = publish(source, folder)
    return time.perf_counter() - began, time.process_time() - busy, len(done.files)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--url", help="an empty database; a temporary SQLite file by default")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        world = World(options.claims)
        with open_ledger(url) as ledger:
            rate, last = fill(ledger, world)
            filled = time.process_time()
            began = time.perf_counter()
            ledger.settle(START + timedelta(days=3650))
            settled = time.perf_counter() - began
            alone = single(ledger, world)
            middle, slow, famous = timelines(ledger, world)
            first, first_busy, files = feeds(ledger, Path(folder) / "feeds")
            again, again_busy, _ = feeds(ledger, Path(folder) / "feeds")
            single(ledger, world, 50)
            news, news_busy, _ = feeds(ledger, Path(folder) / "feeds")
    rows = {
        "claims": options.claims,
        "articles": world.count,
        "cpu_seconds": round(time.process_time()),
        "articles_per_second": round(rate),
        "articles_per_cpu_second": round(world.count / filled),
        "articles_per_second_last_tenth": round(last),
        "articles_per_second_one_each": round(alone),
        "settle_seconds": round(settled, 1),
        "timeline_ms_median": round(middle, 1),
        "timeline_ms_p95": round(slow, 1),
        "timeline_ms_most_famous": round(famous, 1),
        "feeds_seconds": round(first, 1),
        "feeds_cpu_seconds": round(first_busy, 1),
        "feeds_again_seconds": round(again, 1),
        "feeds_again_cpu_seconds": round(again_busy, 1),
        "feeds_after_news_seconds": round(news, 1),
        "feeds_after_news_cpu_seconds": round(news_busy, 1),
        "files": files,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for name, value in rows.items():
        print(f"{name.replace('_', ' '):32} {value:>12,}")
    print(json.dumps({"bench": "ledger", **rows}))


if __name__ == "__main__":
    main()
