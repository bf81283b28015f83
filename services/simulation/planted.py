"""Wrongs planted in a simulated history, with the truth about them for whoever looks for them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from domain.commands import Command
from domain.context import Actor
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import RecordVisit
from domain.household.commands.assessment import AssessGraduation
from domain.household.commands.livelihood import OpenSavingsAccount
from domain.household.commands.proposals import ProposeAmendment
from domain.household.commands.targeting import ConfirmEligibility, NominateHousehold
from services.simulation.amending import amended
from services.simulation.population import Family, make_id
from services.simulation.world import Act, Acts, Batch, World
from services.steps import Step

# How many of each wrong the full programme of 7,250 households has; a smaller one has its share.
FULL = 7_250
DUPLICATE_NIKS, MENTORS_APPROVING, REUSED_PHOTOS, FUTURE_DATES, WRONG_DATES = 12, 5, 10, 5, 25
VISITS_FROM_ONE_SPOT, ACCOUNT_SHARERS = 40, 6
# Each kind of scene, and how many the full programme has.
Kinds = Sequence[tuple[int, Callable[[], Acts]]]
PLACE = "-8.500000,117.000000"


def share_of(full: int, families: int) -> int:
    """Return how many of a wrong a programme with so many families has."""
    return max(1, round(full * families / FULL))


class Wrongs:
    """What some people of the simulated programme do that they should not."""

    def __init__(self, world: World, fates: dict[UUID, str], batch: Batch) -> None:
        self.world, self.batch, self.fates = world, batch, fates
        self.random = world.random("wrongs")
        self.families = sum(len(cast.families) for cast in world.villages)
        self.staying = [
            family
            for cast in world.villages
            for family in cast.families
            if fates[family.household_id] == "eligible"
            and not family.leaves
            and not family.upheaval
        ]
        self.diary_of = {cast.village.code: cast.diary for cast in world.villages}
        self.mentor_of = {
            family.household_id: cast.mentor_of(family)
            for cast in world.villages
            for family in cast.families
        }

    def scenes(self, more: Kinds = ()) -> Iterator[Acts]:
        """Yield every planted wrong as a scene of its own; none where no family stays.

        `more` are kinds that are told elsewhere.
        """
        if not self.staying:
            return
        wrongs: Kinds = [
            (DUPLICATE_NIKS, self._duplicate),
            (MENTORS_APPROVING, self._mentor_approves),
            (REUSED_PHOTOS, self._reused_photo),
            (FUTURE_DATES, self._future_date),
            (WRONG_DATES, self._wrong_date),
            (1, self._own_mentor_graduates),
            (1, self._shared_account),
            (1, self._one_spot),
        ]
        for full, scene in (*wrongs, *more):
            for _ in range(share_of(full, self.families)):
                yield scene()

    def _duplicate(self) -> Acts:
        """Yield a second nomination in the name of somebody who is on the list already."""
        family = self.somebody()
        head, batch = family.head, self.batch
        again = NominateHousehold(
            batch_id=batch.batch_id,
            source_agency=batch.source,
            as_of_on=batch.as_of_on,
            row_reference=f"{family.serial}b",
            village_code=family.village.code,
            decile=family.decile,
            person_id=make_id(self.random),
            sex=head.sex,
            age_band=head.age_band,
            able_to_work=head.able_to_work,
            full_name=f"{head.full_name} B",
            nik=head.nik,
        )
        officer = self.world.staff[self.world.role_for(again.name)]
        day = self.world.start + timedelta(days=11)
        yield self._act(day, officer, make_id(self.random), again, ("duplicate_nik", "T3"))

    def _mentor_approves(self) -> Acts:
        """Yield a mentor who tries to find a household in their own care eligible."""
        day = self.world.start + timedelta(days=92)
        yield self._tried(day, self.somebody(), ConfirmEligibility(), "mentor_approves")

    def _own_mentor_graduates(self) -> Acts:
        """Yield a mentor who tries to judge the graduation of a household in their own care."""
        family, day = self.somebody(), self.world.end - timedelta(days=20)
        scorecard = self.world.programme.instrument("scorecard", day)
        if scorecard is None:
            return
        assess = AssessGraduation(
            assessment_id=make_id(self.random),
            respondent_id=family.head.person_id,
            instrument_code=scorecard.code,
            instrument_version=scorecard.version,
            answers=(),
        )
        yield self._tried(day, family, assess, "own_mentor_graduates")

    def _tried(self, day: date, family: Family, command: Command, kind: str) -> Act:
        mentor = self.mentor_of[family.household_id]
        return self._act(day, mentor, family.household_id, command, (kind, "S2"))

    def _shared_account(self) -> Acts:
        """Yield households that name one bank account: the first has it, others are refused."""
        day = self.world.enrolment + timedelta(days=60)
        for number, family in enumerate(self._some(ACCOUNT_SHARERS)):
            opening = OpenSavingsAccount(
                account_id=make_id(self.random),
                person_id=family.head.person_id,
                kind="bank",
                institution=self.world.programme.reasons["institution"][0].code,
                number="9900000000",
            )
            mentor = self.mentor_of[family.household_id]
            planted = ("shared_account", "T3")
            on = day + timedelta(days=number)
            yield self._act(on, mentor, family.household_id, opening, planted)

    def _reused_photo(self) -> Acts:
        """Yield two visits to two households that a mentor proves with one photograph."""
        photo = sha256(self.random.randbytes(16)).hexdigest()
        day = self.any_day()
        seen: list[tuple[UUID, UUID]] = []
        for family in self._some(2):
            act = self.visit(family, self.evening(day), photo_sha256s=(photo,))
            answer = yield act
            if answer is not None and answer.irregularity is None:
                seen.append((family.household_id, answer.events[0].event_id))
        if len(seen) > 1:
            for household_id, event in seen:
                self.world.plant(
                    "reused_photo", stream=household_id, photo=photo, event=event, case=photo
                )

    def _future_date(self) -> Acts:
        """Yield a visit that has not happened yet, from a phone with a wrong clock."""
        at = self.evening(self.any_day())
        family = self.somebody()
        answer = yield self.visit(family, at, happened=at + timedelta(days=31))
        if answer is not None and answer.irregularity is not None:
            self.world.plant("future_date", stream=family.household_id, code=answer.irregularity)

    def _wrong_date(self) -> Acts:
        """Yield a visit under a wrong date, and its correction with a second person."""
        family, right = self.somebody(), self.evening(self.any_day())
        act = self.visit(family, right, happened=right - timedelta(days=9))
        answer = yield act
        if answer is None or answer.irregularity is not None:
            return
        target = answer.events[0].event_id
        codes = [item.code for item in self.world.programme.reasons["correction"]]
        propose = ProposeAmendment(
            proposal_id=make_id(self.random),
            target_id=target,
            amendment="correction",
            reason="wrong_date" if "wrong_date" in codes else codes[0],
            happened_at=right,
        )
        answer = yield from amended(self, family, right + timedelta(days=2), propose)
        if answer is not None:
            self.world.plant("wrong_date", stream=family.household_id, event=target)

    def _one_spot(self) -> Acts:
        """Yield a row of visits of one mentor, a few minutes apart, all from one place."""
        mentor = self.mentor_of[self.somebody().household_id]
        mine = [f for f in self.staying if self.mentor_of[f.household_id] == mentor]
        at = self._at(self.any_day())
        for number in range(VISITS_FROM_ONE_SPOT):
            family = mine[number % len(mine)]
            answer = yield self.visit(family, at, place=PLACE)
            at += timedelta(minutes=6)
            if answer is not None and answer.irregularity is None:
                visit = answer.events[0].event_id
                self.world.plant("one_spot", stream=family.household_id, event=visit, case=1)

    def staff_for(self, family: Family, *commands: str) -> Actor:
        """Return who may give all of these commands where a family lives."""
        role = self.world.role_for(*commands)
        for cast in self.world.villages:
            if cast.village is family.village and role in cast.staff:
                return cast.staff[role]
        return self.world.staff[role]

    def somebody(self) -> Family:
        """Return a family that stays to the end."""
        return self.random.choice(self.staying)

    def _some(self, number: int) -> list[Family]:
        return self.random.sample(self.staying, min(number, len(self.staying)))

    def evening(self, day: date) -> datetime:
        """Return a moment after the last visit of a working day."""
        return self.world.moment(day, self.random, 18, 21)

    def _at(self, day: date) -> datetime:
        return self.world.moment(day, self.random, 8, 12)

    def any_day(self) -> date:
        """Return a day of the two years."""
        days = max(60, (self.world.end - self.world.enrolment).days - 60)
        return self.world.enrolment + timedelta(days=self.random.randrange(45, days))

    def _act(
        self, day: date, actor: Actor, stream: UUID, command: Command, planted: tuple[str, str]
    ) -> Act:
        return Act(self._at(day), actor, Step(HOUSEHOLD, stream, command), planted=planted)

    def visit(
        self, family: Family, at: datetime, happened: datetime | None = None, **more: Any
    ) -> Act:
        """Return a report of a visit that is sent within minutes, whenever it says it happened."""
        visit = RecordVisit(
            occurred_at=happened or at,
            visit_id=make_id(self.random),
            respondent_id=family.head.person_id,
            topics=(self.world.programme.pillars[0].code,),
            **{"minutes": 30, "accuracy_m": 10, "distance_m": 15, **more},
        )
        mentor = self.mentor_of[family.household_id]
        day = self.world.programme.local(happened or at).date()
        self.diary_of[family.village.code][mentor.actor_id, day] += 1
        sent = at + timedelta(minutes=5)
        return Act(sent, mentor, Step(HOUSEHOLD, family.household_id, visit), "phone")
