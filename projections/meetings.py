"""Which meetings a village held, who came, on how many families it decided, and its minutes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.village_meeting.events import (
    AttendanceRecorded,
    HouseholdDecided,
    MeetingClosed,
    MeetingOpened,
)
from domain.village_meeting.state import VillageMeeting
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Spans

TABLE = Spans("meetings", key=("meeting_id",))
MEETINGS = ReadModel("meetings", __file__, (TABLE,))
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


def listed(
    connection: Connection[Any], as_of: int, villages: Collection[str] | None = None
) -> list[Held]:
    """Return meetings, the latest first; of some villages where they are given."""
    asked = {"as_of": as_of, "villages": None if villages is None else list(villages)}
    with connection.cursor(row_factory=class_row(Held)) as cursor:
        return cursor.execute(SQL["listed"], asked).fetchall()
