"""An envelope, an order, a purchase and an account, to begin with."""

from datetime import date
from uuid import UUID

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.events import OrderApproved, OrderLine, OrderPaid, OrderProposed
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.fund_envelope.decisions import envelope_key
from domain.fund_envelope.events import BudgetLine, BudgetSet, EnvelopeOpened
from domain.fund_envelope.state import FundEnvelope, Opening
from domain.history import stream_id
from domain.purchase.events import PurchaseLine
from domain.records import record
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.events import AccountOpened, FundsReceived
from tests.domain.household.moneys import APPROVER, GRANT, OTHER_GRANT, PAPER, PAYER, PROPOSER
from tests.sample_programme import PROGRAMME, VILLAGE
from tests.scenario import HOUSEHOLD_ID, OTHER_HOUSEHOLD_ID, given_of, said

TODAY = date(2026, 6, 15)
OPENING = {
    "village_code": VILLAGE,
    "scheme": "core",
    "fund_source": "province",
    "fiscal_year": 2026,
    "floor_rupiah": 10_000_000,
    "ceiling_rupiah": 20_000_000,
    "basis": "DPA 1/2026",
    "document_sha256": PAPER,
}
ENVELOPE_ID = stream_id(
    PROGRAMME.code, "fund-envelope", envelope_key("core", VILLAGE, "province", 2026)
)
OPENED = EnvelopeOpened(**OPENING)
BUDGET = {
    "budget_id": UUID(int=0x401),
    "lines": (
        BudgetLine("a.1", "livelihood", "assets", 15_000_000, "5.2.2"),
        BudgetLine("b.1", "protection", "operations", 5_000_000),
    ),
    "basis": "RAB 1/2026",
    "document_sha256": PAPER,
}
BUDGETED = BudgetSet(**BUDGET)
RESERVATION = {
    "grant_id": GRANT,
    "household_id": HOUSEHOLD_ID,
    "village_code": VILLAGE,
    "budget_line": "a.1",
    "amount_rupiah": 4_000_000,
}
ORDER_ID, ACCOUNT_ID, PAYMENT_ID, TRANCHE = (UUID(int=0x410 + n) for n in range(4))
ACCOUNT_STREAM = stream_id(PROGRAMME.code, "village-account", VILLAGE)
LINES = (
    OrderLine(UUID(int=0x421), 4_000_000, HOUSEHOLD_ID, GRANT),
    OrderLine(UUID(int=0x422), 3_000_000, OTHER_HOUSEHOLD_ID, OTHER_GRANT),
)
WANTED = {
    "village_code": VILLAGE,
    "envelope_id": ENVELOPE_ID,
    "kind": "cash",
    "transfer": "capital",
    "lines": LINES,
}
PROPOSED = said(
    OrderProposed(**WANTED, account_id=ACCOUNT_STREAM, total_rupiah=7_000_000), by=PROPOSER
)
APPROVED = said(OrderApproved(basis="SPM 1/2026", total_rupiah=7_000_000), by=APPROVER)
PAYMENT = {
    "payment_id": PAYMENT_ID,
    "sp2d": "SP2D 1/2026",
    "method": "transfer",
    "paid_on": TODAY,
    "amount_rupiah": 7_000_000,
    "document_sha256": PAPER,
}
PAID = said(OrderPaid(**PAYMENT, kind="cash", transfer="capital"), by=PAYER)
GOODS = WANTED | {"kind": "goods", "transfer": "goats_given"}
INVOICE = {
    "village_code": VILLAGE,
    "order_id": ORDER_ID,
    "supplier_id": UUID(int=0x431),
    "invoice": "INV 7/2026",
    "invoice_on": TODAY,
    "lines": (PurchaseLine("goat", "head", 4, 1_500_000),),
    "tax_rupiah": 660_000,
    "total_rupiah": 6_660_000,
    "invoice_sha256": PAPER,
}
ACCOUNT = {
    "village_code": VILLAGE,
    "holder": "village_treasury",
    "institution": "regional_bank",
    "ending": "1234",
    "document_sha256": PAPER,
}
ACCOUNT_OPENED = AccountOpened(**ACCOUNT)
RECEIPT = {
    "tranche_id": TRANCHE,
    "envelope_id": ENVELOPE_ID,
    "number": 1,
    "amount_rupiah": 10_000_000,
    "sp2d": "SP2D 9/2026",
    "received_on": date(2026, 6, 1),
    "document_sha256": PAPER,
}
RECEIVED = said(
    FundsReceived(**RECEIPT, fund_source="province", report_due_on=date(2026, 11, 28)), by=PAYER
)


def envelope(*more):
    """An envelope of the village with its budget."""
    return given_of(FUND_ENVELOPE, OPENED, BUDGETED, *more, stream=ENVELOPE_ID)


def open_envelope(**changes):
    """The state of an envelope, as a neighbour."""
    return FundEnvelope(opening=record(Opening, EnvelopeOpened(**OPENING | changes)))


def an_order(*history):
    """An order; asked for and nothing else unless more is said."""
    return given_of(DISBURSEMENT_ORDER, *(history or (PROPOSED,)), stream=ORDER_ID)


def account(*more):
    """The village's account with its first tranche."""
    return given_of(VILLAGE_ACCOUNT, ACCOUNT_OPENED, RECEIVED, *more, stream=ACCOUNT_STREAM)
