"""What runs by the clock: each job once, however many processes have a clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any

import psycopg
import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from domain.reminder.events import DeadlineKind
from services.clockwork import Clockwork

log = structlog.get_logger()

# Local time of the programme; before anybody starts work.
REMINDERS: dict[DeadlineKind, dict[str, Any]] = {
    "visit": {"hour": 4, "minute": 0},
    "verification": {"hour": 4, "minute": 10},
    "objection": {"hour": 4, "minute": 20},
    "evaluation": {"hour": 4, "minute": 30, "day_of_week": "mon"},
    "post_graduation_check": {"hour": 4, "minute": 40},
    "suspension": {"hour": 4, "minute": 50},
    "list_refresh": {"hour": 5, "minute": 0, "day": 1},
    "data_request": {"hour": 5, "minute": 20},
}
ESCALATION = {"hour": 5, "minute": 10}
LATE_SECONDS = 6 * 3600


class Jobs:
    """The scheduler of one process. `connect` opens a connection that a job keeps its lock on."""

    def __init__(
        self, clockwork: Clockwork, connect: Callable[[], psycopg.Connection[Any]], zone: str
    ) -> None:
        self._clockwork = clockwork
        self._connect = connect
        self._programme = clockwork.casework.programme.code
        self._scheduler = BackgroundScheduler(timezone=zone)
        for kind, at in REMINDERS.items():
            self._add(f"remind_{kind}", at, partial(clockwork.remind, kind))
        self._add("escalate_objections", ESCALATION, clockwork.escalate_objections)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)

    def names(self) -> list[str]:
        """Return the names of all jobs."""
        return [job.id for job in self._scheduler.get_jobs()]

    def run(self, name: str) -> None:
        """Run one job now."""
        self._once(*self._scheduler.get_job(name).args)

    def daily(self, name: str, at: dict[str, Any], work: Callable[[], int]) -> None:
        """Let something else be done by local time, once by whichever process is first."""
        self._add(name, at, work)

    def every(self, name: str, seconds: int, work: Callable[[], int]) -> None:
        """Let something be done again and again."""
        self._scheduler.add_job(
            self._once,
            IntervalTrigger(seconds=seconds),
            id=name,
            args=(name, work),
            kwargs={"often": True},
            coalesce=True,
            max_instances=1,
        )

    def _add(self, name: str, at: dict[str, Any], work: Callable[[], int]) -> None:
        self._scheduler.add_job(
            self._once,
            CronTrigger(timezone=self._scheduler.timezone, **at),
            id=name,
            args=(name, work),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=LATE_SECONDS,
        )

    def _once(self, name: str, work: Callable[[], int], *, often: bool = False) -> None:
        """Do the work unless another process is at it. What fails is tried the next time."""
        tell = log.debug if often else log.info
        lock = f"jejak/job/{self._programme}/{name}"
        with self._connect() as connection, _alone(connection, lock) as alone:
            if not alone:
                tell("job_left_to_another", job=name)
                return
            tell("job_done", job=name, count=work())


@contextmanager
def _alone(connection: psycopg.Connection[Any], lock: str) -> Iterator[bool]:
    """Hold a lock of the database while the work goes on; it ends with the process too."""
    key = int.from_bytes(sha256(lock.encode()).digest()[:8], signed=True)
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
    try:
        yield bool(row and row[0])
    finally:
        connection.execute("SELECT pg_advisory_unlock_all()")
