"""Which wishes of a meeting's secretary come true: quorum, list, minutes, nobody on themselves."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.commands import (
    CloseMeeting,
    DecideHousehold,
    OpenMeeting,
    RecordAttendance,
)
from domain.village_meeting.events import (
    AttendanceRecorded,
    HouseholdDecided,
    MeetingClosed,
    MeetingOpened,
)
from domain.village_meeting.state import Attendance, Decision, Opening, VillageMeeting


@VILLAGE_MEETING.decides(OpenMeeting)
def open_meeting(state: VillageMeeting, command: OpenMeeting, context: Context) -> list[Event]:
    if said_before(state.opening, record(Opening, command)):
        return []
    if command.village_code not in context.programme.village_by_code:
        raise Refused("M3", "unknown", village=command.village_code)
    check_happened(context, command.held_on)
    for item in command.agenda:
        check_code(context, "meeting_agenda", item)
    return [MeetingOpened(**command.facts())]


@VILLAGE_MEETING.decides(RecordAttendance)
def record_attendance(
    state: VillageMeeting, command: RecordAttendance, context: Context
) -> list[Event]:
    if said_before(state.attendance, record(Attendance, command)):
        return []
    _check_running(state)
    if len({each.participant_id for each in command.participants}) < len(command.participants):
        raise Refused("M2", "twice")
    for participant in command.participants:
        check_code(context, "meeting_office", participant.office)
    return [AttendanceRecorded(**command.facts())]


@VILLAGE_MEETING.decides(DecideHousehold)
def decide_household(
    state: VillageMeeting, command: DecideHousehold, context: Context
) -> list[Event]:
    if state.decisions.get(command.household_id) == record(Decision, command):
        return []
    _check_running(state)
    _check_deciders(command, _attendance(state, context), context)
    check_code(context, "village_decision", command.decision)
    return [HouseholdDecided(**command.facts())]


@VILLAGE_MEETING.decides(CloseMeeting)
def close_meeting(state: VillageMeeting, command: CloseMeeting, context: Context) -> list[Event]:
    if said_before(state.minutes_sha256 or None, command.minutes_sha256):
        return []
    _check_running(state)
    _attendance(state, context)
    return [MeetingClosed(**command.facts())]


def _check_running(state: VillageMeeting) -> None:
    if state.opening is None:
        raise Refused("M2", "agenda")
    if state.closed:
        raise Refused("M2", "closed")


def _attendance(state: VillageMeeting, context: Context) -> Attendance:
    """Return the attendance list; refuse a meeting without one, or without quorum."""
    if state.attendance is None:
        raise Refused("M2", "list")
    percent = context.programme.limits.quorum_percent.on(state.held_on or context.today)
    if not state.attendance.reaches(percent):
        present, invited = len(state.attendance.persons), state.attendance.invited
        raise Refused("M2", "quorum", present=present, invited=invited, percent=percent)
    return state.attendance


def _check_deciders(command: DecideHousehold, attendance: Attendance, context: Context) -> None:
    """Refuse deciders who were not there, or whose own household it is by list or by record."""
    present = {participant.participant_id: participant for participant in attendance.participants}
    members = context.other.people.here if context.other else {}
    for decider in command.deciders:
        if decider not in present:
            raise Refused("M2", "absent")
        if decider in members or present[decider].household_id == command.household_id:
            raise Refused("M2", "member")
