"""The state of a village meeting."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.rules import Refused
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

    def reaches(self, percent: int) -> bool:
        """Say whether enough of the invited came."""
        return len(self.persons) * 100 >= percent * self.invited

    @property
    def persons(self) -> frozenset[UUID]:
        """Return who was there; somebody who is listed twice came once."""
        return frozenset(each.participant_id for each in self.participants)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a household, by which participants."""

    decision: str
    deciders: tuple[UUID, ...]


@dataclass(slots=True)
class VillageMeeting:
    """Its decisions may be relied upon once it is closed with signed minutes."""

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

    def standing_decision(self, household_id: UUID, village_code: str) -> str:
        """Return what was decided on a household. Refuses what cannot be relied upon yet."""
        if self.village_code != village_code:
            raise Refused("M2", "village")
        if not self.closed:
            raise Refused("M2", "minutes")
        decided = self.decisions.get(household_id)
        if decided is None:
            raise Refused("M2", "undecided")
        return decided.decision
