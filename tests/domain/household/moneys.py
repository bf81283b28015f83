"""Grants and transfers of the households in these tests, and the four people who handle them."""

from datetime import date
from uuid import UUID

from domain.disbursement_order.events import OrderLine
from domain.disbursement_order.state import DisbursementOrder, Payment, Wanted
from domain.household.events.livelihood import SavingsAccountOpened
from domain.household.events.money import (
    AccountVerified,
    AssetTransferred,
    CashTransferred,
    GrantApproved,
    GrantProposed,
)
from tests.domain.household.cases import HEAD
from tests.domain.household.families import ACTIVE, GOATS, PLAN_AGREED
from tests.sample_programme import VILLAGE
from tests.scenario import HOUSEHOLD_ID, said

PROPOSER, APPROVER, PAYER, CONFIRMER = (UUID(int=0xF1 + n) for n in range(4))
ORDER_PROPOSER, ORDER_APPROVER = UUID(int=0xF7), UUID(int=0xF8)
GRANT, OTHER_GRANT, TRANSFER, OTHER_TRANSFER, RECEIPT, REVERSAL = (
    UUID(int=0x200 + n) for n in range(6)
)
ENVELOPE, ORDER, LINE, PAYMENT, ACCOUNT = (UUID(int=0x220 + n) for n in range(5))
VERIFICATION, EVIDENCE, INSPECTION, LOSS, SALE = (UUID(int=0x240 + n) for n in range(5))
HANDOVER, PHOTO, PAPER = "1" * 64, "2" * 64, "3" * 64
PAID_ON = date(2026, 6, 10)

PROPOSAL = {
    "grant_id": GRANT,
    "kind": "goats_given",
    "amount_rupiah": 4_000_000,
    "envelope_id": ENVELOPE,
    "budget_line": "a.1",
    "livelihood_id": GOATS,
}
PROPOSED = GrantProposed(**PROPOSAL)
APPROVED = GrantApproved(**PROPOSAL, pillar="livelihood", basis="SK 7/2026")
CASH_PROPOSAL = PROPOSAL | {"grant_id": OTHER_GRANT, "kind": "capital", "amount_rupiah": 2_000_000}
CASH_APPROVED = GrantApproved(
    **CASH_PROPOSAL | {"tranches": 2}, pillar="livelihood", basis="SK 8/2026"
)
OPENED = SavingsAccountOpened(
    account_id=ACCOUNT, person_id=HEAD, kind="bank", institution="regional_bank"
)
VERIFIED = AccountVerified(verification_id=VERIFICATION, account_id=ACCOUNT, document_sha256=PAPER)

ASSET = {
    "transfer_id": TRANSFER,
    "order_id": ORDER,
    "recipient_id": HEAD,
    "amount_rupiah": 4_000_000,
    "grant_id": GRANT,
    "item": "goat",
    "quantity": 2,
    "unit": "head",
    "tags": ("tag-1", "tag-2"),
    "handover_sha256": HANDOVER,
    "photo_sha256s": (PHOTO,),
}
GIVEN = AssetTransferred(
    **ASSET, envelope_id=ENVELOPE, kind="goats_given", pillar="livelihood", tranche=1
)
CASH = {
    "transfer_id": OTHER_TRANSFER,
    "order_id": ORDER,
    "recipient_id": HEAD,
    "amount_rupiah": 1_000_000,
    "grant_id": OTHER_GRANT,
    "account_id": ACCOUNT,
    "reference": "BANK-1",
}
SENT = CashTransferred(
    **CASH, envelope_id=ENVELOPE, kind="capital", pillar="livelihood", tranche=1
)

PLANNED = (*ACTIVE, PLAN_AGREED)
GRANTED = (said(PROPOSED, by=PROPOSER), said(APPROVED, by=APPROVER))
CASH_GRANTED = (
    said(GrantProposed(**CASH_PROPOSAL | {"tranches": 2}), by=PROPOSER),
    said(CASH_APPROVED, by=APPROVER),
    OPENED,
    VERIFIED,
)


def order(kind="goods", grant=GRANT, amount=4_000_000, **changes):
    """An order for the household, approved and, unless it is for goods, paid."""
    transfer = {"goods": "goats_given", "cash": "capital", "support": "stipend"}[kind]
    line = OrderLine(LINE, amount, HOUSEHOLD_ID, grant)
    paid = {PAYMENT: Payment("SP2D-1", "transfer", PAID_ON, amount, 0, None)}
    state = {
        "wanted": Wanted(VILLAGE, ENVELOPE, kind, transfer, None, (line,)),
        "total_rupiah": amount,
        "proposed_by": ORDER_PROPOSER,
        "approved_by": ORDER_APPROVER,
        "payments": {} if kind == "goods" else paid,
    }
    return DisbursementOrder(**state | changes)
