"""What recurs in an invented household in two years, and how they end."""

from datetime import timedelta
from uuid import UUID

from domain.household.events import accompaniment as acc
from domain.household.events import assessment as ass
from domain.household.events import livelihood, record
from tests.projections.joining import PILLARS, VERDICTS, Told
from tests.projections.planning import Planning

# How often what happens to an enrolled household in two years.
RECURRING = {
    "visit": 62,
    "missed": 5,
    "session": 23,
    "saving": 18,
    "enterprise": 16,
    "half_year": 3.8,
    "milestone": 6.5,
    "correction": 3,
}


class Life(Planning):
    """A household from the list to the end of its two years."""

    def whole(self) -> list[Told]:
        """Tell all of it."""
        self.nomination()
        if self.rng.random() < 0.22:
            self.rejection()
            return self.told
        self.enrolment()
        self.plan()
        self.two_years()
        self.ending()
        return self.told

    def two_years(self) -> None:
        """Tell what recurs, in the order of days."""
        began, days = self.at, []
        for kind, mean in RECURRING.items():
            days += [(self.rng.uniform(1, 700), kind) for _ in range(self.many(mean))]
        self.corrected: list[UUID] = []
        for day, kind in sorted(days):
            self.at = began + timedelta(days=day)
            getattr(self, kind)()
        self.at = began + timedelta(days=701)

    def visit(self) -> None:
        event_id = self.tell(
            acc.VisitRecorded(
                visit_id=self.new_id(),
                respondent_id=self.head_id,
                topics=tuple(self.rng.sample(PILLARS, 2)),
                minutes=self.rng.randint(3, 80),
                accuracy_m=12,
                distance_m=self.rng.randint(0, 400),
                warnings=("V1b",) if self.rng.random() < 0.1 else (),
            ),
            late_days=self.rng.choice((0, 0, 0, 0.2, 3)),
        )
        if self.rng.random() < 0.1:
            self.corrected.append(event_id)

    def missed(self) -> None:
        self.tell(
            acc.VisitMissed(visit_id=self.new_id(), respondent_id=self.head_id, reason="storm")
        )

    def session(self) -> None:
        self.tell(
            acc.GroupSessionAttended(
                session_id=self.new_id(),
                group_id=UUID(int=7),
                kind="savings",
                pillar="finance",
                person_ids=(self.head_id,),
                minutes=90,
            )
        )

    def saving(self) -> None:
        self.tell(
            livelihood.SavingsRecorded(
                savings_id=self.new_id(),
                account_id=self.account_id,
                kind=self.rng.choice(("deposit", "deposit", "withdrawal")),
                amount_rupiah=self.rng.randint(5, 50) * 1000,
            )
        )

    def enterprise(self) -> None:
        self.tell(
            livelihood.EnterpriseReported(
                report_id=self.new_id(),
                livelihood_id=self.rng.choice(self.livelihoods),
                month_on=self.at.date(),
                income_rupiah=self.rng.randint(100, 900) * 1000,
                alive=True,
            )
        )

    def half_year(self) -> None:
        self.assessed(ass.HalfYearAssessed, passed=self.rng.random() < 0.5)

    def milestone(self) -> None:
        self.tell(ass.MilestoneReached(milestone=self.rng.choice(("first_income", "plan_agreed"))))

    def correction(self) -> None:
        if not self.corrected:
            return
        amends = {
            "target_id": self.corrected.pop(),
            "reason": "wrong_value",
            "second_person_id": self.officer_id,
        }
        if self.rng.random() < 0.3:
            self.tell(record.EventAnnulled(annulment_id=self.new_id(), **amends))
        else:
            self.tell(
                record.EventCorrected(
                    correction_id=self.new_id(), values=(("minutes", "44"),), **amends
                )
            )

    def ending(self) -> None:
        fate = self.rng.random()
        if fate < 0.8:
            assessment_id = self.assessed(ass.GraduationAssessed, passed=True)
            self.tell(
                ass.GraduationApproved(
                    graduation_id=self.new_id(),
                    assessment_id=assessment_id,
                    version_seen=9,
                    assessed_event_id=self.told[-1].event_id,
                    instrument_code="scorecard",
                    instrument_version=1,
                    verdicts=VERDICTS,
                ),
                by=self.officer_id,
            )
        elif fate < 0.88:
            self.tell(
                ass.HouseholdExited(exit_id=self.new_id(), person_id=self.head_id, reason="wish")
            )
