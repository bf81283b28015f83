"""What the record knows about itself: what was amended, what is on hold, what was out of order."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.history import RecordedEvent

CONFIRMED, DECLINED, WITHDRAWN = "confirmed", "declined", "withdrawn"


@dataclass(slots=True, kw_only=True)
class Proposal:
    """An amendment that somebody proposed. It waits as long as it has no outcome."""

    target_id: UUID
    amendment: str
    reason: str
    values: tuple[tuple[str, str], ...]
    happened_at: datetime | None
    person_id: UUID | None
    by: UUID
    at: datetime
    outcome: str = ""
    closed_by: UUID | None = None

    @property
    def form(self) -> tuple[object, ...]:
        """Return what tells two proposals apart; who proposed and what became of it does not."""
        asked = self.target_id, self.amendment, self.reason, self.values, self.happened_at
        return *asked, self.person_id, self.by


@dataclass(slots=True)
class RecordKeeping:
    """`said` finds a fact by the id its reporter gave it, `facts` by its event id.

    Both hold the lines of the history themselves, which is why they take no part in comparing or
    printing a state. `amended` leads from each superseded event to the one that supersedes it;
    `leaves` from what may be amended on hold to the inspector who allowed it; `erasures` from
    each granted request to the person whose data are gone; `proposals` are amendments that wait
    for a second person, or did.
    """

    said: dict[UUID, RecordedEvent] = field(default_factory=dict, compare=False, repr=False)
    facts: dict[UUID, RecordedEvent] = field(default_factory=dict, compare=False, repr=False)
    amended: dict[UUID, UUID] = field(default_factory=dict)
    irregularities: dict[UUID, str] = field(default_factory=dict)
    holds: dict[UUID, UUID] = field(default_factory=dict)
    leaves: dict[UUID, UUID] = field(default_factory=dict)
    erasures: dict[UUID, UUID] = field(default_factory=dict)
    proposals: dict[UUID, Proposal] = field(default_factory=dict)

    def may_amend(self, target_id: UUID, leave_by: UUID | None) -> bool:
        """Say whether no hold stands in the way, or the inspector named has given leave."""
        if not self.holds:
            return True
        granted_by = self.leaves.get(target_id)
        return granted_by is not None and granted_by == leave_by in self.holds.values()
