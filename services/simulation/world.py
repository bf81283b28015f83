"""Who plays a part in a simulated programme, and when things are done there."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.context import Actor
from domain.programme import Programme, Village
from services.requests import Answer
from services.simulation.population import Family, make_id
from services.steps import Step

HOUSEHOLDS_PER_MENTOR = 50
# Of these roles every village has its own person; of the others the programme has one.
PER_VILLAGE = ("village_officer", "agency_companion", "meeting_secretary")
# Ramadan and Idulfitri, when few visits are made (Kemenag calendars, ends inclusive).
QUIET_WEEKS = (
    (date(2024, 3, 11), date(2024, 4, 16)),
    (date(2025, 3, 1), date(2025, 4, 7)),
    (date(2026, 2, 18), date(2026, 3, 27)),
    (date(2027, 2, 8), date(2027, 3, 16)),
    (date(2028, 1, 28), date(2028, 3, 4)),
)
STORM_MONTHS = frozenset({12, 1, 2, 3})


@dataclass(frozen=True, slots=True)
class Act:
    """One command at a moment: recorded `at`, by the actor's word done at `occurred_at`."""

    at: datetime
    actor: Actor
    step: Step
    channel: str = "office"
    planted: str | None = None


# A scene hands out acts, and is told what came of each (None: it was refused).
Acts = Generator[Act, Answer | None, None]


@dataclass(frozen=True, slots=True)
class Batch:
    """The one list on which every simulated family stands."""

    batch_id: UUID
    source: str
    as_of_on: date


@dataclass(slots=True)
class VillageCast:
    """The people who work in one village."""

    village: Village
    families: list[Family]
    mentors: list[Actor]
    staff: dict[str, Actor]
    meeting_id: UUID
    potentials: list[UUID] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """The programme as it is played: its staff, its first day, and its two years."""

    programme: Programme
    seed: str
    start: date
    years: int
    until: datetime
    villages: list[VillageCast] = field(default_factory=list)
    staff: dict[str, Actor] = field(default_factory=dict)
    truth: list[dict[str, Any]] = field(default_factory=list)
    unplanned: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def enrolment(self) -> date:
        """Return the first day of enrolment: four months of verification come before it."""
        return self.start + timedelta(days=121)

    @property
    def end(self) -> date:
        """Return the last day of accompaniment."""
        return self.enrolment + timedelta(days=round(365.25 * self.years))

    def random(self, name: object) -> Random:
        """Return a source of chance of its own, so that one part does not disturb another."""
        return Random(f"{self.seed}/{name}")

    def moment(
        self, day: date, random: Random, first_hour: int = 8, last_hour: int = 17
    ) -> datetime:
        """Return a moment of a local working day, in UTC."""
        seconds = random.randrange(first_hour * 3600, last_hour * 3600)
        local = datetime.combine(day, time(), self.programme.zone) + timedelta(seconds=seconds)
        return local.astimezone(UTC)

    def plant(self, kind: str, **facts: object) -> None:
        """Note a planted wrong as ground truth for whoever looks for it."""
        self.truth.append({"kind": kind, **{name: str(fact) for name, fact in facts.items()}})

    def cast(self, villages: list[tuple[Village, list[Family]]]) -> None:
        """Hire everybody: one mentor per fifty households, one officer and companion a village."""
        random = self.random("staff")
        everywhere = frozenset(village.code for village, _ in villages)
        for role in self.programme.roles:
            self.staff[role] = Actor(actor_id=make_id(random), role=role, villages=everywhere)
        for village, families in villages:
            only = frozenset({village.code})
            wanted = -(-len(families) // HOUSEHOLDS_PER_MENTOR)
            hired = {
                role: Actor(actor_id=make_id(random), role=role, villages=only)
                for role in PER_VILLAGE
            }
            ids = [make_id(random) for _ in range(wanted)]
            mentors = [
                Actor(actor_id=each, role="mentor", villages=only, assignment_id=each)
                for each in ids
            ]
            self.villages.append(
                VillageCast(
                    village,
                    families,
                    mentors,
                    hired,
                    meeting_id=make_id(random),
                    potentials=[make_id(random) for _ in range(3)],
                )
            )

    def is_quiet(self, day: date) -> bool:
        """Return whether a day lies in weeks in which few visits are made."""
        return any(first <= day <= last for first, last in QUIET_WEEKS)
