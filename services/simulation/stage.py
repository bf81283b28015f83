"""What every scene of a simulated life has at hand: the world, the family, time that moves on."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.programme import NeedKind, Programme
from domain.questionnaire import Instrument
from services.simulation.population import Family, make_id
from services.simulation.world import Act, VillageCast, World
from services.steps import Step

EVENING, NIGHT = 17, 21
OFFLINE_CHANCE = 0.08
OFFLINE_DAYS_MAX = 6


class Stage:
    """One family on stage. Acts come in the order in which the office learns of them."""

    def __init__(self, world: World, cast: VillageCast, family: Family) -> None:
        self.world = world
        self.cast = cast
        self.family = family
        self.random: Random = world.random(family.household_id)
        self.mentor: Actor = cast.mentors[family.serial % len(cast.mentors)]
        self.now: datetime = world.moment(world.start, self.random)
        self.day: date = world.start
        self.needs: dict[UUID, NeedKind] = {}
        self.livelihoods: list[UUID] = []
        self.account_id: UUID | None = None

    @property
    def programme(self) -> Programme:
        return self.world.programme

    def new_id(self) -> UUID:
        return make_id(self.random)

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def times(self, mean: float) -> int:
        """Return a whole number with the given mean: the floor, or one more."""
        return int(mean) + self.chance(mean - int(mean))

    def reason(self, kind: str) -> str:
        """Return one of the programme's reason codes, the first ones more often."""
        items = self.programme.reasons[kind]
        code: str = items[min(int(self.random.expovariate(1.0)), len(items) - 1)].code
        return code

    def instrument(self, kind: str, day: date) -> Instrument:
        """Return the questionnaire of a kind that is valid on a day."""
        instrument = self.programme.instrument(kind, day)
        if instrument is None:
            raise LookupError(f"no {kind} instrument is valid on {day}")
        return instrument

    def code(self, kind: str) -> str:
        """Return the first code of one of the programme's lists."""
        code: str = self.programme.reasons[kind][0].code
        return code

    def who(self, command: Command, role: str | None = None) -> Actor:
        """Return whoever may give the command: the first role that the programme lists."""
        for code, definition in self.programme.roles.items():
            if command.name in definition.commands and role in {None, code}:
                if definition.area == "caseload":
                    return self.mentor
                return self.cast.staff.get(code) or self.world.staff[code]
        raise LookupError(f"no role may give {command.name}")

    def at_office(self, day: date, command: Command, role: str | None = None) -> Act:
        """Return something done and recorded at a desk."""
        self._move_to(self.world.moment(day, self.random))
        actor = self.who(command, role)
        return self._act(self.now, actor, HOUSEHOLD, self.family.household_id, command, None)

    def in_field(self, day: date, actor: Actor, make: Any, planted: str | None = None) -> Act:
        """Return something done by day and uploaded in the evening, or days later without signal.

        `make` gets the moment at which it was done and returns the command.
        """
        done = self.world.moment(day, self.random)
        late = self.random.randint(1, OFFLINE_DAYS_MAX) if self.chance(OFFLINE_CHANCE) else 0
        sent = self.world.moment(day + timedelta(days=late), self.random, EVENING, NIGHT)
        self._move_to(max(sent, done))
        stream = self.family.household_id
        return self._act(self.now, actor, HOUSEHOLD, stream, make(done), planted, "phone")

    def elsewhere(
        self, day: date, actor: Actor, aggregate: Aggregate[Any], stream: UUID, command: Command
    ) -> Act:
        """Return something done in another stream because of this family."""
        self._move_to(self.world.moment(day, self.random))
        return self._act(self.now, actor, aggregate, stream, command, None)

    def _move_to(self, moment: datetime) -> None:
        # Time never goes back: what would come earlier is recorded a minute after the last act.
        self.now = max(moment, self.now + timedelta(minutes=1))
        self.day = self.programme.local(self.now).date()

    def _act(
        self,
        at: datetime,
        actor: Actor,
        aggregate: Aggregate[Any],
        stream: UUID,
        command: Command,
        planted: str | None,
        channel: str = "office",
    ) -> Act:
        return Act(at, actor, Step(aggregate, stream, command), channel, planted)
