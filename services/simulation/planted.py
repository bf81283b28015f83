"""Wrongs planted in a simulated history, with the truth about them for whoever looks for them."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.accompaniment import RecordVisit
from domain.household.commands.targeting import ConfirmEligibility, NominateHousehold
from services.simulation.population import Family, make_id
from services.simulation.world import Act, Acts, Batch, World
from services.steps import Step

# How many of each wrong the full programme of 7,250 households has; a smaller one has its share.
DUPLICATE_NIKS, MENTORS_APPROVING, REUSED_PHOTOS, WRONG_DATES = 12, 5, 3, 25
FULL = 7_250


class Wrongs:
    """What some people of the simulated programme try that they should not."""

    def __init__(self, world: World, everybody: list[Family], fates: dict[UUID, str]) -> None:
        self.world = world
        self.random = world.random("wrongs")
        self.everybody = everybody
        self.eligible = [f for f in everybody if fates[f.household_id] == "eligible"]
        self.mentor_of = {
            family.household_id: cast.mentors[family.serial % len(cast.mentors)]
            for cast in world.villages
            for family in cast.families
        }

    def scenes(self, batch: Batch) -> list[Acts]:
        """Return every planted wrong as a scene of its own."""
        scenes = [self._duplicate(batch) for _ in range(self._share(DUPLICATE_NIKS))]
        scenes += [self._mentor_approves() for _ in range(self._share(MENTORS_APPROVING))]
        scenes += [self._reused_photo() for _ in range(self._share(REUSED_PHOTOS))]
        scenes += [self._future_date() for _ in range(self._share(WRONG_DATES))]
        return scenes

    def _share(self, full: int) -> int:
        return max(1, round(full * len(self.everybody) / FULL))

    def _at(self, day: date) -> datetime:
        return self.world.moment(day, self.random)

    def _duplicate(self, batch: Batch) -> Acts:
        """Nominate a second household in the name of somebody who is listed already."""
        family = self.random.choice(self.eligible)
        head, stream = family.head, make_id(self.random)
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
        yield Act(
            self._at(self.world.start + timedelta(days=11)),
            self.world.staff["data_officer"],
            Step(HOUSEHOLD, stream, again),
            planted="duplicate_nik",
        )

    def _mentor_approves(self) -> Acts:
        """Let a mentor try to find a household in their own care eligible."""
        family = self.random.choice(self.eligible)
        yield Act(
            self._at(self.world.start + timedelta(days=92)),
            self.mentor_of[family.household_id],
            Step(HOUSEHOLD, family.household_id, ConfirmEligibility()),
            planted="mentor_approves",
        )

    def _reused_photo(self) -> Acts:
        """Let a mentor prove visits to two households with one photograph."""
        photo = sha256(self.random.randbytes(16)).hexdigest()
        day = self._any_day()
        for family in self.random.sample(self.eligible, min(2, len(self.eligible))):
            act = self._visit(family, day, photos=(photo,))
            answer = yield act
            if answer is not None and answer.irregularity is None:
                self.world.plant("reused_photo", stream=family.household_id, photo=photo)

    def _future_date(self) -> Acts:
        """Let a phone with a wrong clock report a visit that has not happened yet."""
        act = self._visit(self.random.choice(self.eligible), self._any_day(), ahead=31)
        answer = yield act
        if answer is not None and answer.irregularity is not None:
            self.world.plant("future_date", stream=act.step.stream, code=answer.irregularity)

    def _any_day(self) -> date:
        days = max(60, (self.world.end - self.world.enrolment).days - 60)
        return self.world.enrolment + timedelta(days=self.random.randrange(45, days))

    def _visit(
        self, family: Family, day: date, photos: tuple[str, ...] = (), ahead: int = 0
    ) -> Act:
        at = self._at(day)
        visit = RecordVisit(
            occurred_at=at + timedelta(days=ahead),
            visit_id=make_id(self.random),
            respondent_id=family.head.person_id,
            topics=(self.world.programme.pillars[0].code,),
            minutes=30,
            accuracy_m=10,
            distance_m=15,
            photo_sha256s=photos,
        )
        actor = self.mentor_of[family.household_id]
        return Act(
            at + timedelta(minutes=5),
            actor,
            Step(HOUSEHOLD, family.household_id, visit),
            channel="phone",
            planted="visit",
        )
