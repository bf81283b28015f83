"""A purchase: an invoice that adds up, goods that arrive, tax that is passed on."""

from uuid import UUID

from domain.disbursement_order.events import OrderApproved, OrderProposed
from domain.purchase.aggregate import PURCHASE
from domain.purchase.commands import RecordDelivery, RecordPurchase, RemitTax
from domain.purchase.events import (
    DeliveredLine,
    GoodsDelivered,
    PurchaseLine,
    PurchaseRecorded,
    TaxRemitted,
)
from tests.domain.household.moneys import APPROVER, HANDOVER, PAPER, PROPOSER
from tests.domain.money.funds import ACCOUNT_STREAM, GOODS, INVOICE, TODAY, an_order
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import given_of, said

PROPOSED = said(
    OrderProposed(**GOODS, account_id=ACCOUNT_STREAM, total_rupiah=7_000_000), by=PROPOSER
)
APPROVED = said(OrderApproved(basis="SPM 1/2026", total_rupiah=7_000_000), by=APPROVER)
ORDER = an_order(PROPOSED, APPROVED).state
RECORDED = PurchaseRecorded(**INVOICE)
DELIVERY = {
    "delivery_id": UUID(int=0x451),
    "delivered_on": TODAY,
    "lines": (DeliveredLine("goat", 3),),
    "handover_sha256": HANDOVER,
}
TAX = {
    "remittance_id": UUID(int=0x461),
    "tax": "ppn",
    "amount_rupiah": 660_000,
    "ntpn": "NTPN-1",
    "remitted_on": TODAY,
    "document_sha256": PAPER,
}


def record(order=ORDER, **changes):
    return given_of(PURCHASE).when(RecordPurchase(**INVOICE | changes), order=order)


def test_an_invoice_of_an_approved_order_is_recorded_once():
    after = record().then(RECORDED)
    after.when(RecordPurchase(**INVOICE), order=ORDER).then_nothing()
    record(None).then_refused("F3", "order")
    record(an_order(PROPOSED).state).then_refused("F3", "order")
    record(village_code=OTHER_VILLAGE).then_refused("F1", "elsewhere")


def test_an_invoice_adds_up():
    record(total_rupiah=6_660_001).then_refused("F9", "sum")
    record(tax_rupiah=-1, total_rupiah=5_999_999).then_refused("F1", "withheld")
    record(total_rupiah=0).then_refused("F1", "amount")
    free = (PurchaseLine("goat", "head", 4, 0),)
    record(lines=free).then_refused("F1", "amount")
    record(lines=(PurchaseLine("goat", "heap", 4, 1_500_000),)).then_refused("S1", "reason")


def test_a_price_above_the_regional_list_is_kept_with_a_warning():
    dear = (PurchaseLine("goat", "head", 4, 1_500_001),)
    [recorded] = record(lines=dear, total_rupiah=6_660_004).events()
    assert recorded.warnings == ("F10",)


def test_no_more_arrives_than_was_invoiced():
    bought = given_of(PURCHASE, RECORDED)
    after = bought.when(RecordDelivery(**DELIVERY)).then(GoodsDelivered(**DELIVERY))
    after.when(RecordDelivery(**DELIVERY)).then_nothing()
    more = {"delivery_id": UUID(int=1), "lines": (DeliveredLine("goat", 2),)}
    after.when(RecordDelivery(**DELIVERY | more)).then_refused("F7", "delivery")
    other = {"lines": (DeliveredLine("hen", 1),)}
    bought.when(RecordDelivery(**DELIVERY | other)).then_refused("F7", "delivery")
    given_of(PURCHASE).when(RecordDelivery(**DELIVERY)).then_refused("S1", "missing")


def test_tax_is_passed_on_up_to_what_was_invoiced():
    bought = given_of(PURCHASE, RECORDED)
    after = bought.when(RemitTax(**TAX)).then(TaxRemitted(**TAX))
    after.when(RemitTax(**TAX)).then_nothing()
    bought.when(RemitTax(**TAX | {"amount_rupiah": 6_660_001})).then_refused("F3", "remainder")
    bought.when(RemitTax(**TAX | {"amount_rupiah": 0})).then_refused("F1", "amount")
    bought.when(RemitTax(**TAX | {"tax": "toll"})).then_refused("S1", "reason")
    given_of(PURCHASE).when(RemitTax(**TAX)).then_refused("S1", "missing")
