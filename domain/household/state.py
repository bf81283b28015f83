"""The state of a household: what its history says it is. Codes, days and ids; nothing personal."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.household.states.accompaniment import Accompaniment
from domain.household.states.assessment import Assessment
from domain.household.states.entry import Entry
from domain.household.states.livelihood import Livelihood
from domain.household.states.money import Money
from domain.household.states.people import People
from domain.household.states.plan import Plan
from domain.household.states.record import RecordKeeping
from domain.household.states.rights import Rights
from domain.household.states.targeting import Targeting


class Status(StrEnum):
    """The state machine of a household; the Indonesian words are in docs/glossary.md."""

    UNKNOWN = "unknown"
    NOMINATED = "nominated"
    IN_VERIFICATION = "in_verification"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    SOCIAL_PROTECTION_ONLY = "social_protection_only"
    ENROLLED = "enrolled"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    GRADUATION_REVIEW = "graduation_review"
    GRADUATED = "graduated"
    RELAPSED = "relapsed"
    EXITED = "exited"
    CLOSED = "closed"
    MERGED = "merged"


# These hold the claim on their members' NIK: a second household with the same one is refused.
LIVE = frozenset(Status) - {
    Status.UNKNOWN,
    Status.NOT_ELIGIBLE,
    Status.EXITED,
    Status.CLOSED,
    Status.MERGED,
}
ACCOMPANIED = frozenset(
    {Status.ENROLLED, Status.ACTIVE, Status.SUSPENDED, Status.GRADUATION_REVIEW}
)


@dataclass(slots=True)
class Household:
    """`since` is when the status began, by the word of whoever reported it.

    `cycle` counts enrolments.
    """

    status: Status = Status.UNKNOWN
    since: datetime | None = None
    status_before: Status = Status.UNKNOWN
    cycle: int = 0
    village_code: str = ""
    merged_into: UUID | None = None
    split_from: UUID | None = None
    absorbed: list[UUID] = field(default_factory=list)
    targeting: Targeting = field(default_factory=Targeting)
    people: People = field(default_factory=People)
    entry: Entry = field(default_factory=Entry)
    plan: Plan = field(default_factory=Plan)
    accompaniment: Accompaniment = field(default_factory=Accompaniment)
    rights: Rights = field(default_factory=Rights)
    livelihood: Livelihood = field(default_factory=Livelihood)
    money: Money = field(default_factory=Money)
    assessment: Assessment = field(default_factory=Assessment)
    record: RecordKeeping = field(default_factory=RecordKeeping)

    @property
    def cycle_began_at(self) -> datetime | None:
        """Return since when the family is accompanied, this time."""
        return self.assessment.cycle_at or self.entry.baseline_at

    def enter(self, status: Status, at: datetime) -> None:
        """Move to a status; the one before is kept for what returns to it."""
        self.status_before, self.status, self.since = self.status, status, at
