"""What can have happened in a village meeting that decides on households."""

from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.values import Code, Codes, Ids, Sha256
from domain.words import VillageCode


class Participant(NamedTuple):
    """Somebody on the attendance list, by a random id: office held, household if it is listed."""

    participant_id: UUID
    office: Code
    household_id: UUID | None


class MeetingFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class OpeningShape(MeetingFact):
    """Where and when a village met, about what."""

    village_code: VillageCode
    held_on: date
    agenda: Annotated[Codes, Field(min_length=1)]


class MeetingOpened(OpeningShape, Event, name="village-meeting.opened.v1"):
    """Musyawarah dibuka. A village meeting was held."""


class AttendanceShape(MeetingFact):
    """Who of the invited came, by office; the signed list itself stays on paper."""

    invited: Annotated[int, Field(ge=1)]
    participants: Annotated[tuple[Participant, ...], Field(min_length=1, max_length=500)]
    list_sha256: Sha256


class AttendanceRecorded(AttendanceShape, Event, name="village-meeting.attendance-recorded.v1"):
    """Daftar hadir dicatat. The attendance list was put on record."""


class DecidingShape(MeetingFact):
    """What the meeting decided on one household, and which participants decided."""

    household_id: UUID
    decision: Code
    deciders: Annotated[Ids, Field(min_length=1, max_length=500)]


class HouseholdDecided(DecidingShape, Event, name="village-meeting.household-decided.v1"):
    """Rumah tangga diputuskan. The meeting decided on a household.

    Until the minutes are signed the last decision counts.
    """


class MinutesShape(MeetingFact):
    """The signed minutes (berita acara)."""

    minutes_sha256: Sha256


class MeetingClosed(MinutesShape, Event, name="village-meeting.closed.v1"):
    """Musyawarah ditutup. The minutes were signed; the meeting's decisions stand."""
