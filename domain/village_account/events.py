"""What can have happened to the account from which a village's money is paid (rekening)."""

from datetime import date
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.events import Event
from domain.money import Amount
from domain.values import Code, Reference, Sha256
from domain.words import VillageCode

LINES_MAX = 500
Balance = Annotated[int, Field(ge=-(10**12), le=10**12)]


class StatementLine(NamedTuple):
    """A movement as the bank printed it: above zero came in, below went out."""

    line_id: UUID
    booked_on: date
    amount_rupiah: Balance
    reference: Reference | None = None


class AccountFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class AccountShape(AccountFact):
    """Whose account at which bank; `ending` are the last digits, to tell accounts apart."""

    village_code: VillageCode
    holder: Code
    institution: Code
    ending: Code
    document_sha256: Sha256


class AccountOpened(AccountShape, Event, name="village-account.opened.v1"):
    """Rekening dibuka. The money of the village is paid from this account."""


class TrancheShape(AccountFact):
    """A tranche of an envelope that arrived on the account, by the SP2D that sent it."""

    tranche_id: UUID
    envelope_id: UUID
    number: Annotated[int, Field(ge=1, le=12)]
    amount_rupiah: Amount
    sp2d: Reference
    received_on: date
    document_sha256: Sha256


class FundsReceived(TrancheShape, Event, name="village-account.funds-received.v1"):
    """Dana masuk. A tranche arrived; until `report_due_on` the village accounts for it (LPJ)."""

    fund_source: Code
    report_due_on: date


class OutShape(AccountFact):
    """Money that an order or a tax takes out of the account."""

    payment_id: UUID
    kind: Literal["order", "tax"]
    source_id: UUID
    village_code: VillageCode
    amount_rupiah: Amount
    paid_on: date
    reference: Reference


class PaidOut(OutShape, Event, name="village-account.paid-out.v1"):
    """Dana keluar. The other half of a payment: the same sum left the account."""


class InShape(AccountFact):
    """Money that comes back into the account."""

    payment_id: UUID
    kind: Literal["unspent", "reversal", "finding"]
    source_id: UUID
    village_code: VillageCode
    amount_rupiah: Amount
    paid_on: date
    reference: Reference


class PaidIn(InShape, Event, name="village-account.paid-in.v1"):
    """Dana kembali. The other half of a return: the same sum came back into the account."""


class StatementShape(AccountFact):
    """A bank statement (rekening koran), copied by somebody who does not pay."""

    statement_id: UUID
    from_on: date
    until_on: date
    opening_rupiah: Balance
    closing_rupiah: Balance
    lines: Annotated[tuple[StatementLine, ...], Field(max_length=LINES_MAX)]
    document_sha256: Sha256


class StatementImported(StatementShape, Event, name="village-account.statement-imported.v1"):
    """Rekening koran dicatat. What the bank says came in and went out, and what is left."""


class AccountabilityShape(AccountFact):
    """The report (LPJ) on one tranche: what was spent, and what is left of it."""

    report_id: UUID
    tranche_id: UUID
    spent_rupiah: Amount
    left_rupiah: Amount
    submitted_on: date
    document_sha256: Sha256


class AccountabilitySubmitted(
    AccountabilityShape, Event, name="village-account.accountability-submitted.v1"
):
    """Laporan pertanggungjawaban (LPJ) diserahkan. The village accounted for a tranche."""
