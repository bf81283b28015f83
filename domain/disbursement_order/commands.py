"""What proposer, approver, payer and confirmer can ask of an order."""

from domain.commands import Command
from domain.disbursement_order.events import (
    ApprovalShape,
    ConfirmationShape,
    OrderShape,
    PaymentShape,
    RefusalShape,
    ReturnShape,
)


class ProposeOrder(OrderShape, Command, name="disbursement-order.propose"):
    """Ask for money for these households."""


class ApproveOrder(ApprovalShape, Command, name="disbursement-order.approve"):
    """Let the order be paid, and take its money from the envelope."""


class RejectOrder(RefusalShape, Command, name="disbursement-order.reject"):
    """Refuse the order."""


class CancelOrder(RefusalShape, Command, name="disbursement-order.cancel"):
    """Not carry out an approved order of which nothing was paid."""


class PayOrder(PaymentShape, Command, name="disbursement-order.pay"):
    """Pay from the village's account."""


class ReturnUnspent(ReturnShape, Command, name="disbursement-order.return-unspent"):
    """Put what was not spent back into the account."""


class ConfirmOrder(ConfirmationShape, Command, name="disbursement-order.confirm"):
    """Compare what was paid with the receipts."""
