"""Which other streams a decision reads, found from what the command and the state name."""

from functools import cache
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from domain.commands import Command
from domain.context import Actor
from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.state import DataRequest
from domain.disbursement_order.aggregate import DISBURSEMENT_ORDER
from domain.disbursement_order.commands import PayOrder
from domain.fund_envelope.aggregate import FUND_ENVELOPE
from domain.household.aggregate import HOUSEHOLD
from domain.household.commands.assessment import ApproveGraduationByAgency
from domain.household.commands.entry import EnrolHousehold
from domain.household.commands.plan import AgreeHouseholdPlan, ReviseHouseholdPlan
from domain.household.commands.targeting import RecordVerificationVisit
from domain.household.state import Household
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.nomination_batch.aggregate import NOMINATION_BATCH
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import DecideObjection
from domain.purchase.aggregate import PURCHASE
from domain.village_account.aggregate import VILLAGE_ACCOUNT
from domain.village_meeting.aggregate import VILLAGE_MEETING
from domain.village_programme.aggregate import VILLAGE_PROGRAMME
from services.steps import Step
from services.streams import village_stream

Neighbours = dict[str, tuple[Aggregate[Any], UUID]]

# A command that names one of these is decided with it at hand.
NAMED: dict[str, tuple[str, Aggregate[Any]]] = {
    "batch_id": ("batch", NOMINATION_BATCH),
    "meeting_id": ("meeting", VILLAGE_MEETING),
    "objection_id": ("objection", OBJECTION),
    "from_household_id": ("other", HOUSEHOLD),
    "into_household_id": ("other", HOUSEHOLD),
    "household_id": ("other", HOUSEHOLD),
    "order_id": ("order", DISBURSEMENT_ORDER),
    "purchase_id": ("purchase", PURCHASE),
}
# The same for what concerns money outside of households.
NAMED_BY_MONEY: dict[str, dict[str, tuple[str, Aggregate[Any]]]] = {
    DISBURSEMENT_ORDER.kind: {
        "envelope_id": ("envelope", FUND_ENVELOPE),
        "purchase_id": ("purchase", PURCHASE),
    },
    PURCHASE.kind: {"order_id": ("order", DISBURSEMENT_ORDER)},
    VILLAGE_ACCOUNT.kind: {"envelope_id": ("envelope", FUND_ENVELOPE)},
}
# These aggregates look at what their commands name.
ASKING: tuple[Aggregate[Any], ...] = (HOUSEHOLD, OBJECTION, DATA_REQUEST, VILLAGE_MEETING)
# Whoever reports these is looked up among the mentors.
REPORTED_BY_MENTORS: frozenset[type[Command]] = frozenset({RecordVerificationVisit})
IN_A_VILLAGE: frozenset[type[Command]] = frozenset(
    {AgreeHouseholdPlan, ApproveGraduationByAgency, EnrolHousehold, ReviseHouseholdPlan}
)


@cache
def _naming_fields(command: type[Command]) -> tuple[str, ...]:
    return tuple(field for field in NAMED if field in command.model_fields)


def _about(command: Command, state: Any) -> UUID | None:
    """Return the household that a stream is about which does not stand in the command."""
    if isinstance(command, DecideObjection):
        contested: UUID | None = state.household_id
        return contested
    if isinstance(state, DataRequest) and state.asked:
        return state.asked.household_id
    return None


def neighbours_of(step: Step, state: Any, actor: Actor, programme: str) -> Neighbours:
    """Return the streams to load for a decision, by the name the context has for them."""
    command, found = step.command, Neighbours()
    if step.aggregate in ASKING:
        for field in _naming_fields(type(command)):
            stream = getattr(command, field)
            if stream is not None and stream != step.stream:
                name, aggregate = NAMED[field]
                found[name] = (aggregate, stream)
        if type(command) in REPORTED_BY_MENTORS:
            found.setdefault("mentor", (MENTOR_ASSIGNMENT, actor.actor_id))
        if type(command) in IN_A_VILLAGE and isinstance(state, Household):
            stream = village_stream(programme, state.village_code)
            found["village"] = (VILLAGE_PROGRAMME, stream)
        about = _about(command, state)
        if about is not None:
            found["other"] = (HOUSEHOLD, about)
    for field, named in NAMED_BY_MONEY.get(step.aggregate.kind, {}).items():
        stream = getattr(command, field, None)
        if stream is not None:
            found[named[0]] = (named[1], stream)
    if isinstance(command, PayOrder) and state.envelope_id is not None:
        found["envelope"] = (FUND_ENVELOPE, state.envelope_id)
    return found
