"""The jobs of the clock: each once, however many processes have one, and whichever is killed."""

import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import get_args

import psycopg
import pytest

from adapters.jobs import Jobs
from domain.reminder.events import DeadlineKind, ReminderRaised
from services.clockwork import Clockwork
from tests.ledger.facts import memory_ledger, postgres_ledger
from tests.services.clock import LATE
from tests.services.work import OFFICE, Work

ROOT = Path(__file__).parents[2]
NAMES = {f"remind_{kind}" for kind in get_args(DeadlineKind)} | {"escalate_objections"}

pytestmark = pytest.mark.store


class Clocks:
    """Processes that have a clock, kept from test to test because they take a while to start."""

    def __init__(self):
        self.processes = []

    def two(self):
        """Return two that are ready."""
        self.processes = [each for each in self.processes if each.poll() is None]
        command = [sys.executable, "-m", "tests.services.clock"]
        new = [
            subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(2 - len(self.processes))
        ]
        assert all(line(process) == "ready" for process in new)
        self.processes += new
        return self.processes

    def stop(self):
        for process in self.processes:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def clocks():
    clocks = Clocks()
    yield clocks
    clocks.stop()


def send(process, *words):
    process.stdin.write(" ".join(words) + "\n")
    process.stdin.flush()


def line(process):
    return process.stdout.readline().strip()


def raised(store):
    """Return what the log says was raised."""
    with postgres_ledger(store.app) as ledger:
        rows = ledger.recorder.select_notifications(0, 10_000, topics=[ReminderRaised.name])
        return [ledger.mapper.to_domain_event(row).event.target for row in rows]


def test_every_deadline_has_its_job_and_so_have_objections():
    jobs = Jobs(Clockwork(Work(memory_ledger()).casework, lambda _: []), None, OFFICE.timezone)

    assert set(jobs.names()) == NAMES


def test_jobs_are_due_in_the_early_morning_where_the_programme_is():
    jobs = Jobs(Clockwork(Work(memory_ledger()).casework, lambda _: []), None, OFFICE.timezone)
    jobs.start()
    try:
        due = [job.next_run_time for job in jobs._scheduler.get_jobs()]  # noqa: SLF001
    finally:
        jobs.stop()

    assert {str(at.tzinfo) for at in due} == {OFFICE.timezone}
    assert all(4 <= at.hour < 6 for at in due)


def test_two_processes_at_once_raise_each_reminder_once(store, clocks):
    both = clocks.two()
    for process in both:
        send(process, store.app, "once", OFFICE.code)
    counts = [int(line(process).removeprefix("raised ")) for process in both]

    assert sum(counts) == len(LATE)
    assert sorted(raised(store)) == sorted(item.target for item in LATE)


def test_a_job_that_another_process_is_at_is_left_to_it(store, clocks):
    first, second = clocks.two()
    send(first, store.app, "job", OFFICE.code)
    assert line(first) == "at work"

    send(second, store.app, "job", OFFICE.code)

    assert "job_left_to_another" in line(second)
    assert raised(store) == []
    send(first, "go on")
    assert "job_done" in line(first)
    assert len(raised(store)) == len(LATE)


def test_the_same_job_of_another_programme_in_the_database_is_not_held_up(store, clocks):
    first, second = clocks.two()
    send(first, store.app, "job", OFFICE.code)
    assert line(first) == "at work"

    send(second, store.app, "job", "another")

    assert line(second) == "at work"
    for process in (first, second):
        send(process, "go on")
        assert "job_done" in line(process)


def test_a_killed_process_holds_no_job_for_ever(store, clocks):
    first, second = clocks.two()
    send(first, store.app, "job", OFFICE.code)
    assert line(first) == "at work"
    first.kill()
    first.communicate()

    # PostgreSQL gives the lock back when it finds that nobody is at the other end any more.
    for _ in range(600):
        send(second, store.app, "job", OFFICE.code)
        if (said := line(second)) == "at work":
            break
        sleep(0.1)
    assert said == "at work"
    send(second, "go on")

    assert "job_done" in line(second)
    assert len(raised(store)) == len(LATE)


def test_a_job_that_fails_gives_its_lock_back(store):
    def broken(_kind):
        raise RuntimeError("the read model is away")

    def connect():
        return psycopg.connect(store.app, autocommit=True)

    with postgres_ledger(store.app) as ledger:
        work = Work(ledger)
        failing = Jobs(Clockwork(work.casework, broken), connect, OFFICE.timezone)
        with pytest.raises(RuntimeError):
            failing.run("remind_visit")

        Jobs(Clockwork(work.casework, lambda _: LATE), connect, OFFICE.timezone).run(
            "remind_visit"
        )

    assert len(raised(store)) == len(LATE)
