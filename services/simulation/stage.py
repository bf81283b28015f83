"""What every scene of a simulated life has at hand: the world, the family, time that moves on."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.programme import NeedKind, Programme
from domain.questionnaire import Instrument
from services.simulation.answers import Answer as Said
from services.simulation.population import Family, make_id
from services.simulation.world import Act, VillageCast, World
from services.steps import Step

EVENING, NIGHT = 17, 21
OFFLINE_CHANCE = 0.08
OFFLINE_DAYS_MAX = 6
# From one visit to the next, the longest of them and the way between.
FIRST_CALL, MINUTES_A_CALL, MINUTES_MAX = 8, 45, 40


class Stage:
    """One family on stage. Acts come in the order in which the office learns of them."""

    def __init__(self, world: World, cast: VillageCast, family: Family) -> None:
        self.world = world
        self.cast = cast
        self.family = family
        self.random: Random = world.random(family.household_id)
        self.mentor: Actor = cast.mentor_of(family)
        self.now: datetime = world.moment(world.start, self.random)
        self.day: date = world.start
        self.needs: dict[UUID, NeedKind] = {}
        self.livelihoods: list[UUID] = []
        self.account_id: UUID | None = None
        self.saved = 0
        self.answered: tuple[tuple[str, Said], ...] = ()

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

    def code(self, kind: str, wanted: str = "") -> str:
        """Return the code that is wanted if the programme's list has it, else its first."""
        codes = [item.code for item in self.programme.reasons[kind]]
        return wanted if wanted in codes else codes[0]

    def who(self, *commands: type[Command]) -> Actor:
        """Return somebody of the first role that the programme lets give all of these."""
        role = self.world.role_for(*(command.name for command in commands))
        if role == self.mentor.role:
            return self.mentor
        return self.cast.staff.get(role) or self.world.staff[role]

    def at_office(self, day: date, command: Command, *also: type[Command]) -> Act:
        """Return something done and recorded at a desk, by who may give the other commands too."""
        self._move_to(self.world.moment(day, self.random))
        actor = self.who(type(command), *also)
        return Act(self.now, actor, Step(HOUSEHOLD, self.family.household_id, command))

    def at_agency(self, day: date, owner: str, command: Command) -> Act:
        """Return what the agency says to which a need was referred."""
        self._move_to(self.world.moment(day, self.random))
        actor = self.cast.desks[owner]
        return Act(self.now, actor, Step(HOUSEHOLD, self.family.household_id, command))

    def in_field(
        self, day: date, make: Callable[[datetime], Command], done: datetime | None = None
    ) -> Act:
        """Return what the mentor does by day and uploads in the evening, or days later.

        `make` gets the moment at which it was done and returns the command.
        """
        is_visit = done is not None
        done = done or self.world.moment(day, self.random)
        late = self.random.randint(1, OFFLINE_DAYS_MAX) if self.chance(OFFLINE_CHANCE) else 0
        sent = self.world.moment(day + timedelta(days=late), self.random, EVENING, NIGHT)
        self._move_to(max(sent, done))
        step = Step(HOUSEHOLD, self.family.household_id, make(done))
        happened = done if is_visit else None
        return Act(self.now, self.mentor, step, "phone", happened=happened)

    def next_call(self, day: date) -> datetime:
        """Return the first moment from a day on at which the mentor can be here, and take it.

        Visits of one mentor follow each other, so that nobody is in two houses at once.
        """
        diary, mentor_id = self.cast.diary, self.mentor.actor_id
        visits_max = self.programme.limits.visits_per_day_max.on(day)
        while diary[mentor_id, day] >= visits_max:
            day += timedelta(days=1)
        calls = diary[mentor_id, day]
        diary[mentor_id, day] += 1
        minutes = calls * MINUTES_A_CALL + self.random.randrange(8 * 3600, 17 * 3600) % 5
        morning = datetime.combine(day, time(FIRST_CALL), self.programme.zone)
        return (morning + timedelta(minutes=minutes)).astimezone(UTC)

    def elsewhere(
        self, day: date, aggregate: Aggregate[Any], stream: UUID, command: Command
    ) -> Act:
        """Return something done in another stream because of this family."""
        self._move_to(self.world.moment(day, self.random))
        return Act(self.now, self.who(type(command)), Step(aggregate, stream, command))

    def _move_to(self, moment: datetime) -> None:
        # Time never goes back: what would come earlier is recorded a minute after the last act.
        self.now = max(moment, self.now + timedelta(minutes=1))
        self.day = self.programme.local(self.now).date()
