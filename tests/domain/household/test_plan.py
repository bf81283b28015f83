"""Plans: what the household agreed to, and its business plans (rules P1, P2, P4)."""

from uuid import UUID

import pytest

from domain.household.commands.plan import (
    ApproveEnterprisePlan,
    ReviseHouseholdPlan,
)
from domain.household.events.plan import (
    EnterprisePlanApproved,
    HouseholdPlanRevised,
    PlannedLivelihood,
)
from domain.village_programme.state import Potential, VillageProgramme
from tests.domain.household.cases import ELIGIBLE, HEAD, SON, member
from tests.domain.household.families import (
    ACTIVE,
    GOATS,
    KIOSK,
    NEED,
    NEED_IDENTIFIED,
    OTHER_NEED,
    PLAN,
    PLAN_AGREED,
    PLANNED,
    agree_plan,
    reached,
)
from tests.scenario import given

STRANGER = UUID(int=0xFF)
POTENTIAL = UUID(int=0x150)
ENTERPRISE = {
    "enterprise_plan_id": UUID(int=0x151),
    "livelihood_id": GOATS,
    "person_id": HEAD,
    "cost_rupiah": 5_000_000,
    "labour_days": 20,
    "markets": ("village",),
    "risks": ("disease",),
}


def item(**changes):
    return (PLANNED["items"][0]._replace(**changes),)


def approve(**changes):
    return ApproveEnterprisePlan(**ENTERPRISE | changes)


def revise(**changes):
    return ReviseHouseholdPlan(
        **PLANNED | {"plan_id": UUID(int=0x152), "reason": "shock"} | changes
    )


def test_the_first_plan_is_a_milestone():
    given(*ACTIVE).when(agree_plan()).then(PLAN_AGREED, reached("plan_agreed"))


def test_a_plan_sent_twice_is_agreed_once():
    given(*ACTIVE, PLAN_AGREED).when(agree_plan()).then_nothing()


def test_one_livelihood_is_too_few():
    given(*ACTIVE).when(agree_plan(livelihoods=PLANNED["livelihoods"][:1], items=())).then_refused(
        "P1"
    )


def test_one_livelihood_is_enough_when_there_is_a_reason():
    changes = {
        "livelihoods": PLANNED["livelihoods"][:1],
        "items": (),
        "exception": "caring_duties",
    }
    given(*ACTIVE).when(agree_plan(**changes)).then(
        PLAN_AGREED.model_copy(update=changes), reached("plan_agreed")
    )


def test_an_exception_needs_a_reason_that_is_known():
    given(*ACTIVE).when(agree_plan(exception="because")).then_refused("S1", "reason")


def test_a_child_cannot_agree_a_plan():
    given(*ACTIVE, member(SON, "7-12")).when(agree_plan(agreed_by=SON)).then_refused("P4", "adult")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"pillar": "fun"}, ("P4", "pillar")),
        ({"strategy": "hope"}, ("S1", "reason")),
        ({"owner": "nobody"}, ("M4", "party")),
        ({"need_id": OTHER_NEED}, ("S1", "missing")),
        ({"livelihood_id": STRANGER}, ("S1", "missing")),
    ],
)
def test_an_item_of_a_plan_belongs_to_what_is_known(changes, rule):
    given(*ACTIVE).when(agree_plan(items=item(**changes))).then_refused(*rule)


def test_a_livelihood_may_rest_on_a_potential_of_the_village():
    village = VillageProgramme(potentials={POTENTIAL: Potential("livestock", "Padang rumput")})
    resting = PlannedLivelihood(GOATS, "goats", HEAD, POTENTIAL)
    livelihoods = (resting, PLANNED["livelihoods"][1])
    asked = agree_plan(livelihoods=livelihoods)
    given(*ACTIVE).when(asked, village=village).then(
        PLAN_AGREED.model_copy(update={"livelihoods": livelihoods}), reached("plan_agreed")
    )
    given(*ACTIVE).when(asked, village=VillageProgramme()).then_refused("S1", "missing")


def test_a_household_that_is_not_enrolled_agrees_no_plan():
    given(*ELIGIBLE).when(agree_plan()).then_refused("S1")


def test_a_second_plan_is_a_revision():
    given(*ACTIVE, PLAN_AGREED).when(agree_plan(plan_id=STRANGER)).then_refused("P4", "agreed")


def test_a_plan_is_revised_with_a_reason():
    revised = HouseholdPlanRevised(**PLANNED | {"plan_id": UUID(int=0x152), "reason": "shock"})
    given(*ACTIVE, PLAN_AGREED).when(revise()).then(revised)
    given(*ACTIVE, PLAN_AGREED, revised).when(revise()).then_nothing()


def test_a_revision_needs_a_plan_and_a_known_reason():
    given(*ACTIVE).when(revise()).then_refused("S1", "missing")
    given(*ACTIVE, PLAN_AGREED).when(revise(reason="mood")).then_refused("S1", "reason")


def test_a_business_plan_with_all_four_parts_is_approved():
    approved = EnterprisePlanApproved(**ENTERPRISE)
    given(*ACTIVE, PLAN_AGREED).when(approve()).then(approved)
    given(*ACTIVE, PLAN_AGREED, approved).when(approve()).then_nothing()


@pytest.mark.parametrize(
    ("part", "empty", "variant"),
    [
        ("cost_rupiah", 0, "cost"),
        ("labour_days", 0, "labour"),
        ("markets", (), "market"),
        ("risks", (), "risk"),
    ],
)
def test_a_business_plan_without_one_of_its_parts_is_refused(part, empty, variant):
    given(*ACTIVE, PLAN_AGREED).when(approve(**{part: empty})).then_refused("P2", variant)


def test_a_business_plan_is_for_a_livelihood_of_the_plan_that_holds():
    kiosk_only = PLANNED["livelihoods"][1:]
    revised = HouseholdPlanRevised(
        plan_id=UUID(int=0x152),
        agreed_by=HEAD,
        livelihoods=kiosk_only,
        items=(),
        exception="caring_duties",
        reason="shock",
    )
    given(*ACTIVE, PLAN_AGREED, revised).when(approve()).then_refused("S1", "missing")
    given(*ACTIVE, PLAN_AGREED, revised).when(approve(livelihood_id=KIOSK)).then(
        EnterprisePlanApproved(**ENTERPRISE | {"livelihood_id": KIOSK})
    )


def test_the_state_knows_the_plan_that_holds():
    plan = given(*ACTIVE, NEED_IDENTIFIED, PLAN_AGREED).state.plan

    assert plan.plan_id == PLAN
    assert plan.pillars == ("livelihood",)
    assert set(plan.open_needs()) == {NEED}
