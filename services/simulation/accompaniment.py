"""Two years of a simulated family: who comes when, what they find, and how it is put right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from domain.history import RecordedEvent
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordSpotCheck,
    RecordTraining,
    RecordVisit,
)
from domain.household.commands.assessment import AssessHalfYear
from domain.household.commands.proposals import ConfirmAmendment, ProposeAmendment
from domain.household.events.accompaniment import VisitRecorded
from services.simulation.assets import inspection, loss
from services.simulation.belonging import birth, leaving
from services.simulation.everyday import enterprise, savings, shock
from services.simulation.indicators import Indicators
from services.simulation.joining import assessed
from services.simulation.needs import referrals
from services.simulation.stage import MINUTES_MAX, Stage
from services.simulation.upheavals import upheaval
from services.simulation.world import STORM_MONTHS, Acts

MONTH = 30.4375
HALF_YEARS = (6, 12, 18)
# Means per household over two years, without visits.
BIRTHS, LEAVING = 0.3, 0.2
MISSED, SESSIONS, TRAININGS, SAVINGS, REPORTS, SHOCKS = 5, 20, 3, 18, 16, 0.7
# Where there are assets; most families have some, and not from the first day.
INSPECTIONS, LOSSES = 7.5, 0.23
CORRECTIONS, SPOT_CHECKS = 1.2, 1.0
QUIET_SKIP, STORM_SKIP, SKIP = 0.25, 0.06, 0.01
NOTES = (
    "Ternak sehat, kandang dibersihkan bersama.",
    "Keluarga mencatat pengeluaran harian.",
    "Anak kembali bersekolah, seragam sudah ada.",
    "Air bersih masih diambil dari tetangga.",
)
Scene = Callable[[date], Acts]


class TwoYears:
    """Everything that happens to one family between baseline and graduation.

    `assessed` is the day of the baseline, from which half-years count; `first` the day from which
    the mentor comes in the rhythm of the programme.
    """

    def __init__(self, stage: Stage, indicators: Indicators, assessed: date, first: date) -> None:
        self.stage, self.indicators = stage, indicators
        self.assessed, self.first = assessed, first
        self.last_visit: VisitRecorded | None = None
        self.uncorrected: RecordedEvent | None = None

    def scenes(self) -> list[tuple[date, Scene]]:
        """Return what happens on which day, in order."""
        stage, random, first = self.stage, self.stage.random, self.first
        days = max(1, (stage.world.end - first).days - 7)
        means: list[tuple[float, Scene]] = [
            (MISSED, self.missed),
            (SESSIONS, self.session),
            (TRAININGS, self.training),
            (SAVINGS, partial(savings, stage)),
            (REPORTS, partial(enterprise, stage)),
            (SHOCKS, partial(shock, stage)),
            (INSPECTIONS, partial(inspection, stage)),
            (LOSSES, partial(loss, stage)),
            (BIRTHS, partial(birth, stage)),
            (LEAVING, partial(leaving, stage)),
            (CORRECTIONS, self.correction),
            (SPOT_CHECKS, self.spot_check),
        ]
        scenes: list[tuple[date, Scene]] = [(on, self.visit) for on in self._visiting_days(days)]
        for mean, scene in means:
            count = stage.times(mean * days / 731)
            scenes += [(first + timedelta(random.randrange(days)), scene) for _ in range(count)]
        scenes += [
            (self.assessed + timedelta(round(month * MONTH)), self.half_year)
            for month in HALF_YEARS
            if month * MONTH < (stage.world.end - self.assessed).days - 45
        ]
        scenes.append((first + timedelta(random.randint(20, 120)), lambda _: referrals(stage)))
        if stage.family.upheaval:
            on = first + timedelta(random.randrange(days))
            scenes.append((on, partial(upheaval, stage)))
        return sorted(scenes, key=lambda scene: scene[0])

    def _visiting_days(self, days: int) -> list[date]:
        """Return the days of visits, in the rhythm of the programme's phases, less the dips."""
        stage, visits, day = self.stage, [], 3.0
        while day < days:
            month = day / MONTH
            phase = [p for p in stage.programme.phases if p.from_month <= month][-1]
            on = self.first + timedelta(days=round(day))
            skip = QUIET_SKIP if stage.world.is_quiet(on) else 0.0
            skip += STORM_SKIP if on.month in STORM_MONTHS else SKIP
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
                minutes=MINUTES_MAX - stage.random.randint(0, 55) % 21,
                accuracy_m=stage.random.randint(4, 40),
                distance_m=stage.random.randint(0, 60),
                note=stage.random.choice(NOTES) if stage.chance(0.6) else None,
            )

        call = stage.next_call(day)
        answer = yield stage.in_field(stage.programme.local(call).date(), make, call)
        if answer is not None and answer.events:
            line = answer.events[0]
            if isinstance(line.event, VisitRecorded):
                self.last_visit, self.uncorrected = line.event, line

    def missed(self, day: date) -> Acts:
        stage = self.stage
        reason = stage.reason("missed_visit")
        yield stage.in_field(
            day,
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
            lambda done: RecordTraining(
                occurred_at=done,
                training_id=stage.new_id(),
                person_id=stage.family.head.person_id,
                provider=stage.programme.agencies[0].code,
                curriculum=stage.reason("curriculum"),
                pillar=stage.random.choice(stage.programme.pillars).code,
                days=3,
                completed_on=day,
            ),
        )

    def spot_check(self, day: date) -> Acts:
        stage = self.stage
        if self.last_visit is None:
            return
        yield stage.at_office(
            day,
            RecordSpotCheck(
                check_id=stage.new_id(),
                visit_id=self.last_visit.visit_id,
                respondent_id=stage.family.head.person_id,
                method="call",
                confirmed=stage.chance(0.97),
            ),
        )

    def correction(self, day: date) -> Acts:
        """Yield other minutes for the last visit, which somebody else confirms."""
        stage = self.stage
        wrong, self.uncorrected = self.uncorrected, None
        if wrong is None or self.last_visit is None:
            return
        minutes = stage.random.randint(25, 60)
        minutes += minutes == self.last_visit.minutes
        proposal_id = stage.new_id()
        answer = yield stage.at_office(
            day,
            ProposeAmendment(
                proposal_id=proposal_id,
                target_id=wrong.event_id,
                amendment="correction",
                reason=stage.code("correction", "wrong_value"),
                values=(("minutes", str(minutes)),),
            ),
        )
        if answer is not None and answer.events:
            yield stage.at_office(day, ConfirmAmendment(proposal_id=proposal_id))

    def half_year(self, day: date) -> Acts:
        stage, met = self.stage, self.indicators.next_half_year()
        answer = yield assessed(stage, day, AssessHalfYear, met)
        if answer and answer.events and stage.mentor.actor_id in stage.world.odd.copying:
            event, case = answer.events[0].event_id, stage.mentor.actor_id
            stage.world.plant("copied_answers", event=event, case=case)
