"""The state of a mentor's assignment: villages, households, leave."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from domain.periods import within


@dataclass(frozen=True, slots=True)
class Term:
    """A time as a mentor; no end means still."""

    from_on: date
    basis: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """Villages from a day on."""

    villages: tuple[str, ...]
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Leave:
    """A time away; no end means until the return is reported."""

    from_on: date
    until_on: date | None
    reason: str

    def covers(self, day: date) -> bool:
        return within(day, self.from_on, self.until_on)


@dataclass(slots=True)
class MentorAssignment:
    """`households` are those in the mentor's care now, `taken_on` says since when."""

    mentor_id: UUID | None = None
    terms: list[Term] = field(default_factory=list)
    territories: list[Territory] = field(default_factory=list)
    households: set[UUID] = field(default_factory=set)
    taken_on: dict[UUID, date] = field(default_factory=dict)
    leaves: list[Leave] = field(default_factory=list)
    returned_on: date | None = None

    @property
    def village_codes(self) -> frozenset[str]:
        """Return the villages of the territory that was laid down last."""
        return frozenset(self.territories[-1].villages) if self.territories else frozenset()

    @property
    def serving(self) -> bool:
        """Say whether the last time as a mentor is without an end."""
        return bool(self.terms) and self.terms[-1].until_on is None

    def covers(self, village_code: str, day: date) -> bool:
        """Say whether the village belongs to the mentor's territory on a day."""
        for territory in reversed(self.territories):
            if territory.from_on <= day:
                in_time = within(day, territory.from_on, territory.until_on)
                return in_time and village_code in territory.villages
        return False

    def on_leave(self, day: date) -> bool:
        """Say whether the mentor is away on a day."""
        return any(leave.covers(day) for leave in self.leaves)

    def active_on(self, day: date) -> bool:
        """Say whether somebody is a mentor, and not away, on a day."""
        in_time = any(within(day, term.from_on, term.until_on) for term in self.terms)
        return in_time and not self.on_leave(day)
