"""A clock in a process of its own: `python -m tests.services.clock`.

It does what each line says: the address of a ledger, "once" or "job", and a programme. At a job it
stays, and says so, until another line comes.
"""

import sys
from datetime import date
from uuid import UUID

import psycopg

from adapters.jobs import Jobs
from services.clockwork import Clockwork
from tests.ledger.facts import postgres_ledger
from tests.sample_programme import VILLAGE
from tests.services.test_clockwork import Item
from tests.services.work import OFFICE, Work

LATE = [Item(UUID(int=0xA100 + number), date(2025, 1, 1), None, VILLAGE) for number in range(25)]


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def at_work(_kind):
    """Be slow, so that another process finds this one at work."""
    say("at work")
    sys.stdin.readline()
    return LATE


def work_on(url, mode, programme):
    with postgres_ledger(url) as ledger:
        work = Work(ledger, OFFICE.model_copy(update={"code": programme}))
        if mode == "once":
            say("raised", Clockwork(work.casework, lambda _: LATE).remind("visit"))
            return
        clockwork = Clockwork(work.casework, at_work)
        jobs = Jobs(clockwork, lambda: psycopg.connect(url, autocommit=True), OFFICE.timezone)
        jobs.run("remind_visit")


def main():
    say("ready")
    for line in iter(sys.stdin.readline, ""):
        work_on(*line.split())


if __name__ == "__main__":
    main()
