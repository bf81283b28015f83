"""Potentials, the assessment that both sides sign, the action plan, the half-yearly evaluation."""

from typing import TypeVar
from uuid import UUID

from domain.checks import check_code, check_happened, check_organisation
from domain.context import Context
from domain.events import Event
from domain.records import record, said_before
from domain.rules import Refused, warn
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from domain.village_programme.commands import (
    ApproveActionPlan,
    CosignVillageAssessment,
    DraftVillageAssessment,
    EvaluateSemester,
    ProposeActionPlan,
    RegisterPotential,
)
from domain.village_programme.decisions.guards import check_selected
from domain.village_programme.events import (
    ActionPlanApproved,
    ActionPlanProposed,
    PotentialRegistered,
    SemesterEvaluated,
    VillageAssessed,
    VillageAssessmentDrafted,
)
from domain.village_programme.semesters import last_evaluation_missing, semesters_of
from domain.village_programme.state import (
    ActionPlan,
    Evaluation,
    PlannedWork,
    Potential,
    VillageAssessment,
    VillageFindings,
    VillageProgramme,
)

T = TypeVar("T", VillageAssessment, ActionPlan)


@VILLAGE_PROGRAMME.decides(RegisterPotential)
def register_potential(
    state: VillageProgramme, command: RegisterPotential, context: Context
) -> list[Event]:
    check_selected(state)
    if said_before(state.potentials.get(command.potential_id), record(Potential, command)):
        return []
    check_code(context, "potential", command.kind)
    return [PotentialRegistered(**command.facts())]


@VILLAGE_PROGRAMME.decides(DraftVillageAssessment)
def draft_assessment(
    state: VillageProgramme, command: DraftVillageAssessment, context: Context
) -> list[Event]:
    check_selected(state)
    known = state.assessments.get(command.assessment_id)
    if said_before(known and known.findings, record(VillageFindings, command)):
        return []
    check_happened(context, command.assessed_on)
    if unknown := [code for code in command.needs if code not in context.programme.need_by_code]:
        raise Refused("S1", "reason", reason=unknown[0])
    if not state.potentials.keys() >= set(command.potentials):
        raise Refused("S1", "missing")
    return [VillageAssessmentDrafted(**command.facts())]


@VILLAGE_PROGRAMME.decides(CosignVillageAssessment)
def cosign_assessment(
    state: VillageProgramme, command: CosignVillageAssessment, context: Context
) -> list[Event]:
    assessment = _known(state.assessments, command.assessment_id)
    if assessment.cosigned_by is not None:
        return []
    same_person = context.actor.actor_id == assessment.first_signed_by
    if same_person or context.actor.role == assessment.first_signed_as:
        raise Refused("M5", "cosign")
    return [VillageAssessed(**command.facts())]


@VILLAGE_PROGRAMME.decides(ProposeActionPlan)
def propose_plan(
    state: VillageProgramme, command: ProposeActionPlan, context: Context
) -> list[Event]:
    check_selected(state)
    known = state.plans.get(command.plan_id)
    if said_before(known and known.work, record(PlannedWork, command)):
        return []
    for item in command.items:
        check_organisation(context, item.owner)
        check_code(context, "fund_source", item.fund)
        check_code(context, "unit", item.unit)
    return [ActionPlanProposed(**command.facts())]


@VILLAGE_PROGRAMME.decides(ApproveActionPlan)
def approve_plan(
    state: VillageProgramme, command: ApproveActionPlan, context: Context
) -> list[Event]:
    plan = _known(state.plans, command.plan_id)
    if plan.approved_by is not None:
        return []
    if context.actor.actor_id == plan.proposed_by:
        raise Refused("M5", "approver")
    if not any(assessment.cosigned_by for assessment in state.assessments.values()):
        raise Refused("M5", "assessment")
    missing = last_evaluation_missing(state, context.programme, context.today)
    if missing is not None:
        raise Refused("M1", "plan", semester=missing.code, due=missing.due_on)
    return [ActionPlanApproved(**command.facts())]


@VILLAGE_PROGRAMME.decides(EvaluateSemester)
def evaluate_semester(
    state: VillageProgramme, command: EvaluateSemester, context: Context
) -> list[Event]:
    check_selected(state)
    if said_before(state.evaluations.get(command.semester), record(Evaluation, command)):
        return []
    check_happened(context, command.evaluated_on)
    begun = {s.code: s for s in semesters_of(state, context.programme, command.evaluated_on)}
    semester = begun.get(command.semester)
    if semester is None:
        raise Refused("M6", "semester", semester=command.semester)
    for finding in command.findings:
        check_code(context, "evaluation_finding", finding.code)
        check_organisation(context, finding.owner)
    return [
        SemesterEvaluated(**command.facts(), warnings=warn(M1b=context.today > semester.due_on))
    ]


def _known(known: dict[UUID, T], key: UUID) -> T:
    if key not in known:
        raise Refused("S1", "missing")
    return known[key]
