"""The state of a purchase."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.purchase.events import DeliveredLine, PurchaseLine


@dataclass(frozen=True, slots=True)
class Invoice:
    """What the supplier asks for."""

    village_code: str
    order_id: UUID
    supplier_id: UUID
    invoice: str
    invoice_on: date
    lines: tuple[PurchaseLine, ...]
    tax_rupiah: int
    total_rupiah: int
    invoice_sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What arrived with one hand-over note."""

    delivered_on: date
    lines: tuple[DeliveredLine, ...]
    handover_sha256: str


@dataclass(frozen=True, slots=True)
class Remittance:
    """Tax that was passed on."""

    tax: str
    amount_rupiah: int
    ntpn: str


@dataclass(slots=True)
class Purchase:
    """Invoice, hand-over notes and taxes: what a three-way comparison needs."""

    invoice: Invoice | None = None
    deliveries: dict[UUID, Delivery] = field(default_factory=dict)
    remittances: dict[UUID, Remittance] = field(default_factory=dict)

    @property
    def village_code(self) -> str:
        return self.invoice.village_code if self.invoice else ""

    def ordered_of(self, item: str) -> int:
        """Return how many of an item the invoice names."""
        lines = self.invoice.lines if self.invoice else ()
        return sum(line.quantity for line in lines if line.item == item)

    def delivered_of(self, item: str) -> int:
        """Return how many of an item arrived."""
        lines = (line for delivery in self.deliveries.values() for line in delivery.lines)
        return sum(line.quantity for line in lines if line.item == item)
