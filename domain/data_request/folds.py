"""How each event changes the state of a request about personal data."""

from domain.data_request.aggregate import DATA_REQUEST
from domain.data_request.events import (
    DataRequestAnswered,
    DataRequestDecided,
    DataRequestReceived,
    DecisionProposed,
    ErasureCarriedOut,
    PersonFileReleased,
)
from domain.data_request.state import Answer, Asked, DataRequest, Proposal
from domain.history import RecordedEvent
from domain.records import record


@DATA_REQUEST.folds(DataRequestReceived)
def receive(state: DataRequest, event: DataRequestReceived, _: RecordedEvent) -> None:
    state.asked, state.due_at = record(Asked, event), event.due_at


@DATA_REQUEST.folds(DecisionProposed)
def propose(state: DataRequest, event: DecisionProposed, at: RecordedEvent) -> None:
    state.proposal, state.proposed_by = record(Proposal, event), at.origin.actor_id


@DATA_REQUEST.folds(DataRequestDecided)
def decide(state: DataRequest, event: DataRequestDecided, at: RecordedEvent) -> None:
    state.decision, state.decided_by = record(Proposal, event), at.origin.actor_id


@DATA_REQUEST.folds(ErasureCarriedOut)
def erase(state: DataRequest, _: ErasureCarriedOut, __: RecordedEvent) -> None:
    state.is_erased = True


@DATA_REQUEST.folds(PersonFileReleased)
def release(state: DataRequest, event: PersonFileReleased, _: RecordedEvent) -> None:
    state.released[event.release_id] = event.file_sha256


@DATA_REQUEST.folds(DataRequestAnswered)
def answer(state: DataRequest, event: DataRequestAnswered, _: RecordedEvent) -> None:
    state.answer = record(Answer, event)
