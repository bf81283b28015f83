"""Which reports about work with a household are put on record: rules N5 and V1 to V4."""

from domain.checks import check_code, check_happened, check_organisation, check_pillar
from domain.context import Context
from domain.events import Event
from domain.household.aggregate import HOUSEHOLD
from domain.household.checks import check_known
from domain.household.commands.accompaniment import (
    RecordGroupSession,
    RecordMissedVisit,
    RecordSpotCheck,
    RecordTraining,
    RecordVisit,
)
from domain.household.events.accompaniment import (
    GroupSessionAttended,
    MissedVisitShape,
    SessionShape,
    SpotCheckShape,
    SupervisorSpotChecked,
    TrainingCompleted,
    TrainingShape,
    VisitMissed,
    VisitRecorded,
    VisitShape,
)
from domain.household.keeping import checks
from domain.household.reporting import reported
from domain.household.scoring import check_answers
from domain.household.state import Household
from domain.rules import Refused


@checks(VisitRecorded)
def check_visit(state: Household, visit: VisitShape, context: Context) -> dict[str, bool]:
    """Rule V3: what looks odd is marked, and kept."""
    check_known(state, visit.respondent_id)
    for topic in visit.topics:
        check_pillar(context, topic)
    form = visit.instrument_code, visit.instrument_version
    check_answers(context, "visit", *form, visit.answers)
    limits, today = context.programme.limits, context.today
    tolerance = limits.location_tolerance_m.on(today)
    beside = _beside_others(context)
    here = state.accompaniment.has_photo(visit.photo_sha256s, besides=visit.visit_id)
    return beside | {
        "V3_unlocated": visit.accuracy_m is None,
        # A simulated place reports itself, or is exact to the metre, which no satellite is.
        "V3_mock": visit.mock_location or visit.accuracy_m == 0,
        "V3_outside": visit.distance_m is not None and visit.distance_m > tolerance,
        "V3_short": visit.minutes < limits.visit_minutes_min.on(today),
        "V3_photo": here or beside.get("V3_photo", False),
    }


def _beside_others(context: Context) -> dict[str, bool]:
    """Return what only other visits show; nothing where they are not known."""
    if context.rounds is None:
        return {}
    limits, today = context.programme.limits, context.today
    return context.rounds.warnings(
        limits.travel_kmh_max.on(today), limits.visits_per_day_max.on(today)
    )


@HOUSEHOLD.decides(RecordVisit)
def record_visit(state: Household, command: RecordVisit, context: Context) -> list[Event]:
    return reported(state, command, context, VisitRecorded, command.visit_id)


@checks(VisitMissed)
def check_missed(state: Household, missed: MissedVisitShape, context: Context) -> dict[str, bool]:
    check_known(state, missed.respondent_id)
    check_code(context, "missed_visit", missed.reason)
    return {}


@HOUSEHOLD.decides(RecordMissedVisit)
def record_missed_visit(
    state: Household, command: RecordMissedVisit, context: Context
) -> list[Event]:
    return reported(state, command, context, VisitMissed, command.visit_id)


@checks(GroupSessionAttended)
def check_session(state: Household, session: SessionShape, context: Context) -> dict[str, bool]:
    for person_id in session.person_ids:
        check_known(state, person_id)
    check_pillar(context, session.pillar)
    check_code(context, "session", session.kind)
    return {}


@HOUSEHOLD.decides(RecordGroupSession)
def record_group_session(
    state: Household, command: RecordGroupSession, context: Context
) -> list[Event]:
    return reported(state, command, context, GroupSessionAttended, command.session_id)


@checks(TrainingCompleted)
def check_training(state: Household, training: TrainingShape, context: Context) -> dict[str, bool]:
    check_known(state, training.person_id)
    check_pillar(context, training.pillar)
    check_organisation(context, training.provider)
    check_code(context, "curriculum", training.curriculum)
    check_happened(context, training.completed_on)
    return {}


@HOUSEHOLD.decides(RecordTraining)
def record_training(state: Household, command: RecordTraining, context: Context) -> list[Event]:
    return reported(state, command, context, TrainingCompleted, command.training_id)


@checks(SupervisorSpotChecked)
def check_spot_check(state: Household, check: SpotCheckShape, context: Context) -> dict[str, bool]:
    check_known(state, check.respondent_id)
    for finding in check.findings:
        check_code(context, "spot_check", finding)
    if check.visit_id not in state.accompaniment.visits:
        raise Refused("S1", "missing")
    return {}


@HOUSEHOLD.decides(RecordSpotCheck)
def record_spot_check(state: Household, command: RecordSpotCheck, context: Context) -> list[Event]:
    """Rule V4: nobody checks a visit of their own."""
    visit = state.accompaniment.visits.get(command.visit_id)
    if visit is not None and visit.by == context.actor.actor_id:
        raise Refused("V4", "own")
    return reported(state, command, context, SupervisorSpotChecked, command.check_id)
