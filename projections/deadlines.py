"""What waits for somebody, and since when; how long it may wait is for the programme to say."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.data_request.events import DataRequestDecided, DataRequestReceived
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import PostGraduationChecked
from domain.household.state import Status
from domain.nomination_batch.events import BatchOpened
from domain.objection.events import ObjectionDecided, ObjectionEscalated, ObjectionLodged
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

TABLE = Spans("deadlines", ("kind", "target"))
DEADLINES = ReadModel("deadlines", __file__, (TABLE,))

# What waits as long as a household stands like this, counted from the day it came to stand so.
BY_STATUS = {
    "verification": frozenset({Status.NOMINATED.value, Status.IN_VERIFICATION.value}),
    "visit": frozenset({Status.ACTIVE.value}),
    "suspension": frozenset({Status.SUSPENDED.value}),
    "post_graduation_check": frozenset({Status.GRADUATED.value}),
    # At rest: from here on the retention schedule counts.
    "retention": frozenset(
        {
            Status.NOT_ELIGIBLE.value,
            Status.SOCIAL_PROTECTION_ONLY.value,
            Status.EXITED.value,
            Status.CLOSED.value,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something not done yet. `due_on` is set where the event itself named the day.

    `done` counts what was done of it already: the checks after a graduation.
    """

    kind: str
    target: UUID
    village_code: str
    responsible_id: UUID | None
    since_on: date
    due_on: date | None
    done: int


@DEADLINES.on_standing
def follow_household(change: Change) -> Rows:
    """Open and close what depends on where the household stands."""
    rows: Rows = []
    for kind, statuses in BY_STATUS.items():
        was, is_now = change.before.status in statuses, change.after.status in statuses
        key = (kind, change.stream)
        if was and not is_now:
            rows.append(TABLE.ends(key))
        elif is_now and not was and change.after.since_on is not None:
            rows.append(_waits(key, change, change.after.since_on))
        elif is_now and change.after.mentor_id != change.before.mentor_id:
            rows.append(_waits(key, change, _latest(kind, change)))
    return rows


@DEADLINES.on(VisitRecorded)
def wait_anew(_: VisitRecorded, change: Change) -> Rows:
    """Count from the day on which the family was last seen."""
    if change.after.status not in BY_STATUS["visit"]:
        return []
    return [_waits(("visit", change.stream), change, change.recorded.occurred_at.date())]


@DEADLINES.on(PostGraduationChecked)
def checked(_: PostGraduationChecked, change: Change) -> Rows:
    """Count the check; the next one is due by the day of the graduation as well."""
    return _checks(change)


@DEADLINES.on_amended(PostGraduationChecked)
def checked_otherwise(change: Change) -> Rows:
    """Count again after a check was annulled."""
    return _checks(change)


def _checks(change: Change) -> Rows:
    kind, since_on = "post_graduation_check", change.after.since_on
    if change.after.status not in BY_STATUS[kind] or since_on is None:
        return []
    done = len(change.household.assessment.checks())
    return [_waits((kind, change.stream), change, since_on, done)]


@DEADLINES.on(ObjectionLodged)
def objection_waits(event: ObjectionLodged, change: Change) -> Rows:
    """Wait for a decision until the day that the objection itself names."""
    since_on = change.recorded.occurred_at.date()
    key = ("objection", change.stream)
    return [TABLE.begins(key, event.village_code, None, since_on, event.due_on, 0)]


@DEADLINES.on(ObjectionDecided, ObjectionEscalated)
def objection_is_answered(_: ObjectionDecided | ObjectionEscalated, change: Change) -> Rows:
    """Wait no more."""
    return [TABLE.ends(("objection", change.stream))]


@DEADLINES.on(BatchOpened)
def list_ages(event: BatchOpened, change: Change) -> Rows:
    """Wait for a newer list from the day for which the source vouches."""
    return [TABLE.becomes(("list_refresh", change.stream), "", None, event.as_of_on, None, 0)]


@DEADLINES.on(DataRequestReceived)
def request_waits(event: DataRequestReceived, change: Change) -> Rows:
    """Wait for a decision until the hour that the law gives, from the day on which it falls."""
    key = ("data_request", change.stream)
    since_on, due_on = change.recorded.occurred_at.date(), event.due_at.date()
    return [TABLE.begins(key, event.village_code or "", None, since_on, due_on, 0)]


@DEADLINES.on(DataRequestDecided)
def request_is_decided(_: DataRequestDecided, change: Change) -> Rows:
    """Wait no more."""
    return [TABLE.ends(("data_request", change.stream))]


def _waits(key: tuple[str, UUID], change: Change, since_on: date, done: int = 0) -> Any:
    standing = change.after
    return TABLE.becomes(key, standing.village_code, standing.mentor_id, since_on, None, done)


def _latest(kind: str, change: Change) -> date:
    """Return since when a household waits whose mentor changed."""
    last = change.household.accompaniment.last_visit_at() if kind == "visit" else None
    since_on = change.after.since_on
    assert since_on is not None  # noqa: S101 (a household that stands anywhere stands there since)
    return max(since_on, last.date()) if last is not None else since_on


def waiting(connection: Connection[Any], kind: str, as_of: int) -> list[Waiting]:
    """Return what waits, the longest first."""
    cursor = connection.cursor(row_factory=class_row(Waiting))
    return cursor.execute(DEADLINES.sql["waiting"], {"kind": kind, "as_of": as_of}).fetchall()
