"""What a household needs, and what it agreed to do about it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from domain.events import Event
from domain.household.events.report import FieldReport
from domain.personal import Narrative
from domain.values import Code, Codes, Reference, Rupiah


class PlannedLivelihood(NamedTuple):
    """A source of income, run by `person_id`, on a potential of the village."""

    livelihood_id: UUID
    kind: Code
    person_id: UUID
    potential_id: UUID | None = None


class PlanItem(NamedTuple):
    """One thing to be done: one pillar, one strategy, one owner, one day."""

    item_id: UUID
    pillar: Code
    strategy: Code
    kind: Code
    owner: Code
    due_on: date
    need_id: UUID | None = None
    livelihood_id: UUID | None = None
    budget_line: Reference | None = None


P = TypeVar("P", bound=PlannedLivelihood | PlanItem)


def _sorted(parts: Sequence[P]) -> tuple[P, ...]:
    if len({part[0] for part in parts}) < len(parts):
        raise ValueError("the same id is given twice")
    return tuple(sorted(parts, key=lambda part: part[0]))


class NeedShape(FieldReport):
    """`person_id` is the member whom the need is about; for the whole house, the head."""

    need_id: UUID
    person_id: UUID
    kind: Code
    owner: Code
    due_on: date
    note: Narrative = None


class NeedClosureShape(BaseModel):
    """`reason` is a code and is mandatory for what stays unmet."""

    need_id: UUID
    outcome: Literal["served", "unmet"]
    reason: Code | None = None


class PlanShape(BaseModel):
    """`exception` says why there are fewer livelihoods than the programme asks for."""

    plan_id: UUID
    agreed_by: UUID
    livelihoods: Annotated[tuple[PlannedLivelihood, ...], AfterValidator(_sorted)]
    items: Annotated[tuple[PlanItem, ...], AfterValidator(_sorted)]
    exception: Code | None = None
    note: Narrative = None


class PlanRevisionShape(PlanShape):
    """The whole plan as it is from now on, and why it changed."""

    reason: Code


class EnterprisePlanShape(BaseModel):
    """The four parts of a business plan. Labour is the household's own, in days a month."""

    enterprise_plan_id: UUID
    livelihood_id: UUID
    person_id: UUID
    cost_rupiah: Rupiah = 0
    own_contribution_rupiah: Rupiah = 0
    labour_days: Annotated[int, Field(ge=0, le=620)] = 0
    markets: Codes = ()
    risks: Codes = ()
    budget_line: Reference | None = None
    note: Narrative = None


class NeedIdentified(NeedShape, Event, name="household.need-identified.v1", subject="person_id"):
    """Kebutuhan dicatat. The household lacks something that somebody owes it.

    From this day the need has exactly one agency that answers for it, and a date.
    """


class NeedClosed(NeedClosureShape, Event, name="household.need-closed.v1"):
    """Kebutuhan ditutup. A need was served, or it stays unmet for the reason given."""


class HouseholdPlanAgreed(PlanShape, Event, name="household.plan-agreed.v1", subject="agreed_by"):
    """Rencana keluarga disepakati. An adult of the household agreed what will be done.

    Each item says who does it and until when, and belongs to one pillar only, so that support
    can be added up by pillar.
    """


class HouseholdPlanRevised(
    PlanRevisionShape, Event, name="household.plan-revised.v1", subject="agreed_by"
):
    """Rencana keluarga diubah. The plan was agreed anew; the earlier one no longer holds."""


class EnterprisePlanApproved(
    EnterprisePlanShape, Event, name="household.enterprise-plan-approved.v1", subject="person_id"
):
    """Rencana usaha disetujui. The business plan of one livelihood was approved.

    It has a cost, labour, a market and the risks.
    """
