"""Money concerns several streams at once: all of them are written together, or none."""

from uuid import UUID, uuid4

import pytest

from domain.disbursement_order.commands import CancelOrder, ReturnUnspent
from domain.disbursement_order.events import ReturnedLine
from domain.fund_envelope.commands import CloseEnvelope, OpenEnvelope
from domain.household.commands.money import (
    CancelGrant,
    ReverseTransfer,
    TransferCash,
    VerifyAccount,
)
from domain.household.events.livelihood import SavingsAccountOpened
from domain.household.irregular import standing_engagement
from domain.purchase.commands import RecordPurchase, RemitTax
from domain.rules import Refused
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from tests.domain.household.cases import HEAD
from tests.domain.household.moneys import ACCOUNT as BANK_ACCOUNT
from tests.domain.household.moneys import CASH, PAPER, PAYER
from tests.domain.money.funds import ENVELOPE_ID, INVOICE, LINES, OPENING, TODAY
from tests.domain.money.test_purchase import TAX
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID
from tests.services.money import (
    account,
    approve_grant,
    approve_order,
    envelope,
    funded,
    pay_order,
    propose_grant,
    propose_order,
)
from tests.services.work import OFFICE, VILLAGE_STREAM

STANDING = standing_engagement(OFFICE.code, VILLAGE)
UNSPENT = {
    "return_id": UUID(int=0x701),
    "lines": (ReturnedLine(LINES[0].line_id, 1_000_000),),
    "returned_on": TODAY,
    "reference": "STS 1/2026",
    "reason": "unspent",
}


@pytest.fixture
def village(anywhere):
    return funded(anywhere)


def refused(ask, code, variant=""):
    with pytest.raises(Refused) as refusal:
        ask()
    assert (refusal.value.code, refusal.value.variant) == (code, variant)


def with_cash(work):
    """A household whose verified account got all of a grant, by a paid order."""
    work.tell(
        HOUSEHOLD_ID,
        SavingsAccountOpened(
            account_id=BANK_ACCOUNT, person_id=HEAD, kind="bank", institution="regional_bank"
        ),
    )
    verify = VerifyAccount(verification_id=uuid4(), account_id=BANK_ACCOUNT, document_sha256=PAPER)
    work.ask(verify, by=PAYER)
    grant = propose_grant(work, kind="capital", rupiah=2_000_000)
    approve_grant(work, grant)
    order = propose_order(work, grant, kind="cash", transfer="capital", rupiah=2_000_000)
    approve_order(work, order)
    pay_order(work, order, amount_rupiah=2_000_000)
    return grant, order


def send(work, grant, order, rupiah=2_000_000):
    sent = CASH | {"grant_id": grant, "order_id": order, "amount_rupiah": rupiah}
    return work.ask(TransferCash(**sent | {"transfer_id": uuid4()}), by=PAYER)


def test_an_envelope_is_known_to_its_village_as_long_as_it_is_open(village):
    assert village.state(VILLAGE_STREAM, VILLAGE_PROGRAMME).has_envelope(2026)
    village.ask(OpenEnvelope(**OPENING), ENVELOPE_ID)
    closing = CloseEnvelope(reason="year_over", closed_on=TODAY, basis="SK 9/2026")
    village.ask(closing, ENVELOPE_ID)
    village.ask(closing, ENVELOPE_ID)
    assert not village.state(VILLAGE_STREAM, VILLAGE_PROGRAMME).has_envelope(2026)


def test_a_grant_is_reserved_and_approved_in_one_append(village):
    grant = propose_grant(village)
    answer = approve_grant(village, grant)

    names = [line.event.name for line in answer.events]
    assert names == ["household.grant-approved.v1", "fund-envelope.grant-reserved.v1"]
    assert answer.last_position == answer.first_position + 1
    assert envelope(village).free_rupiah == 16_000_000

    assert approve_grant(village, grant).events == ()
    assert envelope(village).free_rupiah == 16_000_000


def test_what_the_envelope_refuses_is_not_approved_either(village):
    approve_grant(village, propose_grant(village))
    for _ in range(2):
        grants = [propose_grant(village, OTHER_HOUSEHOLD_ID, 3_500_000) for _ in range(1)]
        approve_grant(village, grants[0], OTHER_HOUSEHOLD_ID)
    last = propose_grant(village, rupiah=3_000_000, kind="capital")
    village.ask(CloseEnvelope(reason="year_over", closed_on=TODAY, basis="SK 9/2026"), ENVELOPE_ID)
    size = village.size()

    refused(lambda: approve_grant(village, last), "F5", "closed")

    assert village.state().money.grants[last].approved_by is None
    assert village.size() == size + 1  # the note of the refusal, and nothing else
    assert envelope(village).free_rupiah == 9_000_000


def test_a_cancelled_grant_frees_what_it_reserved(village):
    grant = propose_grant(village)
    approve_grant(village, grant)
    cancel = CancelGrant(grant_id=grant, reason="not_suitable")
    village.ask(cancel)
    village.ask(cancel)

    assert envelope(village).free_rupiah == 20_000_000


def test_an_order_draws_what_its_grants_reserve_and_a_cancelled_one_gives_it_back(village):
    grant = propose_grant(village)
    approve_grant(village, grant)
    order = propose_order(village, grant)
    approve_order(village, order)
    assert envelope(village).reservations[grant].undrawn_rupiah == 0
    refused(lambda: approve_order(village, propose_order(village, grant)), "F3", "remainder")

    village.ask(CancelOrder(reason="incomplete"), order)
    village.ask(CancelOrder(reason="incomplete"), order)
    assert envelope(village).reservations[grant].undrawn_rupiah == 4_000_000


def test_a_payment_leaves_the_account_in_the_same_append(village):
    grant, order = with_cash(village)
    assert account(village).balance_rupiah == 8_000_000
    send(village, grant, order)
    assert village.state().money.remainder(grant) == 0
    refused(lambda: send(village, grant, order, 1), "F3", "remainder")


def test_what_was_not_spent_is_back_on_the_account_and_in_the_envelope(village):
    grant, order = with_cash(village)
    village.ask(ReturnUnspent(**UNSPENT), order, by=PAYER)
    village.ask(ReturnUnspent(**UNSPENT), order, by=PAYER)

    assert account(village).balance_rupiah == 9_000_000
    assert envelope(village).reservations[grant].undrawn_rupiah == 1_000_000
    refused(lambda: send(village, grant, order), "F3", "line")
    send(village, grant, order, 1_000_000)


def test_money_that_comes_back_takes_a_new_order_to_go_out_again(village):
    grant, order = with_cash(village)
    send(village, grant, order)
    [transfer] = village.state().money.transfers
    back = ReverseTransfer(
        reversal_id=uuid4(),
        transfer_id=transfer,
        amount_rupiah=500_000,
        returned_on=TODAY,
        reference="STS 3/2026",
        reason="unspent",
    )
    village.ask(back, by=PAYER)
    village.ask(back, by=PAYER)

    assert account(village).balance_rupiah == 8_500_000
    assert envelope(village).reservations[grant].undrawn_rupiah == 500_000
    assert village.state().money.remainder(grant) == 500_000


def test_goods_are_bought_paid_and_taxed_from_the_same_account(village):
    grant = propose_grant(village)
    approve_grant(village, grant)
    order = propose_order(village, grant)
    approve_order(village, order)
    purchase = uuid4()
    bought = INVOICE | {
        "order_id": order,
        "lines": (INVOICE["lines"][0]._replace(quantity=2),),
        "tax_rupiah": 330_000,
        "total_rupiah": 3_330_000,
    }
    village.ask(RecordPurchase(**bought), purchase)
    supplier = {"method": "supplier", "purchase_id": purchase, "withheld_rupiah": 330_000}
    pay_order(village, order, amount_rupiah=3_330_000, **supplier)
    assert account(village).balance_rupiah == 7_000_000
    remit = RemitTax(**TAX | {"amount_rupiah": 330_000})
    village.ask(remit, purchase, by=PAYER)
    village.ask(remit, purchase, by=PAYER)
    assert account(village).balance_rupiah == 6_670_000
