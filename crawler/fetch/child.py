"""One crawl is one child process: what it did is read from its outcome rows, whatever became of it."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.catalogue import Outlet
from crawler.configuration import Configuration
from crawler.fetch.guard import Guard, allowed
from crawler.fetch.outcome import BESIDE, failed
from crawler.fetch.runs import rows, settle
from pipelines.errors import GreenlitError, Misconfigured
from pipelines.ledger.store import Ledger

GRACE = 30.0
CONTACT = "GREENLIT_CONTACT=crawler@example.org (a mail address or a page that an outlet can complain to)"


@dataclass(frozen=True, slots=True)
class Order:
    """What one crawl is to do. ``minutes`` is its wall-clock budget, ``settings`` override Scrapy's."""

    run: str
    spider: str
    arguments: Mapping[str, str]
    minutes: float = 60.0
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """How one outlet's visit ended: its outcomes counted, and the ways in that failed with why."""

    outlet: str
    outcomes: Mapping[str, int]
    problems: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Say whether it ended well."""
        return not self.problems


def introduced(given: Configuration, addresses: Iterable[str]) -> None:
    """Check that we may introduce ourselves to the hosts of these addresses.

    Raises:
        Misconfigured: where a live host is among them and no contact address is set, or it is none.
    """
    guard = Guard(allowed(given.private))
    if given.contact:
        if not given.contact.startswith(("http://", "https://", "mailto:")) and "@" not in given.contact:
            raise Misconfigured(f"GREENLIT_CONTACT={given.contact!r} is no address; example: {CONTACT}")
        return
    for address in addresses:
        parts = urlsplit(address)
        if not guard.allows(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)):
            raise Misconfigured(f"{parts.hostname} is live and we are not introduced: set {CONTACT}")


def crawl(order: Order, given: Configuration, watch: Callable[[], None] = lambda: None) -> int:
    """Run one crawl in a child process and wait for it; ``watch`` is called about once a second meanwhile.

    Returns:
        0, or the negative number of the signal that ended it.

    Raises:
        GreenlitError: where it could not be started, or fell over; the log has the whole story.
    """
    given.data.mkdir(parents=True, exist_ok=True)
    log = given.data / "crawl.log"
    arguments = [f"-a{name}={value}" for name, value in order.arguments.items()]
    settings = [f"-s{each}" for each in order.settings]
    seconds = order.minutes * 60
    command = [sys.executable, "-m", "scrapy", "crawl", order.spider, f"-arun={order.run}", *arguments]
    command += [f"-sLOG_FILE={log}", f"-sCLOSESPIDER_TIMEOUT={seconds:g}", *settings]
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    try:
        with log.open("ab") as said:
            child = subprocess.Popen(
                command, env=environment, cwd=Path.cwd(), stdout=subprocess.DEVNULL, stderr=said
            )
    except OSError as problem:
        raise GreenlitError(f"the crawl could not start: {problem}") from problem
    status = _wait(child, time.monotonic() + seconds + GRACE, watch)
    if status > 0:
        raise GreenlitError(f"the crawl fell over: {_last_line(log)} (see {log})")
    return status


def _last_line(log: Path) -> str:
    with log.open("rb") as lines:
        lines.seek(max(log.stat().st_size - 4096, 0))
        said = lines.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(said) if line.strip()), "it left no word")[:300]


def _wait(child: "subprocess.Popen[bytes]", deadline: float, watch: Callable[[], None]) -> int:
    try:
        while time.monotonic() < deadline:
            try:
                return child.wait(timeout=1)
            except subprocess.TimeoutExpired:
                watch()
        child.terminate()
        return child.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise


def visits(ledger: Ledger, run: str, outlets: Iterable[Outlet]) -> list[Visit]:
    """Say how each outlet's visit ended; what a killed child left open counts as lost."""
    settle(ledger, run)
    by_outlet: dict[str, list[dict[str, Any]]] = {outlet.id: [] for outlet in outlets}
    for row in rows(ledger, run):
        if row["outlet"] in by_outlet:
            by_outlet[row["outlet"]].append(row)
    return [_visit(name, told) for name, told in by_outlet.items()]


def _visit(outlet: str, told: list[dict[str, Any]]) -> Visit:
    problems = [_problem(row) for row in told if failed(row["outcome"], row["way"])]
    if not any(row["way"] not in BESIDE for row in told):
        problems.append("not visited: the crawl ended before its turn")
    counted = Counter(row["outcome"] for row in told if row["way"] == "article")
    return Visit(outlet, dict(counted.most_common()), tuple(problems))


def _problem(row: Mapping[str, Any]) -> str:
    detail = f" ({row['detail']})" if row["detail"] else ""
    return f"{row['way']} {row['url']}: {row['outcome']}{detail}"
