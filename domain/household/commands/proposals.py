"""What two users ask for, one after the other, before anything on record is amended."""

from domain.commands import Command
from domain.household.events.proposals import (
    ConfirmationShape,
    DeclineShape,
    ProposalShape,
    WithdrawalShape,
)


class ProposeAmendment(ProposalShape, Command, name="household.propose-amendment"):
    """Say what was wrong, what would be right, and why; a second person decides."""


class ConfirmAmendment(ConfirmationShape, Command, name="household.confirm-amendment"):
    """Confirm in person what somebody else proposed: the amendment holds from here on."""


class DeclineAmendment(DeclineShape, Command, name="household.decline-amendment"):
    """Leave the fact as it is."""


class WithdrawProposal(WithdrawalShape, Command, name="household.withdraw-proposal"):
    """Take the own proposal back."""
