"""What can have happened to a purchase."""

from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.events import Event
from domain.money import Amount, Quantity
from domain.personal import Identity
from domain.values import Code, Reference, Sha256, Sha256s
from domain.words import VillageCode


class PurchaseLine(NamedTuple):
    """One position of an invoice."""

    item: Code
    unit: Code
    quantity: Quantity
    unit_price_rupiah: Amount


class DeliveredLine(NamedTuple):
    """How many of an item arrived."""

    item: Code
    quantity: Quantity


def _sorted(lines: tuple[PurchaseLine, ...]) -> tuple[PurchaseLine, ...]:
    return tuple(sorted(lines))


PurchaseLines = Annotated[
    tuple[PurchaseLine, ...], Field(min_length=1, max_length=100), AfterValidator(_sorted)
]


class PurchaseFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class InvoiceShape(PurchaseFact):
    """The invoice of a supplier, whose name is sealed under `supplier_id`: it may be a person's.

    `tax_rupiah` is part of `total_rupiah`.
    """

    village_code: VillageCode
    order_id: UUID
    supplier_id: UUID
    supplier_name: Identity = None
    invoice: Reference
    invoice_on: date
    lines: PurchaseLines
    tax_rupiah: Amount
    total_rupiah: Amount
    invoice_sha256: Sha256


class PurchaseRecorded(InvoiceShape, Event, name="purchase.recorded.v1", subject="supplier_id"):
    """Pembelian dicatat. A supplier sent an invoice for an order."""


class DeliveryShape(PurchaseFact):
    """What arrived by the hand-over note (BAST) between supplier and village."""

    delivery_id: UUID
    delivered_on: date
    lines: Annotated[tuple[DeliveredLine, ...], Field(min_length=1, max_length=100)]
    handover_sha256: Sha256
    photo_sha256s: Sha256s = ()


class GoodsDelivered(DeliveryShape, Event, name="purchase.delivered.v1"):
    """Barang diterima desa (BAST). The goods of a purchase arrived in the village."""


class RemittanceShape(PurchaseFact):
    """Which tax was passed on, and the number under which the state received it (NTPN)."""

    remittance_id: UUID
    tax: Code
    amount_rupiah: Amount
    ntpn: Reference
    remitted_on: date
    document_sha256: Sha256


class TaxRemitted(RemittanceShape, Event, name="purchase.tax-remitted.v1"):
    """Pajak disetor. Tax that was withheld went to the state."""
