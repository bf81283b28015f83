"""The register of requests about personal data: what was asked, until when, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from domain.data_request.events import (
    DataRequestAnswered,
    DataRequestDecided,
    DataRequestReceived,
    DecisionProposed,
    ErasureCarriedOut,
    PersonFileReleased,
)
from domain.events import Event
from domain.privacy import ERASING
from projections.read_model import Change, ReadModel, Rows
from projections.tables import Log

RECEIVED, STEPS = Log("data_requests"), Log("data_request_steps")
DATA_REQUESTS = ReadModel("data_requests", __file__, (RECEIVED, STEPS))
SQL = DATA_REQUESTS.sql
STAGES: dict[type[Event], str] = {
    DecisionProposed: "proposed",
    ErasureCarriedOut: "erased",
    PersonFileReleased: "released",
    DataRequestAnswered: "answered",
}


@dataclass(frozen=True, slots=True)
class Requested:
    """A request as it stands. `stage` is the last step that was taken."""

    request: UUID
    kind: str
    applicant: str
    person_id: UUID
    household_id: UUID | None
    village_code: str
    received_at: datetime
    due_at: datetime
    stage: str
    outcome: str
    decided_at: datetime | None
    is_erased: bool

    @property
    def waits_for_erasure(self) -> bool:
        granted = self.kind in ERASING and self.outcome in {"granted", "partial"}
        return granted and not self.is_erased

    def is_late(self, now: datetime) -> bool:
        """Say whether it was decided too late, or is too late undecided."""
        return (self.decided_at or now) > self.due_at


@DATA_REQUESTS.on(DataRequestReceived)
def received(event: DataRequestReceived, change: Change) -> Rows:
    """Enter the request."""
    village = event.village_code or ""
    what = event.kind, event.applicant, event.person_id, event.household_id, village
    return [RECEIVED.says(change.stream, *what, change.recorded.recorded_at, event.due_at)]


@DATA_REQUESTS.on(DataRequestDecided)
def decided(event: DataRequestDecided, change: Change) -> Rows:
    """Note the decision."""
    at, actor_id = change.recorded.recorded_at, change.recorded.origin.actor_id
    return [STEPS.says(change.stream, "decided", event.outcome, actor_id, at)]


@DATA_REQUESTS.on(*STAGES)
def stepped(event: Any, change: Change) -> Rows:
    """Note another step."""
    at, actor_id = change.recorded.recorded_at, change.recorded.origin.actor_id
    return [STEPS.says(change.stream, STAGES[type(event)], "", actor_id, at)]


def register(
    connection: Connection[Any], as_of: int, *, only_open: bool = False
) -> list[Requested]:
    """Return the requests, those due first before the others."""
    with connection.cursor(row_factory=class_row(Requested)) as cursor:
        found = cursor.execute(SQL["register"], {"as_of": as_of}).fetchall()
    return [each for each in found if not only_open or each.stage != "answered"]
