"""Which visits a household received, and which ones failed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.history import RecordedEvent
from domain.household.events.accompaniment import VisitMissed, VisitRecorded
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

VISITS = Spans("visit_log", key=("household_id", "visit_id"))
VISIT_LOG = ReadModel("visit_log", __file__, (VISITS,))
SQL = VISIT_LOG.sql


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it was known at a position. One that was not `held` failed for a `reason`."""

    household_id: UUID
    visit_id: UUID
    event_id: UUID
    visitor_id: UUID
    visited_at: datetime
    visited_on: date
    recorded_at: datetime
    held: bool
    reason: str
    topics: list[str]
    minutes: int
    photos: int
    warnings: list[str]
    corrected: bool
    from_position: int


@VISIT_LOG.on(VisitRecorded, VisitMissed)
def visit(event: VisitRecorded | VisitMissed, change: Change) -> Rows:
    """Add what was reported."""
    key = change.stream, event.visit_id
    return [VISITS.begins(key, *_values(change.recorded, event.warnings, corrected=False))]


@VISIT_LOG.on_amended(VisitRecorded, VisitMissed)
def amended(change: Change) -> Rows:
    """Put the right report in the place of the wrong one, or take it away."""
    assert change.wrong is not None  # noqa: S101 (there is one, or nobody would have asked)
    wrong: Any = change.wrong.event
    key = change.stream, wrong.visit_id
    if change.right is None:
        return [VISITS.ends(key)]
    warnings = change.recorded.event.warnings
    return [VISITS.becomes(key, *_values(change.right, warnings, corrected=True))]


def _values(fact: RecordedEvent, warnings: tuple[str, ...], *, corrected: bool) -> tuple[Any, ...]:
    at = fact.occurred_at
    when = fact.event_id, fact.origin.actor_id, at, at.date(), fact.recorded_at
    event = fact.event
    if isinstance(event, VisitRecorded):
        photos = list(event.photo_sha256s)
        what: tuple[Any, ...] = True, "", list(event.topics), event.minutes, len(photos), photos
    else:
        what = False, getattr(event, "reason", ""), [], 0, 0, []
    return *when, *what, list(warnings), corrected


def of_household(connection: Connection[Any], household_id: UUID, as_of: int) -> list[Visit]:
    """Return the visits of a household, the latest first."""
    with connection.cursor(row_factory=class_row(Visit)) as cursor:
        asked = {"household_id": household_id, "as_of": as_of}
        return cursor.execute(SQL["of_household"], asked).fetchall()


def of_visitor(
    connection: Connection[Any], visitor_id: UUID, from_on: date, until_on: date, as_of: int
) -> list[Visit]:
    """Return what somebody did between two days, the latest first."""
    with connection.cursor(row_factory=class_row(Visit)) as cursor:
        asked = {
            "visitor_id": visitor_id,
            "from_on": from_on,
            "until_on": until_on,
            "as_of": as_of,
        }
        return cursor.execute(SQL["of_visitor"], asked).fetchall()
