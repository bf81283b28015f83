"""What an assessor or an approver can say about how the household stands."""

from uuid import UUID

from domain.commands import Command
from domain.household.events.assessment import (
    ApprovalShape,
    AssessmentShape,
    ClosureShape,
    DeferralShape,
    ExitShape,
    ReenrolmentShape,
    RelapseShape,
    ResumptionShape,
    SuspensionShape,
)
from domain.values import Verdicts


class ShownAssessment(AssessmentShape, Command):
    """`verdicts` is what the device computed and showed; empty when it computed nothing."""

    verdicts: Verdicts = ()


class AssessHalfYear(ShownAssessment, name="household.assess-half-year"):
    """Assess the household with the scorecard."""


class AssessGraduation(ShownAssessment, name="household.assess-graduation"):
    """Assess whether the household may graduate."""


class ApproveGraduation(ApprovalShape, Command, name="household.approve-graduation"):
    """Decide that the household stands on its own, on the word of the village meeting."""

    meeting_id: UUID


class ApproveGraduationByAgency(
    ApprovalShape, Command, name="household.approve-graduation-by-agency"
):
    """The same without a meeting. Only the accompanying agency's role holds this."""


class DeferGraduation(DeferralShape, Command, name="household.defer-graduation"):
    """Decide that graduation has to wait."""


class CheckAfterGraduation(ShownAssessment, name="household.check-after-graduation"):
    """Look at a graduated household again."""


class DetectRelapse(RelapseShape, Command, name="household.detect-relapse"):
    """Decide that a graduated household is vulnerable again."""


class ReenrolHousehold(ReenrolmentShape, Command, name="household.reenrol"):
    """Accompany a relapsed household again."""


class ReenrolHouseholdAgain(ReenrolmentShape, Command, name="household.reenrol-again"):
    """The same beyond the limit. Only the programme lead's role holds this."""


class CloseCase(ClosureShape, Command, name="household.close-case"):
    """Close the file."""


class SuspendParticipation(SuspensionShape, Command, name="household.suspend-participation"):
    """Let the household pause for a limited time."""


class ResumeParticipation(ResumptionShape, Command, name="household.resume-participation"):
    """End the pause."""


class ExitHousehold(ExitShape, Command, name="household.exit"):
    """Let the household leave the programme."""
