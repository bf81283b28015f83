"""Invented lives of households, as the mix of events of two years, in plausible order.

They are histories, not decisions: a fold takes whatever happened. The same seed gives the same.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from uuid import UUID

from domain.events import Event
from domain.history import Origin, RecordedEvent
from domain.household.events import accompaniment as acc
from domain.household.events import assessment as ass
from domain.household.events import entry, livelihood, people, plan, record, rights, targeting

WITA = timezone(timedelta(hours=8))
STARTED = datetime(2020, 1, 6, 9, tzinfo=WITA)
PILLARS = ("empowerment", "finance", "livelihood", "protection")
NEEDS = ("health_cover", "house", "latrine", "school", "water")
OWNERS = ("health", "social", "village_agency")
VERDICTS = tuple((f"i{n:02}", "met") for n in range(1, 13))


@dataclass
class Told:
    """An event before it has a place in the log."""

    at: datetime
    stream: UUID
    actor_id: UUID
    role: str
    event: Event
    event_id: UUID
    late: timedelta = timedelta(0)


@dataclass
class Life:
    """One household, telling its story day by day."""

    rng: Random
    village_code: str
    mentor_id: UUID
    scale: float = 1.0
    household_id: UUID = field(init=False)
    told: list[Told] = field(default_factory=list)
    at: datetime = STARTED

    def __post_init__(self) -> None:
        self.household_id = self.new_id()
        self.head_id = self.new_id()
        self.officer_id = UUID(int=0xB3)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def tell(self, event: Event, *, by: UUID | None = None, late_days: float = 0) -> UUID:
        actor = by or self.mentor_id
        role = "mentor" if actor == self.mentor_id else "officer"
        late = timedelta(days=late_days)
        one = Told(self.at, self.household_id, actor, role, event, self.new_id(), late)
        self.told.append(one)
        return one.event_id

    def passes(self, days: float) -> None:
        self.at += timedelta(days=days, minutes=self.rng.randint(-120, 120))

    def many(self, mean: float) -> int:
        return max(0, round(self.rng.gauss(mean, mean / 5) * self.scale))

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

    def nomination(self) -> None:
        self.at = STARTED + timedelta(minutes=self.rng.randint(0, 60 * 24 * 5))
        self.tell(
            targeting.HouseholdNominated(
                person_id=self.head_id,
                sex=self.rng.choice(("f", "m")),
                age_band="18-59",
                able_to_work=True,
                batch_id=UUID(int=0xBA7C4),
                decile=self.rng.choice((1, 2)),
                source_agency="social",
                as_of_on=date(2019, 10, 1),
                row_reference=f"row {self.rng.randint(1, 9999)}",
                village_code=self.village_code,
            ),
            by=self.officer_id,
        )
        self.passes(10)
        self.check_id, self.visit_id, self.meeting_id = (self.new_id() for _ in range(3))
        self.tell(
            targeting.IdentityCheckRecorded(
                check_id=self.check_id, person_id=self.head_id, result="match", source="dukcapil"
            ),
            by=self.officer_id,
        )
        self.passes(20)
        self.tell(
            targeting.VerificationVisitRecorded(
                visit_id=self.visit_id,
                respondent_id=self.head_id,
                result="complete",
                on_site=True,
                instrument_code="verification",
                instrument_version=1,
                answers=(("floor_is_earth", True), ("meals", 2)),
            )
        )
        self.passes(15)
        self.tell(
            targeting.VillageDecisionRecorded(meeting_id=self.meeting_id, verdict="eligible"),
            by=self.officer_id,
        )
        self.passes(3)

    def rejection(self) -> None:
        if self.rng.random() < 0.3:
            event: Event = targeting.ReferredToSocialProtectionOnly(reason="elderly_only")
        else:
            event = targeting.NominationRejected(
                reason=self.rng.choice(("not_poor", "moved", "deceased")),
                person_id=self.head_id,
            )
        self.tell(event, by=self.officer_id)

    def enrolment(self) -> None:
        self.tell(
            targeting.EligibilityConfirmed(
                visit_id=self.visit_id, check_id=self.check_id, meeting_id=self.meeting_id
            ),
            by=self.officer_id,
        )
        self.passes(10)
        self.tell(
            entry.ConsentRecorded(
                consent_id=self.new_id(),
                person_id=self.head_id,
                purposes=("accompaniment",),
                form="signed",
            )
        )
        self.tell(
            entry.HouseholdEnrolled(
                decree_on=self.at.date(),
                in_other_programme=False,
                village_code=self.village_code,
                decree_number="SK 1/2020",
            ),
            by=self.officer_id,
        )
        self.tell(
            entry.MentorAssigned(mentor_id=self.mentor_id, from_on=self.at.date()),
            by=self.officer_id,
        )
        self.member_id = self.new_id()
        self.tell(
            people.MemberAdded(
                person_id=self.member_id,
                sex="f",
                age_band="7-12",
                able_to_work=False,
                relation="child",
                reason="birth",
            )
        )
        self.passes(7)
        self.assessed(entry.BaselineAssessed, phase="stabilise", passed=False)

    def assessed(self, kind: type[Event], **more: object) -> UUID:
        assessment_id = self.new_id()
        self.tell(
            kind(
                assessment_id=assessment_id,
                respondent_id=self.head_id,
                instrument_code="scorecard",
                instrument_version=1,
                answers=tuple((f"q{n:02}", self.rng.randint(0, 9)) for n in range(1, 21)),
                verdicts=VERDICTS,
                **more,
            )
        )
        return assessment_id

    def plan(self) -> None:
        self.livelihoods = [self.new_id(), self.new_id()]
        self.account_id = self.new_id()
        for _ in range(max(1, self.many(3.2))):
            self.need()
        self.tell(
            plan.HouseholdPlanAgreed(
                plan_id=self.new_id(),
                agreed_by=self.head_id,
                livelihoods=tuple(
                    plan.PlannedLivelihood(each, "goats", self.head_id)
                    for each in self.livelihoods
                ),
                items=(
                    plan.PlanItem(
                        self.new_id(),
                        "livelihood",
                        "income",
                        "goats",
                        "social",
                        self.at.date() + timedelta(days=90),
                    ),
                ),
            )
        )
        self.tell(
            livelihood.SavingsAccountOpened(
                account_id=self.account_id,
                person_id=self.head_id,
                kind="group",
                institution="savings_group",
            )
        )

    def need(self) -> None:
        need_id, referral_id = self.new_id(), self.new_id()
        owner, due = self.rng.choice(OWNERS), self.at.date() + timedelta(days=90)
        self.tell(
            plan.NeedIdentified(
                need_id=need_id,
                person_id=self.head_id,
                kind=self.rng.choice(NEEDS),
                owner=owner,
                due_on=due,
            )
        )
        self.tell(
            rights.ReferralMade(
                referral_id=referral_id,
                need_id=need_id,
                person_id=self.head_id,
                owner=owner,
                service="service",
                due_on=due,
            )
        )
        if self.rng.random() < 0.9:
            self.tell(rights.ReferralAccepted(referral_id=referral_id, due_on=due))
        if self.rng.random() < 0.8:
            self.tell(
                rights.ServiceDelivered(
                    referral_id=referral_id, person_id=self.head_id, proof=("card",)
                )
            )
            self.tell(plan.NeedClosed(need_id=need_id, outcome="served"))
        elif self.rng.random() < 0.5:
            self.tell(rights.ReferralClosedUnmet(referral_id=referral_id, reason="no_quota"))

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


def lives(
    seed: int,
    households: int,
    villages: tuple[str, ...],
    scale: float = 1.0,
    years_later: int = 0,
) -> list[RecordedEvent]:
    """Return the log of some households, in the order in which their events were recorded."""
    rng = Random(seed)  # noqa: S311 (invents lives, keeps no secret)
    mentors = [UUID(int=rng.getrandbits(128), version=4) for _ in range(max(1, households // 50))]
    told: list[Told] = []
    for number in range(households):
        village = villages[number % len(villages)]
        told += Life(rng, village, mentors[number % len(mentors)], scale).whole()
    for one in told:
        one.at += timedelta(days=365 * years_later)
    return recorded(told)


def recorded(told: list[Told]) -> list[RecordedEvent]:
    """Give events their places: by the moment at which they arrived."""
    order = sorted(range(len(told)), key=lambda index: (told[index].at + told[index].late, index))
    versions: dict[UUID, int] = {}
    log: list[RecordedEvent] = []
    recorded_at = min(one.at for one in told)
    for position, index in enumerate(order):
        one = told[index]
        recorded_at = max(one.at + one.late, recorded_at + timedelta(microseconds=1))
        versions[one.stream] = versions.get(one.stream, 0) + 1
        origin = Origin(
            command_id=one.event_id,
            correlation_id="test",
            actor_id=one.actor_id,
            role=one.role,
            channel="phone",
            occurred_at=one.at,
            rules="0" * 32,
            device_id="phone-1",
            device_seq=position,
            app_version="1.0",
        )
        log.append(
            RecordedEvent(
                one.stream,
                versions[one.stream],
                one.event,
                one.event_id,
                origin,
                position,
                recorded_at.astimezone(UTC),
            )
        )
    return log
