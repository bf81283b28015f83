"""Tells the red flags facts as they are stored, and asks what they say."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from domain.flags.evaluator import Evaluator, standing
from domain.flags.facts import Fact
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.targeting import EligibilityConfirmed, HouseholdNominated
from tests.sample_programme import OTHER_VILLAGE, PROGRAMME, VILLAGE

MENTOR, OTHER_MENTOR, OFFICER = UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xB1)
MENTOR_ROLE = next(code for code, role in PROGRAMME.roles.items() if role.area == "caseload")
# A Monday, 10.00 on the clock of the sample programme.
MONDAY = datetime(2026, 6, 1, 2, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


class Telling:
    """A log that grows fact by fact, with everything that the rules said of it."""

    def __init__(self, programme=PROGRAMME):
        self.evaluator = Evaluator(programme)
        self.said = []
        self.position = -1
        self.now = MONDAY - 200 * DAY

    def tell(  # noqa: PLR0913 (what an envelope holds)
        self, event, stream, *, at=None, by=OFFICER, role="officer", later=MINUTE, **origin
    ):
        """Tell one event that happened at a moment and was recorded some time later."""
        at = at or self.now
        self.now = max(self.now, at + later)
        self.position += 1
        envelope = {"actor_id": str(by), "role": role, "occurred_at": at.isoformat()}
        envelope |= {"channel": "phone", **origin}
        payload = event.model_dump(mode="json", exclude_defaults=True)
        fact = Fact(self.position, str(stream), event.name, at + later, payload, envelope)
        self.said += self.evaluator.see(fact)
        return self.position

    def household(self, village=VILLAGE, *, decile=1, eligible=True, head=None):
        """Tell of a new household and return its id."""
        stream = uuid4()
        nominated = HouseholdNominated(
            batch_id=uuid4(), source_agency="social", as_of_on=self.now.date(), row_reference="1",
            village_code=village, decile=decile, person_id=head or uuid4(), sex="f",
            age_band="18-59", able_to_work=True,
        )  # fmt: skip
        self.tell(nominated, stream)
        if eligible:
            confirmed = EligibilityConfirmed(
                visit_id=uuid4(), check_id=uuid4(), meeting_id=uuid4()
            )
            self.tell(confirmed, stream)
        return stream

    def visit(self, stream, at, *, by=MENTOR, later=HOUR, origin=None, **more):
        """Tell of a visit by a mentor."""
        content = {"minutes": 30, "distance_m": 20, "topics": ("finance",), **more}
        visit = VisitRecorded(visit_id=uuid4(), respondent_id=uuid4(), **content)
        return self.tell(
            visit, stream, at=at, by=by, role=MENTOR_ROLE, later=later, **(origin or {})
        )

    def asked(self, rule):
        """Return the questions of a rule that stand."""
        return [hit for (code, _), hit in standing(iter(self.said)).items() if code == rule]

    def ever(self, rule):
        """Return the questions that a rule ever asked."""
        return [hit for hit in self.said if hit.rule == rule and hasattr(hit, "positions")]


__all__ = ["OTHER_VILLAGE", "VILLAGE", "Telling"]
