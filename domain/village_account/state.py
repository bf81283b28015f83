"""The state of a village's account: what the books say is on it, and what the bank says."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.village_account.events import StatementLine


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose account it is."""

    village_code: str
    holder: str
    institution: str
    ending: str
    document_sha256: str


@dataclass(frozen=True, slots=True)
class Tranche:
    """Money that arrived for an envelope."""

    envelope_id: UUID
    number: int
    amount_rupiah: int
    sp2d: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that left or came back; `amount_rupiah` is below zero for what left."""

    kind: str
    source_id: UUID
    amount_rupiah: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What the bank printed."""

    from_on: date
    until_on: date
    opening_rupiah: int
    closing_rupiah: int
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the village said about a tranche."""

    tranche_id: UUID
    spent_rupiah: int
    left_rupiah: int
    submitted_on: date


@dataclass(slots=True)
class VillageAccount:
    """`handlers` are those who ever moved money here; a statement is copied by somebody else."""

    opening: Opening | None = None
    tranches: dict[UUID, Tranche] = field(default_factory=dict)
    due: dict[UUID, date] = field(default_factory=dict)
    movements: dict[UUID, Movement] = field(default_factory=dict)
    statements: dict[UUID, Statement] = field(default_factory=dict)
    reports: dict[UUID, Report] = field(default_factory=dict)
    handlers: set[UUID] = field(default_factory=set)

    @property
    def village_code(self) -> str:
        return self.opening.village_code if self.opening else ""

    @property
    def balance_rupiah(self) -> int:
        """Return what is on the account by the books."""
        received = sum(tranche.amount_rupiah for tranche in self.tranches.values())
        return received + sum(movement.amount_rupiah for movement in self.movements.values())

    def received_of(self, envelope_id: UUID) -> int:
        """Return how much of an envelope has arrived."""
        return sum(
            tranche.amount_rupiah
            for tranche in self.tranches.values()
            if tranche.envelope_id == envelope_id
        )

    def overdue(self, day: date) -> date | None:
        """Return since when a report on a tranche is owed, if one is."""
        reported = {report.tranche_id for report in self.reports.values()}
        late = (due for key, due in self.due.items() if key not in reported and due < day)
        return min(late, default=None)

    def last_statement(self) -> Statement | None:
        """Return the statement that ends last."""
        return max(self.statements.values(), key=lambda each: each.until_on, default=None)
