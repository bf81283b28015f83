"""What a scene about a village's money has at hand: people, papers, books, and its own clock."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.fund_envelope.decisions import envelope_key
from domain.funding import Scheme
from domain.household.aggregate import HOUSEHOLD
from domain.household.state import Household
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_account.state import VillageAccount
from services.requests import Answer
from services.simulation.market import market
from services.simulation.population import Family, make_id
from services.simulation.slips import Slips
from services.simulation.village import document
from services.simulation.world import Act, Acts, VillageCast, World
from services.steps import Step
from services.streams import account_stream, envelope_stream

LAST_DAY_OF_PAYING = (12, 1)
Check = Callable[[Household], bool]


class Fund(NamedTuple):
    """A scheme and the source that pays for it."""

    scheme: Scheme
    source: str


class Purse:
    """What every scene about a village's money has at hand: people, papers, and its own clock."""

    def __init__(
        self, world: World, cast: VillageCast, families: list[Family], name: str = "money"
    ) -> None:
        self.world, self.cast, self.families, self.name = world, cast, families, name
        self.slips = Slips()
        self.random = world.random(f"{cast.village.code}/{name}")
        self.now = world.moment(world.start, self.random, 7, 8)
        programme = world.programme
        # Stimulus of households and money of the village are two layers that never mix.
        stimulus = next(scheme for scheme in programme.schemes if scheme.for_households)
        own = programme.reasons["scheme"][0].code
        self.families_fund = self._fund(stimulus)
        self.village_fund = self._fund(next(s for s in programme.schemes if s.code == own))
        self.account = account_stream(programme.code, cast.village.code)
        self.suppliers = market(world, cast.village.code)
        self.discount = self.random.randint(85, 98)
        self.booked: dict[UUID, date] = {}
        self.papers = count(1)

    @property
    def code(self) -> str:
        return self.cast.village.code

    def _fund(self, scheme: Scheme) -> Fund:
        """Return a scheme with the source from which this village may have it."""
        allowed = self.world.programme.fund_sources_of(self.code)
        return Fund(scheme, next(code for code in scheme.fund_sources if code in allowed))

    def envelope(self, year: int) -> UUID:
        """Return the envelope of a fiscal year for what households are given."""
        return self.envelope_of(self.families_fund, year)

    def envelope_of(self, fund: Fund, year: int) -> UUID:
        """Return the envelope of a fiscal year out of one of the two funds."""
        key = envelope_key(fund.scheme.code, self.code, fund.source, year)
        return envelope_stream(self.world.programme.code, key)

    def household(self, family: Family) -> Household:
        """Look into the file of a family, as whoever decides on its money does."""
        state: Household = self.world.look(HOUSEHOLD, family.household_id)
        return state

    def books(self) -> VillageAccount:
        """Look into the books of the account."""
        state: VillageAccount = self.world.look(VILLAGE_ACCOUNT, self.account)
        return state

    def first(self, kind: str) -> str:
        """Return the first code of one of the programme's lists."""
        code: str = self.world.programme.reasons[kind][0].code
        return code

    def new_id(self) -> UUID:
        return make_id(self.random)

    def paper(self) -> str:
        """Return the hash of a paper that does not exist."""
        return document(self.world.seed, self.code, self.name, next(self.papers))

    def number(self, kind: str) -> str:
        """Return the number of a paper: of an order, a payment, an invoice."""
        return f"{kind} {next(self.papers)}/{self.code}"

    def who(self, *commands: type[Command]) -> Actor:
        """Return who of this village, or of the programme, may give all of these commands."""
        role = self.world.role_for(*(command.name for command in commands))
        return self.cast.staff.get(role) or self.world.staff[role]

    def act(
        self,
        day: date,
        aggregate: Aggregate[Any],
        stream: UUID,
        command: Command,
        *also: type[Command],
    ) -> Act:
        """Return something done at a desk, by who may give the other commands too."""
        doer = self.who(type(command), *also)
        return Act(self.move_to(day), doer, Step(aggregate, stream, command))

    def about(
        self,
        day: date,
        family: Family,
        command: Command,
        actor: Actor | None = None,
        *,
        still: Check = lambda _: True,
    ) -> Act:
        """Return something done about a family, unless its file says by then that it may not."""
        doer = actor or self.who(type(command))
        step = Step(HOUSEHOLD, family.household_id, command)
        channel = "phone" if doer.role == self.world.mentor_role else "office"
        return Act(
            self.move_to(day),
            doer,
            step,
            channel,
            still=lambda: still(self.household(family)),
        )

    def apart(self, day: date, scene: Callable[["Purse"], Acts]) -> Acts:
        """Yield a scene that begins on a day and has a clock of its own."""
        purse = copy(self)
        purse.now = self.world.moment(day, self.random, 6, 7)
        yield Act(purse.now, self.cast.mentors[0], None)
        yield from scene(purse)

    def move_to(self, day: date) -> datetime:
        """Let time go on to a day, or by seconds when it is there already."""
        moment = self.world.moment(day, self.random, 8, 12)
        self.now = max(moment, self.now + timedelta(seconds=self.random.randint(20, 90)))
        return self.now

    @property
    def today(self) -> date:
        return self.world.programme.local(self.now).date()

    def day_of(self, day: date) -> date:
        """Return a day, or today when it lies behind already."""
        return max(day, self.today)

    def book(self, key: UUID, day: date) -> date:
        """Remember on which day the bank moves a sum, and return the day."""
        self.booked[key] = self.day_of(day)
        return self.booked[key]


def planted(
    purse: Purse, kind: str, answer: Answer | None, case: str = "", said: type[object] = object
) -> None:
    """Note a wrong in the truth once it is on record, by the fact that shows it."""
    for line in answer.events if answer else ():
        if isinstance(line.event, said):
            event = line.event_id
            purse.world.plant(kind, event=event, case=case or event)
            return


def within_a_year(day: date, days: int) -> date:
    """Return a day from which so many more days belong to one fiscal year."""
    month, last = LAST_DAY_OF_PAYING
    if day + timedelta(days=days) <= date(day.year, month, last):
        return day
    return max(day, date(day.year + 1, 1, 20))
