"""The state of a request about personal data."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from domain.privacy import ALL_GROUPS, ERASING


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what about whom."""

    person_id: UUID
    kind: str
    applicant: str
    channel: str
    household_id: UUID | None
    village_code: str | None
    document_sha256: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed, or decided."""

    outcome: str
    ground: str
    basis: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How the person was told."""

    answered_on: date
    channel: str


@dataclass(slots=True)
class DataRequest:
    """`released` gives the hash of each copy that was handed over."""

    asked: Asked | None = None
    due_at: datetime | None = None
    proposal: Proposal | None = None
    proposed_by: UUID | None = None
    decision: Proposal | None = None
    decided_by: UUID | None = None
    is_erased: bool = False
    released: dict[UUID, str] = field(default_factory=dict)
    answer: Answer | None = None

    @property
    def village_code(self) -> str:
        return (self.asked.village_code or "") if self.asked else ""

    @property
    def to_erase(self) -> tuple[str, ...]:
        """Return the groups whose erasure two people have granted."""
        if self.asked is None or self.decision is None or self.asked.kind not in ERASING:
            return ()
        return ALL_GROUPS if self.decision.outcome == "granted" else self.decision.groups
