"""The state of an envelope: what may be spent, and what of it is spoken for."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.fund_envelope.events import BudgetLine


@dataclass(frozen=True, slots=True)
class Opening:
    """The act that gave the envelope."""

    village_code: str
    scheme: str
    fund_source: str
    fiscal_year: int
    floor_rupiah: int
    ceiling_rupiah: int
    basis: str
    document_sha256: str


@dataclass(slots=True)
class Reservation:
    """What is kept back for a grant, and how much of it approved orders have taken."""

    household_id: UUID
    budget_line: str
    amount_rupiah: int
    drawn_rupiah: int = 0

    @property
    def undrawn_rupiah(self) -> int:
        return self.amount_rupiah - self.drawn_rupiah


@dataclass(slots=True)
class Drawing:
    """What an order took; one without grants takes it from a budget line."""

    amount_rupiah: int
    budget_line: str | None


@dataclass(slots=True)
class FundEnvelope:
    """`free_rupiah` is never below zero: reserving and drawing are refused before it is."""

    opening: Opening | None = None
    budget_id: UUID | None = None
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    reservations: dict[UUID, Reservation] = field(default_factory=dict)
    drawings: dict[UUID, Drawing] = field(default_factory=dict)
    closed_on: date | None = None

    @property
    def village_code(self) -> str:
        return self.opening.village_code if self.opening else ""

    @property
    def ceiling_rupiah(self) -> int:
        return self.opening.ceiling_rupiah if self.opening else 0

    @property
    def free_rupiah(self) -> int:
        """Return what nobody has a right to yet."""
        return self.ceiling_rupiah - self._taken(None)

    def used_of(self, line: str) -> int:
        """Return how much of a budget line is spoken for."""
        return self._taken(line)

    def _taken(self, line: str | None) -> int:
        """Return what grants reserve and orders without grants draw, of one line or of all."""
        kept = (r.amount_rupiah for r in self.reservations.values() if _is(line, r.budget_line))
        drawn = (
            d.amount_rupiah
            for d in self.drawings.values()
            if d.budget_line is not None and _is(line, d.budget_line)
        )
        return sum(kept) + sum(drawn)


def _is(wanted: str | None, line: str) -> bool:
    return wanted is None or wanted == line
