"""A payment of a simulated order, with its papers."""

from datetime import date

from domain.disbursement_order.commands import PayOrder
from services.simulation.purse import Purse


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
