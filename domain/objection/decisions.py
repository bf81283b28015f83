"""Which wishes about an objection come true: in time, and not by whoever is contested."""

from uuid import UUID

from domain.checks import check_code, check_happened
from domain.context import Context
from domain.events import Event
from domain.objection.aggregate import OBJECTION
from domain.objection.commands import (
    AnswerObjection,
    DecideObjection,
    EscalateObjection,
    LodgeObjection,
)
from domain.objection.events import (
    ObjectionAnswered,
    ObjectionDecided,
    ObjectionEscalated,
    ObjectionLodged,
)
from domain.objection.state import Answer, Lodging, Objection, Outcome
from domain.periods import working_days_after
from domain.records import record, said_before
from domain.rules import Refused

# The one reason to escalate that has to wait for the deadline.
DEADLINE = "deadline"


@OBJECTION.decides(LodgeObjection)
def lodge(state: Objection, command: LodgeObjection, context: Context) -> list[Event]:
    known = state.lodging
    contested_by = known.contested_by if known else _contested_by(command, context)
    if said_before(known, record(Lodging, command, contested_by=contested_by)):
        return []
    if command.village_code not in context.programme.village_by_code:
        raise Refused("M3", "unknown", village=command.village_code)
    check_code(context, "objection", command.kind)
    day = context.day(command.occurred_at)
    check_happened(context, day)
    term = context.programme.limits.objection_working_days.on(day)
    facts = command.facts() | {"contested_by": contested_by}
    return [ObjectionLodged(**facts, due_on=working_days_after(day, term))]


@OBJECTION.decides(DecideObjection)
def decide(state: Objection, command: DecideObjection, context: Context) -> list[Event]:
    lodging = _lodging(state)
    if state.outcome is not None:
        if state.outcome == record(Outcome, command):
            return []
        raise Refused("O2", "decided")
    _check_may_decide(state, lodging, context)
    check_code(context, "objection_outcome", command.reason)
    return [ObjectionDecided(**command.facts(), complainant_id=lodging.complainant_id)]


@OBJECTION.decides(AnswerObjection)
def answer(state: Objection, command: AnswerObjection, context: Context) -> list[Event]:
    _lodging(state)
    if said_before(state.answer, record(Answer, command)):
        return []
    if state.outcome is None:
        raise Refused("O2", "undecided")
    check_happened(context, command.answered_on)
    check_code(context, "answer_channel", command.channel)
    return [ObjectionAnswered(**command.facts())]


@OBJECTION.decides(EscalateObjection)
def escalate(state: Objection, command: EscalateObjection, context: Context) -> list[Event]:
    _lodging(state)
    if state.escalated_to == command.to_role:
        return []
    if state.outcome is not None:
        raise Refused("O2", "decided")
    check_code(context, "escalation", command.reason)
    if command.reason == DEADLINE and not _overdue(state, context):
        raise Refused("O2", "early", due=state.due_on)
    role = context.programme.roles.get(command.to_role)
    if role is None or DecideObjection.name not in role.commands:
        raise Refused("O2", "role", role=command.to_role)
    return [ObjectionEscalated(**command.facts())]


def _contested_by(command: LodgeObjection, context: Context) -> tuple[UUID, ...]:
    """Return whom the objection names, and whoever took a verdict on the household."""
    return tuple(sorted(_officers(context).union(command.contested_by)))


def _officers(context: Context) -> set[UUID]:
    """Return who has taken a verdict on the household up to now, also after the lodging."""
    return context.other.targeting.officers if context.other else set()


def _lodging(state: Objection) -> Lodging:
    if state.lodging is None:
        raise Refused("O2", "unknown")
    return state.lodging


def _overdue(state: Objection, context: Context) -> bool:
    return state.due_on is not None and context.today > state.due_on


def _check_may_decide(state: Objection, lodging: Lodging, context: Context) -> None:
    if context.actor.actor_id in _officers(context).union(lodging.contested_by):
        raise Refused("O1", "officer")
    if state.escalated_to:
        if context.actor.role != state.escalated_to:
            raise Refused("O1", "role", role=state.escalated_to)
    elif _overdue(state, context):
        raise Refused("O1", "deadline", due=state.due_on)
