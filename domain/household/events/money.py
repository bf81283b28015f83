"""Public money on its way to a household: grants, what is handed over, what is paid back."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from domain.events import Event
from domain.household.events.livelihood import Month
from domain.money import Amount, Quantity
from domain.values import Code, Reference, Sha256, Sha256s, sorted_codes

# Serial numbers and ear tags.
Tags = Annotated[tuple[Code, ...], AfterValidator(sorted_codes)]


class GrantShape(BaseModel):
    """What the household is to get: `kind` is one of the programme's kinds of transfers."""

    grant_id: UUID
    kind: Code
    amount_rupiah: Amount
    envelope_id: UUID
    budget_line: Code
    tranches: Annotated[int, Field(ge=1, le=6)] = 1
    livelihood_id: UUID | None = None


class GrantApprovalShape(BaseModel):
    """By which decree or decision."""

    grant_id: UUID
    basis: Reference


class GrantRefusalShape(BaseModel):
    grant_id: UUID
    reason: Code


class TransferShape(BaseModel):
    """Something of value given to one recipient, out of an order that foresees it."""

    transfer_id: UUID
    order_id: UUID
    recipient_id: UUID
    amount_rupiah: Amount


class CashShape(TransferShape):
    """Money of a grant, to an account of the household; `reference` is the bank's."""

    grant_id: UUID
    account_id: UUID
    reference: Reference


class AssetShape(TransferShape):
    """Goods of a grant. `amount_rupiah` is their value; the asset is named by the transfer's id.

    `handover_sha256` is the hand-over note (BAST) between village and household.
    """

    grant_id: UUID
    item: Code
    quantity: Quantity
    unit: Code
    tags: Tags = ()
    purchase_id: UUID | None = None
    handover_sha256: Sha256 | None = None
    photo_sha256s: Sha256s = ()


class SupportShape(TransferShape):
    """Consumption support of one month, to an account or, without one, in cash."""

    month_on: Month
    account_id: UUID | None = None
    reference: Reference


class ReversalShape(BaseModel):
    """What of a transfer came back, when, and by which paper."""

    reversal_id: UUID
    transfer_id: UUID
    amount_rupiah: Amount
    quantity: Quantity | None = None
    returned_on: date
    reference: Reference
    reason: Code


class AccountCheckShape(BaseModel):
    """By which paper the bank said that the account is the household's."""

    verification_id: UUID
    account_id: UUID
    document_sha256: Sha256


class GrantProposed(GrantShape, Event, name="household.grant-proposed.v1"):
    """Bantuan diusulkan. Somebody proposed what this household should get."""


class GrantApproved(GrantShape, Event, name="household.grant-approved.v1"):
    """Bantuan disetujui. The grant stands, and its money is kept back in the envelope."""

    pillar: Code
    basis: Reference


class GrantRejected(GrantRefusalShape, Event, name="household.grant-rejected.v1"):
    """Usulan bantuan ditolak. The household does not get what was proposed."""


class GrantCancelled(GrantRefusalShape, Event, name="household.grant-cancelled.v1"):
    """Bantuan dibatalkan. What was not handed over is not given any more."""

    released_rupiah: Amount


class AccountVerified(AccountCheckShape, Event, name="household.account-verified.v1"):
    """Rekening diverifikasi. The bank confirmed that the account is this household's."""


class CashTransferred(CashShape, Event, name="household.cash-transferred.v1"):
    """Uang disalurkan. Money of a grant went to the household's account."""

    envelope_id: UUID
    kind: Code
    pillar: Code
    tranche: int


class AssetTransferred(AssetShape, Event, name="household.asset-transferred.v1"):
    """Aset diserahkan (BAST). Goods of a grant were handed over to the household."""

    envelope_id: UUID
    kind: Code
    pillar: Code
    tranche: int


class ConsumptionSupportPaid(SupportShape, Event, name="household.consumption-support-paid.v1"):
    """Dukungan konsumsi dibayar. The household got what helps it through a month."""

    envelope_id: UUID
    kind: Code
    pillar: Code


class TransferReversed(ReversalShape, Event, name="household.transfer-reversed.v1"):
    """Pengembalian. Part or all of a transfer came back; the transfer itself stays on record."""

    form: Code
    kind: Code
    pillar: Code
