"""An order: four people, what was approved, and what came back."""

from datetime import date
from uuid import UUID

import pytest

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import (
    ApproveOrder,
    CancelOrder,
    ConfirmOrder,
    PayOrder,
    ProposeOrder,
    RejectOrder,
    ReturnUnspent,
)
from domain.disbursement_order.events import (
    OrderCancelled,
    OrderConfirmed,
    OrderLine,
    OrderProposed,
    OrderRejected,
    ReturnedLine,
    UnspentReturned,
)
from domain.purchase.events import PurchaseRecorded
from domain.purchase.state import Invoice, Purchase
from domain.records import record
from tests.domain.household.moneys import APPROVER, CONFIRMER, GRANT, PAPER, PAYER, PROPOSER
from tests.domain.money.funds import (
    APPROVED,
    GOODS,
    INVOICE,
    LINES,
    ORDER_ID,
    PAID,
    PAYMENT,
    PROPOSED,
    TODAY,
    WANTED,
    an_order,
    open_envelope,
)
from tests.sample_programme import OTHER_VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of, said

APPROVE, REASON = ApproveOrder(basis="SPM 1/2026"), {"reason": "incomplete"}
PURCHASE_ID = UUID(int=0x432)
RETURN = {
    "return_id": UUID(int=0x441),
    "lines": (ReturnedLine(LINES[1].line_id, 1_000_000),),
    "returned_on": TODAY,
    "reference": "STS 1/2026",
    "reason": "unspent",
}
CONFIRM = {"received_rupiah": 7_000_000, "document_sha256": PAPER}


def propose(**changes):
    new = given_of(DISBURSEMENT_ORDER, stream=ORDER_ID)
    return new.when(ProposeOrder(**WANTED | changes), by=PROPOSER, envelope=open_envelope())


def pay(*history, by=PAYER, **changes):
    scenario = an_order(*(history or (PROPOSED, APPROVED)))
    return scenario.when(PayOrder(**PAYMENT | changes), by=by, envelope=open_envelope())


def test_an_order_is_proposed_approved_paid_and_confirmed_by_four_people():
    proposed = propose().then(PROPOSED.event)
    proposed.when(ProposeOrder(**WANTED), by=PROPOSER, envelope=open_envelope()).then_nothing()
    approved = an_order().when(APPROVE, by=APPROVER).then(APPROVED.event)
    approved.when(APPROVE, by=APPROVER).then_nothing()
    paid = pay().then(PAID.event)
    paid.when(PayOrder(**PAYMENT), by=PAYER, envelope=open_envelope()).then_nothing()
    whole = an_order(PROPOSED, APPROVED, PAID)
    confirmed = whole.when(ConfirmOrder(**CONFIRM), by=CONFIRMER).then(OrderConfirmed(**CONFIRM))
    confirmed.when(ConfirmOrder(**CONFIRM), by=CONFIRMER).then_nothing()


def test_no_two_of_the_four_steps_are_one_persons():
    an_order().when(APPROVE, by=PROPOSER).then_refused("F4", "same")
    for who in (PROPOSER, APPROVER):
        pay(by=who).then_refused("F4", "same")
    whole = an_order(PROPOSED, APPROVED, PAID)
    for who in (PROPOSER, APPROVER, PAYER):
        whole.when(ConfirmOrder(**CONFIRM), by=who).then_refused("F4", "same")


def test_a_mentor_neither_approves_nor_pays():
    an_order().when(APPROVE, by=APPROVER, role="mentor").then_refused("F4", "mentor")
    command = PayOrder(**PAYMENT)
    approved = an_order(PROPOSED, APPROVED)
    asked = approved.when(command, by=PAYER, role="mentor", envelope=open_envelope())
    asked.then_refused("F4", "mentor")


def test_lines_name_what_their_kind_needs():
    household, grant = HOUSEHOLD_ID, GRANT

    def line(household_id=None, grant_id=None, rupiah=1_000):
        return (OrderLine(UUID(int=1), rupiah, household_id, grant_id),)

    support = {"kind": "support", "transfer": "stipend", "budget_line": "b.1"}
    costs = {"kind": "operational", "transfer": "operations", "budget_line": "b.1"}
    propose(**support, lines=line(household)).events()
    propose(**costs, lines=line()).events()
    propose(lines=line(household)).then_refused("F1", "line")
    propose(lines=line(None, grant)).then_refused("F1", "line")
    propose(**support, lines=line(household, grant)).then_refused("F1", "line")
    propose(**costs, lines=line(household)).then_refused("F1", "line")
    propose(lines=line(household, grant, 0)).then_refused("F1", "amount")
    propose(transfer="stipend").then_refused("F1", "kind")
    propose(transfer="cows").then_refused("F1", "kind")


def test_an_order_is_proposed_from_an_open_envelope_of_its_village():
    new = given_of(DISBURSEMENT_ORDER, stream=ORDER_ID)
    new.when(ProposeOrder(**WANTED)).then_refused("F5", "unopened")
    elsewhere = open_envelope(village_code=OTHER_VILLAGE)
    new.when(ProposeOrder(**WANTED), envelope=elsewhere).then_refused("F1", "elsewhere")
    next_year = open_envelope(fiscal_year=2027)
    new.when(ProposeOrder(**WANTED), envelope=next_year).then_refused("F5", "year")


def test_what_came_to_nothing_is_not_paid():
    reject = RejectOrder(**REASON)
    rejected = an_order().when(reject, by=APPROVER).then(OrderRejected(**REASON))
    rejected.when(reject, by=APPROVER).then_nothing()
    rejected.when(APPROVE, by=APPROVER).then_refused("F3", "ended")
    an_order(PROPOSED, APPROVED).when(reject, by=APPROVER).then_refused("F3", "ended")

    cancel = CancelOrder(**REASON)
    cancelled = an_order(PROPOSED, APPROVED).when(cancel).then(OrderCancelled(**REASON))
    cancelled.when(cancel).then_nothing()
    an_order(PROPOSED, APPROVED, PAID).when(cancel).then_refused("F3", "paid")
    an_order().when(cancel).then_refused("F3", "order")
    pay(PROPOSED).then_refused("F3", "order")
    given_of(DISBURSEMENT_ORDER).when(APPROVE).then_refused("S1", "missing")


def test_no_more_is_paid_than_was_approved():
    pay(amount_rupiah=7_000_001).then_refused("F3", "remainder")
    pay(amount_rupiah=0).then_refused("F1", "amount")
    pay(withheld_rupiah=7_000_000).then_refused("F1", "withheld")
    pay(paid_on=date(2026, 6, 16)).then_refused("H1", "future")
    pay(PROPOSED, APPROVED, PAID, payment_id=UUID(int=5), amount_rupiah=1).then_refused(
        "F3", "remainder"
    )


def test_nothing_is_paid_when_the_year_is_over():
    approved = an_order(PROPOSED, APPROVED)
    command = PayOrder(**PAYMENT)
    late = approved.when(command, by=PAYER, envelope=open_envelope(), now=date(2027, 1, 4))
    late.then_refused("F5", "year")


def test_a_supplier_is_paid_what_the_invoice_of_this_order_says():
    goods = said(
        OrderProposed(**GOODS, account_id=PROPOSED.event.account_id, total_rupiah=7_000_000),
        by=PROPOSER,
    )
    scenario = an_order(goods, APPROVED)
    supplier = {"method": "supplier", "purchase_id": PURCHASE_ID, "amount_rupiah": 6_660_000}

    def asked(purchase, **changes):
        command = PayOrder(**PAYMENT | supplier | changes)
        return scenario.when(command, by=PAYER, envelope=open_envelope(), purchase=purchase)

    mine = invoice()
    [paid] = asked(mine, withheld_rupiah=60_000).events()
    assert (paid.kind, paid.withheld_rupiah) == ("goods", 60_000)
    asked(None).then_refused("F3", "invoice")
    asked(invoice(order_id=UUID(int=2))).then_refused("F3", "invoice")
    asked(mine, amount_rupiah=6_660_001).then_refused("F3", "remainder")
    asked(mine, method="transfer").then_refused("F3", "invoice")
    pay(purchase_id=PURCHASE_ID).then_refused("F3", "invoice")


def invoice(**changes):
    return Purchase(invoice=record(Invoice, PurchaseRecorded(**INVOICE | changes)))


def test_what_was_not_spent_goes_back_line_by_line():
    whole = an_order(PROPOSED, APPROVED, PAID)
    returned = UnspentReturned(**RETURN, amount_rupiah=1_000_000)
    after = whole.when(ReturnUnspent(**RETURN), by=PAYER).then(returned)
    after.when(ReturnUnspent(**RETURN), by=PAYER).then_nothing()
    assert after.state.allowed(OTHER_HOUSEHOLD_ID, LINES[1].grant_id) == 2_000_000
    assert after.state.allowed(HOUSEHOLD_ID, GRANT) == 4_000_000

    more = {"return_id": UUID(int=3), "lines": (ReturnedLine(LINES[1].line_id, 2_000_001),)}
    after.when(ReturnUnspent(**RETURN | more), by=PAYER).then_refused("F8", "order")
    unpaid = an_order(PROPOSED, APPROVED)
    unpaid.when(ReturnUnspent(**RETURN), by=PAYER).then_refused("F8", "order")


@pytest.mark.parametrize("received", [6_999_999, 7_000_001])
def test_a_difference_between_payment_and_receipts_is_explained(received):
    whole = an_order(PROPOSED, APPROVED, PAID)
    said_ = CONFIRM | {"received_rupiah": received}
    whole.when(ConfirmOrder(**said_), by=CONFIRMER).then_refused("F7", "difference")
    explained = said_ | {"difference": "less_received"}
    whole.when(ConfirmOrder(**explained), by=CONFIRMER).then(OrderConfirmed(**explained))
    unpaid = an_order(PROPOSED, APPROVED)
    unpaid.when(ConfirmOrder(**CONFIRM), by=CONFIRMER).then_refused("F3", "unpaid")
