"""What can have happened to a village in the programme."""

from datetime import date
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.personal import Narrative
from domain.values import Code, Codes, Ids, Reference, Sha256
from domain.words import Phrase, VillageCode

Semester = Annotated[str, Field(pattern=r"^\d{4}-[1-9]$")]


class PlanItem(NamedTuple):
    """One line of an action plan: who does what, from which fund, how much, by when."""

    activity: Phrase
    owner: Code
    fund: Code
    target: int
    unit: Code
    due_on: date


class Finding(NamedTuple):
    """What a half-yearly evaluation found, and who follows it up by when."""

    code: Code
    owner: Code
    due_on: date


class VillageFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class SelectionShape(VillageFact):
    """Under which act a village came in. `batch` is the round of villages it belongs to."""

    village_code: VillageCode
    batch: Code
    scheme: Code
    basis: Reference
    basis_sha256: Sha256
    selected_on: date


class VillageSelected(SelectionShape, Event, name="village-programme.selected.v1"):
    """Desa ditetapkan. A village was taken into the programme by a legal act."""


class AppointmentShape(VillageFact):
    """Which agency accompanies the village from a day on, and by which act."""

    agency: Code
    from_on: date
    basis: Reference


class AgencyAppointed(AppointmentShape, Event, name="village-programme.agency-appointed.v1"):
    """Perangkat daerah pendamping ditunjuk. The village got its one accompanying agency."""


class HandoverShape(VillageFact):
    """From whom to whom. The note is sealed under a key of its own, `handover_id`."""

    handover_id: UUID
    from_agency: Code
    to_agency: Code
    handed_over_on: date
    basis: Reference
    document_sha256: Sha256
    note: Narrative = None


class AgencyHandedOver(
    HandoverShape, Event, name="village-programme.agency-handed-over.v1", subject="handover_id"
):
    """Pendampingan diserahterimakan. Another agency accompanies the village from this day on."""


class AgreementShape(VillageFact):
    """A memorandum of understanding, or the cooperation agreement that stands on one."""

    agreement_id: UUID
    kind: Literal["memorandum", "cooperation"]
    parent_id: UUID | None = None
    parties: Annotated[Codes, Field(min_length=2)]
    reference: Reference
    signed_on: date
    until_on: date | None = None
    document_sha256: Sha256


class AgreementSigned(AgreementShape, Event, name="village-programme.agreement-signed.v1"):
    """Perjanjian ditandatangani. Parties bound themselves in writing."""


class PotentialShape(VillageFact):
    """A resource of the village on which livelihoods can be built."""

    potential_id: UUID
    kind: Code
    description: Phrase


class PotentialRegistered(PotentialShape, Event, name="village-programme.potential-registered.v1"):
    """Potensi desa dicatat. A potential of the village was put on the register."""


class AssessmentShape(VillageFact):
    """Needs and potentials of the village, as found together."""

    assessment_id: UUID
    assessed_on: date
    needs: Codes
    potentials: Ids = ()
    document_sha256: Sha256


class VillageAssessmentDrafted(
    AssessmentShape, Event, name="village-programme.assessment-drafted.v1"
):
    """Penilaian desa disusun. One side, agency or village, signed; the other has yet to."""


class VillageAssessed(Event, name="village-programme.assessed.v1"):
    """Penilaian desa disahkan. The other side signed the assessment too."""

    assessment_id: UUID


class PlanShape(VillageFact):
    """The village's action plan of a year."""

    plan_id: UUID
    year: Annotated[int, Field(ge=2000, le=2200)]
    items: Annotated[tuple[PlanItem, ...], Field(min_length=1, max_length=100)]


class ActionPlanProposed(PlanShape, Event, name="village-programme.action-plan-proposed.v1"):
    """Rencana aksi diusulkan. An action plan was put forward."""


class PlanApprovalShape(VillageFact):
    """By which document a plan was approved."""

    plan_id: UUID
    basis: Reference


class ActionPlanApproved(
    PlanApprovalShape, Event, name="village-programme.action-plan-approved.v1"
):
    """Rencana aksi disetujui. The action plan may be carried out."""


class EvaluationShape(VillageFact):
    """The evaluation of one half year, such as 2026-1, with findings and follow-up."""

    semester: Semester
    evaluated_on: date
    findings: tuple[Finding, ...] = ()
    document_sha256: Sha256


class SemesterEvaluated(EvaluationShape, Event, name="village-programme.semester-evaluated.v1"):
    """Evaluasi semester. A half year was evaluated and closed."""


class StatusShape(VillageFact):
    """The village's official development status. `score` counts ten-thousandths."""

    year: Annotated[int, Field(ge=2000, le=2200)]
    status: Code
    score: Annotated[int, Field(ge=0, le=10_000)] | None = None
    source: Reference


class VillageStatusRecorded(StatusShape, Event, name="village-programme.status-recorded.v1"):
    """Status desa dicatat. The village's official status of a year was noted."""


class EnrolmentOpeningShape(VillageFact):
    """The decree under which households of the village may be enrolled."""

    decree: Reference
    from_on: date


class EnrolmentOpened(EnrolmentOpeningShape, Event, name="village-programme.enrolment-opened.v1"):
    """Pendaftaran peserta dibuka. Households of the village may be enrolled."""


class EnrolmentClosingShape(VillageFact):
    """Why enrolment ended."""

    reason: Code


class EnrolmentClosed(EnrolmentClosingShape, Event, name="village-programme.enrolment-closed.v1"):
    """Pendaftaran peserta ditutup. No further household of the village is enrolled."""


class EnvelopeListingShape(VillageFact):
    """Which envelope of money the village has in a year."""

    envelope_id: UUID
    scheme: Code
    fiscal_year: Annotated[int, Field(ge=2000, le=2200)]


class EnvelopeListed(EnvelopeListingShape, Event, name="village-programme.envelope-listed.v1"):
    """Pagu desa dibuka. The village has money of its scheme for a year."""


class EnvelopeStruckShape(VillageFact):
    """Which envelope is closed."""

    envelope_id: UUID


class EnvelopeStruck(EnvelopeStruckShape, Event, name="village-programme.envelope-struck.v1"):
    """Pagu desa ditutup. Nothing more is spent from this envelope."""
