"""The daemon: APScheduler as the clock, and nothing that a restart would miss.

Its jobs live in memory and are made anew at every start; when an outlet is due stands in the ledger. One
thread ticks, so that no two ticks ever meet; housework has a thread of its own.
"""

import logging
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.fetch.run import clock
from crawler.schedule import table
from crawler.schedule.housework import Housework
from crawler.schedule.lock import Lock, Taken
from crawler.schedule.visits import Ended, Visits
from pipelines.errors import GreenlitError, LedgerError, Misconfigured

log = logging.getLogger(__name__)

STEP = 2.0
"""A clock that moves by more than this many seconds against the monotonic one was set."""

OVERLONG = 60.0
_EVENTS = {EVENT_JOB_ERROR: "failed", EVENT_JOB_MISSED: "missed", EVENT_JOB_MAX_INSTANCES: "overlong"}


@dataclass(slots=True)
class Health:
    """What went wrong with the clock's own jobs since the start, by job and kind."""

    troubles: Counter[str] = field(default_factory=Counter)
    last: str = ""

    def note(self, job: str, kind: str, detail: str = "") -> None:
        """Count one trouble and say it in the log."""
        self.troubles[f"{job} {kind}"] += 1
        self.last = f"{job} {kind}{': ' + detail if detail else ''}"
        log.warning("%s", self.last)


class Daemon:
    """Ticks until it is told to stop."""

    def __init__(self, visits: Visits, lock: Lock, housework: Housework, every: float = 15.0) -> None:
        self.visits, self.lock, self.housework, self.every = visits, lock, housework, every
        self.health = Health()
        self._stop, self._news = threading.Event(), threading.Event()
        self._ending: GreenlitError | None = None
        executors = {name: ThreadPoolExecutor(1) for name in ("default", "housework")}
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self.scheduler = BackgroundScheduler(executors=executors, job_defaults=defaults, timezone=UTC)
        self.scheduler.add_listener(self._heard, sum(_EVENTS))

    def run(self) -> None:
        """Work until a signal asks to stop.

        Raises:
            Taken: where the ledger's lock was lost to another daemon.
        """
        self.set_up()
        with _signals(self._stop):
            self.scheduler.start()
            try:
                self._stand_by()
            finally:
                self.scheduler.pause()
                self.housework.stop()
                self.scheduler.shutdown(wait=True)
                self._put_down()
        if self._ending is not None:
            raise self._ending

    def set_up(self) -> None:
        """Register the jobs; ``run`` does it first.

        Raises:
            Misconfigured: for a wrong cron line, with the option that it came from.
        """
        add = self.scheduler.add_job
        add(self._tick, IntervalTrigger(seconds=self.every), id="tick", next_run_time=datetime.now(UTC))
        add(self.visits.watch, IntervalTrigger(seconds=5), id="watch")
        for name, (cron, work) in self.housework.jobs().items():
            try:
                trigger = CronTrigger.from_crontab(cron, timezone=UTC)
            except ValueError as problem:
                raise Misconfigured(f"--{name}-at {cron!r}: {problem}; example: '*/30 * * * *'") from problem
            add(work, trigger, id=name, executor="housework")

    def _tick(self) -> None:
        began = time.monotonic()
        try:
            self.lock.hold()
            ended = self.visits.tick(clock())
            self._tell_health()
        except Taken as problem:
            self._ending = problem
            self._stop.set()
            return
        except LedgerError as problem:
            self.health.note("tick", "put off", str(problem))
            return
        if any(_news(one) for one in ended):
            self._news.set()
        if time.monotonic() - began > OVERLONG:
            self.health.note("tick", "overlong", f"{time.monotonic() - began:.0f} s")

    def _tell_health(self) -> None:
        told = {"troubles": dict(self.health.troubles), "last": self.health.last, "at": clock().timestamp()}
        with self.visits.plan.ledger.transaction() as connection:
            table.write_note(connection, "health", told)

    def _heard(self, event: JobExecutionEvent) -> None:
        problem = getattr(event, "exception", None)
        self.health.note(event.job_id, _EVENTS[event.code], str(problem) if problem else "")

    def _stand_by(self) -> None:
        """Wait, and set the jobs anew whenever the clock is set: an interval would wait a lost hour out.

        Only this thread changes jobs: the scheduler's end waits for the tick with the lock on them in hand.
        """
        offset = time.time() - time.monotonic()
        while not self._stop.wait(1.0):
            if self._news.is_set():
                self._news.clear()
                self._publish_soon()
            moved = time.time() - time.monotonic() - offset
            if abs(moved) > STEP:
                log.warning("the clock was set by %+.0f s", moved)
                offset += moved
                for job in self.scheduler.get_jobs():
                    first = job.trigger.get_next_fire_time(None, datetime.now(UTC))
                    soon = datetime.now(UTC) if job.id == "tick" else first
                    self.scheduler.modify_job(job.id, next_run_time=soon)

    def _publish_soon(self) -> None:
        if self.scheduler.get_job("publish"):
            self.scheduler.modify_job("publish", next_run_time=datetime.now(UTC))

    def _put_down(self) -> None:
        try:
            self.visits.stop(clock())
        except LedgerError as problem:
            log.warning("stopped without a last word in the ledger: %s", problem)


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT ask for an end, for as long as the block lasts."""

    def ask(number: int, _frame: FrameType | None) -> None:
        log.info("signal %d: stopping after the visits that run are asked to", number)
        stop.set()

    before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, ask)
    try:
        yield
    finally:
        for kept, handler in before.items():
            signal.signal(kept, handler)


def _news(ended: Ended) -> bool:
    return any(visit.outcomes.get("new", 0) or visit.outcomes.get("revised", 0) for visit in ended.visits)
