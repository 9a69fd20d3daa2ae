"""Visits as child processes: time limits, kills, restarts. The children here are small scripts."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.configuration import Configuration
from crawler.schedule import table
from crawler.schedule.lock import Lock, Taken
from crawler.schedule.poison import blame, marked
from crawler.schedule.visits import Limits, Visits, run_due
from pipelines.ledger.crawl import addresses, outcomes
from tests.crawler.schedule.conftest import NOW, World, hours, outlet

SLEEPER = "import time; time.sleep(60)"
DEAF = (
    "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
)


class Scripted(Visits):
    """Runs a script in place of a crawl; the run's name stays on its command line."""

    script = SLEEPER

    def _command(self, run: str, outlets: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-c", self.script, run, *outlets]


@pytest.fixture
def visits(world: World, tmp_path: Path):
    made = Scripted(world.plan, Configuration(data=tmp_path), Limits(minutes=0.005, grace=0.2, last=0.5))
    yield made
    made.stop(NOW, patience=0.1)


def dead() -> int:
    """Give the number of a process that has ended."""
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


def until(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def ended(visits: Visits, now: datetime = NOW):
    found = []

    def look() -> bool:
        visits.watch()
        found.extend(visits.reap(now))
        return bool(found)

    until(look)
    return found


def test_a_visit_over_its_time_is_asked_to_stop(visits: Visits, world: World) -> None:
    visits.tick(NOW)
    (one,) = ended(visits)
    assert one.status in (-signal.SIGINT, 1, 130)
    rows = world.plan.refresh(NOW)
    assert all(row.run is None for row in rows.values())
    assert not any(visit.well for visit in one.visits)


def test_a_visit_that_does_not_listen_is_killed(visits: Visits) -> None:
    visits.script = DEAF
    visits.limits = replace(visits.limits, minutes=0.03)
    visits.tick(NOW)
    (one,) = ended(visits)
    assert one.status == -signal.SIGKILL


def test_no_two_visits_ask_one_host(ledger, tmp_path: Path) -> None:
    shared = World(ledger, [outlet("a", "one.example"), outlet("b", "one.example"), outlet("c")])
    visits = Scripted(shared.plan, Configuration(data=tmp_path), Limits(minutes=1))
    try:
        visits.tick(NOW)
        visits.tick(NOW)
        (child,) = visits.children.values()
        assert child.outlets == ("en/a", "en/c")
    finally:
        visits.stop(NOW, patience=0.1)


def test_what_a_killed_daemon_left_running_is_left_alone_and_then_ended(
    visits: Visits, world: World, tmp_path: Path
) -> None:
    visits.limits = Limits(minutes=1)
    visits.tick(NOW)
    (child,) = visits.children.values()
    heir = Scripted(world.plan, Configuration(data=tmp_path), Limits(minutes=1))
    assert heir.recover(NOW) == []
    assert heir.tick(NOW) == []
    assert heir.children == {}
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()
    (one,) = heir.recover(NOW)
    assert (one.run, one.status) == (child.run, None)
    visits.children.clear()
    assert heir.recover(NOW) == []


def test_a_run_whose_starter_was_killed_before_it_ran_is_ended_at_once(visits: Visits, world: World) -> None:

    world.plan.refresh(NOW)
    gone = dead()
    for name, whom, starter in (("mine", "en/busy", os.getpid()), ("orphan", "en/quiet", gone)):
        run = table.Run(name, (whom,), NOW, NOW + hours(1), socket.gethostname(), -starter)
        with world.ledger.transaction() as connection:
            table.claim(connection, run)
    assert [one.run for one in visits.recover(NOW)] == ["orphan"]
    assert [one.run for one in visits.recover(NOW + hours(0.1))] == ["mine"]


def test_a_visit_whose_number_was_not_written_down_is_found(visits: Visits, world: World) -> None:
    world.plan.refresh(NOW)
    gone = dead()
    run = table.Run("lost-number", ("en/busy",), NOW, NOW + hours(1), socket.gethostname(), -gone)
    with world.ledger.transaction() as connection:
        table.claim(connection, run)
    with subprocess.Popen([sys.executable, "-c", SLEEPER, run.run], start_new_session=True) as child:
        until(lambda: b"lost-number" in Path(f"/proc/{child.pid}/cmdline").read_bytes())
        assert visits.recover(NOW) == []
        assert [one.run for one in visits.recover(NOW + hours(1.1))] == ["lost-number"]
        assert child.wait(10) == -signal.SIGKILL


def test_a_process_that_only_has_the_number_of_a_run_is_not_it(visits: Visits, world: World) -> None:
    world.plan.refresh(NOW)

    run = table.Run("gone", ("en/busy",), NOW - hours(1), NOW + hours(1), socket.gethostname(), os.getpid())
    with world.ledger.transaction() as connection:
        table.claim(connection, run)
        table.started(connection, "gone", os.getpid())
    (one,) = visits.recover(NOW)
    assert one.run == "gone"


def test_a_spider_that_outlived_its_command_ends_with_the_visit(visits: Visits, tmp_path: Path) -> None:
    number = tmp_path / "number"
    spider = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]); "
    visits.script = f"{spider}open({str(number)!r}, 'w').write(str(p.pid))"
    visits.limits = Limits()
    visits.tick(NOW)
    assert ended(visits)[0].status == 0
    until(lambda: not Path(f"/proc/{number.read_text()}").exists() or _zombie(number.read_text()))


def _zombie(pid: str) -> bool:
    return ") Z " in Path(f"/proc/{pid}/stat").read_text()


def test_a_spider_that_outlived_its_command_is_waited_for_and_ended_when_its_time_is_up(
    visits: Visits, world: World
) -> None:
    world.plan.refresh(NOW)
    command = [sys.executable, "-c", SLEEPER, "-arun=orphan"]
    spider = subprocess.Popen(command, start_new_session=True)
    with world.ledger.transaction() as connection:
        run = table.Run("orphan", ("en/busy",), NOW, NOW + hours(1), socket.gethostname(), -os.getpid())
        table.claim(connection, run)
        table.started(connection, "orphan", dead())
    until(lambda: Path(f"/proc/{spider.pid}/cmdline").read_bytes().endswith(b"orphan\0"))
    assert visits.recover(NOW) == []
    assert spider.poll() is None
    assert [one.run for one in visits.recover(NOW + hours(2))] == ["orphan"]
    assert spider.wait(10) == -signal.SIGKILL


def test_a_run_of_another_machine_is_believed_until_its_time_is_up(visits: Visits, world: World) -> None:
    world.plan.refresh(NOW)
    with world.ledger.transaction() as connection:
        table.claim(connection, table.Run("far", ("en/busy",), NOW, NOW + hours(1), "elsewhere", 1))
    assert visits.recover(NOW + hours(0.5)) == []
    assert len(visits.recover(NOW + hours(2))) == 1


def test_cron_visits_each_due_outlet_once_and_waits(visits: Visits) -> None:
    visits.script = "pass"
    visits.limits = Limits(batch=2, at_once=1)
    done = run_due(visits, lambda: NOW, pause=0.02)
    assert sorted(visit.outlet for one in done for visit in one.visits) == [
        "en/broken",
        "en/busy",
        "en/quiet",
    ]
    assert not any(visit.well for one in done for visit in one.visits)  # a script visits nobody


def test_the_second_daemon_is_refused_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.sqlite'}"
    code = (
        "import sys, time; from crawler.schedule.lock import Lock\n"
        "with Lock(sys.argv[1]): print('held', flush=True); time.sleep(60)"
    )

    with subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(Taken, match=f"process {first.pid}.*stop it first"), Lock(url):
            pass
        first.kill()
        first.wait()
    with Lock(url):
        pass


def test_a_page_that_two_runs_died_on_is_not_asked_for_again(world: World, tmp_path: Path) -> None:
    url = "https://busy.example/deadly"
    import sqlalchemy as sa

    world.visited("en/busy", NOW, items=(NOW,))
    with world.ledger.transaction() as connection:
        values = {"url": url, "outlet": "en/busy", "way": "article", "first": NOW, "asked": NOW}
        connection.execute(sa.insert(addresses).values(values | {"outcome": "deferred"}))
        assert not blame(connection, url, "one", NOW)
        assert blame(connection, url, "two", NOW)
        row = connection.execute(sa.select(addresses).where(addresses.c.url == url)).mappings().one()
    from crawler.discover import Link
    from crawler.fetch.crawled import Known
    from crawler.fetch.revisit import worth

    known = Known(**{name: row[name] for name in Known.__dataclass_fields__})
    assert not worth(known, Link(url, published=NOW + hours(1)), NOW + hours(400))


def test_a_mark_outlives_a_kill_but_not_an_error(tmp_path: Path) -> None:
    code = """
import os, sys
from types import SimpleNamespace as Thing
from crawler.schedule.poison import marking
for how in ("error", "kill"):
    page, settings = Thing(url="https://a.example/" + how), {"GREENLIT_DATA": sys.argv[1]}
    crawler = Thing(spider=Thing(crawled=Thing(run=how)), settings=settings)
    try:
        with marking(crawler, Thing(page=page)):
            os.kill(os.getpid(), 9) if how == "kill" else 1 / 0
    except ZeroDivisionError:
        pass
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert marked(tmp_path, "kill") == "https://a.example/kill"
    assert marked(tmp_path, "kill") is None
    assert marked(tmp_path, "error") is None


def test_a_killed_run_leaves_no_outcome_open(visits: Visits, world: World) -> None:
    import sqlalchemy as sa

    visits.limits = Limits(minutes=1)
    visits.tick(NOW)
    (child,) = visits.children.values()
    with world.ledger.transaction() as connection:
        row = {"run": child.run, "url": "https://busy.example/1", "outlet": "en/busy", "way": "rss"}
        connection.execute(sa.insert(outcomes).values(row | {"asked": NOW}))
    os.killpg(child.process.pid, signal.SIGKILL)
    (one,) = ended(visits)
    assert one.status == -signal.SIGKILL
    with world.ledger.reading() as connection:
        assert connection.execute(sa.select(outcomes.c.outcome)).scalars().all() == ["lost"]
    assert world.plan.refresh(NOW)["en/busy"].why == "back-off"
