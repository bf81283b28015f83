"""Which meetings a village held, who came, on how many families it decided, and its minutes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.household.events.targeting import VillageDecisionRecorded
from domain.village_meeting.events import (
    AttendanceRecorded,
    HouseholdDecided,
    MeetingClosed,
    MeetingOpened,
)
from domain.village_meeting.state import VillageMeeting
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log, Spans

TABLE = Spans("meetings", key=("meeting_id",))
TAKEN_OVER = Log("meetings_taken_over")
MEETINGS = ReadModel("meetings", __file__, (TABLE, TAKEN_OVER))
SQL = MEETINGS.sql


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting. Its decisions count once it has minutes."""

    meeting_id: UUID
    village_code: str
    held_on: date
    agenda: list[str]
    invited: int
    present: int
    decided: int
    minutes_sha256: str


def held(_: Any, change: Change) -> Rows:
    """Tell the meeting anew."""
    meeting: VillageMeeting = change.state
    opening, attendance = meeting.opening, meeting.attendance
    if opening is None:
        return []
    return [
        TABLE.becomes(
            (change.stream,),
            opening.village_code,
            opening.held_on,
            list(opening.agenda),
            attendance.invited if attendance else 0,
            len(attendance.persons) if attendance else 0,
            len(meeting.decisions),
            meeting.minutes_sha256,
        )
    ]


MEETINGS.on(MeetingOpened, AttendanceRecorded, HouseholdDecided, MeetingClosed)(held)


@MEETINGS.on(VillageDecisionRecorded)
def taken_over(event: VillageDecisionRecorded, change: Change) -> Rows:
    """Note that a decision stands in the file of its family."""
    return [TAKEN_OVER.says(event.meeting_id, change.stream)]


def in_files(connection: Connection[Any], meeting_id: UUID, as_of: int) -> set[UUID]:
    """Return the families in whose files the decision of a meeting stands."""
    asked = {"meeting_id": meeting_id, "as_of": as_of}
    return {household_id for (household_id,) in connection.execute(SQL["in_files"], asked)}


def listed(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Held]:
    """Return meetings, the latest first; of some villages where they are given."""
    asked = {"as_of": as_of, "villages": None if villages is None else list(villages)}
    with connection.cursor(row_factory=class_row(Held)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()
