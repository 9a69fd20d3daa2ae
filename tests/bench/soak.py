"""Days of visits in minutes, while random processes are killed: nothing lost, nothing twice, nothing growing.

``python -m tests.bench.soak --outlets 300 --days 14 --kills 100`` runs the schedule twice on its own clock:
once left alone, once with a process (the daemon or a visit) killed at random moments, and compares the
ledgers. Visits are child processes that write what a crawl writes, through the same functions, from feeds
that are made up; only the network is left out. Ends with one line of JSON.
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
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Connection

from crawler.catalogue import Outlet
from crawler.configuration import Configuration
from crawler.discover import Link
from crawler.fetch import outcome as ends
from crawler.fetch.crawled import Asked, Crawled, Ending
from crawler.fetch.revisit import retried, worth
from crawler.schedule import table
from crawler.schedule.plan import Plan
from crawler.schedule.visits import Visits
from pipelines import journey
from pipelines.ledger import open_ledger
from pipelines.ledger.store import Ledger
from pipelines.model import Article

START = datetime(2026, 1, 5, tzinfo=UTC)
QUIET = timedelta(days=1)
STEP = timedelta(hours=1)
SAID = ("Netflix has renewed {} for a second season.", "{} will premiere on Netflix on {}.")


def outlet(number: int) -> Outlet:
    home = f"https://outlet{number}.example"
    return Outlet(name=f"Outlet {number}", home=home, rss=(f"{home}/rss",), id=f"en/o{number}", language="en")


def published(number: int, days: int) -> list[tuple[str, datetime, str]]:
    """Make up an outlet's articles: address, time and sentence, the same at every call."""
    chance = random.Random(number)
    at, told = START - timedelta(days=1), []
    while True:
        at += timedelta(hours=chance.expovariate(1 / chance.choice((4, 12, 30))))
        if at > START + timedelta(days=days):
            return told
        title = (
            f"“The {chance.choice(('Amber', 'Silver', 'Crimson'))} {chance.choice(('Harbour', 'Ledger'))}”"
        )
        day = f"{START + timedelta(days=chance.randint(40, 400)):%B %-d, %Y}"
        told.append((f"{outlet(number).home}/{len(told)}", at, chance.choice(SAID).format(title, day)))


class Soaked(Visits):
    """Starts made-up visits at the time of the driver's own clock."""

    folder = Path()
    days = 0
    now = START

    def _command(self, run: str, outlets: tuple[str, ...]) -> list[str]:
        command = [sys.executable, "-m", "tests.bench.soak", "--visit", run, "--folder", str(self.folder)]
        return [*command, "--days", str(self.days), "--now", self.now.isoformat(), *outlets]


def drive(folder: Path, outlets: int, days: int) -> None:
    """Be the daemon: step through the days from where the ledger stands, writing down size and open files."""
    sources = {each.id: each for each in map(outlet, range(outlets))}
    url = f"sqlite:///{folder / 'greenlit.sqlite'}"
    with open_ledger(url) as ledger:
        visits = Soaked(Plan(ledger, sources, outlets * 8), Configuration(data=folder, database=url))
        visits.folder, visits.days = folder, days
        with ledger.reading() as connection:
            state = table.note(connection, "budget")
        now = table.moment(state["clock"]) if state else START
        while now < START + timedelta(days=days) + QUIET:
            visits.now = now
            visits.tick(now)
            while visits.children:
                time.sleep(0.05)
                visits.reap(now)
            now += STEP
            with (folder / "size.jsonl").open("a") as sizes:
                sizes.write(json.dumps([now.isoformat(), os.getpid(), *_size()]) + "\n")


def _size() -> tuple[int, int]:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 10, len(os.listdir("/proc/self/fd"))


def visit(folder: Path, run: str, now: datetime, days: int, outlets: Sequence[str]) -> None:
    """Be a crawl of some outlets: what their feeds show at ``now`` goes the way of every page."""
    with open_ledger(f"sqlite:///{folder / 'greenlit.sqlite'}") as ledger:
        crawled = Crawled(ledger, run, lambda: now)
        for name in outlets:
            _visit(ledger, crawled, outlet(int(name.removeprefix("en/o"))), now, days)
        crawled.close(early=False)


def _visit(ledger: Ledger, crawled: Crawled, source: Outlet, now: datetime, days: int) -> None:
    told = {url: (at, text) for url, at, text in published(int(source.id[4:]), days) if at <= now}
    links = [Link(url, published=at) for url, (at, _) in list(told.items())[-40:]]
    crawled.ask([Asked(source.rss[0], "rss", source.id)])
    good = Ending(ends.NEW, status=200, found=len(links), size=len(links), etag='"e"', answered=source.rss[0])
    left = [each.url for each in crawled.waiting(source.id) if retried(each, now)]
    crawled.end_way(source.rss[0], good, links, source.id)
    known = crawled.known(told)
    wanted = dict.fromkeys(left + [each.url for each in links if worth(known.get(each.url), each, now)])
    for asked in crawled.ask(Asked(url, "article", source.id) for url in wanted):
        before = known.get(asked.url)
        if before and before.digest:  # young pages are looked at again; these never change
            crawled.end(asked.url, Ending(ends.UNCHANGED, status=304, length=0))
            continue
        at, text = told[asked.url]
        ending = Ending(ends.NEW, status=200, digest=asked.url.encode()[-16:].rjust(16), answered=asked.url)
        article = Article(
            asked.url, "News of the day", text, asked.url, "en", at.isoformat(), outlet=source.id
        )
        gathered = journey.Gathered(article, journey.extract(article), now, False)

        def along(
            connection: Connection, outcome: str | None = None, url: str = asked.url, kept: Ending = ending
        ) -> None:
            crawled.end_on(connection, url, kept)

        journey.keep(ledger, [gathered], [along])
        crawled.ended(asked.url)


def run(folder: Path, given: argparse.Namespace, kills: int) -> int:
    """Run the days in ``folder``, killing ``kills`` times; returns how often a process was killed."""
    chance, done = random.Random(11), 0
    command = [sys.executable, "-m", "tests.bench.soak", "--drive", "--folder", str(folder)]
    command += ["--outlets", str(given.outlets), "--days", str(given.days)]
    while True:
        driver = subprocess.Popen(command)
        while driver.poll() is None and done < kills:
            time.sleep(chance.uniform(0.3, 2.5))
            victims = _children(driver.pid)
            if driver.poll() is None and (chance.random() < 0.4 or not victims):
                driver.kill()
                done += 1
                break
            for victim in victims[:1]:
                os.kill(victim, signal.SIGKILL)
                done += 1
        if driver.wait() == 0:
            return done
        if driver.returncode != -signal.SIGKILL:
            raise SystemExit(f"the driver ended with status {driver.returncode}")


def _children(parent: int) -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except FileNotFoundError:
        return []


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


def compare(given: argparse.Namespace) -> int:
    """Run both ways, compare, print the figures; returns 1 where something was lost, told twice or grew."""
    with tempfile.TemporaryDirectory(prefix="greenlit-soak-") as place:
        alone, killed = Path(place, "alone"), Path(place, "killed")
        for folder in (alone, killed):
            folder.mkdir()
        began = time.monotonic()
        run(alone, given, 0)
        kills = run(killed, given, given.kills)
        sizes = [json.loads(line) for line in (alone / "size.jsonl").read_text().splitlines()]
        first, last, truth, found = sizes[len(sizes) // 3], sizes[-1], told(alone), told(killed)
    figures = {
        "outlets": given.outlets,
        "days": given.days,
        "kills": kills,
        "articles": len(truth["articles"]),
        "updates": len(truth["updates"]),
        "equal": all(truth[part] == found[part] for part in ("articles", "facts", "updates")),
        "told_twice": len(found["twice"]),
        "growth_kb": last[2] - first[2],
        "open_files": [first[3], last[3]],
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    grew = last[2] > first[2] * 1.1 or last[3] > first[3] + 2
    return 0 if figures["equal"] and not figures["told_twice"] and not grew else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--outlets", type=int, default=300)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--kills", type=int, default=100)
    for hidden in ("--folder", "--visit", "--now"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--drive", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.drive:
        drive(Path(given.folder), given.outlets, given.days)
    elif given.visit:
        visit(Path(given.folder), given.visit, datetime.fromisoformat(given.now), given.days, given.names)
    else:
        return compare(given)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
