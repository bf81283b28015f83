"""What a user can ask about needs and plans."""

from domain.commands import Command
from domain.household.events.plan import (
    EnterprisePlanShape,
    NeedClosureShape,
    NeedShape,
    PlanRevisionShape,
    PlanShape,
)


class IdentifyNeed(NeedShape, Command, name="household.identify-need"):
    """Put on record that something is lacking, with the agency that owes it."""


class CloseNeed(NeedClosureShape, Command, name="household.close-need"):
    """Say that a need was served, or why it stays unmet."""


class AgreeHouseholdPlan(PlanShape, Command, name="household.agree-plan"):
    """Agree the first plan of the household."""


class ReviseHouseholdPlan(PlanRevisionShape, Command, name="household.revise-plan"):
    """Agree the plan anew."""


class ApproveEnterprisePlan(
    EnterprisePlanShape, Command, name="household.approve-enterprise-plan"
):
    """Approve the business plan of one livelihood."""
