"""What can have happened to a mentor's assignment. The stream is the mentor's actor id."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.personal import Identity
from domain.values import Code, Reference
from domain.words import VillageCode, VillageCodes


class MentorFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class RegistrationShape(MentorFact):
    """By which contract or decree somebody is a mentor, from which day on."""

    mentor_id: UUID
    from_on: date
    basis: Reference
    full_name: Identity = None


class MentorRegistered(
    RegistrationShape, Event, name="mentor-assignment.registered.v1", subject="mentor_id"
):
    """Pendamping terdaftar. Somebody became a mentor."""


class TerritoryShape(MentorFact):
    """The villages a mentor works in, from a day on; it replaces what held before that day."""

    villages: Annotated[VillageCodes, Field(min_length=1)]
    from_on: date
    until_on: date | None = None


class MentorTerritorySet(TerritoryShape, Event, name="mentor-assignment.territory-set.v1"):
    """Wilayah tugas ditetapkan. The mentor's villages were laid down."""


class TakingShape(MentorFact):
    """A household that comes into the mentor's care."""

    household_id: UUID
    village_code: VillageCode
    from_on: date


class HouseholdTaken(TakingShape, Event, name="mentor-assignment.household-taken.v1"):
    """Rumah tangga dampingan bertambah. A household came into the mentor's care."""


class ReleaseShape(MentorFact):
    """A household that leaves the mentor's care; `released_on` is the last day."""

    household_id: UUID
    released_on: date
    reason: Code


class HouseholdReleased(ReleaseShape, Event, name="mentor-assignment.household-released.v1"):
    """Rumah tangga dampingan dilepas. A household left the mentor's care."""


class LeaveShape(MentorFact):
    """Why and for how long a mentor is away. An open end is closed by the return."""

    from_on: date
    until_on: date | None = None
    reason: Code


class MentorOnLeave(LeaveShape, Event, name="mentor-assignment.on-leave.v1"):
    """Pendamping cuti. The mentor is away; somebody else must visit."""


class ReturnShape(MentorFact):
    """The first day back."""

    returned_on: date


class MentorReturned(ReturnShape, Event, name="mentor-assignment.returned.v1"):
    """Pendamping kembali. The mentor is back."""


class EndShape(MentorFact):
    """The last day as a mentor, and why."""

    ended_on: date
    reason: Code


class MentorEnded(EndShape, Event, name="mentor-assignment.ended.v1"):
    """Tugas pendamping berakhir. Somebody is no longer a mentor."""
