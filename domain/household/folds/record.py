"""How corrections, annulments, irregularities and legal holds change the state."""

import json
from dataclasses import replace

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.amending import amended_event
from domain.household.events.record import (
    DataErased,
    EventAnnulled,
    EventCorrected,
    IrregularityReported,
    LeaveGranted,
    LegalHoldLifted,
    LegalHoldPlaced,
)
from domain.household.keeping import KEPT
from domain.household.state import Household


@HOUSEHOLD.folds(EventCorrected)
def correction(state: Household, event: EventCorrected, at: RecordedEvent) -> None:
    """Fold the corrected fact over the one it corrects, from here on."""
    record = state.record
    record.said.setdefault(event.correction_id, at)
    record.amended[event.target_id] = at.event_id
    wrong = record.facts.get(event.target_id)
    if wrong is None:
        return
    values = {field: json.loads(text) for field, text in event.values}
    happened = event.happened_at or wrong.occurred_at
    right = replace(
        wrong,
        event=amended_event(wrong.event, values),
        origin=replace(wrong.origin, occurred_at=happened),
    )
    record.facts[at.event_id] = right
    KEPT[type(right.event)].fold(state, right.event, right)


@HOUSEHOLD.folds(EventAnnulled)
def annulment(state: Household, event: EventAnnulled, at: RecordedEvent) -> None:
    """Take the annulled fact's entry out of the state, from here on."""
    record = state.record
    record.said.setdefault(event.annulment_id, at)
    record.amended[event.target_id] = at.event_id
    wrong = record.facts.get(event.target_id)
    if wrong is None:
        return
    kept = KEPT[type(wrong.event)]
    if kept.entries is not None:
        kept.entries(state).pop(getattr(wrong.event, kept.key), None)


@HOUSEHOLD.folds(IrregularityReported)
def irregularity(state: Household, event: IrregularityReported, at: RecordedEvent) -> None:
    state.record.said.setdefault(event.irregularity_id, at)
    state.record.irregularities[event.irregularity_id] = event.rule


@HOUSEHOLD.folds(LegalHoldPlaced)
def hold_placed(state: Household, event: LegalHoldPlaced, at: RecordedEvent) -> None:
    state.record.said.setdefault(event.hold_id, at)
    state.record.holds[event.hold_id] = at.origin.actor_id


@HOUSEHOLD.folds(LegalHoldLifted)
def hold_lifted(state: Household, event: LegalHoldLifted, _: RecordedEvent) -> None:
    state.record.holds.pop(event.hold_id, None)


@HOUSEHOLD.folds(LeaveGranted)
def leave_granted(state: Household, event: LeaveGranted, at: RecordedEvent) -> None:
    state.record.said.setdefault(event.leave_id, at)
    state.record.leaves[event.target_id] = at.origin.actor_id


@HOUSEHOLD.folds(DataErased)
def data_erased(state: Household, event: DataErased, _: RecordedEvent) -> None:
    state.record.erasures[event.request_id] = event.person_id
