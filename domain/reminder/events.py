"""What can have happened on a day of the clockwork."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.events import Event
from domain.words import VillageCode

DeadlineKind = Literal[
    "visit",
    "verification",
    "objection",
    "evaluation",
    "post_graduation_check",
    "suspension",
    "list_refresh",
    "data_request",
]


class ReminderShape(BaseModel):
    """What was due on which day, of which stream, in which village, and whose it is to do."""

    model_config = ConfigDict(frozen=True)

    kind: DeadlineKind
    target: UUID
    due_on: date
    village_code: VillageCode | None = None
    responsible_id: UUID | None = None


class ReminderRaised(ReminderShape, Event, name="reminder.raised.v1"):
    """Pengingat. A deadline passed and whoever answers for it was told.

    From here an auditor counts how long the answer took.
    """
