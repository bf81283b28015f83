"""Whose households a mentor accompanies, and when the next visit to each is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.household.events.accompaniment import VisitRecorded
from domain.household.state import ACCOMPANIED, Status
from domain.phases import phase_on
from domain.programme import Programme
from projections.cadence import next_due_on
from projections.household_file import HOUSEHOLD_FILE
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log, Write

SEEN = Log("caseload")
CASELOAD = ReadModel("caseload", __file__, (SEEN,))
SQL = CASELOAD.sql
BASED_ON = (CASELOAD.name, HOUSEHOLD_FILE.name)
# Only who takes part is waiting for a visit.
VISITED = frozenset({Status.ACTIVE.value, Status.GRADUATION_REVIEW.value})


@dataclass(frozen=True, slots=True)
class _Seen:
    household_id: UUID
    village_code: str
    status: str
    head_id: UUID | None
    since_on: date | None
    members: int
    cycle_on: date | None
    visits: int
    last_visit_on: date | None


@dataclass(frozen=True, slots=True)
class Case(_Seen):
    """A household in a mentor's care. `overdue_days` is 0 while the next visit lies ahead.

    `phase` is that of the day.
    """

    phase: str
    next_due_on: date | None
    overdue_days: int


@CASELOAD.on(VisitRecorded)
def visited(_: VisitRecorded, change: Change) -> Rows:
    """Count one more visit."""
    return [_seen(change)]


@CASELOAD.on_amended(VisitRecorded)
def amended(change: Change) -> Rows:
    """Count again after a visit was corrected or annulled."""
    return [_seen(change)]


@CASELOAD.on_standing
def begun(change: Change) -> Rows:
    """Count from the start of a new cycle."""
    return [_seen(change)] if change.after.cycle_on != change.before.cycle_on else []


def _seen(change: Change) -> Write:
    """Count the visits of the present cycle: in the first one, all there ever were."""
    visits = change.household.accompaniment.visits
    count, last = len(visits), visits.latest
    cycle_at = change.household.assessment.cycle_at
    if cycle_at is not None:
        times = [visit.at for visit in visits.values() if visit.at >= cycle_at]
        count, last = len(times), max(times, default=None)
    return SEEN.says(change.stream, count, last.date() if last else None)


def of_mentor(
    connection: Connection[Any], programme: Programme, mentor_id: UUID, day: date, as_of: int
) -> list[Case]:
    """Return a mentor's households, the longest overdue on a day first."""
    with connection.cursor(row_factory=class_row(_Seen)) as cursor:
        rows = cursor.execute(
            SQL["of_mentor"], {"mentor_id": mentor_id, "as_of": as_of}
        ).fetchall()
    cases = [_case(programme, row, day) for row in rows]
    return sorted(cases, key=lambda case: (-case.overdue_days, case.next_due_on or date.max))


def mentors(connection: Connection[Any], as_of: int) -> dict[UUID, int]:
    """Return how many households each mentor accompanies."""
    statuses = [status.value for status in ACCOMPANIED]
    return dict(connection.execute(SQL["mentors"], {"statuses": statuses, "as_of": as_of}))


def _case(programme: Programme, seen: _Seen, day: date) -> Case:
    due_on = None
    if seen.status in VISITED and seen.cycle_on is not None:
        due_on = next_due_on(programme, seen.cycle_on, seen.last_visit_on)
    phase = phase_on(programme, seen.status, seen.cycle_on, day)
    return Case(
        **{name: getattr(seen, name) for name in _Seen.__dataclass_fields__},
        phase=phase.code if phase else "",
        next_due_on=due_on,
        overdue_days=max(0, (day - due_on).days) if due_on else 0,
    )
