"""The state of an objection."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Lodging:
    """What is contested."""

    complainant_id: UUID
    village_code: str
    kind: str
    household_id: UUID | None
    contested_by: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found."""

    outcome: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How the complainant was told."""

    answered_on: date
    channel: str


@dataclass(slots=True)
class Objection:
    """`lodged_at` is by the server's clock, as the window of a rejection is (rule T9).

    `escalated_to` is the role that must decide once the office below could not.
    """

    lodging: Lodging | None = None
    lodged_at: datetime | None = None
    due_on: date | None = None
    outcome: Outcome | None = None
    decided_by: UUID | None = None
    answer: Answer | None = None
    escalated_to: str = ""

    @property
    def household_id(self) -> UUID | None:
        return self.lodging.household_id if self.lodging else None

    @property
    def village_code(self) -> str:
        return self.lodging.village_code if self.lodging else ""

    @property
    def upheld(self) -> bool:
        return self.outcome is not None and self.outcome.outcome == "upheld"
