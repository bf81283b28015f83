"""How needs and plans change the state."""

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.plan import (
    EnterprisePlanApproved,
    HouseholdPlanAgreed,
    HouseholdPlanRevised,
    NeedClosed,
    NeedIdentified,
    PlanShape,
)
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.plan import Need


@HOUSEHOLD.folds(NeedIdentified)
@keeps(NeedIdentified, "need_id", lambda state: state.plan.needs)
def need(state: Household, event: NeedIdentified, _: RecordedEvent) -> None:
    state.plan.needs[event.need_id] = Need(event.kind, event.owner, event.due_on)


@HOUSEHOLD.folds(NeedClosed)
@keeps(NeedClosed, "need_id", lambda state: state.plan.closed, chosen=False)
def closing(state: Household, event: NeedClosed, _: RecordedEvent) -> None:
    state.plan.closed[event.need_id] = event.outcome


@HOUSEHOLD.folds(HouseholdPlanAgreed)
@keeps(HouseholdPlanAgreed, "plan_id")
def plan(state: Household, event: HouseholdPlanAgreed, _: RecordedEvent) -> None:
    _hold(state, event)


def _hold(state: Household, event: PlanShape) -> None:
    plan = state.plan
    plan.plan_id = event.plan_id
    plan.livelihoods |= {each.livelihood_id: each.kind for each in event.livelihoods}
    plan.current = tuple(each.livelihood_id for each in event.livelihoods)
    plan.pillars = tuple(sorted({item.pillar for item in event.items}))


@HOUSEHOLD.folds(HouseholdPlanRevised)
@keeps(HouseholdPlanRevised, "plan_id")
def revision(state: Household, event: HouseholdPlanRevised, _: RecordedEvent) -> None:
    _hold(state, event)
    state.plan.revisions += 1


@HOUSEHOLD.folds(EnterprisePlanApproved)
@keeps(EnterprisePlanApproved, "enterprise_plan_id")
def enterprise_plan(state: Household, event: EnterprisePlanApproved, _: RecordedEvent) -> None:
    state.plan.enterprises[event.livelihood_id] = event.enterprise_plan_id
