"""What agencies and village officers can ask of a village in the programme."""

from uuid import UUID

from domain.commands import Command
from domain.village_programme.events import (
    AgreementShape,
    AppointmentShape,
    AssessmentShape,
    EnrolmentClosingShape,
    EnrolmentOpeningShape,
    EnvelopeListingShape,
    EnvelopeStruckShape,
    EvaluationShape,
    HandoverShape,
    PlanApprovalShape,
    PlanShape,
    PotentialShape,
    SelectionShape,
    StatusShape,
)


class SelectVillage(SelectionShape, Command, name="village-programme.select"):
    """Take a village into the programme."""


class AppointAgency(AppointmentShape, Command, name="village-programme.appoint-agency"):
    """Give the village its accompanying agency."""


class HandOverAgency(HandoverShape, Command, name="village-programme.hand-over-agency"):
    """Let another agency accompany the village."""


class SignAgreement(AgreementShape, Command, name="village-programme.sign-agreement"):
    """Put a signed agreement on record."""


class RegisterPotential(PotentialShape, Command, name="village-programme.register-potential"):
    """Put a potential of the village on the register."""


class DraftVillageAssessment(AssessmentShape, Command, name="village-programme.draft-assessment"):
    """Sign an assessment as the first of the two sides."""


class CosignVillageAssessment(Command, name="village-programme.cosign-assessment"):
    """Sign an assessment as the second of the two sides."""

    assessment_id: UUID


class ProposeActionPlan(PlanShape, Command, name="village-programme.propose-action-plan"):
    """Put an action plan forward."""


class ApproveActionPlan(PlanApprovalShape, Command, name="village-programme.approve-action-plan"):
    """Let an action plan be carried out."""


class EvaluateSemester(EvaluationShape, Command, name="village-programme.evaluate-semester"):
    """Close a half year with its evaluation."""


class RecordVillageStatus(StatusShape, Command, name="village-programme.record-status"):
    """Note the village's official status of a year."""


class OpenEnrolment(EnrolmentOpeningShape, Command, name="village-programme.open-enrolment"):
    """Allow households of the village to be enrolled."""


class CloseEnrolment(EnrolmentClosingShape, Command, name="village-programme.close-enrolment"):
    """End the enrolment of households of the village."""


class ListEnvelope(EnvelopeListingShape, Command, name="village-programme.list-envelope"):
    """Say that the village has an envelope."""


class StrikeEnvelope(EnvelopeStruckShape, Command, name="village-programme.strike-envelope"):
    """Say that an envelope of the village is closed."""
