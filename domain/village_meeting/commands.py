"""What the secretary of a village meeting can ask."""

from domain.commands import Command
from domain.village_meeting.events import (
    AttendanceShape,
    DecidingShape,
    MinutesShape,
    OpeningShape,
)


class OpenMeeting(OpeningShape, Command, name="village-meeting.open"):
    """Put a meeting on record."""


class RecordAttendance(AttendanceShape, Command, name="village-meeting.record-attendance"):
    """Put the attendance list on record."""


class DecideHousehold(DecidingShape, Command, name="village-meeting.decide-household"):
    """Put the meeting's decision on a household on record."""


class CloseMeeting(MinutesShape, Command, name="village-meeting.close"):
    """Close the meeting with its signed minutes."""
