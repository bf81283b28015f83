"""What a user can ask about joining the programme."""

from domain.commands import Command
from domain.household.commands.assessment import ShownAssessment
from domain.household.events.entry import (
    ConsentShape,
    ConsentWithdrawalShape,
    EnrolmentShape,
    MentorShape,
)
from domain.values import Code, Reference


class RecordConsent(ConsentShape, Command, name="household.record-consent"):
    """Put an adult member's consent on record."""


class WithdrawConsent(ConsentWithdrawalShape, Command, name="household.withdraw-consent"):
    """Put on record that a consent no longer stands."""


class EnrolHousehold(EnrolmentShape, Command, name="household.enrol"):
    """Take an eligible household into the programme."""

    decree_number: Reference | None = None


class AssignMentor(MentorShape, Command, name="household.assign-mentor"):
    """Give the household a mentor, or another one; the second time needs a reason."""

    reason: Code | None = None


class AssessBaseline(ShownAssessment, name="household.assess-baseline"):
    """Put the answers on record with which the household starts."""
