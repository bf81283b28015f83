"""How each event changes the state of a mentor's assignment."""

from dataclasses import replace
from datetime import timedelta

from domain.history import RecordedEvent
from domain.mentor_assignment.aggregate import MENTOR_ASSIGNMENT
from domain.mentor_assignment.events import (
    HouseholdReleased,
    HouseholdTaken,
    MentorEnded,
    MentorOnLeave,
    MentorRegistered,
    MentorReturned,
    MentorTerritorySet,
)
from domain.mentor_assignment.state import Leave, MentorAssignment, Term, Territory
from domain.records import record

ONE_DAY = timedelta(days=1)


@MENTOR_ASSIGNMENT.folds(MentorRegistered)
def register(state: MentorAssignment, event: MentorRegistered, _: RecordedEvent) -> None:
    state.mentor_id = event.mentor_id
    state.terms.append(record(Term, event))


@MENTOR_ASSIGNMENT.folds(MentorTerritorySet)
def set_territory(state: MentorAssignment, event: MentorTerritorySet, _: RecordedEvent) -> None:
    state.territories.append(record(Territory, event))


@MENTOR_ASSIGNMENT.folds(HouseholdTaken)
def take(state: MentorAssignment, event: HouseholdTaken, _: RecordedEvent) -> None:
    state.households.add(event.household_id)
    state.taken_on[event.household_id] = event.from_on


@MENTOR_ASSIGNMENT.folds(HouseholdReleased)
def release(state: MentorAssignment, event: HouseholdReleased, _: RecordedEvent) -> None:
    state.households.discard(event.household_id)
    state.taken_on.pop(event.household_id, None)


@MENTOR_ASSIGNMENT.folds(MentorOnLeave)
def start_leave(state: MentorAssignment, event: MentorOnLeave, _: RecordedEvent) -> None:
    state.leaves.append(record(Leave, event))


@MENTOR_ASSIGNMENT.folds(MentorReturned)
def come_back(state: MentorAssignment, event: MentorReturned, _: RecordedEvent) -> None:
    last_day = event.returned_on - ONE_DAY
    state.leaves = [
        replace(leave, until_on=last_day) if leave.covers(event.returned_on) else leave
        for leave in state.leaves
    ]
    state.returned_on = event.returned_on


@MENTOR_ASSIGNMENT.folds(MentorEnded)
def end(state: MentorAssignment, event: MentorEnded, _: RecordedEvent) -> None:
    if state.terms:
        state.terms[-1] = replace(state.terms[-1], until_on=event.ended_on)
