"""Who a member is, said anew: what a list never knew, or had wrong."""

from uuid import UUID

from pydantic import BaseModel

from domain.events import Event
from domain.personal import Identity
from domain.persons import SealedDay
from domain.values import Code, Codes, Sha256


class IdentityShape(BaseModel):
    """What is not given stays as it was. `mismatch_id` is the mismatch that this resolves.

    Two people stand behind it; `leave_by` is the inspector who allows it on legal hold.
    """

    identity_id: UUID
    person_id: UUID
    reason: Code
    second_person_id: UUID
    leave_by: UUID | None = None
    mismatch_id: UUID | None = None
    document_sha256: Sha256 | None = None
    full_name: Identity = None
    nik: Identity = None
    birth_date: SealedDay = None


class IdentityRecordedAnew(
    IdentityShape, Event, name="household.identity-recorded-anew.v1", subject="person_id"
):
    """Identitas dicatat baru. A member's number, name or birth date is known, or known better.

    `replaced` says which of them. The household claims the number from here on (rule T3).
    """

    replaced: Codes
