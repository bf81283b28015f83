"""Which events belong to the story of a household, in its own stream and in others."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from domain.mentor_assignment.events import (
    HouseholdReleased,
    HouseholdTaken,
    MentorOnLeave,
    MentorReturned,
)
from domain.nomination_batch.events import RowsJudged
from domain.objection.events import (
    ObjectionAnswered,
    ObjectionDecided,
    ObjectionEscalated,
    ObjectionLodged,
)
from domain.reminder.events import ReminderRaised
from domain.village_meeting.events import HouseholdDecided, MeetingClosed
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log
from projections.wording import Wording, sentence

__all__ = ["TIMELINE", "Wording", "of_household", "sentence"]

MENTIONS = Log("timeline")
TIMELINE = ReadModel("timeline", __file__, (MENTIONS,))
SQL = TIMELINE.sql


@TIMELINE.on(HouseholdDecided, HouseholdTaken, HouseholdReleased, ObjectionLodged)
def named(event: Any, _: Change) -> Rows:
    """Add what names the household itself."""
    return _mention(event.household_id)


@TIMELINE.on(ReminderRaised)
def reminded(event: ReminderRaised, _: Change) -> Rows:
    """Add what the clockwork found late about it."""
    return _mention(event.target)


@TIMELINE.on(RowsJudged)
def listed(event: RowsJudged, _: Change) -> Rows:
    """Add the list on which it stood."""
    return _mention(*(row.household_id for row in event.rows))


@TIMELINE.on(ObjectionDecided, ObjectionAnswered, ObjectionEscalated)
def contested(_: Any, change: Change) -> Rows:
    """Add what became of an objection about it."""
    return _mention(change.state.household_id)


@TIMELINE.on(MeetingClosed)
def decided(_: MeetingClosed, change: Change) -> Rows:
    """Add the signing of the minutes in which it stands."""
    return _mention(*change.state.decisions)


@TIMELINE.on(MentorOnLeave, MentorReturned)
def attended(_: Any, change: Change) -> Rows:
    """Add the absence and return of its mentor."""
    return _mention(*change.state.households)


def _mention(*household_ids: UUID | None) -> Rows:
    found = sorted({each for each in household_ids if each is not None})
    return [MENTIONS.says(household_id) for household_id in found]


def of_household(connection: Connection[Any], household_id: UUID, as_of: int) -> list[int]:
    """Return the positions of a household's story, in order."""
    asked = {"household_id": household_id, "as_of": as_of}
    return [position for (position,) in connection.execute(SQL["of_household"], asked)]
