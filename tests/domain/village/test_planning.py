"""Potentials, the assessment that both sides sign, the action plan and its evaluations."""

from datetime import date
from uuid import UUID

import pytest

from domain.village_programme.commands import (
    ApproveActionPlan,
    CosignVillageAssessment,
    DraftVillageAssessment,
    ProposeActionPlan,
    RegisterPotential,
)
from domain.village_programme.events import (
    ActionPlanApproved,
    ActionPlanProposed,
    PotentialRegistered,
    VillageAssessed,
    VillageAssessmentDrafted,
)
from tests.definitions import in_both_programmes
from tests.domain.village.plans import (
    ASSESSMENT,
    DAY,
    OTHER_POTENTIAL,
    PLAN,
    assessment,
    drafted,
    plan,
    potential,
    proposed,
    with_potential,
)
from tests.domain.village.villages import selected
from tests.scenario import OFFICER, SOMEBODY


@in_both_programmes
def test_a_potential_is_registered_once(programme):
    command = RegisterPotential(**potential(programme))
    then = selected(programme).when(command, programme=programme)
    then = then.then(PotentialRegistered(**potential(programme)))
    then.when(command, programme=programme).then_nothing()
    other = RegisterPotential(**potential(programme) | {"description": "Lahan lain"})
    then.when(other, programme=programme).then_refused("S3")
    unknown = {"potential_id": OTHER_POTENTIAL, "kind": "no-such-kind"}
    command = RegisterPotential(**potential(programme) | unknown)
    then.when(command, programme=programme).then_refused("S1", "reason")


@in_both_programmes
def test_one_side_drafts_and_the_other_side_signs_once(programme):
    draft = DraftVillageAssessment(**assessment(programme))
    then = with_potential(programme).when(draft, programme=programme)
    then = then.then(VillageAssessmentDrafted(**assessment(programme)))
    then.when(draft, programme=programme).then_nothing()
    cosign = CosignVillageAssessment(assessment_id=ASSESSMENT)
    then = drafted(programme).when(cosign, role="village_officer", programme=programme)
    then = then.then(VillageAssessed(assessment_id=ASSESSMENT))
    then.when(cosign, role="village_officer", programme=programme).then_nothing()


@in_both_programmes
def test_the_second_signature_comes_from_another_person_in_another_role(programme):
    cosign = CosignVillageAssessment(assessment_id=ASSESSMENT)
    for by, role in ((SOMEBODY, "village_officer"), (OFFICER, "test")):
        given = drafted(programme).when(cosign, by=by, role=role, programme=programme)
        given.then_refused("M5", "cosign")


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"needs": ("no-such-need",)}, "S1", "reason"),
        ({"potentials": (OTHER_POTENTIAL,)}, "S1", "missing"),
        ({"assessed_on": date(2027, 1, 1)}, "H1", "future"),
    ],
)
def test_an_assessment_names_known_needs_and_registered_potentials(
    programme, change, rule, variant
):
    command = DraftVillageAssessment(**assessment(programme, **change))
    with_potential(programme).when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_an_unknown_assessment_is_not_signed(programme):
    command = CosignVillageAssessment(assessment_id=UUID(int=1))
    drafted(programme).when(command, programme=programme).then_refused("S1", "missing")


@in_both_programmes
def test_an_action_plan_is_proposed_once_and_approved_once_by_somebody_else(programme):
    command = ProposeActionPlan(**plan(programme))
    signed = drafted(programme, VillageAssessed(assessment_id=ASSESSMENT))
    then = signed.when(command, programme=programme).then(ActionPlanProposed(**plan(programme)))
    then.when(command, programme=programme).then_nothing()
    approve = ApproveActionPlan(plan_id=PLAN, basis="Berita acara contoh 9")
    given = proposed(programme)
    given.when(approve, by=SOMEBODY, now=DAY, programme=programme).then_refused("M5", "approver")
    then = given.when(approve, now=DAY, programme=programme)
    then = then.then(ActionPlanApproved(plan_id=PLAN, basis="Berita acara contoh 9"))
    then.when(approve, now=DAY, programme=programme).then_nothing()


@in_both_programmes
@pytest.mark.parametrize(
    ("change", "rule", "variant"),
    [
        ({"owner": "nobody"}, "M4", "party"),
        ({"fund": "no-such-fund"}, "S1", "reason"),
        ({"unit": "no-such-unit"}, "S1", "reason"),
    ],
)
def test_a_plan_item_has_a_known_owner_fund_and_unit(programme, change, rule, variant):
    command = ProposeActionPlan(**plan(programme, **change))
    selected(programme).when(command, programme=programme).then_refused(rule, variant)


@in_both_programmes
def test_no_plan_is_approved_on_an_assessment_that_one_side_has_not_signed(programme):
    given = drafted(programme, ActionPlanProposed(**plan(programme)))
    approve = ApproveActionPlan(plan_id=PLAN, basis="Berita acara contoh 9")
    given.when(approve, now=DAY, programme=programme).then_refused("M5", "assessment")
