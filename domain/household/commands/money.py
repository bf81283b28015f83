"""What proposer, approver and payer can ask about a household's money."""

from domain.commands import Command
from domain.household.events.money import (
    AccountCheckShape,
    AssetShape,
    CashShape,
    GrantApprovalShape,
    GrantRefusalShape,
    GrantShape,
    ReversalShape,
    SupportShape,
)


class ProposeGrant(GrantShape, Command, name="household.propose-grant"):
    """Propose what the household should get."""


class ApproveGrant(GrantApprovalShape, Command, name="household.approve-grant"):
    """Let the grant stand, and keep its money back in the envelope."""


class RejectGrant(GrantRefusalShape, Command, name="household.reject-grant"):
    """Refuse what was proposed."""


class CancelGrant(GrantRefusalShape, Command, name="household.cancel-grant"):
    """Not give any more what was not handed over."""


class VerifyAccount(AccountCheckShape, Command, name="household.verify-account"):
    """Say that the bank confirmed whose account it is."""


class TransferCash(CashShape, Command, name="household.transfer-cash"):
    """Put on record that money of a grant went to the household's account."""


class TransferAsset(AssetShape, Command, name="household.transfer-asset"):
    """Put on record that goods of a grant were handed over."""


class PaySupport(SupportShape, Command, name="household.pay-support"):
    """Put on record that a month's consumption support was paid."""


class ReverseTransfer(ReversalShape, Command, name="household.reverse-transfer"):
    """Put on record that part of a transfer came back."""
