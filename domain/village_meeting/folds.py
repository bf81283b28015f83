"""How each event changes the state of a village meeting."""

from domain.history import RecordedEvent
from domain.records import record
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.events import (
    AttendanceRecorded,
    HouseholdDecided,
    MeetingClosed,
    MeetingOpened,
)
from domain.village_meeting.state import Attendance, Decision, Opening, VillageMeeting


@VILLAGE_MEETING.folds(MeetingOpened)
def open_meeting(state: VillageMeeting, event: MeetingOpened, _: RecordedEvent) -> None:
    state.opening = record(Opening, event)


@VILLAGE_MEETING.folds(AttendanceRecorded)
def record_attendance(state: VillageMeeting, event: AttendanceRecorded, _: RecordedEvent) -> None:
    state.attendance = record(Attendance, event)


@VILLAGE_MEETING.folds(HouseholdDecided)
def decide_household(state: VillageMeeting, event: HouseholdDecided, _: RecordedEvent) -> None:
    state.decisions[event.household_id] = record(Decision, event)


@VILLAGE_MEETING.folds(MeetingClosed)
def close_meeting(state: VillageMeeting, event: MeetingClosed, _: RecordedEvent) -> None:
    state.minutes_sha256 = event.minutes_sha256
