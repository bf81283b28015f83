"""How each event changes the state of a purchase."""

from domain.history import RecordedEvent
from domain.purchase.aggregate import PURCHASE
from domain.purchase.events import GoodsDelivered, PurchaseRecorded, TaxRemitted
from domain.purchase.state import Delivery, Invoice, Purchase, Remittance
from domain.records import record


@PURCHASE.folds(PurchaseRecorded)
def invoice(state: Purchase, event: PurchaseRecorded, _: RecordedEvent) -> None:
    state.invoice = record(Invoice, event)


@PURCHASE.folds(GoodsDelivered)
def delivery(state: Purchase, event: GoodsDelivered, _: RecordedEvent) -> None:
    state.deliveries[event.delivery_id] = record(Delivery, event)


@PURCHASE.folds(TaxRemitted)
def remittance(state: Purchase, event: TaxRemitted, _: RecordedEvent) -> None:
    state.remittances[event.remittance_id] = record(Remittance, event)
