"""What can be asked of a purchase."""

from domain.commands import Command
from domain.purchase.events import DeliveryShape, InvoiceShape, RemittanceShape


class RecordPurchase(InvoiceShape, Command, name="purchase.record"):
    """Put an invoice on record."""


class RecordDelivery(DeliveryShape, Command, name="purchase.record-delivery"):
    """Say what arrived."""


class RemitTax(RemittanceShape, Command, name="purchase.remit-tax"):
    """Pass on the tax that was withheld."""
