"""How visits, sessions, trainings and spot checks change the state."""

from functools import lru_cache

from domain.history import RecordedEvent
from domain.household.aggregate import HOUSEHOLD
from domain.household.events.accompaniment import (
    GroupSessionAttended,
    SupervisorSpotChecked,
    TrainingCompleted,
    VisitMissed,
    VisitRecorded,
)
from domain.household.keeping import keeps
from domain.household.state import Household
from domain.household.states.accompaniment import Visit


@HOUSEHOLD.folds(VisitRecorded)
@keeps(VisitRecorded, "visit_id", lambda state: state.accompaniment.visits)
def visit(state: Household, event: VisitRecorded, at: RecordedEvent) -> None:
    origin = at.origin
    topics = one_object(event.topics)
    state.accompaniment.visits[event.visit_id] = Visit(
        origin.occurred_at, origin.actor_id, topics, event.minutes, event.photo_sha256s
    )


@lru_cache(maxsize=1_024)
def one_object(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same object for the same topics: hundreds of thousands of visits share few."""
    return topics


@HOUSEHOLD.folds(VisitMissed)
@keeps(VisitMissed, "visit_id", lambda state: state.accompaniment.missed)
def missed(state: Household, event: VisitMissed, _: RecordedEvent) -> None:
    state.accompaniment.missed[event.visit_id] = event.reason


@HOUSEHOLD.folds(GroupSessionAttended)
@keeps(GroupSessionAttended, "session_id", lambda state: state.accompaniment.sessions)
def session(state: Household, event: GroupSessionAttended, _: RecordedEvent) -> None:
    state.accompaniment.sessions[event.session_id] = event.pillar


@HOUSEHOLD.folds(TrainingCompleted)
@keeps(TrainingCompleted, "training_id", lambda state: state.accompaniment.trainings)
def training(state: Household, event: TrainingCompleted, _: RecordedEvent) -> None:
    state.accompaniment.trainings[event.training_id] = event.curriculum


@HOUSEHOLD.folds(SupervisorSpotChecked)
@keeps(SupervisorSpotChecked, "check_id", lambda state: state.accompaniment.spot_checks)
def spot_check(state: Household, event: SupervisorSpotChecked, _: RecordedEvent) -> None:
    state.accompaniment.spot_checks[event.check_id] = event.visit_id
