"""Odd visits planted in a simulated history: one kind for each question that red flags ask."""

from datetime import timedelta
from typing import Any

from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import RecordSpotCheck
from services.simulation.planted import Kinds, Wrongs
from services.simulation.population import Family, make_id
from services.simulation.world import Act, Acts
from services.steps import Step

# How many of each kind the full programme has; a smaller one has its share, but at least one.
FAR, HURRIED, SHORT, NIGHT = 20, 20, 20, 15
HEAPED, MOCKED, LOST, SHARED, DOUBTED = 20, 10, 10, 5, 5
HEAP_A_DAY, HEAP_MINUTES = 11, 15
CHECKS = 8


class OddVisits:
    """What some mentors and their telephones do that somebody should ask about."""

    def __init__(self, wrongs: Wrongs) -> None:
        self.wrongs, self.world, self.random = wrongs, wrongs.world, wrongs.random

    def kinds(self) -> Kinds:
        """Return each kind of scene, and how many the full programme has."""
        return [
            (FAR, lambda: self._odd("far_away", distance_m=self.random.randint(2_500, 9_000))),
            (SHORT, lambda: self._odd("short_visit", minutes=self.random.randint(5, 9))),
            (NIGHT, self._night),
            (MOCKED, lambda: self._odd("mock_place", mock_location=True)),
            (HURRIED, self._two_places),
            (HEAPED, self._month_end),
            (LOST, self._lost_number),
            (SHARED, self._shared_phone),
            (DOUBTED, self._doubted),
        ]

    def _odd(self, kind: str, **more: Any) -> Acts:
        at = self.wrongs.evening(self.wrongs.any_day())
        yield from self._seen(kind, self.wrongs.visit(self.wrongs.somebody(), at, **more))

    def _seen(self, kind: str, act: Act, case: object = None) -> Acts:
        """Yield a visit and note it in the truth once it is on record."""
        answer = yield act
        if answer is not None and answer.irregularity is None and answer.events:
            event = answer.events[0].event_id
            self.world.plant(kind, event=event, case=case or event)

    def _night(self) -> Acts:
        day = self.wrongs.any_day()
        at = self.world.moment(day, self.random, 22, 24)
        yield from self._seen("night_visit", self.wrongs.visit(self.wrongs.somebody(), at))

    def _two_places(self) -> Acts:
        """Yield two visits of one mentor, some minutes and many kilometres apart."""
        day, case = self.wrongs.any_day(), make_id(self.random)
        families, at = self._of_one_mentor(2), self.wrongs.evening(day)
        for number, family in enumerate(families):
            place = f"{-8.5 - number * 0.4:.6f},117.000000"
            act = self.wrongs.visit(family, at + number * timedelta(minutes=31), place=place)
            yield from self._seen("two_places", act, case)

    def _month_end(self) -> Acts:
        """Yield a mentor who makes a month's visits in its last two mornings."""
        near = self.world.end - timedelta(days=self.random.randrange(60, 150))
        first, case = near.replace(day=1), make_id(self.random)
        families = self._of_one_mentor(2 * HEAP_A_DAY)
        for number in range(2 * HEAP_A_DAY):
            day = first - timedelta(days=2 - number // HEAP_A_DAY)
            at = self.world.moment(day, self.random, 5, 6).replace(minute=5, second=0)
            at += timedelta(minutes=HEAP_MINUTES * (number % HEAP_A_DAY))
            act = self.wrongs.visit(families[number % len(families)], at, minutes=12)
            yield from self._seen("month_end", act, case)

    def _lost_number(self) -> Acts:
        at = self.wrongs.evening(self.wrongs.any_day())
        act = self.wrongs.visit(self.wrongs.somebody(), at)
        skipped = Act(act.at, act.actor, act.step, act.channel, skips=3)
        yield from self._seen("lost_number", skipped)

    def _shared_phone(self) -> Acts:
        """Yield a visit that one mentor sends from another's telephone."""
        family, other = self.wrongs.somebody(), self.wrongs.somebody()
        lender = self.wrongs.mentor_of[other.household_id]
        if lender == self.wrongs.mentor_of[family.household_id]:
            return
        act = self.wrongs.visit(family, self.wrongs.evening(self.wrongs.any_day()))
        device = f"hp-{lender.actor_id.hex[:12]}"
        yield from self._seen(
            "shared_phone", Act(act.at, act.actor, act.step, act.channel, device=device)
        )

    def _doubted(self) -> Acts:
        """Yield a mentor whose families do not confirm the visits that are on record."""
        day, case = self.wrongs.any_day(), make_id(self.random)
        for number, family in enumerate(self._of_one_mentor(CHECKS)):
            at = self.wrongs.evening(day + timedelta(days=number))
            answer = yield self.wrongs.visit(family, at)
            if answer is None or not answer.events or answer.irregularity is not None:
                continue
            said: Any = answer.events[0].event
            check = RecordSpotCheck(
                check_id=make_id(self.random),
                visit_id=said.visit_id,
                respondent_id=family.head.person_id,
                method="call",
                confirmed=False,
            )
            checker = self.wrongs.staff_for(family, RecordSpotCheck.name)
            later = at + timedelta(days=1)
            answer = yield Act(later, checker, Step(HOUSEHOLD, family.household_id, check))
            if answer is not None and answer.events:
                self.world.plant("not_confirmed", event=answer.events[0].event_id, case=case)

    def _of_one_mentor(self, number: int) -> list[Family]:
        """Return families of one mentor, as many as there are up to a number."""
        mentor = self.wrongs.mentor_of[self.wrongs.somebody().household_id]
        mine = [f for f in self.wrongs.staying if self.wrongs.mentor_of[f.household_id] == mentor]
        return mine[:number]
