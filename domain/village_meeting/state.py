"""The state of a village meeting."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.village_meeting.events import Participant


@dataclass(frozen=True, slots=True)
class Opening:
    """Where, when and about what."""

    village_code: str
    held_on: date
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """The attendance list."""

    invited: int
    participants: tuple[Participant, ...]
    list_sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a household, by which participants."""

    decision: str
    deciders: tuple[UUID, ...]


@dataclass(slots=True)
class VillageMeeting:
    """Its decisions may be relied on once it is quorate and closed with signed minutes."""

    opening: Opening | None = None
    attendance: Attendance | None = None
    decisions: dict[UUID, Decision] = field(default_factory=dict)
    minutes_sha256: str = ""

    @property
    def village_code(self) -> str:
        return self.opening.village_code if self.opening else ""

    @property
    def held_on(self) -> date | None:
        return self.opening.held_on if self.opening else None

    @property
    def closed(self) -> bool:
        return bool(self.minutes_sha256)

    def quorate(self, percent: int) -> bool:
        """Say whether enough of the invited came."""
        list_ = self.attendance
        return list_ is not None and len(list_.participants) * 100 >= percent * list_.invited

    def decision_on(self, household_id: UUID) -> str | None:
        """Return the code of the decision on a household."""
        decided = self.decisions.get(household_id)
        return decided.decision if decided else None
