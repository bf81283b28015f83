"""How each event changes the state of an objection."""

from domain.history import RecordedEvent
from domain.objection.aggregate import OBJECTION
from domain.objection.events import (
    ObjectionAnswered,
    ObjectionDecided,
    ObjectionEscalated,
    ObjectionLodged,
)
from domain.objection.state import Answer, Lodging, Objection, Outcome
from domain.records import record


@OBJECTION.folds(ObjectionLodged)
def lodge(state: Objection, event: ObjectionLodged, at: RecordedEvent) -> None:
    state.lodging, state.due_on = record(Lodging, event), event.due_on
    state.lodged_at = at.recorded_at or at.occurred_at


@OBJECTION.folds(ObjectionDecided)
def decide(state: Objection, event: ObjectionDecided, at: RecordedEvent) -> None:
    state.outcome, state.decided_by = record(Outcome, event), at.origin.actor_id


@OBJECTION.folds(ObjectionAnswered)
def answer(state: Objection, event: ObjectionAnswered, _: RecordedEvent) -> None:
    state.answer = record(Answer, event)


@OBJECTION.folds(ObjectionEscalated)
def escalate(state: Objection, event: ObjectionEscalated, _: RecordedEvent) -> None:
    state.escalated_to = event.to_role
