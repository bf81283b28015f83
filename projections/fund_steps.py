"""What each fact tells of the way of the money; see `fund_trail`."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.accounting.posting import posting_of
from domain.audit_engagement.events import FindingMoneyReturned
from domain.disbursement_order import events as order
from domain.disbursement_order.state import DisbursementOrder
from domain.fund_envelope.events import EnvelopeOpened, OrderDrawn
from domain.household.events import assets, money
from domain.household.events.assessment import HouseholdExited, ParticipationSuspended
from domain.household.events.people import HouseholdMoved, MemberDied
from domain.purchase.events import GoodsDelivered, PurchaseRecorded, TaxRemitted
from domain.village_account.events import FundsReceived
from projections.fund_trail import FUND_TRAIL, Told, tells
from projections.read_model import Change

__all__ = ["FUND_TRAIL"]
# From here on a place is another one than the house.
FAR_M = 2_000
SEVERAL = "several"


def _day(change: Change) -> date:
    return change.recorded.occurred_at.date()


@tells(EnvelopeOpened)
def opened(event: EnvelopeOpened, change: Change) -> Told:
    """Tell how much a village may spend, from which source; the scheme stands among the flags."""
    told = Told("opened", event.village_code, _day(change), event.ceiling_rupiah)
    told = told._replace(code=event.fund_source, reference=event.basis, flags=(event.scheme,))
    return told._replace(envelope_id=change.stream)


@tells(OrderDrawn)
def drawn(event: OrderDrawn, change: Change) -> Told:
    """Tell from which budget line an order takes its money, or that there are several."""
    told = Told("drawn", event.village_code, _day(change), event.amount_rupiah)
    kept = change.state.reservations
    lines = {kept[each.grant_id].budget_line for each in event.grants if each.grant_id in kept}
    lines |= {event.budget_line} if event.budget_line else set()
    code = lines.pop() if len(lines) == 1 else SEVERAL if lines else ""
    return told._replace(code=code, envelope_id=change.stream, order_id=event.order_id)


@tells(FundsReceived)
def received(event: FundsReceived, change: Change) -> Told:
    """Tell of a tranche that arrived."""
    told = Told("received", change.state.village_code, event.received_on, event.amount_rupiah)
    return told._replace(
        code=event.fund_source, reference=event.sp2d, envelope_id=event.envelope_id
    )


@tells(order.OrderProposed)
def proposed(event: order.OrderProposed, change: Change) -> Told:
    """Tell what an order asks for; its kind stands among the flags."""
    told = _of_order("proposed", change, event.total_rupiah)
    return told._replace(code=event.transfer, flags=(event.kind,))


@tells(order.OrderApproved, order.OrderRejected, order.OrderCancelled)
def decided(event: Any, change: Change) -> Told:
    """Tell how an order was decided."""
    name = event.name.split(".")[1]
    told = _of_order(name, change, getattr(event, "total_rupiah", 0))
    return told._replace(code=getattr(event, "reason", ""), reference=getattr(event, "basis", ""))


@tells(order.OrderPaid)
def paid(event: order.OrderPaid, change: Change) -> Told:
    """Tell of a payment; how it was paid stands among the flags."""
    told = _of_order("paid", change, event.amount_rupiah, event.paid_on)
    return told._replace(
        code=event.transfer,
        reference=event.sp2d,
        purchase_id=event.purchase_id,
        flags=(event.method,),
    )


@tells(order.UnspentReturned)
def unspent(event: order.UnspentReturned, change: Change) -> Told:
    """Tell what of an order went back."""
    told = _of_order("unspent", change, event.amount_rupiah, event.returned_on)
    return told._replace(code=event.reason, reference=event.reference)


@tells(order.OrderConfirmed)
def confirmed(event: order.OrderConfirmed, change: Change) -> Told:
    """Tell what was proved by receipts as far as it was not proved before: see the books."""
    posting = posting_of(change.recorded, change.state)
    spent = sum(max(0, leg.amount_rupiah) for leg in posting.legs) if posting else 0
    return _of_order("confirmed", change, spent)._replace(code=event.difference or "")


def _of_order(step: str, change: Change, rupiah: int, on: date | None = None) -> Told:
    state: DisbursementOrder = change.state
    return Told(
        step,
        state.village_code,
        on or _day(change),
        rupiah,
        envelope_id=state.envelope_id,
        order_id=change.stream,
    )


@tells(PurchaseRecorded)
def bought(event: PurchaseRecorded, change: Change) -> Told:
    """Tell of an invoice."""
    told = Told("invoiced", event.village_code, event.invoice_on, event.total_rupiah)
    pieces = sum(line.quantity for line in event.lines)
    return told._replace(
        quantity=pieces,
        code=event.lines[0].item,
        reference=event.invoice,
        order_id=event.order_id,
        purchase_id=change.stream,
    )


@tells(GoodsDelivered, TaxRemitted)
def of_purchase(event: Any, change: Change) -> Told:
    """Tell what arrived of a purchase, or which tax of it was passed on."""
    invoice = change.state.invoice
    village = change.state.village_code
    if isinstance(event, TaxRemitted):
        told = Told("taxed", village, event.remitted_on, event.amount_rupiah)
        told = told._replace(code=event.tax, reference=event.ntpn)
    else:
        pieces = sum(line.quantity for line in event.lines)
        told = Told("delivered", village, event.delivered_on, 0, pieces, event.lines[0].item)
    order_id = invoice.order_id if invoice else None
    return told._replace(order_id=order_id, purchase_id=change.stream)


@tells(money.GrantProposed)
def wished(event: money.GrantProposed, change: Change) -> Told:
    """Tell what somebody proposed for a household."""
    told = _of_home("wished", change, event.amount_rupiah)
    return told._replace(code=event.kind, grant_id=event.grant_id, envelope_id=event.envelope_id)


@tells(money.GrantRejected, money.GrantCancelled)
def unwished(event: Any, change: Change) -> Told:
    """Tell that a household does not get what was proposed, or no more of it."""
    told = _of_home("unwished", change, getattr(event, "released_rupiah", 0))
    return told._replace(code=event.reason, grant_id=event.grant_id)


@tells(money.GrantApproved)
def granted(event: money.GrantApproved, change: Change) -> Told:
    """Tell what a household was promised."""
    told = _of_home("granted", change, event.amount_rupiah)
    return told._replace(
        code=event.kind,
        reference=event.basis,
        grant_id=event.grant_id,
        envelope_id=event.envelope_id,
    )


@tells(money.CashTransferred, money.AssetTransferred, money.ConsumptionSupportPaid)
def given(event: Any, change: Change) -> Told:
    """Tell what a household got. What goods are stands among the flags, by their item."""
    told = _of_home("given", change, event.amount_rupiah)
    return told._replace(
        quantity=getattr(event, "quantity", None),
        code=event.kind,
        reference=getattr(event, "reference", ""),
        flags=("asset",) if isinstance(event, money.AssetTransferred) else (),
        envelope_id=event.envelope_id,
        order_id=event.order_id,
        grant_id=getattr(event, "grant_id", None),
        transfer_id=event.transfer_id,
        purchase_id=getattr(event, "purchase_id", None),
    )


@tells(money.TransferReversed)
def reversed_(event: money.TransferReversed, change: Change) -> Told:
    """Tell what came back: goods into the village, money into the account."""
    told = _of_transfer("reversed", change, event.transfer_id, event.amount_rupiah)
    flags = ("asset",) if event.form == "asset" else ()
    return told._replace(
        happened_on=event.returned_on, reference=event.reference, code=event.reason, flags=flags
    )


@tells(assets.ReceiptAcknowledged)
def acknowledged(event: assets.ReceiptAcknowledged, change: Change) -> Told:
    """Tell what a household said that it got."""
    told = _of_transfer("acknowledged", change, event.transfer_id, event.amount_rupiah)
    far = ("far",) if (event.distance_m or 0) > FAR_M else ()
    return told._replace(quantity=event.quantity, code=event.difference or "", flags=far)


@tells(assets.EvidenceAttached)
def proved(event: assets.EvidenceAttached, change: Change) -> Told:
    """Tell of a paper."""
    return _of_transfer("proved", change, event.transfer_id, 0)._replace(code=event.kind)


@tells(assets.AssetInspected, assets.AssetLost, assets.AssetSold)
def looked(event: Any, change: Change) -> Told:
    """Tell what a later look found of an asset, or what became of it."""
    name = {"asset-inspected": "seen", "asset-lost": "lost"}.get(event.name.split(".")[1], "sold")
    told = _of_transfer(name, change, event.asset_id, 0)
    code = event.condition if isinstance(event, assets.AssetInspected) else event.reason
    far = ("far",) if (getattr(event, "distance_m", None) or 0) > FAR_M else ()
    return told._replace(quantity=event.quantity, code=code, flags=far)


@tells(MemberDied, HouseholdMoved, ParticipationSuspended, HouseholdExited)
def happened(event: Any, change: Change) -> Told:
    """Tell what ends or halts an entitlement, and when it was so."""
    told = _of_home(event.name.split(".")[1], change, 0)
    on = getattr(event, "died_on", None) or getattr(event, "moved_on", None)
    village = getattr(event, "from_village_code", told.village_code)
    return told._replace(village_code=village, happened_on=on or told.happened_on)


@tells(FindingMoneyReturned)
def repaid(event: FindingMoneyReturned, _: Change) -> Told:
    """Tell what came back because of a finding."""
    told = Told("repaid", event.village_code, event.returned_on, event.amount_rupiah)
    return told._replace(reference=event.reference)


def _of_home(step: str, change: Change, rupiah: int) -> Told:
    village = change.household.village_code
    return Told(step, village, _day(change), rupiah, household_id=change.stream)


def _of_transfer(step: str, change: Change, transfer_id: UUID, rupiah: int) -> Told:
    told = _of_home(step, change, rupiah)._replace(transfer_id=transfer_id)
    transfer = change.household.money.transfers.get(transfer_id)
    if transfer is None:
        return told
    links = transfer.envelope_id, transfer.order_id, transfer.grant_id
    return told._replace(envelope_id=links[0], order_id=links[1], grant_id=links[2])
