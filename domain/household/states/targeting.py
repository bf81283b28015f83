"""What is known about how the household came onto the list and was found eligible or not."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """What a register answered about a member."""

    person_id: UUID
    result: str
    at: datetime


@dataclass(slots=True)
class Mismatch:
    """A mismatch; open as long as it has no outcome."""

    person_id: UUID
    attribute: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class VerificationVisit:
    """A call at the house. Only a sound one can carry an eligibility."""

    by: UUID
    at: datetime
    result: str
    sound: bool


@dataclass(frozen=True, slots=True)
class VillageDecision:
    """What a meeting decided about the household."""

    verdict: str
    at: datetime


@dataclass(slots=True)
class Targeting:
    """`opened_at` is when the verification began: with the nomination, or with its reopening.

    `officers` took a verdict on the household; they do not decide on objections to it.
    """

    batch_id: UUID | None = None
    row_reference: str = ""
    decile: int | None = None
    opened_at: datetime | None = None
    checks: dict[UUID, IdentityCheck] = field(default_factory=dict)
    mismatches: dict[UUID, Mismatch] = field(default_factory=dict)
    visits: dict[UUID, VerificationVisit] = field(default_factory=dict)
    decisions: dict[UUID, VillageDecision] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    confirmed_by: UUID | None = None
    officers: set[UUID] = field(default_factory=set)
    exception_reason: str = ""
    rejected_at: datetime | None = None
    rejection_reason: str = ""
    social_protection_reason: str = ""
    reopened_by: tuple[str, UUID | None] | None = None

    @property
    def interviewers(self) -> frozenset[UUID]:
        """Return who has ever called at the house to verify."""
        return frozenset(visit.by for visit in self.visits.values())
