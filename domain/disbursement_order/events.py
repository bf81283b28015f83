"""What can have happened to a disbursement order (pencairan)."""

from datetime import date
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.events import Event
from domain.money import Amount
from domain.values import Code, Reference, Sha256
from domain.words import VillageCode

OrderKind = Literal["cash", "goods", "support", "operational"]
LINES_MAX = 500


class OrderLine(NamedTuple):
    """How much for whom. Lines of cash and goods name the grant that allows them."""

    line_id: UUID
    amount_rupiah: Amount
    household_id: UUID | None = None
    grant_id: UUID | None = None


def _sorted(lines: tuple[OrderLine, ...]) -> tuple[OrderLine, ...]:
    if len({line.line_id for line in lines}) < len(lines):
        raise ValueError("the same line is given twice")
    return tuple(sorted(lines, key=lambda line: line.line_id))


OrderLines = Annotated[
    tuple[OrderLine, ...], Field(min_length=1, max_length=LINES_MAX), AfterValidator(_sorted)
]


class ReturnedLine(NamedTuple):
    """How much of a line went back."""

    line_id: UUID
    amount_rupiah: Amount


ReturnedLines = Annotated[tuple[ReturnedLine, ...], Field(min_length=1, max_length=LINES_MAX)]


class OrderFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class OrderShape(OrderFact):
    """Who gets how much from which envelope.

    `transfer` is a kind of the programme's transfers, or of its spending where the order is
    operational; `budget_line` is named where no grant names it.
    """

    village_code: VillageCode
    envelope_id: UUID
    kind: OrderKind
    transfer: Code
    budget_line: Code | None = None
    lines: OrderLines


class OrderProposed(OrderShape, Event, name="disbursement-order.proposed.v1"):
    """Pencairan diusulkan (SPP). Somebody asked for money for these households.

    `account_id` is the stream of the village's account that will pay.
    """

    account_id: UUID
    total_rupiah: Amount


class ApprovalShape(OrderFact):
    """By which paper (SPM)."""

    basis: Reference


class OrderApproved(ApprovalShape, Event, name="disbursement-order.approved.v1"):
    """Pencairan disetujui (SPM). The order may be paid; its money is taken from the envelope."""

    total_rupiah: Amount


class RefusalShape(OrderFact):
    """Why."""

    reason: Code


class OrderRejected(RefusalShape, Event, name="disbursement-order.rejected.v1"):
    """Pencairan ditolak. The order will not be paid."""


class OrderCancelled(RefusalShape, Event, name="disbursement-order.cancelled.v1"):
    """Pencairan dibatalkan. An approved order is not carried out; its money is free again."""


class PaymentShape(OrderFact):
    """One payment out of the account; `withheld_rupiah` is tax that is kept back from it.

    `transfer` goes to the households' accounts, `advance` to the hands of whoever carries the
    order out, `supplier` pays the purchase that is named.
    """

    payment_id: UUID
    sp2d: Reference
    method: Literal["transfer", "advance", "supplier"]
    paid_on: date
    amount_rupiah: Amount
    withheld_rupiah: Amount = 0
    purchase_id: UUID | None = None
    document_sha256: Sha256


class OrderPaid(PaymentShape, Event, name="disbursement-order.paid.v1"):
    """Pencairan dibayar (SP2D). Money left the village's account for this order."""

    kind: OrderKind
    transfer: Code


class ReturnShape(OrderFact):
    """What of which lines was not spent and went back into the account."""

    return_id: UUID
    lines: ReturnedLines
    returned_on: date
    reference: Reference
    reason: Code


class UnspentReturned(ReturnShape, Event, name="disbursement-order.unspent-returned.v1"):
    """Sisa pencairan disetor kembali. Unspent money went back into the village's account."""

    amount_rupiah: Amount


class ConfirmationShape(OrderFact):
    """How much the receipts show; where that is not what was paid, why."""

    received_rupiah: Amount
    difference: Code | None = None
    document_sha256: Sha256


class OrderConfirmed(ConfirmationShape, Event, name="disbursement-order.confirmed.v1"):
    """Pencairan dipertanggungjawabkan (SPJ). The fourth person compared payment and receipts."""
