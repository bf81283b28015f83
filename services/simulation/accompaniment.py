"""Two years of a simulated family: visits in their rhythm, savings, services, shocks, checks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordSpotCheck,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.assessment import AssessHalfYear
from domain.household.commands.livelihood import RecordSavings, ReportEnterprise, ReportShock
from domain.household.commands.record import CorrectEvent
from services.simulation.belonging import birth, leaving
from services.simulation.indicators import Indicators
from services.simulation.joining import assessed
from services.simulation.needs import referrals
from services.simulation.stage import Stage
from services.simulation.world import Acts

MONTH = 30.4375
# Means per household over two years, without visits.
BIRTHS, LEAVING = 0.3, 0.2
MISSED, SESSIONS, TRAININGS, SAVINGS, REPORTS, SHOCKS, CORRECTIONS = 5, 26, 3, 26, 22, 0.7, 1.2
QUIET_SKIP, STORM_SKIP = 0.25, 0.06
NOTES = (
    "Ternak sehat, kandang dibersihkan bersama.",
    "Keluarga mencatat pengeluaran harian.",
    "Anak kembali bersekolah, seragam sudah ada.",
    "Air bersih masih diambil dari tetangga.",
)
Scene: TypeAlias = Callable[[date], Acts]
DatedScene: TypeAlias = tuple[date, Scene]


class TwoYears:
    """Everything that happens to one family between baseline and graduation."""

    def __init__(self, stage: Stage, indicators: Indicators, first: date) -> None:
        self.stage, self.indicators, self.first = stage, indicators, first
        self.last_visit: UUID | None = None
        self.visit_event: UUID | None = None
        self.saved = 0

    def scenes(self) -> list[DatedScene]:
        """Return what happens on which day, in order."""
        random, first = self.stage.random, self.first
        days = max(1, (self.stage.world.end - first).days - 7)

        def spread(mean: float, scene: Scene) -> list[DatedScene]:
            count = self.stage.times(mean * days / 731)
            return [(first + timedelta(days=random.randrange(days)), scene) for _ in range(count)]

        scenes: list[DatedScene] = [(day, self.visit) for day in self._visiting_days(days)]
        scenes += spread(MISSED, self.missed) + spread(SESSIONS, self.session)
        scenes += spread(TRAININGS, self.training) + spread(SAVINGS, self.savings)
        scenes += spread(REPORTS, self.enterprise) + spread(SHOCKS, self.shock)
        scenes += spread(BIRTHS, self.birth) + spread(LEAVING, self.leaving)
        scenes += spread(CORRECTIONS, self.correction) + spread(1.0, self.spot_check)
        scenes += [
            (first + timedelta(days=round(month * MONTH)), self.half_year)
            for month in (6, 12, 18)
            if month * MONTH < days - 45
        ]
        scenes += [(first + timedelta(days=random.randint(20, 120)), self.referrals)]
        return sorted(scenes, key=lambda scene: scene[0])

    def _visiting_days(self, days: int) -> list[date]:
        """Return the days of visits, in the rhythm of the programme's phases, less the dips."""
        stage, visits, day = self.stage, [], 3.0
        while day < days:
            month = day / MONTH
            phase = [p for p in stage.programme.phases if p.from_month <= month][-1]
            on = self.first + timedelta(days=round(day))
            skip = QUIET_SKIP if stage.world.is_quiet(on) else 0.0
            skip += STORM_SKIP if on.month in (12, 1, 2, 3) else 0.01
            if not stage.chance(skip):
                visits.append(on)
            day += phase.visit_every_days + stage.random.choice((-1, 0, 0, 1))
        return visits

    def visit(self, day: date) -> Acts:
        stage, visit_id = self.stage, self.stage.new_id()
        pillars = [pillar.code for pillar in stage.programme.pillars]

        def make(done: datetime) -> RecordVisit:
            return RecordVisit(
                occurred_at=done,
                visit_id=visit_id,
                respondent_id=stage.family.head.person_id,
                topics=tuple(stage.random.sample(pillars, 2)),
                minutes=stage.random.randint(20, 75),
                accuracy_m=stage.random.randint(4, 40),
                distance_m=stage.random.randint(0, 60),
                note=stage.random.choice(NOTES) if stage.chance(0.6) else None,
            )

        answer = yield stage.in_field(day, stage.mentor, make)
        if answer is not None and answer.events:
            self.last_visit, self.visit_event = visit_id, answer.events[0].event_id

    def missed(self, day: date) -> Acts:
        stage = self.stage
        reason = stage.reason("missed_visit")
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: RecordMissedVisit(
                occurred_at=done,
                visit_id=stage.new_id(),
                respondent_id=stage.family.head.person_id,
                reason=reason,
            ),
        )

    def session(self, day: date) -> Acts:
        stage = self.stage
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: RecordGroupSession(
                occurred_at=done,
                session_id=stage.new_id(),
                group_id=stage.cast.potentials[0],
                kind=stage.reason("session"),
                pillar=stage.random.choice(stage.programme.pillars).code,
                person_ids=(stage.family.head.person_id,),
                minutes=90,
            ),
        )

    def training(self, day: date) -> Acts:
        stage = self.stage
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: RecordTraining(
                occurred_at=done,
                training_id=stage.new_id(),
                person_id=stage.family.head.person_id,
                provider=stage.programme.agencies[0].code,
                curriculum=stage.reason("curriculum"),
                pillar=stage.programme.pillars[1].code,
                days=3,
                completed_on=day,
            ),
        )

    def savings(self, day: date) -> Acts:
        stage = self.stage
        account_id = stage.account_id
        if account_id is None:
            return
        amount = stage.random.randrange(1, 11) * 10_000
        withdrawal = self.saved > amount * 4 and stage.chance(0.15)
        self.saved += -amount if withdrawal else amount
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: RecordSavings(
                occurred_at=done,
                savings_id=stage.new_id(),
                account_id=account_id,
                kind="withdrawal" if withdrawal else "deposit",
                amount_rupiah=amount,
                balance_rupiah=self.saved,
            ),
        )

    def enterprise(self, day: date) -> Acts:
        stage = self.stage
        if not stage.livelihoods:
            return
        month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: ReportEnterprise(
                occurred_at=done,
                report_id=stage.new_id(),
                livelihood_id=stage.random.choice(stage.livelihoods),
                month_on=month,
                income_rupiah=stage.random.randrange(1, 20) * 50_000,
                alive=not stage.chance(0.03),
            ),
        )

    def shock(self, day: date) -> Acts:
        stage = self.stage
        yield stage.in_field(
            day,
            stage.mentor,
            lambda done: ReportShock(
                occurred_at=done,
                shock_id=stage.new_id(),
                person_id=stage.family.head.person_id,
                kind=stage.reason("shock"),
                loss_rupiah=stage.random.randrange(0, 10) * 100_000,
            ),
        )

    def birth(self, day: date) -> Acts:
        return birth(self.stage, day)

    def leaving(self, day: date) -> Acts:
        return leaving(self.stage, day)

    def spot_check(self, day: date) -> Acts:
        stage = self.stage
        if self.last_visit is None:
            return
        yield stage.at_office(
            day,
            RecordSpotCheck(
                check_id=stage.new_id(),
                visit_id=self.last_visit,
                respondent_id=stage.family.head.person_id,
                method="call",
                confirmed=stage.chance(0.97),
            ),
        )

    def correction(self, day: date) -> Acts:
        stage = self.stage
        target, self.visit_event = self.visit_event, None
        if target is None:
            return
        yield stage.at_office(
            day,
            CorrectEvent(
                correction_id=stage.new_id(),
                target_id=target,
                reason=stage.reason("correction"),
                second_person_id=stage.world.staff["supervisor"].actor_id,
                values=(("minutes", str(stage.random.randint(25, 60))),),
            ),
        )

    def half_year(self, day: date) -> Acts:
        yield assessed(self.stage, day, AssessHalfYear, self.indicators.next_half_year())

    def referrals(self, _: date) -> Acts:
        return referrals(self.stage)
