"""How an invented household comes onto the list, is verified, and joins the programme."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from random import Random
from uuid import UUID

from domain.events import Event
from domain.household.events import entry, people, targeting

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
class Joining:
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
