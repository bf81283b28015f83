"""Which fact posts what: every entry is balanced, in whole rupiah, and on the basis of cash.

Of the two halves of a payment only the order's posts, since it knows what the money is for; the
account's half says the same sum again, and a test holds both together. Invoices, deliveries,
grants and receipts move no money and post nothing; nor does an irregularity.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from domain.accounting.accounts import (
    ADVANCES,
    BANK,
    GOODS,
    REPAID,
    TAXES,
    help_given,
    operations,
    source,
)
from domain.audit_engagement.events import FindingMoneyReturned
from domain.disbursement_order.events import OrderConfirmed, OrderPaid, UnspentReturned
from domain.disbursement_order.state import DisbursementOrder
from domain.events import Event
from domain.history import RecordedEvent
from domain.household.events.money import (
    AssetTransferred,
    CashTransferred,
    ConsumptionSupportPaid,
    TransferReversed,
)
from domain.household.state import Household
from domain.purchase.events import TaxRemitted
from domain.purchase.state import Purchase
from domain.village_account.events import FundsReceived
from domain.village_account.state import VillageAccount

OPERATIONAL = "operational"
BY_INVOICE = "supplier"


class Leg(NamedTuple):
    """One side of an entry: above zero is debit, below zero credit."""

    account: str
    amount_rupiah: int


class Links(NamedTuple):
    """What an entry belongs to, as far as its fact knows. `kind` is what was given or bought."""

    envelope_id: UUID | None = None
    order_id: UUID | None = None
    household_id: UUID | None = None
    transfer_id: UUID | None = None
    kind: str = ""


class Posting(NamedTuple):
    """A balanced entry in the books of one village."""

    village_code: str
    booked_on: date
    reference: str
    legs: tuple[Leg, ...]
    links: Links


Poster = Callable[[Any, Any, RecordedEvent], Posting]
P = TypeVar("P", bound=Poster)
POSTERS: dict[type[Event], Poster] = {}


def _posts(*events: type[Event]) -> Callable[[P], P]:
    def register(function: P) -> P:
        POSTERS.update(dict.fromkeys(events, function))
        return function

    return register


def posting_of(recorded: RecordedEvent, state: Any) -> Posting | None:
    """Return what a fact posts. `state` is its stream's, with the fact folded in."""
    poster = POSTERS.get(type(recorded.event))
    if poster is None:
        return None
    found = poster(recorded.event, state, recorded)
    legs = tuple(leg for leg in found.legs if leg.amount_rupiah)
    return found._replace(legs=legs) if legs else None


@_posts(FundsReceived)
def received(event: FundsReceived, state: VillageAccount, _: RecordedEvent) -> Posting:
    """Let a tranche come in from its source."""
    legs = _moved(event.amount_rupiah, BANK, source(event.fund_source))
    links = Links(envelope_id=event.envelope_id)
    return Posting(state.village_code, event.received_on, event.sp2d, legs, links)


@_posts(OrderPaid)
def paid(event: OrderPaid, state: DisbursementOrder, at: RecordedEvent) -> Posting:
    """Take it from the bank; tax that is kept back stays there and is owed to the state."""
    into = _held_as(event.kind, event.transfer, by_invoice=event.method == BY_INVOICE)
    legs = (
        Leg(into, event.amount_rupiah),
        Leg(BANK, event.withheld_rupiah - event.amount_rupiah),
        Leg(TAXES, -event.withheld_rupiah),
    )
    links = _links(at, state)
    return Posting(state.village_code, event.paid_on, event.sp2d, legs, links)


@_posts(UnspentReturned)
def returned(event: UnspentReturned, state: DisbursementOrder, at: RecordedEvent) -> Posting:
    """Put back what was not spent, out of whatever it had become."""
    kind = state.wanted.kind if state.wanted else OPERATIONAL
    by_invoice = all(each.method == BY_INVOICE for each in state.payments.values())
    held = _held_as(kind, _spending(state), by_invoice=by_invoice)
    legs = _moved(event.amount_rupiah, BANK, held)
    return Posting(state.village_code, event.returned_on, event.reference, legs, _links(at, state))


@_posts(OrderConfirmed)
def confirmed(event: OrderConfirmed, state: DisbursementOrder, at: RecordedEvent) -> Posting:
    """Count advances for the work itself as spent, as far as receipts show it."""
    spent = 0
    if state.wanted and state.wanted.kind == OPERATIONAL:
        advanced = sum(p.amount_rupiah for p in state.payments.values() if p.method != BY_INVOICE)
        invoiced = state.paid_rupiah - advanced
        back = sum(rupiah for each in state.returned.values() for _, rupiah in each.lines)
        spent = max(0, min(event.received_rupiah - invoiced, advanced - back))
    legs = _moved(spent, operations(_spending(state)), ADVANCES)
    return Posting(state.village_code, at.occurred_at.date(), "", legs, _links(at, state))


@_posts(TaxRemitted)
def remitted(event: TaxRemitted, state: Purchase, _: RecordedEvent) -> Posting:
    """Pass the state's money on."""
    order_id = state.invoice.order_id if state.invoice else None
    legs = _moved(event.amount_rupiah, TAXES, BANK)
    links = Links(order_id=order_id, kind=event.tax)
    return Posting(state.village_code, event.remitted_on, event.ntpn, legs, links)


@_posts(CashTransferred, AssetTransferred, ConsumptionSupportPaid)
def given(
    event: CashTransferred | AssetTransferred | ConsumptionSupportPaid,
    state: Household,
    at: RecordedEvent,
) -> Posting:
    """Count as spent what reached a household; until then it was in somebody's hands."""
    held = GOODS if isinstance(event, AssetTransferred) else ADVANCES
    legs = _moved(event.amount_rupiah, help_given(event.pillar, event.kind), held)
    links = Links(
        event.envelope_id, event.order_id, at.originator_id, event.transfer_id, event.kind
    )
    reference = "" if isinstance(event, AssetTransferred) else event.reference
    return Posting(state.village_code, at.occurred_at.date(), reference, legs, links)


@_posts(TransferReversed)
def reversed_(event: TransferReversed, state: Household, at: RecordedEvent) -> Posting:
    """Take it off what was spent: money is on the account again, goods are in the village."""
    into = GOODS if event.form == "asset" else BANK
    legs = _moved(event.amount_rupiah, into, help_given(event.pillar, event.kind))
    transfer = state.money.transfers.get(event.transfer_id)
    links = Links(
        transfer.envelope_id if transfer else None,
        transfer.order_id if transfer else None,
        at.originator_id,
        event.transfer_id,
        event.kind,
    )
    return Posting(state.village_code, event.returned_on, event.reference, legs, links)


@_posts(FindingMoneyReturned)
def repaid(event: FindingMoneyReturned, _: Any, __: RecordedEvent) -> Posting:
    """Take what came back because of a finding; the spending itself stays as it was."""
    legs = _moved(event.amount_rupiah, BANK, REPAID)
    return Posting(event.village_code, event.returned_on, event.reference, legs, Links())


def _moved(rupiah: int, into: str, out_of: str) -> tuple[Leg, ...]:
    return Leg(into, rupiah), Leg(out_of, -rupiah)


def _held_as(kind: str, transfer: str, *, by_invoice: bool) -> str:
    """Return what money becomes that leaves the bank for an order."""
    if kind == "goods":
        return GOODS
    if kind == OPERATIONAL and by_invoice:
        return operations(transfer)
    return ADVANCES


def _spending(state: DisbursementOrder) -> str:
    return state.wanted.transfer if state.wanted else "other"


def _links(at: RecordedEvent, state: DisbursementOrder) -> Links:
    return Links(envelope_id=state.envelope_id, order_id=at.originator_id, kind=_spending(state))
