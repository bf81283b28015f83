"""Which wishes about an order come true: rules F1 and F3 to F5, and four people for four steps."""

from uuid import UUID

from domain.checks import check_code, check_happened
from domain.context import Context
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
    OrderApproved,
    OrderCancelled,
    OrderConfirmed,
    OrderLine,
    OrderPaid,
    OrderProposed,
    OrderRejected,
    UnspentReturned,
)
from domain.disbursement_order.state import DisbursementOrder, Payment, Returned, Wanted
from domain.events import Event
from domain.fund_envelope.decisions import check_open_on
from domain.history import stream_id
from domain.money import check_amount, check_no_mentor
from domain.records import record, said_before
from domain.rules import Refused

OF_GRANTS = frozenset({"cash", "goods"})
FORMS = {"cash": "cash", "goods": "asset", "support": "support"}


@DISBURSEMENT_ORDER.decides(ProposeOrder)
def propose(state: DisbursementOrder, command: ProposeOrder, context: Context) -> list[Event]:
    if said_before(state.wanted, record(Wanted, command)):
        return []
    check_open_on(context.envelope, context.today)
    if context.envelope is None or context.envelope.village_code != command.village_code:
        raise Refused("F1", "elsewhere", village=command.village_code)
    _check_kind(command, context)
    for line in command.lines:
        check_amount(line.amount_rupiah)
        _check_line(command.kind, line)
    account = stream_id(context.programme.code, "village-account", command.village_code)
    total = sum(line.amount_rupiah for line in command.lines)
    return [OrderProposed(**command.facts(), account_id=account, total_rupiah=total)]


def _check_kind(command: ProposeOrder, context: Context) -> None:
    """Refuse a kind of transfer that the programme does not know, or of another form."""
    if command.kind == "operational":
        check_code(context, "spending", command.transfer)
        return
    kind = context.programme.transfer_by_code.get(command.transfer)
    if kind is None or kind.form != FORMS[command.kind]:
        raise Refused("F1", "kind", kind=command.transfer)


def _check_line(kind: str, line: OrderLine) -> None:
    """Refuse a line without the household or the grant that lines of this kind need."""
    if (line.household_id is None) != (kind == "operational"):
        raise Refused("F1", "line")
    if (line.grant_id is not None) != (kind in OF_GRANTS):
        raise Refused("F1", "line")


@DISBURSEMENT_ORDER.decides(ApproveOrder)
def approve(state: DisbursementOrder, command: ApproveOrder, context: Context) -> list[Event]:
    """Whether the envelope has the money is for the envelope to say, in the same append."""
    if state.approved_by is not None:
        return []
    _check_alive(state)
    check_no_mentor(context)
    _check_apart(context, state.proposed_by)
    return [OrderApproved(**command.facts(), total_rupiah=state.total_rupiah)]


@DISBURSEMENT_ORDER.decides(RejectOrder)
def reject(state: DisbursementOrder, command: RejectOrder, context: Context) -> list[Event]:
    if state.ended == "rejected":
        return []
    _check_alive(state)
    if state.approved_by is not None:
        raise Refused("F3", "ended", state="approved")
    check_code(context, "order_refusal", command.reason)
    return [OrderRejected(**command.facts())]


@DISBURSEMENT_ORDER.decides(CancelOrder)
def cancel(state: DisbursementOrder, command: CancelOrder, context: Context) -> list[Event]:
    if state.ended == "cancelled":
        return []
    _check_approved(state)
    if state.payments:
        raise Refused("F3", "paid")
    check_code(context, "order_refusal", command.reason)
    return [OrderCancelled(**command.facts())]


@DISBURSEMENT_ORDER.decides(PayOrder)
def pay(state: DisbursementOrder, command: PayOrder, context: Context) -> list[Event]:
    """Pay what was approved, from an envelope that is still open, by a third person."""
    if said_before(state.payments.get(command.payment_id), record(Payment, command)):
        return []
    _check_approved(state)
    check_no_mentor(context)
    _check_apart(context, state.proposed_by, state.approved_by)
    check_open_on(context.envelope, context.today)
    check_amount(command.amount_rupiah)
    check_happened(context, command.paid_on)
    left = state.total_rupiah - state.paid_rupiah
    if command.amount_rupiah > left:
        raise Refused("F3", "remainder", rupiah=command.amount_rupiah, limit=left)
    if not 0 <= command.withheld_rupiah < command.amount_rupiah:
        raise Refused("F1", "withheld", rupiah=command.withheld_rupiah)
    _check_purchase(state, command, context)
    wanted = state.wanted
    assert wanted is not None  # noqa: S101 (only what was asked for is approved)
    return [OrderPaid(**command.facts(), kind=wanted.kind, transfer=wanted.transfer)]


def _check_purchase(state: DisbursementOrder, command: PayOrder, context: Context) -> None:
    """Refuse to pay a supplier without an invoice of this order, or more than it says."""
    if command.method != "supplier":
        if command.purchase_id is not None or state.wanted is None or state.wanted.kind == "goods":
            raise Refused("F3", "invoice")
        return
    purchase = context.purchase
    invoice = purchase.invoice if purchase else None
    if invoice is None or invoice.order_id != context.stream:
        raise Refused("F3", "invoice")
    before = (p for p in state.payments.values() if p.purchase_id == command.purchase_id)
    left = invoice.total_rupiah - sum(payment.amount_rupiah for payment in before)
    if command.amount_rupiah > left:
        raise Refused("F3", "remainder", rupiah=command.amount_rupiah, limit=left)


@DISBURSEMENT_ORDER.decides(ReturnUnspent)
def return_unspent(
    state: DisbursementOrder, command: ReturnUnspent, context: Context
) -> list[Event]:
    """Return no more than what was paid, line by line (rule F8)."""
    if said_before(state.returned.get(command.return_id), record(Returned, command)):
        return []
    check_code(context, "return", command.reason)
    check_happened(context, command.returned_on)
    foreseen = (
        {line.line_id: line.amount_rupiah for line in state.wanted.lines} if state.wanted else {}
    )
    for line_id, rupiah in command.lines:
        check_amount(rupiah)
        left = foreseen.get(line_id, 0) - state.returned_of(line_id)
        if rupiah > left:
            raise Refused("F8", "order", rupiah=rupiah, limit=left)
    total = sum(rupiah for _, rupiah in command.lines)
    back = sum(rupiah for each in state.returned.values() for _, rupiah in each.lines)
    if total > state.paid_rupiah - back:
        raise Refused("F8", "order", rupiah=total, limit=state.paid_rupiah - back)
    return [UnspentReturned(**command.facts(), amount_rupiah=total)]


@DISBURSEMENT_ORDER.decides(ConfirmOrder)
def confirm(state: DisbursementOrder, command: ConfirmOrder, context: Context) -> list[Event]:
    """Reconcile with the receipts: by a fourth person, and not without saying what differs."""
    if state.confirmed_by is not None:
        return []
    _check_approved(state)
    _check_apart(context, state.proposed_by, state.approved_by, *state.payers)
    if not state.payments:
        raise Refused("F3", "unpaid")
    if command.difference is not None:
        check_code(context, "difference", command.difference)
    back = sum(rupiah for each in state.returned.values() for _, rupiah in each.lines)
    if command.received_rupiah != state.paid_rupiah - back and command.difference is None:
        raise Refused("F7", "difference")
    return [OrderConfirmed(**command.facts())]


def _check_alive(state: DisbursementOrder) -> None:
    if state.wanted is None:
        raise Refused("S1", "missing")
    if state.ended:
        raise Refused("F3", "ended", state=state.ended)


def _check_approved(state: DisbursementOrder) -> None:
    _check_alive(state)
    if state.approved_by is None:
        raise Refused("F3", "order")


def _check_apart(context: Context, *others: UUID | None) -> None:
    """Refuse one person for two of the four steps (rule F4)."""
    if context.actor.actor_id in others:
        raise Refused("F4", "same")
