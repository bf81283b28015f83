"""Which needs are put on record and closed, and which plans are agreed: rules P1, P2 and P4."""

from domain.checks import check_code, check_organisation, check_pillar
from domain.commands import Command, moment
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_here, check_known, check_owner, check_status
from domain.household.commands.plan import (
    AgreeHouseholdPlan,
    ApproveEnterprisePlan,
    CloseNeed,
    IdentifyNeed,
    ReviseHouseholdPlan,
)
from domain.household.events.plan import (
    EnterprisePlanApproved,
    EnterprisePlanShape,
    HouseholdPlanAgreed,
    HouseholdPlanRevised,
    NeedClosed,
    NeedClosureShape,
    NeedIdentified,
    NeedShape,
    PlanItem,
    PlanShape,
)
from domain.household.keeping import checks, is_repeat
from domain.household.milestones import are_basic_needs_covered, reached
from domain.household.reporting import (
    check_accompanied,
    check_happened_in_time,
    check_time,
    reported,
)
from domain.household.state import Household, Status
from domain.rules import Refused, warn

PLANNED = (Status.ENROLLED, Status.ACTIVE, Status.GRADUATION_REVIEW)


@checks(NeedIdentified)
def check_need(state: Household, need: NeedShape, context: Context) -> dict[str, bool]:
    check_known(state, need.person_id)
    check_organisation(context, need.owner)
    if need.kind not in context.programme.need_by_code:
        raise Refused("P4", "need", kind=need.kind)
    check_owner(context.programme.need_by_code[need.kind], need.owner)
    return {}


@HOUSEHOLD.decides(IdentifyNeed)
def identify_need(state: Household, command: IdentifyNeed, context: Context) -> list[Event]:
    return reported(state, command, context, NeedIdentified, command.need_id)


@checks(NeedClosed)
def check_closure(_: Household, closure: NeedClosureShape, context: Context) -> dict[str, bool]:
    if closure.outcome == "unmet":
        check_code(context, "unmet_need", closure.reason or "")
    return {}


@HOUSEHOLD.decides(CloseNeed)
def close_need(state: Household, command: CloseNeed, context: Context) -> list[Event]:
    """Close a need; the last one served makes the basic needs covered."""
    if command.need_id not in state.plan.needs:
        raise Refused("S1", "missing")
    if command.need_id in state.plan.closed:
        if state.plan.closed[command.need_id] == command.outcome:
            return []
        raise Refused("P4", "closed")
    broken = {
        "V1b": check_time(command, context),
        "N5_late": check_accompanied(state, command, context),
    }
    check_closure(state, command, context)
    if state.rights.open_referral_of(command.need_id):
        raise Refused("P4", "referred")
    served = command.outcome == "served"
    return [
        NeedClosed(**command.facts(), warnings=warn(**broken)),
        *reached(
            state,
            basic_needs_covered=served
            and are_basic_needs_covered(state, context.programme, command.need_id),
        ),
    ]


@HOUSEHOLD.decides(AgreeHouseholdPlan)
def agree_plan(state: Household, command: AgreeHouseholdPlan, context: Context) -> list[Event]:
    """Agree the first plan; later ones are revisions."""
    if is_repeat(state, command.plan_id, HouseholdPlanAgreed, command):
        return []
    check_status(state, *PLANNED)
    if state.plan.plan_id is not None:
        raise Refused("P4", "agreed")
    late = _check_time(state, command, context)
    check_plan(state, command, context)
    return [
        HouseholdPlanAgreed(**command.facts(), warnings=warn(V1b=late)),
        *reached(state, plan_agreed=True),
    ]


@HOUSEHOLD.decides(ReviseHouseholdPlan)
def revise_plan(state: Household, command: ReviseHouseholdPlan, context: Context) -> list[Event]:
    if is_repeat(state, command.plan_id, HouseholdPlanRevised, command):
        return []
    check_status(state, *PLANNED)
    if state.plan.plan_id is None:
        raise Refused("S1", "missing")
    late = _check_time(state, command, context)
    check_code(context, "plan_revision", command.reason)
    check_plan(state, command, context)
    return [HouseholdPlanRevised(**command.facts(), warnings=warn(V1b=late))]


def _check_time(state: Household, command: Command, context: Context) -> bool:
    """Say whether it comes late. Refuse what would have been agreed before the enrolment."""
    check_happened_in_time(state, moment(command, context.now), context)
    return check_time(command, context)


def check_plan(state: Household, plan: PlanShape, context: Context) -> None:
    """Refuse a plan by nobody, with too few livelihoods, or with an item that is nobody's."""
    check_here(state, plan.agreed_by)
    limits = context.programme.limits
    if plan.agreed_by not in state.people.adults(limits.adult_age_bands.on(context.today)):
        raise Refused("P4", "adult")
    enough = limits.livelihoods_min.on(context.today)
    if plan.exception is not None:
        check_code(context, "plan_exception", plan.exception)
    elif len(plan.livelihoods) < enough:
        raise Refused("P1", count=len(plan.livelihoods), limit=enough)
    potentials = context.village.potentials if context.village else {}
    for livelihood in plan.livelihoods:
        check_known(state, livelihood.person_id)
        check_code(context, "livelihood", livelihood.kind)
        if livelihood.potential_id is not None and livelihood.potential_id not in potentials:
            raise Refused("S1", "missing")
    known = {livelihood.livelihood_id for livelihood in plan.livelihoods}
    for item in plan.items:
        _check_item(state, item, context)
        if item.livelihood_id is not None and item.livelihood_id not in known:
            raise Refused("S1", "missing")


def _check_item(state: Household, item: PlanItem, context: Context) -> None:
    check_pillar(context, item.pillar)
    check_code(context, "strategy", item.strategy)
    check_code(context, "plan_item", item.kind)
    check_organisation(context, item.owner)
    if item.need_id is not None and item.need_id not in state.plan.needs:
        raise Refused("S1", "missing")


@HOUSEHOLD.decides(ApproveEnterprisePlan)
def approve_enterprise_plan(
    state: Household, command: ApproveEnterprisePlan, context: Context
) -> list[Event]:
    if is_repeat(state, command.enterprise_plan_id, EnterprisePlanApproved, command):
        return []
    check_status(state, *PLANNED)
    if command.livelihood_id not in state.plan.current:
        raise Refused("S1", "missing")
    check_here(state, command.person_id)
    _check_time(state, command, context)
    _check_parts(command, context)
    return [EnterprisePlanApproved(**command.facts())]


def _check_parts(plan: EnterprisePlanShape, context: Context) -> None:
    parts = {
        "cost": plan.cost_rupiah,
        "labour": plan.labour_days,
        "market": plan.markets,
        "risk": plan.risks,
    }
    for part, content in parts.items():
        if not content:
            raise Refused("P2", part)
    for market in plan.markets:
        check_code(context, "market", market)
    for risk in plan.risks:
        check_code(context, "risk", risk)
