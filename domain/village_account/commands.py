"""What can be asked of a village's account; paying out and in follow from orders and returns."""

from domain.commands import Command
from domain.village_account.events import (
    AccountabilityShape,
    AccountShape,
    InShape,
    OutShape,
    StatementShape,
    TrancheShape,
)


class OpenAccount(AccountShape, Command, name="village-account.open"):
    """Say from which account the village's money is paid."""


class ReceiveFunds(TrancheShape, Command, name="village-account.receive-funds"):
    """Put a tranche on record that arrived."""


class PayOut(OutShape, Command, name="village-account.pay-out"):
    """Take the money of a payment out of the account."""


class PayIn(InShape, Command, name="village-account.pay-in"):
    """Put money that comes back into the account."""


class ImportStatement(StatementShape, Command, name="village-account.import-statement"):
    """Put a bank statement on record."""


class SubmitAccountability(
    AccountabilityShape, Command, name="village-account.submit-accountability"
):
    """Account for a tranche."""
