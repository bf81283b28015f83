"""Which audits there are, and how far their samples were looked at."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.audit_engagement.events import (
    EngagementClosed,
    EngagementOpened,
    ItemExamined,
    SampleDrawn,
    SampleRequested,
)
from domain.events import Event
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

TABLE, STEPS = Log("audits"), Log("audit_steps")
AUDITS = ReadModel("audits", __file__, (TABLE, STEPS))
SQL = AUDITS.sql
BASED_ON = (AUDITS.name,)
STEP_OF: dict[type[Event], str] = {
    SampleRequested: "requested",
    SampleDrawn: "drawn",
    ItemExamined: "examined",
    EngagementClosed: "closed",
}


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit. `drawn` and `examined` count items over all its samples."""

    engagement_id: UUID
    warrant: str
    organisation: str
    villages: list[str]
    from_on: date
    until_on: date
    position: int
    samples: int
    drawn: int
    examined: int
    closed: bool


@AUDITS.on(EngagementOpened)
def opened(event: EngagementOpened, change: Change) -> Rows:
    """Add an audit by its warrant."""
    scope = event.organisation, list(event.villages), event.from_on, event.until_on
    return [TABLE.says(change.stream, event.warrant, *scope)]


@AUDITS.on(*STEP_OF)
def went_on(event: Any, change: Change) -> Rows:
    """Add a step of an audit, with how many items it is about."""
    items = len(event.chosen) if isinstance(event, SampleDrawn) else 1
    return [STEPS.says(change.stream, STEP_OF[type(event)], items)]


def all_of(connection: Connection[Any], as_of: int) -> list[Audit]:
    """Return every audit, the latest first."""
    with connection.cursor(row_factory=class_row(Audit)) as cursor:
        return cursor.execute(SQL["all"], {"as_of": as_of}).fetchall()
