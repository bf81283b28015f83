"""How a household comes onto the list, is looked at, and is found eligible or not."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Identity, Narrative, Place
from domain.persons import Person
from domain.values import Answers, Code, Codes, Reference, Sha256, Sha256s
from domain.words import VillageCode

Decile = Annotated[int, Field(ge=1, le=10)]
CheckResult = Literal["match", "mismatch", "not_found"]
VisitResult = Literal["complete", "incomplete", "no_respondent", "refused", "moved"]
VillageVerdict = Literal["eligible", "not_eligible", "social_protection_only"]
Attribute = Literal["nik", "name", "birth_date", "sex", "address", "family_card"]


class NominationShape(Person):
    """The head of the household as the list names them, and where the list says it."""

    batch_id: UUID
    decile: Decile | None = None
    meeting_id: UUID | None = None
    objection_id: UUID | None = None


class HouseholdNominated(
    NominationShape, Event, name="household.nominated.v1", subject="person_id"
):
    """Diusulkan. A list named the household; the person named is its head.

    `as_of_on` is the day for which the source vouches. `meeting_id` or `objection_id` cites the
    decision that admits a decile outside the filter.
    """

    source_agency: Code
    as_of_on: date
    row_reference: Reference
    village_code: VillageCode


class IdentityCheckShape(BaseModel):
    """One comparison of one person with one register."""

    check_id: UUID
    person_id: UUID
    result: CheckResult
    source: Code
    differing: Codes = ()


class IdentityCheckRecorded(
    IdentityCheckShape, Event, name="household.identity-check-recorded.v1"
):
    """Pemadanan identitas. A register was asked about a member, and this is what it answered."""


class DataMismatchShape(BaseModel):
    """One attribute of one person that does not agree with a register or with reality."""

    mismatch_id: UUID
    person_id: UUID
    attribute: Attribute
    note: Narrative = None


class DataMismatchFlagged(
    DataMismatchShape, Event, name="household.data-mismatch-flagged.v1", subject="person_id"
):
    """Ketidaksesuaian data. Somebody saw that what is kept about a member cannot be right."""


class MismatchResolutionShape(BaseModel):
    """How a mismatch ended, and the paper that shows it."""

    mismatch_id: UUID
    outcome: Literal["kept", "corrected_at_source", "recorded_anew"]
    document_sha256: Sha256 | None = None
    note: Narrative = None


class DataMismatchResolved(
    MismatchResolutionShape,
    Event,
    name="household.data-mismatch-resolved.v1",
    subject="person_id",
):
    """Ketidaksesuaian data selesai. The mismatch was explained or put right at its source."""

    person_id: UUID


class VerificationVisitShape(FieldReport):
    """A call at the house. `respondent_id` is the head where nobody answered."""

    visit_id: UUID
    respondent_id: UUID
    result: VisitResult
    on_site: bool
    instrument_code: Code | None = None
    instrument_version: int | None = None
    answers: Answers = ()
    photo_sha256s: Sha256s = ()
    place: Place = None
    note: Narrative = None


class VerificationVisitRecorded(
    VerificationVisitShape,
    Event,
    name="household.verification-visit-recorded.v1",
    subject="respondent_id",
):
    """Kunjungan verifikasi. Somebody went to see whether the list fits reality.

    The warnings T5.mentor and A1 say that the visit stands but cannot carry an eligibility.
    """


class VillageDecisionShape(BaseModel):
    """What a village meeting decided about this household."""

    meeting_id: UUID
    verdict: VillageVerdict


class VillageDecisionRecorded(
    VillageDecisionShape, Event, name="household.village-decision-recorded.v1"
):
    """Keputusan musyawarah. The meeting's decision on this household, from its signed minutes."""


class EligibilityConfirmed(Event, name="household.eligibility-confirmed.v1"):
    """Layak. The household may be enrolled; cites the visit, check and meeting this rests on.

    `exception_reason` is why a household without anybody able to work is eligible all the same.
    """

    visit_id: UUID
    check_id: UUID
    meeting_id: UUID
    exception_reason: Code | None = None


class RejectionShape(BaseModel):
    """Why a household is not eligible, and who or what bears it out."""

    reason: Code
    document_sha256: Sha256 | None = None
    witness: Identity = None


class NominationRejected(
    RejectionShape, Event, name="household.nomination-rejected.v1", subject="person_id"
):
    """Tidak layak. The nomination ended with a reason. `person_id` is the head."""

    person_id: UUID
    witnessed: bool = False


class ReferredToSocialProtectionOnly(
    Event, name="household.referred-to-social-protection-only.v1"
):
    """Perlindungan sosial saja. Nobody there can live by work, so support comes from elsewhere."""

    reason: Code


class NominationReopened(Event, name="household.nomination-reopened.v1"):
    """Dibuka kembali. The verification begins anew; what was seen before no longer carries it."""

    reason: Code
    objection_id: UUID | None = None
