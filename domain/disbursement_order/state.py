"""The state of a disbursement order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.disbursement_order.events import OrderLine, ReturnedLine
from domain.fund_envelope.events import Share, Shares


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    village_code: str
    envelope_id: UUID
    kind: str
    transfer: str
    budget_line: str | None
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment out of the account."""

    sp2d: str
    method: str
    paid_on: date
    amount_rupiah: int
    withheld_rupiah: int
    purchase_id: UUID | None


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that came back into the account."""

    lines: tuple[ReturnedLine, ...]
    reference: str


@dataclass(slots=True)
class DisbursementOrder:
    """`ended` says how an order came to nothing: rejected or cancelled."""

    wanted: Wanted | None = None
    account_id: UUID | None = None
    total_rupiah: int = 0
    proposed_by: UUID | None = None
    approved_by: UUID | None = None
    payments: dict[UUID, Payment] = field(default_factory=dict)
    payers: set[UUID] = field(default_factory=set)
    returned: dict[UUID, Returned] = field(default_factory=dict)
    confirmed_by: UUID | None = None
    ended: str = ""

    @property
    def village_code(self) -> str:
        return self.wanted.village_code if self.wanted else ""

    @property
    def envelope_id(self) -> UUID | None:
        return self.wanted.envelope_id if self.wanted else None

    @property
    def paid_rupiah(self) -> int:
        return sum(payment.amount_rupiah for payment in self.payments.values())

    @property
    def last_paid_on(self) -> date | None:
        return max((payment.paid_on for payment in self.payments.values()), default=None)

    def returned_of(self, line_id: UUID) -> int:
        """Return how much of a line went back into the account."""
        lines = (line for each in self.returned.values() for line in each.lines)
        return sum(rupiah for line, rupiah in lines if line == line_id)

    def shares(self, amounts: Mapping[UUID, int] | None = None) -> Shares:
        """Return how much of the lines, or of these amounts of them, belongs to which grant."""
        summed: dict[UUID, int] = {}
        for line in self.wanted.lines if self.wanted else ():
            amount = line.amount_rupiah if amounts is None else amounts.get(line.line_id, 0)
            if line.grant_id is not None and amount:
                summed[line.grant_id] = summed.get(line.grant_id, 0) + amount
        return tuple(Share(grant_id, summed[grant_id]) for grant_id in sorted(summed))

    def allowed(self, household_id: UUID, grant_id: UUID | None) -> int:
        """Return how much the order foresees for a household, less what went back."""
        lines = self.wanted.lines if self.wanted else ()
        return sum(
            line.amount_rupiah - self.returned_of(line.line_id)
            for line in lines
            if (line.household_id, line.grant_id) == (household_id, grant_id)
        )
