"""Families in the middle of the programme, and the commands that their mentors send."""

from datetime import date
from uuid import UUID

from domain.household.commands.accompaniment import RecordVisit
from domain.household.commands.plan import AgreeHouseholdPlan, IdentifyNeed
from domain.household.events.accompaniment import VisitRecorded
from domain.household.events.assessment import HalfYearAssessed, MilestoneReached
from domain.household.events.entry import BaselineAssessed
from domain.household.events.plan import (
    HouseholdPlanAgreed,
    NeedIdentified,
    PlanItem,
    PlannedLivelihood,
)
from tests.domain.household.cases import HEAD, IN_PROGRAMME

NEED, OTHER_NEED, PLAN, GOATS, KIOSK, ITEM = (UUID(int=0x100 + n) for n in range(6))
HOME_VISIT, OTHER_VISIT, CORRECTION = (UUID(int=0x120 + n) for n in range(3))
SECOND_PERSON, INSPECTOR = UUID(int=0xB8), UUID(int=0xB9)
PHOTO = "a" * 64

POOR = (("children", 0), ("deposits", 0), ("meals", 1))
WELL = (("children", 0), ("deposits", 6), ("meals", 3))
POOR_VERDICTS = (("food", "not_met"), ("savings", "not_met"), ("school", "not_applicable"))
WELL_VERDICTS = (("food", "met"), ("savings", "met"), ("school", "not_applicable"))

BASELINE = BaselineAssessed(
    assessment_id=UUID(int=0x130),
    respondent_id=HEAD,
    instrument_code="scorecard",
    instrument_version=1,
    answers=POOR,
    verdicts=POOR_VERDICTS,
    passed=False,
    failed=("food",),
    phase="stabilise",
)
ACTIVE = (*IN_PROGRAMME, BASELINE)

NEEDED = {
    "need_id": NEED,
    "person_id": HEAD,
    "kind": "health_cover",
    "owner": "health",
    "due_on": date(2026, 9, 1),
}
NEED_IDENTIFIED = NeedIdentified(**NEEDED)

PLANNED = {
    "plan_id": PLAN,
    "agreed_by": HEAD,
    "livelihoods": (
        PlannedLivelihood(GOATS, "goats", HEAD),
        PlannedLivelihood(KIOSK, "kiosk", HEAD),
    ),
    "items": (
        PlanItem(
            item_id=ITEM,
            pillar="livelihood",
            strategy="raise_income",
            kind="asset_transfer",
            owner="social",
            due_on=date(2026, 8, 1),
            livelihood_id=GOATS,
        ),
    ),
}
PLAN_AGREED = HouseholdPlanAgreed(**PLANNED)

VISIT = {
    "visit_id": HOME_VISIT,
    "respondent_id": HEAD,
    "topics": ("livelihood",),
    "minutes": 40,
    "accuracy_m": 8,
    "distance_m": 30,
}
VISIT_RECORDED = VisitRecorded(**VISIT)


def identify_need(**changes):
    return IdentifyNeed(**NEEDED | changes)


def agree_plan(**changes):
    return AgreeHouseholdPlan(**PLANNED | changes)


def visit(**changes):
    return RecordVisit(**VISIT | changes)


def reached(milestone):
    return MilestoneReached(milestone=milestone)


def half_year(number=1, *, passed=True, **changes):
    """A half-yearly assessment that the household passed, or did not."""
    assessed = {
        "assessment_id": UUID(int=0x140 + number),
        "respondent_id": HEAD,
        "instrument_code": "scorecard",
        "instrument_version": 1,
        "answers": WELL if passed else POOR,
        "verdicts": WELL_VERDICTS if passed else POOR_VERDICTS,
        "passed": passed,
        "failed": () if passed else ("food",),
    }
    return HalfYearAssessed(**assessed | changes)
