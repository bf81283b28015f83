"""Facts of two families, as short as a test of figures needs them."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import HouseholdExited
from domain.household.events.entry import BaselineAssessed, HouseholdEnrolled, MentorAssigned
from domain.household.events.plan import NeedIdentified
from domain.household.events.targeting import (
    EligibilityConfirmed,
    HouseholdNominated,
    NominationRejected,
)
from tests.projections.telling import BEGAN, HEAD, MENTOR, OFFICER

VILLAGE, OTHER_VILLAGE = "74.99.01.2001", "74.99.01.2002"
BATCH = UUID(int=0xBA)
DAY = BEGAN.date()


def known(stream, what):
    return uuid5(stream, what)


def nominated(village=VILLAGE, batch=BATCH):
    return HouseholdNominated(
        person_id=HEAD,
        sex="f",
        age_band="18-59",
        able_to_work=True,
        batch_id=batch,
        decile=1,
        source_agency="social",
        as_of_on=DAY,
        row_reference="row 1",
        village_code=village,
    )


def rejected(reason="not_poor"):
    return NominationRejected(reason=reason, person_id=HEAD)


def enrolled(village=VILLAGE):
    """Return what makes a nominated household a participant with a mentor and a baseline."""
    return (
        EligibilityConfirmed(visit_id=UUID(int=1), check_id=UUID(int=2), meeting_id=UUID(int=3)),
        HouseholdEnrolled(
            decree_on=DAY,
            in_other_programme=False,
            village_code=village,
            decree_number="SK 1/2024",
        ),
        MentorAssigned(mentor_id=MENTOR, from_on=DAY),
        BaselineAssessed(
            assessment_id=UUID(int=4),
            respondent_id=HEAD,
            instrument_code="scorecard",
            instrument_version=1,
            answers=(),
            verdicts=(),
            passed=False,
            phase="stabilise",
        ),
    )


def visited(number):
    return VisitRecorded(
        visit_id=UUID(int=number), respondent_id=HEAD, topics=("finance",), minutes=30
    )


def need(number, owner="health", days=30):
    return NeedIdentified(
        need_id=UUID(int=number),
        person_id=HEAD,
        kind="health_cover",
        owner=owner,
        due_on=DAY + timedelta(days=days),
    )


def left(reason="wish"):
    return HouseholdExited(exit_id=UUID(int=9), person_id=HEAD, reason=reason)


def join(telling, stream, village=VILLAGE):
    """Tell a family from the list to its baseline."""
    telling.tell(stream, nominated(village), by=OFFICER, role="officer")
    return telling.tell(stream, *enrolled(village))[-1]


def on(days):
    return date.fromordinal(DAY.toordinal() + days)
