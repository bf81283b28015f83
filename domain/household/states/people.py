"""Who belongs to the household, by random id and a few codes."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from domain.persons import AgeBand, MemberLine, Sex

Presence = Literal["here", "left", "dead"]


@dataclass(slots=True)
class Member:
    """Somebody who belongs or belonged to the household; `joined` by which event of its stream."""

    sex: Sex
    age_band: AgeBand
    able_to_work: bool
    nik_missing: bool
    joined: int
    relation: str = ""

    def line(self, person_id: UUID) -> MemberLine:
        """Return the member as another household takes them over."""
        return MemberLine(person_id, self.sex, self.age_band, self.able_to_work, self.nik_missing)

    @classmethod
    def of(cls, line: MemberLine, joined: int) -> "Member":
        """Return a member whom another household hands over."""
        return cls(line.sex, line.age_band, line.able_to_work, line.nik_missing, joined)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a household stood before it was merged: what an un-merge gives back."""

    status: str
    status_before: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A move within the programme."""

    to_village_code: str
    moved_on: date


@dataclass(slots=True)
class People:
    """`head_id` is one of those here, as long as anybody is.

    `departures` tells by which event somebody left: who joined again after it is here again.
    `adopted` says who came by which merge, `handed_over` who went; `unmerged` names the other
    households of merges that were taken back.
    """

    members: dict[UUID, Member] = field(default_factory=dict)
    departures: dict[UUID, int] = field(default_factory=dict)
    deaths: dict[UUID, date] = field(default_factory=dict)
    head_id: UUID | None = None
    guardian_id: UUID | None = None
    splits: set[UUID] = field(default_factory=set)
    moves: list[Move] = field(default_factory=list)
    adopted: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    before_merge: Standing | None = None
    handed_over: tuple[UUID, ...] = ()
    unmerged: list[UUID] = field(default_factory=list)

    def presence(self, person_id: UUID) -> Presence:
        """Say where somebody is who belongs or belonged to the household."""
        if person_id in self.deaths:
            return "dead"
        member = self.members[person_id]
        return "left" if self.departures.get(person_id, 0) > member.joined else "here"

    @property
    def here(self) -> dict[UUID, Member]:
        """Return the living members who live with the household."""
        return {
            person_id: member
            for person_id, member in self.members.items()
            if self.presence(person_id) == "here"
        }

    def adults(self, bands: Container[str]) -> set[UUID]:
        """Return the members here whose age band is an adult's."""
        return {person_id for person_id, member in self.here.items() if member.age_band in bands}
