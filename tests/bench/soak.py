"""Days of visits in minutes, while random processes are killed: nothing lost, nothing twice, nothing growing.

``python -m tests.bench.soak --outlets 300 --days 14 --kills 100`` runs the schedule twice on a clock of its
own against outlets on loopback: once left alone, and beside it once with a process (the daemon, a visit, or
its spider) killed at random moments; then compares the ledgers. A visit is the child process that the daemon
starts, its clock set to the time of the story. Ends with one line of JSON.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import time_machine
from scrapy.crawler import Crawler

from crawler.configuration import Configuration
from crawler.fetch.run import outlets_of
from crawler.schedule import table
from crawler.schedule.plan import Plan
from crawler.schedule.visits import Limits, Visits
from pipelines.ledger import open_ledger
from tests.crawler.world import Call, Crawl, Site, world

START = datetime(2026, 1, 5, tzinfo=UTC)
QUIET = timedelta(days=3)
"""After the last kill: what was lost is found again once those that failed have been let wait."""

STEP = timedelta(hours=6)
BATCH = 150
VISITS_A_DAY = 3
SHOWN = 40
SAID = ("Netflix has renewed {} for a second season.", "{} will premiere on Netflix on {}.")
PAGE = """<html lang="en"><head><title>News of the day</title>
<meta property="article:published_time" content="{at}"></head><body><article><h1>News of the day</h1>
<p>{said}</p><p>{more}</p></article></body></html>"""
MORE = (
    "Nothing else was said on the day, and nobody who was asked about it wanted to add a word to that. " * 4
)


def published(number: int, days: int) -> list[tuple[datetime, str]]:
    """Make up an outlet's articles, their times and sentences, the same at every call."""
    chance = random.Random(number)
    at = START - timedelta(days=1)
    told: list[tuple[datetime, str]] = []
    while True:
        at += timedelta(hours=chance.expovariate(1 / chance.choice((12, 36, 72))))
        if at > START + timedelta(days=days):
            return told
        title = (
            f"“The {chance.choice(('Amber', 'Silver', 'Crimson'))} {chance.choice(('Harbour', 'Ledger'))}”"
        )
        day = f"{START + timedelta(days=chance.randint(40, 400)):%B %-d, %Y}"
        told.append((at.replace(microsecond=0), chance.choice(SAID).format(title, day)))


class Clock:
    """A Scrapy extension that sets the clock of the process to the setting ``SOAK_NOW``; it ticks on."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Clock":
        """Set the clock, before the first address is asked for."""
        time_machine.travel(datetime.fromisoformat(crawler.settings["SOAK_NOW"]), tick=True).start()
        return cls()


class Soaked(Visits):
    """Starts visits at the time of the driver's own clock."""

    now = START

    def _command(self, run: str, outlets: tuple[str, ...]) -> list[str]:
        extensions = {"tests.bench.soak.Clock": 0, "crawler.fetch.memory.MemoryLimit": 0}
        clock = [f"SOAK_NOW={self.now.isoformat()}", f"EXTENSIONS={json.dumps(extensions)}"]
        return [*super()._command(run, outlets), *(part for each in clock for part in ("--set", each))]


def drive(folder: Path, days: int) -> None:
    """Be the daemon: step through the days from where the ledger stands, writing down size and open files."""
    catalogue = folder / "catalogue"
    sources = {each.id: each for each in outlets_of(Configuration(), (), catalogue)}
    url = f"sqlite:///{folder / 'greenlit.sqlite'}"
    with open_ledger(url) as ledger:
        given = Configuration(data=folder, database=url)
        visits = Soaked(
            Plan(ledger, sources, len(sources) * VISITS_A_DAY), given, Limits(batch=BATCH), catalogue
        )
        with ledger.reading() as connection:
            state = table.note(connection, "budget")
        now = table.moment(state["clock"]) if state else START
        while now < START + timedelta(days=days) + QUIET:
            visits.now = now
            (folder / "next").write_text(now.isoformat())
            (folder / "next").replace(folder / "now")
            visits.tick(now)
            while visits.children:
                time.sleep(0.05)
                visits.watch()
                visits.reap(now)
            now += STEP
            with (folder / "size.jsonl").open("a") as sizes:
                sizes.write(json.dumps([now.isoformat(), os.getpid(), *_size()]) + "\n")


def _size() -> tuple[int, int]:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 10, len(os.listdir("/proc/self/fd"))


@contextmanager
def newsrooms(folders: tuple[Path, ...], outlets: int, days: int) -> Iterator[None]:
    """Serve the outlets on loopback, each on an address of its own, and write their catalogue files.

    A feed shows what was published by the time that stands in the file ``now`` of the run that asks.
    """
    with world() as made:
        for number in range(outlets):
            site = made.site()
            _serve(site, folders, published(number, days))
            for folder in folders:
                Crawl(folder).outlet(f"o{number}", site.base, rss=[f"{site.base}/rss"])
        yield


def _serve(site: Site, folders: tuple[Path, ...], told: list[tuple[datetime, str]]) -> None:
    async def feed(call: Call) -> None:
        call.world.hits.clear()
        asks = next(each for each in folders if _contact(each) in call.hit.headers["user-agent"])
        now = _now(asks)
        shown = [n for n, (at, _) in enumerate(told) if at <= now]
        items = (
            f"<item><title>News of the day</title><link>{site.base}/{n}</link>"
            f"<pubDate>{format_datetime(told[n][0])}</pubDate></item>"
            for n in reversed(shown[-SHOWN:])
        )
        body = f'<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'
        await _conditional(call, body, f'"{len(shown)}"', "application/rss+xml")

    site.pages["/rss"] = feed
    for number, (at, said) in enumerate(told):
        body = PAGE.format(at=at.isoformat(), said=said, more=MORE)

        async def page(call: Call, body: str = body) -> None:
            await _conditional(call, body, '"1"', "text/html; charset=utf-8")

        site.pages[f"/{number}"] = page


def _contact(folder: Path) -> str:
    return f"soak@{folder.name}.example"


async def _conditional(call: Call, body: str, etag: str, kind: str) -> None:
    if call.hit.headers.get("if-none-match") == etag:
        await call.send(status=304, ETag=etag)
    else:
        await call.send(body, kind=kind, ETag=etag)


def run(folder: Path, days: int, kills: int) -> int:
    """Run the days in ``folder``, killing ``kills`` times; returns how often a process was killed."""
    chance = random.Random(11)
    moments = sorted(START + chance.random() * timedelta(days=days) for _ in range(kills))
    command = [sys.executable, "-m", "tests.bench.soak", "--drive", str(folder), "--days", str(days)]
    given = {"GREENLIT_DATA": str(folder), "GREENLIT_PRIVATE": "127.0.0.0/8"}
    environment = os.environ | given | {"GREENLIT_CONTACT": _contact(folder)}
    while True:
        driver = subprocess.Popen(command, env=environment)
        while driver.poll() is None:
            time.sleep(chance.uniform(0.5, 6.0))
            if moments and moments[0] <= _now(folder) and driver.poll() is None:
                os.kill(chance.choice([driver.pid, *_below(driver.pid)]), signal.SIGKILL)
                moments.pop(0)
        if driver.wait() == 0:
            return kills - len(moments)
        if driver.returncode != -signal.SIGKILL:
            raise SystemExit(f"the driver ended with status {driver.returncode}")


def _now(folder: Path) -> datetime:
    told = folder / "now"
    return datetime.fromisoformat(told.read_text()) if told.exists() else START - STEP


def _below(parent: int) -> list[int]:
    """Name the processes that a process started, and those that these did."""
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    except FileNotFoundError:
        return []
    mine = [int(pid) for pid in text.split()]
    return mine + [pid for each in mine for pid in _below(each)]


def told(folder: Path) -> dict[str, list[object]]:
    """Read what the ledger says, without the moments at which we found it."""
    with sqlite3.connect(folder / "greenlit.sqlite") as database:
        return {
            "articles": database.execute("SELECT id, published FROM articles ORDER BY 1").fetchall(),
            "facts": database.execute("SELECT hex(id), state, event, date FROM facts ORDER BY 1").fetchall(),
            "updates": database.execute(
                "SELECT hex(fact), number, kind, rule, at FROM updates ORDER BY 1, 2"
            ).fetchall(),
            "twice": database.execute(
                "SELECT url FROM outcomes WHERE way = 'article' AND outcome = 'new' GROUP BY url "
                "HAVING count(*) > 1"
            ).fetchall(),
        }


def differing(truth: dict[str, list[object]], found: dict[str, list[object]]) -> list[str]:
    """Name the rows that only one of two ledgers has."""
    lines = []
    for part in ("articles", "facts", "updates"):
        lines += [f"{part}: lost {row}" for row in truth[part] if row not in found[part]]
        lines += [
            f"{part}: only where processes were killed {row}" for row in found[part] if row not in truth[part]
        ]
    return lines


def compare(given: argparse.Namespace) -> int:
    """Run both ways, compare, print the figures; returns 1 where something was lost, told twice or grew."""
    with tempfile.TemporaryDirectory(prefix="greenlit-soak-") as place:
        alone, killed = folders = Path(place, "alone"), Path(place, "killed")
        began = time.monotonic()
        with newsrooms(folders, given.outlets, given.days), ThreadPoolExecutor() as pool:
            left_alone = pool.submit(run, alone, given.days, 0)
            kills = run(killed, given.days, given.kills)
            left_alone.result()
        sizes = [json.loads(line) for line in (alone / "size.jsonl").read_text().splitlines()]
        first, last, truth, found = sizes[len(sizes) // 3], sizes[-1], told(alone), told(killed)
        differences = differing(truth, found)
    for line in differences[:20]:
        print(line, file=sys.stderr)
    expected = sum(len(published(number, given.days)) for number in range(given.outlets))
    figures = {
        "outlets": given.outlets,
        "days": given.days,
        "kills": kills,
        "published": expected,
        "articles": len(truth["articles"]),
        "updates": len(truth["updates"]),
        "equal": not differences,
        "told_twice": len(found["twice"]),
        "growth_kb": last[2] - first[2],
        "open_files": [first[3], last[3]],
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    grew = last[2] > first[2] * 1.1 or last[3] > first[3] + 2
    whole = figures["equal"] and figures["articles"] == expected
    return 0 if whole and not figures["told_twice"] and not grew else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--outlets", type=int, default=300)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--drive", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.drive:
        drive(given.drive, given.days)
        return 0
    return compare(given)


if __name__ == "__main__":
    raise SystemExit(main())
