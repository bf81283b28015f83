"""Which wishes about a purchase come true: rules F1, F3, F7 and F9."""

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.money import check_amount
from domain.purchase.aggregate import PURCHASE
from domain.purchase.commands import RecordDelivery, RecordPurchase, RemitTax
from domain.purchase.events import GoodsDelivered, PurchaseRecorded, TaxRemitted
from domain.purchase.state import Delivery, Invoice, Purchase, Remittance
from domain.records import record, said_before
from domain.rules import Refused, warn


@PURCHASE.decides(RecordPurchase)
def record_purchase(state: Purchase, command: RecordPurchase, context: Context) -> list[Event]:
    """Keep an invoice of an approved order; a price above the list is kept with a warning."""
    if said_before(state.invoice, record(Invoice, command)):
        return []
    order = context.order
    if order is None or order.approved_by is None or order.ended:
        raise Refused("F3", "order")
    if order.village_code != command.village_code:
        raise Refused("F1", "elsewhere", village=command.village_code)
    check_amount(command.total_rupiah)
    check_happened(context, command.invoice_on)
    for line in command.lines:
        check_amount(line.unit_price_rupiah)
        check_code(context, "unit", line.unit)
    summed = sum(line.quantity * line.unit_price_rupiah for line in command.lines)
    if not 0 <= command.tax_rupiah < command.total_rupiah:
        raise Refused("F1", "withheld", rupiah=command.tax_rupiah)
    if summed + command.tax_rupiah != command.total_rupiah:
        raise Refused("F9", "sum", rupiah=command.total_rupiah, summed=summed + command.tax_rupiah)
    warnings = warn(F10=_is_dear(command, context))
    return [PurchaseRecorded(**command.facts(), warnings=warnings)]


def _is_dear(command: RecordPurchase, context: Context) -> bool:
    """Say whether an item costs more than the regional list allows on the invoice's day."""
    prices = context.programme.price_by_item
    return any(
        line.item in prices
        and line.unit_price_rupiah > prices[line.item].price.on(command.invoice_on)
        for line in command.lines
    )


@PURCHASE.decides(RecordDelivery)
def record_delivery(state: Purchase, command: RecordDelivery, context: Context) -> list[Event]:
    """Keep what arrived; more than the invoice names, or something else, is no delivery of it."""
    if said_before(state.deliveries.get(command.delivery_id), record(Delivery, command)):
        return []
    if state.invoice is None:
        raise Refused("S1", "missing")
    check_happened(context, command.delivered_on)
    for line in command.lines:
        left = state.ordered_of(line.item) - state.delivered_of(line.item)
        if line.quantity > left:
            raise Refused("F7", "delivery", quantity=line.quantity, limit=left)
    return [GoodsDelivered(**command.facts())]


@PURCHASE.decides(RemitTax)
def remit_tax(state: Purchase, command: RemitTax, context: Context) -> list[Event]:
    if said_before(state.remittances.get(command.remittance_id), record(Remittance, command)):
        return []
    if state.invoice is None:
        raise Refused("S1", "missing")
    check_amount(command.amount_rupiah)
    check_code(context, "tax", command.tax)
    check_happened(context, command.remitted_on)
    left = state.invoice.total_rupiah - sum(r.amount_rupiah for r in state.remittances.values())
    if command.amount_rupiah > left:
        raise Refused("F3", "remainder", rupiah=command.amount_rupiah, limit=left)
    return [TaxRemitted(**command.facts())]
