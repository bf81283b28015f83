"""How a household joins the programme: consent, enrolment, a mentor, and where it starts from."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from domain.events import Event
from domain.household.events.assessment import Scored
from domain.values import Code, Codes, Reference, Sha256
from domain.words import VillageCode


class ConsentShape(BaseModel):
    """Who agreed to what, and in which form: `document_sha256` is that of the signed sheet."""

    consent_id: UUID
    person_id: UUID
    purposes: Annotated[Codes, Field(min_length=1)]
    form: Literal["signed", "thumbprint", "spoken"]
    document_sha256: Sha256 | None = None


class ConsentRecorded(ConsentShape, Event, name="household.consent-recorded.v1"):
    """Persetujuan. An adult member agreed to be accompanied and to what is kept for it."""


class ConsentWithdrawalShape(BaseModel):
    """Which consent no longer stands."""

    consent_id: UUID
    reason: Code


class ConsentWithdrawn(ConsentWithdrawalShape, Event, name="household.consent-withdrawn.v1"):
    """Persetujuan ditarik. From here on the consent no longer stands; what was done stays done."""


class EnrolmentShape(BaseModel):
    """The decree that names the household, and what the household declared."""

    decree_on: date
    in_other_programme: bool


class HouseholdEnrolled(EnrolmentShape, Event, name="household.enrolled.v1"):
    """Ditetapkan peserta. The household is in the programme, by a decree that names it."""

    village_code: VillageCode
    decree_number: Reference


class MentorShape(BaseModel):
    """Which mentor, from which day on. The mentor's own stream is `mentor_id`."""

    mentor_id: UUID
    from_on: date


class MentorAssigned(MentorShape, Event, name="household.mentor-assigned.v1"):
    """Pendamping ditetapkan. The household has a mentor, the first or the first after a move."""


class MentorChanged(MentorShape, Event, name="household.mentor-changed.v1"):
    """Pendamping diganti. Another mentor took over."""

    previous_mentor_id: UUID
    reason: Code


class BaselineAssessed(
    Scored, Event, name="household.baseline-assessed.v1", subject="respondent_id"
):
    """Penilaian awal. Where the household stands before anything is done; accompaniment begins.

    `phase` is the first one of the programme.
    """

    phase: Code
