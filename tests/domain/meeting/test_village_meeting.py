"""A village meeting: who was there, what was decided, and when it may be relied upon."""

from datetime import date

import pytest

from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_meeting.commands import (
    CloseMeeting,
    OpenMeeting,
    RecordAttendance,
)
from domain.village_meeting.events import (
    AttendanceRecorded,
    MeetingClosed,
    MeetingOpened,
    Participant,
)
from tests.definitions import in_both_programmes, village
from tests.domain.meeting.meetings import (
    HEAD,
    MEETING_ID,
    MINUTES,
    OTHER_MINUTES,
    attendance,
    attended,
    opened,
    opening,
)
from tests.scenario import given_of


@in_both_programmes
def test_a_meeting_is_put_on_record_once(programme):
    command = OpenMeeting(**opening(programme))
    given = given_of(VILLAGE_MEETING, stream=MEETING_ID)
    then = given.when(command, programme=programme).then(MeetingOpened(**opening(programme)))
    then.when(command, programme=programme).then_nothing()


@in_both_programmes
def test_the_same_meeting_is_not_opened_for_another_village(programme):
    command = OpenMeeting(**opening(programme) | {"village_code": village(programme, 1)})
    opened(programme).when(command, programme=programme).then_refused("S3")


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"village_code": "99.99.99.2001"}, "M3", "unknown"),
        ({"held_on": date(2027, 1, 1)}, "H1", "future"),
        ({"agenda": ("no-such-item",)}, "S1", "reason"),
    ],
)
def test_a_meeting_has_a_known_village_a_past_day_and_a_known_agenda(
    programme, change, rule, variant
):
    command = OpenMeeting(**opening(programme) | change)
    given = given_of(VILLAGE_MEETING, stream=MEETING_ID)
    given.when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_attendance_is_put_on_record_once(programme):
    command = RecordAttendance(**attendance(programme))
    event = AttendanceRecorded(**attendance(programme))
    then = opened(programme).when(command, programme=programme).then(event)
    then.when(command, programme=programme).then_nothing()


@in_both_programmes
def test_there_is_no_attendance_of_a_meeting_that_was_not_opened(programme):
    given = given_of(VILLAGE_MEETING, stream=MEETING_ID)
    command = RecordAttendance(**attendance(programme))
    given.when(command, programme=programme).then_refused("M2", "agenda")


@in_both_programmes
def test_an_office_must_be_one_that_the_programme_knows(programme):
    unknown = (Participant(HEAD, "no-such-office", None),)
    command = RecordAttendance(**attendance(programme) | {"participants": unknown})
    opened(programme).when(command, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_a_meeting_is_closed_once_by_its_minutes(programme):
    command = CloseMeeting(minutes_sha256=MINUTES)
    then = attended(programme).when(command, programme=programme)
    then = then.then(MeetingClosed(minutes_sha256=MINUTES))
    then.when(command, programme=programme).then_nothing()
    other = CloseMeeting(minutes_sha256=OTHER_MINUTES)
    then.when(other, programme=programme).then_refused("S3")


@in_both_programmes
def test_a_meeting_without_quorum_is_not_closed_with_decisions(programme):
    command = CloseMeeting(minutes_sha256=MINUTES)
    given = attended(programme, invited=300)
    given.when(command, programme=programme).then_refused("M2", "quorum")
