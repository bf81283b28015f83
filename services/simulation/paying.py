"""A payment of a simulated order with its papers, and what goes back of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import PayOrder, ReturnUnspent
from domain.disbursement_order.events import ReturnedLine
from domain.purchase.commands import RemitTax
from services.simulation.purse import Purse
from services.simulation.world import Act

WITHHELD_PER_MILLE = 15


def tax_of(rupiah: int) -> int:
    """Return what is withheld of a payment to a supplier."""
    return rupiah * WITHHELD_PER_MILLE // 1000


def remittance(purse: Purse, day: date, tax: int) -> RemitTax:
    """Return how the tax that was withheld reaches the state."""
    remittance_id = purse.new_id()
    return RemitTax(
        remittance_id=remittance_id,
        tax=purse.world.programme.reasons["tax"][-1].code,
        amount_rupiah=tax,
        ntpn=purse.number("NTPN"),
        remitted_on=purse.book(remittance_id, day),
        document_sha256=purse.paper(),
    )


def payment(purse: Purse, day: date, rupiah: int, method: str, **more: object) -> PayOrder:
    """Return the payment of an order, on the day on which it is made."""
    payment_id = purse.new_id()
    paid_on = purse.book(payment_id, day)
    return PayOrder.model_validate(
        {
            "payment_id": payment_id,
            "sp2d": purse.number("SP2D"),
            "method": method,
            "paid_on": paid_on,
            "amount_rupiah": rupiah,
            "document_sha256": purse.paper(),
            **more,
        }
    )


def given_back(purse: Purse, day: date, order: UUID, lines: Iterable[ReturnedLine]) -> Act:
    """Return what puts unspent money back into the account."""
    return_id = purse.new_id()
    back = ReturnUnspent(
        return_id=return_id,
        lines=tuple(lines),
        returned_on=purse.book(return_id, day),
        reference=purse.number("STS"),
        reason=purse.first("return"),
    )
    return purse.act(purse.today, DISBURSEMENT_ORDER, order, back)
