"""What others owe the household, from the referral to the service or to none."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Identity, Narrative
from domain.values import Code, Codes, Sha256s


class ReferralShape(BaseModel):
    """One agency owns the referral, and promises a day. `person_id` is who will be served."""

    referral_id: UUID
    need_id: UUID
    person_id: UUID
    owner: Code
    service: Code
    due_on: date
    note: Narrative = None


class AcceptanceShape(BaseModel):
    """`due_on` is the day that the agency itself promises."""

    referral_id: UUID
    due_on: date


class RefusalShape(BaseModel):
    referral_id: UUID
    reason: Code


class DeliveryShape(FieldReport):
    """The proof: `number` (of a card, a policy, a meter) is sealed, photos are known by hash."""

    referral_id: UUID
    person_id: UUID
    proof: Codes = ()
    proof_sha256s: Sha256s = ()
    number: Identity = None


class ReferralMade(ReferralShape, Event, name="household.referral-made.v1", subject="person_id"):
    """Rujukan dibuat. A need was put before the agency that owns it from now until a day."""


class ReferralAccepted(AcceptanceShape, Event, name="household.referral-accepted.v1"):
    """Rujukan diterima. The agency took the referral on and promised a day of its own."""


class ReferralDeclined(RefusalShape, Event, name="household.referral-declined.v1"):
    """Rujukan ditolak. The agency said no; the need stays open with its owner."""


class ServiceDelivered(
    DeliveryShape, Event, name="household.service-delivered.v1", subject="person_id"
):
    """Layanan diterima. The service reached the household, and there is proof of it."""


class ReferralClosedUnmet(RefusalShape, Event, name="household.referral-closed-unmet.v1"):
    """Rujukan tidak terpenuhi. A referral ended without a service, for the reason given."""
