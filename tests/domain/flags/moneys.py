"""Facts about money for the red flags, with what does not matter filled in."""

from datetime import timedelta
from uuid import uuid4

from domain.disbursement_order.events import OrderConfirmed, OrderPaid, OrderProposed
from domain.household.events.assets import AssetInspected, EvidenceAttached, ReceiptAcknowledged
from domain.household.events.money import AssetTransferred, CashTransferred
from domain.purchase.events import GoodsDelivered, PurchaseRecorded, TaxRemitted
from tests.domain.flags.telling import MONDAY, VILLAGE

SHA = "b" * 64
MILLION = 1_000_000


def sha():
    return uuid4().hex * 2


def order(log, total=100 * MILLION, village=VILLAGE):
    """Tell of a proposed order and return its stream."""
    stream = uuid4()
    proposed = OrderProposed(
        village_code=village, envelope_id=uuid4(), kind="goods", transfer="tools",
        lines=((uuid4(), total),), account_id=uuid4(), total_rupiah=total,
    )  # fmt: skip
    log.tell(proposed, stream)
    return stream


def purchase(log, *, lines=(("goat", 10, MILLION),), at=MONDAY, total=None, **more):
    """Tell of an invoice and return its stream."""
    stream = more.pop("stream", None) or uuid4()
    lines = tuple((item, "head", quantity, price) for item, quantity, price in lines)
    summed = sum(quantity * price for _, _, quantity, price in lines)
    content = {
        "village_code": VILLAGE, "order_id": uuid4(), "supplier_id": uuid4(),
        "invoice": uuid4().hex[:6] + "x", "invoice_on": at.date(), "tax_rupiah": 0,
        "invoice_sha256": sha(), "lines": lines, "total_rupiah": total or summed, **more,
    }  # fmt: skip
    log.tell(PurchaseRecorded(**content), stream, at=at)
    return stream


def delivery(log, stream, quantity, at=MONDAY, **more):
    delivered = GoodsDelivered(
        delivery_id=uuid4(), delivered_on=at.date(), lines=(("goat", quantity),),
        handover_sha256=SHA,
    )  # fmt: skip
    log.tell(delivered, stream, at=at, **more)


def asset(log, home, *, at=MONDAY, quantity=1, **more):
    """Tell of goods handed over, and return the id of the transfer."""
    transfer = uuid4()
    content = {"handover_sha256": sha(), "photo_sha256s": (sha(),), "grant_id": uuid4(), **more}
    given = AssetTransferred(
        transfer_id=transfer, order_id=uuid4(), recipient_id=uuid4(),
        amount_rupiah=MILLION, item="goat", quantity=quantity, unit="head", envelope_id=uuid4(),
        kind="livestock", pillar="livelihood", tranche=1, **content,
    )  # fmt: skip
    log.tell(given, home, at=at)
    return transfer


def cash(log, home, *, at=MONDAY, rupiah=MILLION, recipient=None, **more):
    transfer = uuid4()
    given = CashTransferred(
        transfer_id=transfer, order_id=uuid4(), recipient_id=recipient or uuid4(),
        amount_rupiah=rupiah, grant_id=uuid4(), account_id=uuid4(), reference="BKU 1",
        envelope_id=uuid4(), kind="capital", pillar="livelihood", tranche=1,
    )  # fmt: skip
    log.tell(given, home, at=at, **more)
    return transfer


def receipt(log, home, transfer, *, at=MONDAY, rupiah=MILLION, **more):
    received = ReceiptAcknowledged(
        receipt_id=uuid4(), transfer_id=transfer, person_id=uuid4(), amount_rupiah=rupiah,
        form="signed", **more,
    )  # fmt: skip
    log.tell(received, home, at=at)


def paper(log, home, transfer, kind="photo", at=MONDAY, **more):
    attached = EvidenceAttached(
        evidence_id=uuid4(), transfer_id=transfer, kind=kind, media="jpeg", size_bytes=10,
        **{"sha256": sha(), **more},
    )  # fmt: skip
    log.tell(attached, home, at=at)


def inspection(log, home, transfer, condition, at=MONDAY):
    inspected = AssetInspected(
        inspection_id=uuid4(), asset_id=transfer, respondent_id=uuid4(), quantity=1,
        condition=condition,
    )  # fmt: skip
    log.tell(inspected, home, at=at)


def paid(log, stream, *, method="advance", at=MONDAY, tax=(0, None), **more):
    """Tell of a payment; `tax` is what was withheld of it, and on which purchase."""
    payment = OrderPaid(
        payment_id=uuid4(), sp2d="SP2D 1", method=method, paid_on=at.date(), amount_rupiah=MILLION,
        document_sha256=SHA, kind="goods", transfer="tools",
        withheld_rupiah=tax[0], purchase_id=tax[1],
    )  # fmt: skip
    log.tell(payment, stream, at=at, **more)


def confirmed(log, stream, at=MONDAY):
    log.tell(OrderConfirmed(received_rupiah=MILLION, document_sha256=SHA), stream, at=at)


def remitted(log, stream, rupiah, at=MONDAY):
    tax = TaxRemitted(
        remittance_id=uuid4(), tax="ppn", amount_rupiah=rupiah, ntpn="NTPN 1",
        remitted_on=at.date(), document_sha256=SHA,
    )  # fmt: skip
    log.tell(tax, stream, at=at)


def goes_by(log, days):
    """Let time go by: the log learns of it by whatever is recorded next."""
    log.visit(log.household(), MONDAY + timedelta(days=days))
