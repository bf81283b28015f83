"""Who plays a part in a simulated programme, and when things are done there."""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.context import Actor
from domain.household.commands.rights import AcceptReferral
from domain.programme import Programme, Village
from services.requests import Answer
from services.simulation.population import Family, make_id
from services.steps import Step

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
    """One command, recorded `at` a moment; without a step nothing but a moment to wait for.

    `planted` says which wrong it is meant to be, and the code of the rule that should refuse it.
    `still` is asked at that moment: who handles money looks into the file before.
    `happened` is when a visit was made, `device` another telephone than the actor's own, and
    `skips` how many numbers that telephone lost before.
    """

    at: datetime
    actor: Actor
    step: Step | None
    channel: str = "office"
    planted: tuple[str, str] | None = None
    still: Callable[[], bool] | None = None
    happened: datetime | None = None
    device: str = ""
    skips: int = 0


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
    """The people who work in one village, and which assets each of its families was given."""

    village: Village
    families: list[Family]
    mentors: list[Actor]
    staff: dict[str, Actor]
    meeting_id: UUID
    agency: str
    desks: dict[str, Actor] = field(default_factory=dict)
    assets: dict[UUID, list[tuple[UUID, int]]] = field(default_factory=dict)
    potentials: list[UUID] = field(default_factory=list)
    diary: Counter[tuple[UUID, date]] = field(default_factory=Counter)

    def mentor_of(self, family: Family) -> Actor:
        """Return who accompanies a family."""
        return self.mentors[family.serial % len(self.mentors)]


@dataclass(slots=True)
class Odd:
    """Who is meant to do wrong all the time: mentors, families, villages.

    `copying` mentors write last year's answers again, families of `idle` earn nothing, and in a
    village of `at_once` everybody graduates on one day.
    """

    copying: set[UUID] = field(default_factory=set)
    idle: set[UUID] = field(default_factory=set)
    at_once: dict[str, list[UUID]] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """The programme as it is played: its staff, its first day, and its two years.

    `look` shows what is on record about a stream at the moment.
    """

    programme: Programme
    seed: str
    start: date
    years: int
    until: datetime
    villages: list[VillageCast] = field(default_factory=list)
    staff: dict[str, Actor] = field(default_factory=dict)
    look: Callable[[Aggregate[Any], UUID], Any] = field(
        default=lambda aggregate, _: aggregate.empty()
    )
    truth: list[dict[str, Any]] = field(default_factory=list)
    unplanned: list[tuple[str, str, str]] = field(default_factory=list)
    markets: dict[str, list[Any]] = field(default_factory=dict)
    odd: Odd = field(default_factory=Odd)
    _roles: dict[tuple[str, ...], str] = field(default_factory=dict)

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
        """Hire everybody: of each village's roles one person a village, of the others one."""
        random = self.random("staff")
        roles = self.programme.roles.items()
        for code, role in roles:
            if role.area not in {"village", "caseload"}:
                self.staff[code] = Actor(actor_id=make_id(random), role=code)
        for village, families in villages:
            only = frozenset({village.code})
            agency, desks = self._agency(village), self._desks(village)
            hired = {
                code: Actor(
                    actor_id=make_id(random), role=code, villages=only, organisation=agency
                )
                for code, role in roles
                if role.area == "village"
            }
            first = self.programme.needs[0].owner
            hired |= {desks[first].role: desks[first]} if first in desks else {}
            self.villages.append(
                VillageCast(
                    village,
                    families,
                    self._mentors(len(families), only, random),
                    hired,
                    meeting_id=make_id(random),
                    agency=agency,
                    desks=desks,
                    potentials=[make_id(random) for _ in range(3)],
                )
            )

    def _agency(self, village: Village) -> str:
        """Choose the agency that accompanies a village."""
        agencies = [a for a in self.programme.agencies if a.kind in {"province", "regency"}]
        chosen = self.random(f"agency/{village.code}").choice(
            agencies or list(self.programme.agencies)
        )
        return chosen.code

    def _desks(self, village: Village) -> dict[str, Actor]:
        """Hire somebody at each agency that owes the village's families a service."""
        random = self.random(f"desks/{village.code}")
        role, only = self.role_for(AcceptReferral.name), frozenset({village.code})
        return {
            owner: Actor(actor_id=make_id(random), role=role, villages=only, organisation=owner)
            for owner in sorted({need.owner for need in self.programme.needs})
        }

    @property
    def mentor_role(self) -> str:
        """Return the role that has families in its care."""
        return next(code for code, role in self.programme.roles.items() if role.area == "caseload")

    def _mentors(self, families: int, villages: frozenset[str], random: Random) -> list[Actor]:
        """Hire as many mentors as it takes to give none more families than is wise."""
        caseload = self.programme.limits.caseload_warn.on(self.start)
        ids = [make_id(random) for _ in range(-(-families // caseload))]
        return [
            Actor(actor_id=each, role=self.mentor_role, villages=villages, assignment_id=each)
            for each in ids
        ]

    def role_for(self, *commands: str, besides: str = "") -> str:
        """Return the first role that the programme lets give all of these commands."""
        known = self._roles.get((*commands, besides))
        if known is None:
            known = self._roles[*commands, besides] = self._role_for(commands, besides)
        return known

    def _role_for(self, commands: tuple[str, ...], besides: str) -> str:
        for code, role in self.programme.roles.items():
            if code != besides and set(commands) <= set(role.commands):
                return code
        raise LookupError(f"no role may give {commands}")

    def is_quiet(self, day: date) -> bool:
        """Return whether a day lies in weeks in which few visits are made."""
        return any(first <= day <= last for first, last in QUIET_WEEKS)
