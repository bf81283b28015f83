"""How each event changes the state of an order."""

from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.events import (
    OrderApproved,
    OrderCancelled,
    OrderConfirmed,
    OrderPaid,
    OrderProposed,
    OrderRejected,
    UnspentReturned,
)
from domain.disbursement_order.state import DisbursementOrder, Payment, Returned, Wanted
from domain.history import RecordedEvent
from domain.records import record


@DISBURSEMENT_ORDER.folds(OrderProposed)
def propose(state: DisbursementOrder, event: OrderProposed, at: RecordedEvent) -> None:
    state.wanted = record(Wanted, event)
    state.account_id, state.total_rupiah = event.account_id, event.total_rupiah
    state.proposed_by = at.origin.actor_id


@DISBURSEMENT_ORDER.folds(OrderApproved)
def approve(state: DisbursementOrder, _: OrderApproved, at: RecordedEvent) -> None:
    state.approved_by = at.origin.actor_id


@DISBURSEMENT_ORDER.folds(OrderRejected)
def reject(state: DisbursementOrder, _: OrderRejected, __: RecordedEvent) -> None:
    state.ended = "rejected"


@DISBURSEMENT_ORDER.folds(OrderCancelled)
def cancel(state: DisbursementOrder, _: OrderCancelled, __: RecordedEvent) -> None:
    state.ended = "cancelled"


@DISBURSEMENT_ORDER.folds(OrderPaid)
def pay(state: DisbursementOrder, event: OrderPaid, at: RecordedEvent) -> None:
    state.payments[event.payment_id] = record(Payment, event)
    state.payers.add(at.origin.actor_id)


@DISBURSEMENT_ORDER.folds(UnspentReturned)
def return_unspent(state: DisbursementOrder, event: UnspentReturned, _: RecordedEvent) -> None:
    state.returned[event.return_id] = record(Returned, event)


@DISBURSEMENT_ORDER.folds(OrderConfirmed)
def confirm(state: DisbursementOrder, _: OrderConfirmed, at: RecordedEvent) -> None:
    state.confirmed_by = at.origin.actor_id
