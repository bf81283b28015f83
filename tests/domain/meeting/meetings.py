"""A village meeting with its attendance list, to begin with."""

from datetime import date
from uuid import UUID

from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.events import (
    AttendanceRecorded,
    MeetingOpened,
    Participant,
)
from tests.definitions import code, village
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of

MEETING_ID = UUID(int=0xC1)
HEAD, SECRETARY, NEIGHBOUR = UUID(int=0xD1), UUID(int=0xD2), UUID(int=0xD3)
STRANGER = UUID(int=0xD9)
DAY = date(2026, 2, 10)
LIST, MINUTES, OTHER_MINUTES = "a" * 64, "b" * 64, "c" * 64


def opening(programme):
    agenda = (code(programme, "meeting_agenda"),)
    return {"village_code": village(programme), "held_on": DAY, "agenda": agenda}


def attendance(programme, invited=3):
    office = code(programme, "meeting_office")
    participants = (
        Participant(HEAD, office, None),
        Participant(SECRETARY, office, None),
        Participant(NEIGHBOUR, office, OTHER_HOUSEHOLD_ID),
    )
    return {"invited": invited, "participants": participants, "list_sha256": LIST}


def deciding(programme, household_id=HOUSEHOLD_ID, deciders=(HEAD, SECRETARY), number=0):
    decision = code(programme, "village_decision", number)
    return {"household_id": household_id, "decision": decision, "deciders": deciders}


def opened(programme, *more):
    event = MeetingOpened(**opening(programme))
    return given_of(VILLAGE_MEETING, event, *more, stream=MEETING_ID)


def attended(programme, *more, invited=3):
    return opened(programme, AttendanceRecorded(**attendance(programme, invited)), *more)
