"""What can have happened to an envelope of money (pagu)."""

from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.events import Event
from domain.money import Amount, Year
from domain.values import Code, Reference, Sha256
from domain.words import VillageCode


class BudgetLine(NamedTuple):
    """One line of the budget (RAB): what for, under which pillar, how much.

    `account_code` is the one of the village's own bookkeeping, where it has one.
    """

    line: Code
    pillar: Code
    kind: Code
    amount_rupiah: Amount
    account_code: Code | None = None


def _sorted(lines: tuple[BudgetLine, ...]) -> tuple[BudgetLine, ...]:
    if len({line.line for line in lines}) < len(lines):
        raise ValueError("the same budget line is given twice")
    return tuple(sorted(lines, key=lambda line: line.line))


BudgetLines = Annotated[
    tuple[BudgetLine, ...], Field(min_length=1, max_length=100), AfterValidator(_sorted)
]


class Share(NamedTuple):
    """How much of an order belongs to which grant."""

    grant_id: UUID
    amount_rupiah: Amount


Shares = tuple[Share, ...]


class EnvelopeFact(BaseModel):
    """What the shapes of this module share."""

    model_config = ConfigDict(frozen=True)


class EnvelopeShape(EnvelopeFact):
    """Scheme, village, source and year name the envelope; the act says how much it holds."""

    village_code: VillageCode
    scheme: Code
    fund_source: Code
    fiscal_year: Year
    floor_rupiah: Amount
    ceiling_rupiah: Amount
    basis: Reference
    document_sha256: Sha256


class EnvelopeOpened(EnvelopeShape, Event, name="fund-envelope.opened.v1"):
    """Pagu dibuka. A village may spend up to a ceiling, from one source, in one year."""


class BudgetShape(EnvelopeFact):
    """The whole budget as it holds from now on."""

    budget_id: UUID
    lines: BudgetLines
    basis: Reference
    document_sha256: Sha256


class BudgetSet(BudgetShape, Event, name="fund-envelope.budget-set.v1"):
    """Rencana anggaran ditetapkan. The envelope was divided into lines."""


class ReservationShape(EnvelopeFact):
    """For which grant of which household how much is kept back."""

    grant_id: UUID
    household_id: UUID
    village_code: VillageCode
    budget_line: Code
    amount_rupiah: Amount


class GrantReserved(ReservationShape, Event, name="fund-envelope.grant-reserved.v1"):
    """Pagu dicadangkan. Money was kept back for an approved grant, together with its approval."""


class ReleaseShape(EnvelopeFact):
    """How much of what was kept back for a grant is free again, and why."""

    grant_id: UUID
    amount_rupiah: Amount
    reason: Code


class ReservationReleased(ReleaseShape, Event, name="fund-envelope.reservation-released.v1"):
    """Cadangan dilepas. What a grant no longer needs is free again."""


class DrawingShape(EnvelopeFact):
    """What an approved order takes: from the reservations of grants, or from a budget line."""

    order_id: UUID
    village_code: VillageCode
    amount_rupiah: Amount
    budget_line: Code | None = None
    grants: Shares = ()


class OrderDrawn(DrawingShape, Event, name="fund-envelope.order-drawn.v1"):
    """Pencairan membebani pagu. An approved order takes its money from the envelope."""


class UndrawingShape(EnvelopeFact):
    """What an order gives back: it was cancelled, or part of it was not spent."""

    order_id: UUID
    amount_rupiah: Amount
    grants: Shares = ()


class OrderReleased(UndrawingShape, Event, name="fund-envelope.order-released.v1"):
    """Beban pencairan dilepas. Money of an order came back to the envelope."""


class ClosingShape(EnvelopeFact):
    """By which act, and from which day on, nothing more is spent."""

    reason: Code
    closed_on: date
    basis: Reference


class EnvelopeClosed(ClosingShape, Event, name="fund-envelope.closed.v1"):
    """Pagu ditutup. Nothing more is reserved or paid from this envelope."""
