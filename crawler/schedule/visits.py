"""Visits: batches of due outlets, each a child process that runs what a person would type.

What a visit did is in its outcome rows; this module only starts children, ends them, and notices what became
of them. It keeps nothing that a restart would miss.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from crawler.configuration import Configuration
from crawler.fetch.child import Visit, visits
from crawler.fetch.run import run_id
from crawler.schedule import processes, table
from crawler.schedule.plan import Plan, waiting
from crawler.schedule.poison import blame, marked
from crawler.schedule.table import Row, Run

log = logging.getLogger(__name__)

GRACE = 90.0
"""Seconds over its own limit after which a child is asked to stop (SIGINT)."""

LAST = 45.0
"""Seconds after that until it is killed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How visits are cut: outlets a batch, batches at once, minutes and megabytes for each.

    ``further`` options go to the command of each; ``grace`` and ``last`` are seconds over its time until
    it is asked to stop, and from then until it is killed.
    """

    batch: int = 20
    at_once: int = 2
    minutes: float = 20.0
    megabytes: int = 1024
    further: tuple[str, ...] = ()
    grace: float = GRACE
    last: float = LAST


@dataclass(slots=True)
class Child:
    """A running visit; ``deadline`` and ``kill`` are on the monotonic clock."""

    run: str
    outlets: tuple[str, ...]
    process: "subprocess.Popen[bytes]"
    deadline: float
    kill: float
    asked_to_stop: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A visit that ended: its exit status (negative: a signal) and how each outlet fared."""

    run: str
    status: int | None
    visits: tuple[Visit, ...]


@dataclass(slots=True)
class Visits:
    """Starts what is due and reaps what has ended; call ``tick`` often, it is cheap and idempotent."""

    plan: Plan
    given: Configuration
    limits: Limits = Limits()
    catalogue: Path | None = None
    children: dict[str, Child] = field(default_factory=dict)

    def tick(self, now: datetime) -> list[Ended]:
        """Reap, recover, learn and start; returns the visits that ended.

        Raises:
            LedgerError: where the ledger cannot be reached; children go on, and the next tick catches up.
        """
        self.watch()
        ended = self.reap(now)
        ended += self.recover(now)
        rows = self.plan.refresh(now)
        self.start(waiting(rows.values(), now), now)
        return ended

    def watch(self) -> None:
        """Ask children that are over their time to stop, then kill them; needs no ledger."""
        now = time.monotonic()
        for child in self.children.values():
            if child.process.poll() is not None:
                continue
            if now > child.kill:
                log.error("run %s does not stop: killed", child.run)
                processes.send(child.process.pid, signal.SIGKILL)
            elif now > child.deadline and not child.asked_to_stop:
                log.warning("run %s is over its time: asked to stop", child.run)
                child.asked_to_stop = True
                processes.send(child.process.pid, signal.SIGINT)

    def reap(self, now: datetime) -> list[Ended]:
        """Put down what became of the children that have ended."""
        ended = []
        for child in [child for child in self.children.values() if child.process.poll() is not None]:
            ended.append(self._close(child.run, child.outlets, child.process.returncode, now))
            processes.send(child.process.pid, signal.SIGKILL)  # a spider that outlived its command
            del self.children[child.run]
        return ended

    def recover(self, now: datetime) -> list[Ended]:
        """End the runs whose process is gone: those of a daemon or a command that was killed."""
        with self.plan.ledger.reading() as connection:
            left = [run for run in table.running(connection) if run.run not in self.children]
        ended = []
        for run in left:
            if processes.alive(run, now) and run.until > now:
                continue
            pid = processes.of(run)
            if pid is not None:
                processes.send(pid, signal.SIGKILL)
            log.warning("run %s was abandoned: what it left open will be asked for again", run.run)
            ended.append(self._close(run.run, run.outlets, None, now))
        return ended

    def start(self, due: Sequence[Row], now: datetime) -> None:
        """Start as many batches as there is room for; no two visits ask one host at a time."""
        with self.plan.ledger.reading() as connection:
            busy = {host for run in table.running(connection) for host in self._hosts(run.outlets)}
        for batch in self._batches(due, busy):
            if len(self.children) >= self.limits.at_once:
                return
            self._launch(batch, now)

    def stop(self, now: datetime, patience: float = 30.0) -> None:
        """Ask every child to stop, wait for it, and put down how far it came."""
        for child in self.children.values():
            processes.send(child.process.pid, signal.SIGINT)
        until = time.monotonic() + patience
        for child in self.children.values():
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                processes.send(child.process.pid, signal.SIGKILL)
                child.process.wait()
        self.reap(now)

    def _hosts(self, outlets: Sequence[str]) -> set[str]:
        known = [outlet for outlet in outlets if outlet in self.plan.outlets]
        return {host for outlet in known for host in self.plan.hosts(outlet)}

    def _batches(self, due: Sequence[Row], busy: set[str]) -> list[tuple[str, ...]]:
        batches: list[list[str]] = [[]]
        for row in due:
            hosts = self.plan.hosts(row.outlet)
            if hosts & busy:
                continue
            busy |= hosts
            if len(batches[-1]) == self.limits.batch:
                batches.append([])
            batches[-1].append(row.outlet)
        return [tuple(batch) for batch in batches if batch]

    def _launch(self, outlets: tuple[str, ...], now: datetime) -> None:
        seconds = self.limits.minutes * 60.0
        until = now + timedelta(seconds=seconds + self.limits.grace + self.limits.last)
        run = Run(run_id(), outlets, now, until, socket.gethostname(), -os.getpid())
        with self.plan.ledger.transaction() as connection:
            mine = table.claim(connection, run)
        if not mine:
            return
        process = processes.spawn(self._command(run.run, mine), self.given.data)
        deadline = time.monotonic() + seconds + self.limits.grace
        child = Child(run.run, mine, process, deadline, deadline + self.limits.last)
        self.children[run.run] = child
        with self.plan.ledger.transaction() as connection:
            table.started(connection, run.run, process.pid)
        log.info("run %s visits %s", run.run, ", ".join(mine))

    def _command(self, run: str, outlets: tuple[str, ...]) -> list[str]:
        command = [sys.executable, "-m", "crawler", "crawl", *outlets, "--run", run]
        command += ["--minutes", f"{self.limits.minutes:g}"]
        command += ["--set", f"MEMORY_LIMIT_MB={self.limits.megabytes}", *self.limits.further]
        return command + (["--catalogue", str(self.catalogue)] if self.catalogue else [])

    def _close(self, run: str, outlets: tuple[str, ...], status: int | None, now: datetime) -> Ended:
        """Settle a run: once for each outcome row, however often it is tried."""
        sources = [self.plan.outlets[name] for name in outlets if name in self.plan.outlets]
        ended = Ended(run, status, tuple(visits(self.plan.ledger, run, sources)))
        culprit = marked(self.given.data, run)
        with self.plan.ledger.transaction() as connection:
            poisoned = culprit is not None and blame(connection, culprit, run, now)
            table.release(connection, run, now, status, _noted(status, culprit))
        if culprit is not None:
            log.error("run %s died on %s%s", run, culprit, ": it is not read again" if poisoned else "")
        return ended


def run_due(visits: Visits, clock: Callable[[], datetime], pause: float = 0.2) -> list[Ended]:
    """Visit everything that is due by now, once, and wait for it: what cron calls.

    Raises:
        LedgerError: as ``Visits.tick`` does.
    """
    now = clock()
    ended = visits.recover(now)
    todo = {row.outlet for row in waiting(visits.plan.refresh(now).values(), now)}
    try:
        while todo or visits.children:
            ended += visits.reap(clock())
            rows = visits.plan.refresh(clock())
            due = [row for row in waiting(rows.values(), now) if row.outlet in todo]
            visits.start(due, clock())
            todo &= {row.outlet for row in due} - {
                name for c in visits.children.values() for name in c.outlets
            }
            visits.watch()
            time.sleep(pause)
        visits.plan.refresh(clock())
    except KeyboardInterrupt:
        visits.stop(clock())
        raise
    return ended


def _noted(status: int | None, culprit: str | None) -> str | None:
    if culprit is not None:
        return f"died on {culprit}"
    if status is None:
        return "abandoned"
    return f"signal {-status}" if status < 0 else None
